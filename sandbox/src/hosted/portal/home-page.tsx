/** @jsxImportSource hono/jsx */
import type Stripe from 'stripe';
import { money } from '../../../../src/contract/money.js';
import { ForeignText } from '../../kernel/pages/foreign-text.js';
import type { PaymentMethodRow } from '../../resources/payment-methods/index.js';
import { isNeeded } from './act.js';
import { fieldsOf } from './details.js';
import { ButtonForm, PortalLayout, pageOf } from './layout.js';
import { defaultOf, type Portal, payerOf, type ShownSubscription } from './read.js';
import { day, expiryText, methodText, priceText, stateText } from './texts.js';

interface HomeProps extends Portal {
  problem?: string | undefined;
}

/** The first page of the portal: all that a customer has with the business. */
export const HomePage = (portal: HomeProps) => {
  const { features } = portal.configuration;
  return (
    <PortalLayout title="Your subscriptions and bills" {...portal}>
      <p class="test">Test mode: no money moves.</p>
      <h2>Subscriptions</h2>
      {portal.subscriptions.length === 0 && <p>You have none.</p>}
      {portal.subscriptions.map((shown) => (
        <Subscription {...shown} portal={portal} />
      ))}
      <h2>Payment methods</h2>
      {portal.methods.length === 0 && <p>You have none.</p>}
      {portal.methods.map((row) => (
        <Method row={row} portal={portal} />
      ))}
      <h2>Billing details</h2>
      <Details {...portal} />
      {features.invoice_history.enabled && (
        <>
          <h2>Invoices</h2>
          <Invoices {...portal} />
        </>
      )}
    </PortalLayout>
  );
};

/** Statuses that ask for something. */
const LATE = ['incomplete', 'past_due', 'unpaid'];

function Subscription({
  canChange,
  canEnd,
  canGoOn,
  names,
  next,
  portal,
  subscription,
}: ShownSubscription & { portal: Portal }) {
  const { customer, methods, visit } = portal;
  const { id, items, status } = subscription;
  const payer = methods.find((row) => row.id === payerOf(subscription, customer));
  const title = items.data.map(({ price }) => names.get(String(price.product))).join(', ');
  return (
    <section class="box" aria-label={title}>
      {items.data.map(({ price, quantity }) => (
        <>
          <h3>
            <ForeignText text={names.get(String(price.product)) ?? ''} />
          </h3>
          <p>
            {(quantity ?? 1) !== 1 && `${quantity} × `}
            {priceText(price)}
          </p>
        </>
      ))}
      <p>
        <span class={LATE.includes(status) ? 'badge bad' : 'badge'}>{stateText(subscription)}</span>
      </p>
      {next && subscription.cancel_at === null && (
        <p>
          Next bill: {money(next.amount_due, next.currency)} on {day(dueOf(next, subscription))}
          {payer && `, paid with ${methodText(payer)}`}
        </p>
      )}
      <Pending {...portal} subscription={subscription} />
      {(canChange || canEnd || canGoOn) && (
        <div class="buttons">
          {canChange && (
            <a class="button" href={pageOf(visit, 'change', id)} aria-label={`Change plan: ${title}`}>
              Change plan
            </a>
          )}
          {canEnd && (
            <a class="button" href={pageOf(visit, 'cancel', id)} aria-label={`Cancel: ${title}`}>
              Cancel
            </a>
          )}
          {canGoOn && (
            <ButtonForm
              main
              action={pageOf(visit)}
              label="Don’t cancel"
              name={`Don’t cancel: ${title}`}
              values={{ action: 'go_on', subscription: id }}
            />
          )}
        </div>
      )}
    </section>
  );
}

/** Returns when an invoice that is still to come is paid: with the period that ends first. */
const dueOf = (
  { created }: Stripe.Invoice,
  { items, trial_end: trial, status }: Stripe.Subscription,
): number =>
  status === 'trialing' && trial !== null
    ? trial
    : Math.min(...items.data.map(({ current_period_end: end }) => end), Number.MAX_SAFE_INTEGER) || created;

/** Says that a subscription, or a change of it, waits for a payment. */
function Pending({
  invoices,
  subscription,
}: Pick<Portal, 'invoices'> & Pick<ShownSubscription, 'subscription'>) {
  const latest = invoices.find(({ id }) => id === String(subscription.latest_invoice));
  if (latest?.status !== 'open') return null;
  const { pending_update: pending, status } = subscription;
  if (!pending && !LATE.includes(status)) return null;
  return (
    <p class="problem">
      {pending ? 'Your change counts when its invoice is paid. ' : 'An invoice is not paid. '}
      {latest.hosted_invoice_url && (
        <a href={latest.hosted_invoice_url}>Pay {money(latest.amount_remaining, latest.currency)}</a>
      )}
    </p>
  );
}

function Method({ row, portal }: { row: PaymentMethodRow; portal: Portal }) {
  const { configuration, customer, subscriptions, visit } = portal;
  const text = methodText(row);
  const isDefault = defaultOf(customer) === row.id;
  const needed = isNeeded(
    row,
    customer,
    subscriptions.map(({ subscription }) => subscription),
  );
  const values = { method: row.id };
  return (
    <section class="box" aria-label={text}>
      <h3>{text}</h3>
      {expiryText(row) && <p class="quiet">{expiryText(row)}</p>}
      {isDefault && (
        <p>
          <span class="badge">Default</span>
        </p>
      )}
      {needed && <p class="quiet">Pays for your subscription</p>}
      {configuration.features.payment_method_update.enabled && !(isDefault && needed) && (
        <div class="buttons">
          {!isDefault && (
            <ButtonForm
              action={pageOf(visit)}
              label="Make default"
              name={`Make default: ${text}`}
              values={{ ...values, action: 'choose' }}
            />
          )}
          {!needed && (
            <ButtonForm
              action={pageOf(visit)}
              label="Remove"
              name={`Remove: ${text}`}
              values={{ ...values, action: 'remove' }}
            />
          )}
        </div>
      )}
    </section>
  );
}

function Details({ configuration, customer, visit }: Portal) {
  const { allowed_updates: allowed, enabled } = configuration.features.customer_update;
  const lines = fieldsOf(['name', 'email', 'phone', 'address'])
    .map(({ value }) => value(customer))
    .filter(Boolean);
  return (
    <section class="box" aria-label="Billing details">
      {lines.length === 0 && <p>Nothing yet.</p>}
      {lines.map((line) => (
        <p>
          <ForeignText text={line} />
        </p>
      ))}
      {enabled && allowed.length > 0 && (
        <div class="buttons">
          <a class="button" href={pageOf(visit, 'details')}>
            Change details
          </a>
        </div>
      )}
    </section>
  );
}

function Invoices({ invoices }: Pick<Portal, 'invoices'>) {
  if (invoices.length === 0) return <p>There are none yet.</p>;
  return (
    // A region that scrolls has to be reachable by keyboard (WCAG 2.1.1).
    <section class="scroll" aria-label="Invoices" tabindex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col">Number</th>
            <th scope="col">Date</th>
            <th scope="col">Amount</th>
            <th scope="col">State</th>
          </tr>
        </thead>
        <tbody>
          {invoices.map(({ created, currency, hosted_invoice_url: url, number, status, total }) => (
            <tr>
              <td>{url ? <a href={url}>{number}</a> : number}</td>
              <td>{day(created)}</td>
              <td>{money(total, currency)}</td>
              <td>{status === 'open' ? 'to pay' : status}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
