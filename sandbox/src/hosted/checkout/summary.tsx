/** @jsxImportSource hono/jsx */
import { money } from '../../../../src/contract/money.js';
import { ForeignText } from '../../kernel/pages/foreign-text.js';
import type { SessionLine } from '../../resources/checkout-sessions/index.js';
import type { CheckoutView } from './read.js';
import { intervalOf, totalOf, trialOf } from './texts.js';

/** What is bought, and what it costs. On a phone it is folded, with the total above it. */
export const Summary = (view: CheckoutView) => (
  <section id="summary" aria-label="Order summary">
    <p class="due" data-testid="checkout-total">
      {totalOf(view.session)}
    </p>
    {trialOf(view) && <p class="quiet">{trialOf(view)}</p>}
    <details class="fold">
      <summary>Show what you buy</summary>
    </details>
    <div class="order">
      <ul class="lines">
        {view.bought.map((one) => (
          <Bought {...one} />
        ))}
        {view.offered.map((line) => (
          <Offered line={line} currency={String(view.session.currency)} />
        ))}
      </ul>
      <Sums {...view} />
      {view.session.allow_promotion_codes && <PromotionCode {...view} />}
    </div>
  </section>
);

const Bought = ({ item, line }: CheckoutView['bought'][number]) => (
  <li>
    <div class="what">
      <ForeignText text={line.product.name} />
      {line.product.description && (
        <span class="hint">
          <ForeignText text={line.product.description} />
        </span>
      )}
      {intervalOf(line.price) && <span class="hint">Paid {intervalOf(line.price)}</span>}
      {line.adjustable ? <Stepper line={line} /> : <span class="hint">Quantity {item.quantity}</span>}
      {line.isOptional && (
        <button type="button" class="small" id={`leave-${line.id}`} data-line={line.id} data-quantity="0">
          Remove <span class="unseen">{line.product.name}</span>
        </button>
      )}
    </div>
    <span class="amount">{money(item.amount_subtotal, item.currency)}</span>
  </li>
);

/** Buttons and a field by which the customer chooses how many. */
function Stepper({ line }: { line: SessionLine }) {
  const { adjustable, id, product, quantity } = line;
  if (!adjustable || quantity === null) return null;
  const { maximum, minimum } = adjustable;
  return (
    <fieldset class="stepper" aria-label={`Quantity of ${product.name}`}>
      <button
        type="button"
        id={`fewer-${id}`}
        data-line={id}
        data-quantity={quantity - 1}
        disabled={quantity <= minimum}
        aria-label="One less"
      >
        −
      </button>
      <input
        id={`quantity-${id}`}
        data-line={id}
        inputmode="numeric"
        pattern="\d*"
        aria-label={`Quantity, ${minimum} to ${maximum}`}
        value={quantity}
      />
      <button
        type="button"
        id={`more-${id}`}
        data-line={id}
        data-quantity={quantity + 1}
        disabled={quantity >= maximum}
        aria-label="One more"
      >
        +
      </button>
    </fieldset>
  );
}

const Offered = ({ line, currency }: { line: SessionLine; currency: string }) => (
  <li class="offered">
    <div class="what">
      <ForeignText text={line.product.name} />
      {intervalOf(line.price) && <span class="hint">Paid {intervalOf(line.price)}</span>}
      <button
        type="button"
        class="small"
        id={`take-${line.id}`}
        data-line={line.id}
        data-quantity={line.usual}
      >
        Add <span class="unseen">{line.product.name}</span>
      </button>
    </div>
    <span class="amount">
      {line.price.unit_amount === null ? '' : money(line.price.unit_amount * line.usual, currency)}
    </span>
  </li>
);

const Sums = ({ discount, session, taxes }: CheckoutView) => {
  const { amount_subtotal: subtotal, shipping_cost: cost, total_details: details } = session;
  const currency = String(session.currency);
  return (
    <dl class="sums">
      <dt>Subtotal</dt>
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
          <dt>Delivery</dt>
          <dd>{cost.amount_total === 0 ? 'Free' : money(cost.amount_total, currency)}</dd>
        </>
      )}
      {taxes.map(({ amount, inclusive, name }) => (
        <>
          <dt>
            <ForeignText text={name} />
            {inclusive && ' (included)'}
          </dt>
          <dd>{money(amount, currency)}</dd>
        </>
      ))}
      <dt class="strong">Total due today</dt>
      <dd class="strong">{totalOf(session)}</dd>
    </dl>
  );
};

const PromotionCode = ({ discount }: CheckoutView) =>
  discount === null ? (
    <form id="promotion" class="together">
      <div class="field">
        <label for="promotion-code">Promotion code</label>
        <input
          id="promotion-code"
          autocomplete="off"
          autocapitalize="characters"
          data-testid="checkout-promotion-code"
        />
        <span id="promotion-problem" class="problem" role="alert" />
      </div>
      <button type="submit">Apply</button>
    </form>
  ) : (
    <p>
      <button type="button" class="small" id="no-promotion">
        Remove <ForeignText text={discount} />
      </button>
    </p>
  );
