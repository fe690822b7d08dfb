/** @jsxImportSource hono/jsx */
import type { Child } from 'hono/jsx';
import { BRAND_NAMES } from '../../../../src/contract/card-brands.js';
import { money } from '../../../../src/contract/money.js';
import { ForeignText, Json } from '../../kernel/pages/foreign-text.js';
import { address, Layout, Notice, Time, type View } from '../layout.js';
import { withoutSecrets } from '../lists/objects-page.js';
import { ACTIONS } from './actions.js';
import { detailsOf, PAYMENTS, type Payment, paidBy } from './read.js';
import { checksOf, refusalOf, riskOf, type State, stateOf, storyOf } from './words.js';

interface PaymentPageProps {
  view: View;
  payment: Payment;
}

/** Shows a payment to a person who supports its customer: how it stands, what can be done, and what happened. */
export const PaymentPage = ({ view, payment }: PaymentPageProps) => {
  const { customer, disputes, intent, refunds } = payment;
  return (
    <Layout title={money(intent.amount, intent.currency)} view={view} page={PAYMENTS}>
      <p>
        <Said {...stateOf(payment)} /> · <code>{intent.id}</code> · <Time at={intent.created} />
      </p>
      {intent.last_payment_error && intent.status === 'requires_payment_method' && (
        <Notice bad>
          <ForeignText text={refusalOf(intent) ?? ''} />
        </Notice>
      )}
      <Actions view={view} payment={payment} />
      <h2>Summary</h2>
      <dl class="facts">
        <Fact name="Description">{intent.description && <ForeignText text={intent.description} />}</Fact>
        <Fact name="Received">
          {intent.amount_received > 0 && money(intent.amount_received, intent.currency)}
        </Fact>
        <Fact name="Can be captured">
          {intent.amount_capturable > 0 && money(intent.amount_capturable, intent.currency)}
        </Fact>
        <Fact name="Order">
          {intent.payment_details?.order_reference && (
            <Reference id={intent.payment_details.order_reference} view={view} />
          )}
        </Fact>
        <Fact name="Receipt">{intent.receipt_email && <ForeignText text={intent.receipt_email} />}</Fact>
        <Metadata of={intent.metadata} />
      </dl>
      <Method {...payment} view={view} />
      <h2>Customer</h2>
      <Customer view={view} customer={customer} payment={payment} />
      {refunds.length > 0 && <Refunds refunds={refunds} />}
      {disputes.length > 0 && <Disputes disputes={disputes} view={view} />}
      <h2>What happened</h2>
      <ol class="timeline">
        {payment.events.map((event) => (
          <li>
            <Time at={event.created} /> <Said {...storyOf(event)} />
            <span class="small">
              <Reference id={event.id} view={view} />
              {event.request?.id ? (
                <>
                  {' by '}
                  <Reference id={event.request.id} view={view} />
                </>
              ) : (
                ' by the platform'
              )}
            </span>
          </li>
        ))}
      </ol>
      <Raw title="The payment as the API shows it" object={intent} />
      {payment.charges.map((charge) => (
        <Raw title={`Its attempt ${charge.id}`} object={charge} />
      ))}
      <p>
        <a href={address(PAYMENTS, view)}>Back to the list</a>
      </p>
    </Layout>
  );
};

const Said = ({ bad, text }: State) => (
  <span class={bad ? 'bad' : ''}>
    <ForeignText text={text} />
  </span>
);

const Fact = ({ name, children }: { name: string; children?: Child }) =>
  children ? (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  ) : null;

const Metadata = ({ of }: { of: Record<string, string> }) => (
  <>
    {Object.entries(of).map(([name, value]) => (
      <div>
        <dt>
          <ForeignText text={name} />
        </dt>
        <dd>
          <ForeignText text={value} />
        </dd>
      </div>
    ))}
  </>
);

/** The pages of the objects that a payment names, by the beginning of their ids. */
const PAGES: Readonly<Record<string, string>> = {
  cs: 'checkout',
  cus: 'customers',
  dp: 'disputes',
  evt: 'events',
  in: 'invoices',
  req: 'requests',
};

/** Shows an id, as a link where it has a page. */
const Reference = ({ id, view }: { id: string; view: View }) => {
  const page = PAGES[id.split('_')[0] ?? ''];
  const shown = (
    <code>
      <ForeignText text={id} />
    </code>
  );
  return page ? (
    <a href={address(`${page}/${id}`, page === 'requests' ? { mode: view.mode } : view)}>{shown}</a>
  ) : (
    shown
  );
};

