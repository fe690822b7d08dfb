/** @jsxImportSource hono/jsx */
import type Stripe from 'stripe';
import { money } from '../../../../src/contract/money.js';
import { ForeignText } from '../../kernel/pages/foreign-text.js';
import { type Choice, type Cost, limitsFor } from './change.js';
import { PortalLayout, pageOf } from './layout.js';
import { type Portal, payerOf, type ShownSubscription } from './read.js';
import { day, methodText, priceText } from './texts.js';

interface ChangeProps extends Portal {
  shown: ShownSubscription;
  item: Stripe.SubscriptionItem;
  choices: Choice[];
  problem?: string | undefined;
}

/** Lets a customer choose another plan. What it costs is on the next page. */
export const ChangePage = ({ choices, item, shown, ...portal }: ChangeProps) => {
  const feature = portal.configuration.features.subscription_update;
  const isAdjustable = choices.some(({ price }) => limitsFor(feature, price.id) !== null);
  return (
    <PortalLayout {...portal} title="Change your plan" isInner>
      <form method="get" action={pageOf(portal.visit, 'change', shown.subscription.id, 'confirm')}>
        <fieldset>
          <legend>Plan</legend>
          {choices.map(({ name, price }) => (
            <label class="choice">
              <input type="radio" name="price" value={price.id} checked={price.id === item.price.id} />
              <span>
                <ForeignText text={name} />, {priceText(price)}
                {price.id === item.price.id && ' (your plan)'}
              </span>
            </label>
          ))}
        </fieldset>
        {isAdjustable && (
          <div class="field">
            <label for="quantity">Quantity</label>
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
            See what it costs
          </button>
        </div>
      </form>
    </PortalLayout>
  );
};

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
  const payer = portal.methods.find(({ id }) => id === payerOf(subscription, portal.customer));
  return (
    <PortalLayout {...portal} title="Confirm your new plan" isInner>
      <section class="box" aria-label="New plan">
        <h2>
          <ForeignText text={choice.name} />
        </h2>
        <p>
          {wanted.quantity !== 1 && `${wanted.quantity} × `}
          {priceText(choice.price)}
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
        <dt>{isNow ? 'To pay now' : `Your next bill, on ${day(nextBill(shown))}`}</dt>
        <dd>{money(invoice.amount_due, invoice.currency)}</dd>
      </dl>
      {!isNow && <p>There is nothing to pay now.</p>}
      {isNow && invoice.amount_due > 0 && (
        <p>
          {payer
            ? `It is paid with ${methodText(payer)}.`
            : 'You have no payment method. You pay the invoice, and then the new plan begins.'}
        </p>
      )}
      {invoice.total < 0 && <p>What is given back counts for your next bills.</p>}
      <form method="post" action={pageOf(portal.visit, 'change', subscription.id, 'confirm')}>
        <input type="hidden" name="price" value={wanted.price} />
        <input type="hidden" name="quantity" value={String(wanted.quantity)} />
        <input type="hidden" name="date" value={String(date)} />
        <div class="buttons">
          <button type="submit" class="main">
            Confirm change
          </button>
        </div>
      </form>
    </PortalLayout>
  );
};

const nextBill = ({ subscription }: ShownSubscription): number =>
  Math.min(...subscription.items.data.map(({ current_period_end: end }) => end));
