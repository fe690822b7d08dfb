/** @jsxImportSource hono/jsx */
import { ForeignText } from '../../kernel/pages/foreign-text.js';
import { amountOfLine, type SessionLine } from '../../resources/checkout-sessions/index.js';
import type { CheckoutLanguage } from './language.js';
import type { CheckoutView } from './read.js';
import { periodOf, totalOf, trialOf } from './texts.js';

interface Speaking {
  language: CheckoutLanguage;
}

interface PricedLine extends Speaking {
  line: SessionLine;
  currency: string;
}

/** What is bought, and what it costs. On a phone it is folded, with the total above it. */
export const Summary = (view: CheckoutView) => (
  <section id="summary" aria-label={view.language.say('order')}>
    <p class="due" data-testid="checkout-total">
      {totalOf(view.session, view.language)}
    </p>
    {trialOf(view) && <p class="quiet">{trialOf(view)}</p>}
    <details class="fold">
      <summary>{view.language.say('show_order')}</summary>
    </details>
    <div class="order">
      <ul class="lines">
        {view.bought.map((one) => (
          <Bought {...one} language={view.language} />
        ))}
        {view.offered.map((line) => (
          <Offered line={line} currency={String(view.session.currency)} language={view.language} />
        ))}
      </ul>
      <Sums {...view} />
      {view.session.allow_promotion_codes && <PromotionCode {...view} />}
    </div>
  </section>
);

/** What a line costs again and again. */
const Period = ({ currency, language, line }: PricedLine) => {
  const text = periodOf(line.price, language.money(amountOfLine(line), currency), language);
  return text ? <span class="hint">{text}</span> : null;
};

const Bought = ({ item, language, line }: CheckoutView['bought'][number] & Speaking) => (
  <li>
    <div class="what">
      <ForeignText text={line.product.name} />
      {line.product.description && (
        <span class="hint">
          <ForeignText text={line.product.description} />
        </span>
      )}
      <Period line={line} currency={item.currency} language={language} />
      {line.adjustable ? (
        <Stepper line={line} language={language} />
      ) : (
        <span class="hint">{language.say('quantity', { quantity: String(item.quantity) })}</span>
      )}
      {line.isOptional && (
        <button
          type="button"
          class="small"
          id={`leave-${line.id}`}
          data-line={line.id}
          data-quantity="0"
          aria-label={language.say('remove_item', { item: line.product.name })}
        >
          {language.say('remove')}
        </button>
      )}
    </div>
    <span class="amount">{language.money(item.amount_subtotal, item.currency)}</span>
  </li>
);

/** Buttons and a field by which the customer chooses how many. */
function Stepper({ language: { say }, line }: { line: SessionLine } & Speaking) {
  const { adjustable, id, product, quantity } = line;
  if (!adjustable || quantity === null) return null;
  const { maximum, minimum } = adjustable;
  return (
    <fieldset class="stepper" aria-label={say('quantity_of', { item: product.name })}>
      <button
        type="button"
        id={`fewer-${id}`}
        data-line={id}
        data-quantity={quantity - 1}
        disabled={quantity <= minimum}
        aria-label={say('one_less')}
      >
        −
      </button>
      <input
        id={`quantity-${id}`}
        data-line={id}
        inputmode="numeric"
        pattern="\d*"
        aria-label={say('quantity_between', { least: `${minimum}`, most: `${maximum}` })}
        value={quantity}
      />
      <button
        type="button"
        id={`more-${id}`}
        data-line={id}
        data-quantity={quantity + 1}
        disabled={quantity >= maximum}
        aria-label={say('one_more')}
      >
        +
      </button>
    </fieldset>
  );
}

const Offered = ({ line, currency, language }: PricedLine) => (
  <li class="offered">
    <div class="what">
      <ForeignText text={line.product.name} />
      <Period line={line} currency={currency} language={language} />
      <button
        type="button"
        class="small"
        id={`take-${line.id}`}
        data-line={line.id}
        data-quantity={line.usual}
        aria-label={language.say('add_item', { item: line.product.name })}
      >
        {language.say('add')}
      </button>
    </div>
    <span class="amount">{language.money(amountOfLine(line), currency)}</span>
  </li>
);

const Sums = ({ discount, language, session, taxes }: CheckoutView) => {
  const { money, say } = language;
  const { amount_subtotal: subtotal, shipping_cost: cost, total_details: details } = session;
  const currency = String(session.currency);
  return (
    <dl class="sums">
      <dt>{say('subtotal')}</dt>
      <dd>{money(subtotal ?? 0, currency)}</dd>
      {discount !== null && (
        <>
          <dt>
            <ForeignText text={discount} />
          </dt>
          <dd>{money(-(details?.amount_discount ?? 0), currency)}</dd>
        </>
      )}
      {cost && (
        <>
          <dt>{say('delivery')}</dt>
          <dd>{cost.amount_total === 0 ? say('free') : money(cost.amount_total, currency)}</dd>
        </>
      )}
      {taxes.map(({ amount, inclusive, name }) => (
        <>
          <dt>
            {inclusive ? (
              language.parts('included', { tax: <ForeignText text={name} /> })
            ) : (
              <ForeignText text={name} />
            )}
          </dt>
          <dd>{money(amount, currency)}</dd>
        </>
      ))}
      <dt class="strong">{say(session.mode === 'subscription' ? 'due_today' : 'total')}</dt>
      <dd class="strong">{totalOf(session, language)}</dd>
    </dl>
  );
};

const PromotionCode = ({ discount, language: { parts, say } }: CheckoutView) =>
  discount === null ? (
    <form id="promotion" class="together">
      <div class="field">
        <label for="promotion-code">{say('promotion_code')}</label>
        <input
          id="promotion-code"
          autocomplete="off"
          autocapitalize="characters"
          data-testid="checkout-promotion-code"
        />
        <span id="promotion-problem" class="problem" role="alert" />
      </div>
      <button type="submit">{say('apply')}</button>
    </form>
  ) : (
    <p>
      <button type="button" class="small" id="no-promotion">
        {parts('remove_item', { item: <ForeignText text={discount} /> })}
      </button>
    </p>
  );
