/** @jsxImportSource hono/jsx */
import type Stripe from 'stripe';
import { ForeignText } from '../../kernel/pages/foreign-text.js';
import type { PaymentMethodRow } from '../../resources/payment-methods/index.js';
import { addressLines } from '../address.js';
import { waitsForBank } from '../payment-form.js';
import { isNeeded } from './act.js';
import { ButtonForm, PortalLayout, pageOf } from './layout.js';
import { defaultOf, LATE, type Portal, payerOf, type ShownSubscription, type Unpaid } from './read.js';
import { expiryText, methodText, priceText, stateText } from './texts.js';

interface HomeProps extends Portal {
  problem?: string | undefined;
}

/** The first page of the portal: all that a customer has with the business. */
export const HomePage = (portal: HomeProps) => {
  const { configuration, language, methods, subscriptions, visit } = portal;
  const { invoice_history: history, payment_method_update: update } = configuration.features;
  const { say } = language;
  return (
    <PortalLayout title={say('home')} {...portal}>
      <p class="test">{say('test_mode')}</p>
      <h2>{say('subscriptions')}</h2>
      {subscriptions.length === 0 && <p>{say('you_have_none')}</p>}
      {subscriptions.map((shown) => (
        <Subscription {...shown} portal={portal} />
      ))}
      <h2>{say('payment_methods')}</h2>
      {methods.length === 0 && <p>{say('you_have_none')}</p>}
      {methods.map((row) => (
        <Method row={row} portal={portal} />
      ))}
      {update.enabled && (
        <div class="buttons">
          <a class="button" href={pageOf(visit, 'method')}>
            {say('add_method')}
          </a>
        </div>
      )}
      <h2>{say('details')}</h2>
      <Details {...portal} />
      {history.enabled && (
        <>
          <h2>{say('invoices')}</h2>
          <Invoices {...portal} />
        </>
      )}
    </PortalLayout>
  );
};

function Subscription({ portal, ...shown }: ShownSubscription & { portal: Portal }) {
  const { customer, language, methods } = portal;
  const { names, next, subscription, unpaid } = shown;
  const { day, money, say } = language;
  const { items, status } = subscription;
  const payer = methods.find((row) => row.id === payerOf(subscription, customer));
  const title = items.data.map(({ price }) => names.get(String(price.product))).join(', ');
  const bill = next && {
    amount: money(next.amount_due, next.currency),
    day: day(dueOf(next, subscription)),
  };
  return (
    <section class="box" aria-label={title}>
      {items.data.map(({ price, quantity }) => (
        <>
          <h3>
            <ForeignText text={names.get(String(price.product)) ?? ''} />
          </h3>
          <p>
            {(quantity ?? 1) !== 1 && `${quantity} × `}
            {priceText(price, language)}
          </p>
        </>
      ))}
      <p>
        <span class={LATE.includes(status) ? 'badge bad' : 'badge'}>{stateText(subscription, language)}</span>
      </p>
      {bill && subscription.cancel_at === null && (
        <p>
          {payer ? say('next_bill_with', { ...bill, method: methodText(payer) }) : say('next_bill', bill)}
        </p>
      )}
      {unpaid && <UnpaidInvoice {...unpaid} subscription={subscription} payer={payer} portal={portal} />}
      <Changes {...shown} portal={portal} title={title} />
    </section>
  );
}

interface ChangesProps extends ShownSubscription {
  portal: Portal;
  title: string;
}