/** Shows what the payment is paid with, what the bank has checked, and how risky it looked. */
const Method = ({ charges, method, view, ...payment }: Payment & { view: View }) => {
  const charge = paidBy({ charges }) ?? charges[0];
  const type = method?.type ?? charge?.payment_method_details?.type;
  if (!type) return null;
  const details = { ...detailsOf(charge?.payment_method_details, type), ...detailsOf(method, type) };
  const risk = charge && riskOf(charge);
  return (
    <>
      <h2>Paid with</h2>
      <dl class="facts">
        <Fact name="Method">
          {details.brand ? brandName(details.brand) : type.replaceAll('_', ' ')}
          {details.last4 && ` …${details.last4}`}
          {details.exp_month && ` · ${details.exp_month}/${details.exp_year}`}
        </Fact>
        <Fact name="Kind">{[details.funding, details.country].filter(Boolean).join(' · ')}</Fact>
        <Fact name="Stored as">{method && <Reference id={method.id} view={view} />}</Fact>
        <Fact name="Checks">
          {charge && checksOf(charge).length > 0 && (
            <ul>
              {checksOf(charge).map((check) => (
                <li>
                  <Said {...check} />
                </li>
              ))}
            </ul>
          )}
        </Fact>
        <Fact name="Risk">{risk && <Said {...risk} />}</Fact>
        <Fact name="The bank says">
          {charge?.outcome?.seller_message && <ForeignText text={charge.outcome.seller_message} />}
        </Fact>
        <Fact name="Attempts">{charges.length > 1 && `${charges.length}`}</Fact>
        <Fact name="Last refusal">
          {payment.intent.last_payment_error && <ForeignText text={refusalOf(payment.intent) ?? ''} />}
        </Fact>
      </dl>
    </>
  );
};

const brandName = (brand: string) =>
  Object.hasOwn(BRAND_NAMES, brand) ? BRAND_NAMES[brand as keyof typeof BRAND_NAMES] : brand;

interface CustomerProps extends PaymentPageProps {
  customer: Payment['customer'];
}

const Customer = ({ view, customer, payment: { charges, method } }: CustomerProps) => {
  const holder = charges[0]?.billing_details ?? method?.billing_details;
  const name = customer?.name ?? holder?.name;
  const email = customer?.email ?? holder?.email;
  if (!customer && !name && !email) return <p>A guest of whom nothing is known.</p>;
  return (
    <dl class="facts">
      <Fact name="Name">{name && <ForeignText text={name} />}</Fact>
      <Fact name="Email">{email && <ForeignText text={email} />}</Fact>
      <Fact name="Customer">
        {customer ? <Reference id={customer.id} view={view} /> : 'A guest, who is not stored'}
      </Fact>
    </dl>
  );
};

const Refunds = ({ refunds }: Pick<Payment, 'refunds'>) => (
  <>
    <h2>Refunds</h2>
    <ul class="plain">
      {refunds.map((refund) => (
        <li>
          {money(refund.amount, refund.currency)} · {refund.status}
          {refund.reason && ` · ${refund.reason.replaceAll('_', ' ')}`} · <Time at={refund.created} />
          <span class="small">
            <code>{refund.id}</code>
          </span>
        </li>
      ))}
    </ul>
  </>
);

const Disputes = ({ disputes, view }: Pick<Payment, 'disputes'> & { view: View }) => (
  <>
    <h2>Disputes</h2>
    <ul class="plain">
      {disputes.map((dispute) => (
        <li>
          <span class={dispute.status === 'won' ? '' : 'bad'}>
            {money(dispute.amount, dispute.currency)} · {dispute.status.replaceAll('_', ' ')} ·{' '}
            {dispute.reason.replaceAll('_', ' ')}
          </span>
          <span class="small">
            <Reference id={dispute.id} view={view} />
          </span>
        </li>
      ))}
    </ul>
  </>
);

const Raw = ({ title, object }: { title: string; object: object }) => (
  <details>
    <summary>
      <h2>{title}</h2>
    </summary>
    <pre>
      <Json value={JSON.stringify(object, withoutSecrets, 2)} />
    </pre>
  </details>
);

/** Leads to the forms of what can be done with a payment now. In live mode, payments are the upstream's. */
const Actions = ({ view, payment }: PaymentPageProps) => {
  const possible = ACTIONS.filter(({ isPossible }) => isPossible(payment));
  if (view.mode === 'live' || possible.length === 0) return null;
  return (
    <p class="actions">
      {possible.map(({ name, title }) => (
        <a class="button" href={address(`${PAYMENTS}/${payment.intent.id}/${name}`, view)}>
          {title}
        </a>
      ))}
    </p>
  );
};
