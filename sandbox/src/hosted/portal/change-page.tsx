/** @jsxImportSource hono/jsx */
import type Stripe from 'stripe';
import { ForeignText } from '../../kernel/pages/foreign-text.js';
import { type Choice, type Cost, limitsFor } from './change.js';
import { PortalLayout, pageOf } from './layout.js';
import { type Portal, payerOf, type ShownSubscription } from './read.js';
import { methodText, type PortalLanguage, priceText } from './texts.js';

interface ChangeProps extends Portal {
  shown: ShownSubscription;
  item: Stripe.SubscriptionItem;
  choices: Choice[];
  problem?: string | undefined;
}

/** Lets a customer choose another plan. What it costs is on the next page. */
export const ChangePage = ({ choices, item, shown, ...portal }: ChangeProps) => {
  const { language } = portal;
  const { parts, say } = language;
  const feature = portal.configuration.features.subscription_update;
  const isAdjustable = choices.some(({ price }) => limitsFor(feature, price.id) !== null);
  return (
    <PortalLayout {...portal} title={say('change_title')} isInner>
      <form method="get" action={pageOf(portal.visit, 'change', shown.subscription.id, 'confirm')}>
        <fieldset>
          <legend>{say('plan')}</legend>
          {choices.map(({ name, price }) => (
            <label class="choice">
              <input type="radio" name="price" value={price.id} checked={price.id === item.price.id} />
              <span>
                {price.id === item.price.id ? (
                  parts('your_plan', { plan: <Plan {...{ language, name, price }} /> })
                ) : (
                  <Plan {...{ language, name, price }} />
                )}
              </span>
            </label>
          ))}
        </fieldset>
        {isAdjustable && (
          <div class="field">
            <label for="quantity">{say('quantity')}</label>
            <input
              id="quantity"
              name="quantity"
              type="number"
              min="0"
              max="999999"
              value={String(item.quantity ?? 1)}
            />
          </div>
        )}
        <div class="buttons">
          <button type="submit" class="main">
            {say('see_cost')}
          </button>
        </div>
      </form>
    </PortalLayout>
  );
};

interface PlanProps {
  language: PortalLanguage;
  name: string;
  price: Stripe.Price;
}

const Plan = ({ language, name, price }: PlanProps) => (
  <>
    <ForeignText text={name} />, {priceText(price, language)}
  </>
);

interface ConfirmProps extends Portal {
  shown: ShownSubscription;
  choice: Choice;
  cost: Cost;
  problem?: string | undefined;
}

/** Shows what a change costs, and makes it. */
export const ConfirmPage = ({ choice, cost, shown, ...portal }: ConfirmProps) => {
  const { date, invoice, isNow, wanted } = cost;
  const { subscription } = shown;
  const { language } = portal;
  const { day, money, say } = language;
  const payer = portal.methods.find(({ id }) => id === payerOf(subscription, portal.customer));
  return (
    <PortalLayout {...portal} title={say('confirm_change_title')} isInner>
      <section class="box" aria-label={say('new_plan')}>
        <h2>
          <ForeignText text={choice.name} />
        </h2>
        <p>
          {wanted.quantity !== 1 && `${wanted.quantity} × `}
          {priceText(choice.price, language)}
        </p>
      </section>
      <dl>
        {[...invoice.lines.data].reverse().map(({ amount, currency, description }) => (
          <>
            <dt>
              <ForeignText text={description ?? ''} />
            </dt>
            <dd>{money(amount, currency)}</dd>
          </>
        ))}
        <dt>{isNow ? say('to_pay_now') : say('next_bill_on', { day: day(nextBill(shown)) })}</dt>
        <dd>{money(invoice.amount_due, invoice.currency)}</dd>
      </dl>
      {!isNow && <p>{say('nothing_to_pay')}</p>}
      {isNow && invoice.amount_due > 0 && (
        <p>{payer ? say('is_paid_with', { method: methodText(payer) }) : say('no_method')}</p>
      )}
      {invoice.total < 0 && <p>{say('given_back')}</p>}
      <form method="post" action={pageOf(portal.visit, 'change', subscription.id, 'confirm')}>
        <input type="hidden" name="price" value={wanted.price} />
        <input type="hidden" name="quantity" value={String(wanted.quantity)} />
        <input type="hidden" name="date" value={String(date)} />
        <div class="buttons">
          <button type="submit" class="main">
            {say('confirm_change')}
          </button>
        </div>
      </form>
    </PortalLayout>
  );
};

const nextBill = ({ subscription }: ShownSubscription): number =>
  Math.min(...subscription.items.data.map(({ current_period_end: end }) => end));