/** Leads to what a customer can do with a subscription. */
function Changes({ canChange, canEnd, canGoOn, portal, subscription: { id }, title }: ChangesProps) {
  const { say } = portal.language;
  const named = (key: 'cancel' | 'change_plan' | 'go_on') => say('of', { action: say(key), name: title });
  if (!canChange && !canEnd && !canGoOn) return null;
  return (
    <div class="buttons">
      {canChange && (
        <a class="button" href={pageOf(portal.visit, 'change', id)} aria-label={named('change_plan')}>
          {say('change_plan')}
        </a>
      )}
      {canEnd && (
        <a class="button" href={pageOf(portal.visit, 'cancel', id)} aria-label={named('cancel')}>
          {say('cancel')}
        </a>
      )}
      {canGoOn && (
        <ButtonForm
          main
          action={pageOf(portal.visit)}
          label={say('go_on')}
          name={named('go_on')}
          values={{ action: 'go_on', subscription: id }}
        />
      )}
    </div>
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

interface UnpaidProps extends Unpaid {
  subscription: Stripe.Subscription;
  payer: PaymentMethodRow | undefined;
  portal: Portal;
}

/** Says that a subscription, or a change of it, waits for a payment, and takes it. */
function UnpaidInvoice({ intent, invoice, payer, portal, subscription }: UnpaidProps) {
  const { language, visit } = portal;
  const { money, say } = language;
  const amount = money(invoice.amount_remaining, invoice.currency);
  if (intent.status === 'processing') return <p>{say('payment_on_its_way')}</p>;
  if (waitsForBank(intent)) {
    return (
      <>
        <p class="problem">{say('bank_asks')}</p>
        <div class="buttons">
          <a class="button" href={pageOf(visit, 'pay', invoice.id)}>
            {say('confirm')}
          </a>
        </div>
      </>
    );
  }
  return (
    <>
      <p class="problem">{say(subscription.pending_update ? 'change_unpaid' : 'invoice_unpaid')}</p>
      <div class="buttons">
        {payer && (
          <ButtonForm
            main
            action={pageOf(visit)}
            label={say('pay_with', { amount, method: methodText(payer) })}
            values={{ action: 'pay', invoice: invoice.id, method: payer.id }}
          />
        )}
        {invoice.hosted_invoice_url && (
          <a class="button" href={invoice.hosted_invoice_url}>
            {payer ? say('pay_other') : say('pay_amount', { amount })}
          </a>
        )}
      </div>
    </>
  );
}

function Method({ row, portal }: { row: PaymentMethodRow; portal: Portal }) {
  const { configuration, customer, language, subscriptions, visit } = portal;
  const { say } = language;
  const named = (key: 'make_default' | 'remove') => say('of', { action: say(key), name: text });
  const text = methodText(row);
  const isDefault = defaultOf(customer) === row.id;
  const needed = isNeeded(
    row,
    customer,
    subscriptions.map(({ subscription }) => subscription),
  );
  const values = { method: row.id };
  const expiry = expiryText(row, language);
  return (
    <section class="box" aria-label={text}>
      <h3>{text}</h3>
      {expiry && <p class="quiet">{expiry}</p>}
      {isDefault && (
        <p>
          <span class="badge">{say('default')}</span>
        </p>
      )}
      {needed && <p class="quiet">{say('pays')}</p>}
      {configuration.features.payment_method_update.enabled && !(isDefault && needed) && (
        <div class="buttons">
          {!isDefault && (
            <ButtonForm
              action={pageOf(visit)}
              label={say('make_default')}
              name={named('make_default')}
              values={{ ...values, action: 'choose' }}
            />
          )}
          {!needed && (
            <ButtonForm
              action={pageOf(visit)}
              label={say('remove')}
              name={named('remove')}
              values={{ ...values, action: 'remove' }}
            />
          )}
        </div>
      )}
    </section>
  );
}

function Details({ configuration, customer, language, visit }: Portal) {
  const { say } = language;
  const { allowed_updates: allowed, enabled } = configuration.features.customer_update;
  const { address, email, name, phone } = customer;
  const lines = [name, email, phone, ...addressLines(address, language)].filter((line): line is string =>
    Boolean(line),
  );
  return (
    <section class="box" aria-label={say('details')}>
      {lines.length === 0 && <p>{say('nothing_yet')}</p>}
      {lines.map((line) => (
        <p>
          <ForeignText text={line} />
        </p>
      ))}
      {enabled && allowed.length > 0 && (
        <div class="buttons">
          <a class="button" href={pageOf(visit, 'details')}>
            {say('change_details')}
          </a>
        </div>
      )}
    </section>
  );
}

function Invoices({ invoices, language: { day, money, say } }: Pick<Portal, 'invoices' | 'language'>) {
  if (invoices.length === 0) return <p>{say('none_yet')}</p>;
  return (
    // A region that scrolls has to be reachable by keyboard (WCAG 2.1.1).
    <section class="scroll" aria-label={say('invoices')} tabindex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col">{say('number')}</th>
            <th scope="col">{say('date')}</th>
            <th scope="col">{say('amount')}</th>
            <th scope="col">{say('state')}</th>
          </tr>
        </thead>
        <tbody>
          {invoices.map(({ created, currency, hosted_invoice_url: url, number, status, total }) => (
            <tr>
              <td>{url ? <a href={url}>{number}</a> : number}</td>
              <td>{day(created)}</td>
              <td>{money(total, currency)}</td>
              <td>{say(`invoice_${status as 'open' | 'paid' | 'uncollectible' | 'void'}`)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
