/** @jsxImportSource hono/jsx */
import { money } from '../../../../src/contract/money.js';
import { ForeignText } from '../../kernel/pages/foreign-text.js';
import { address, Layout, Notice, Time, type View } from '../layout.js';
import { Fact, NamedTexts, Raw, Said, Timeline } from '../parts.js';
import { may } from '../people/roles.js';
import { Reference } from '../references.js';
import { ACTIONS } from './actions.js';
import { detailsOf, PAYMENTS, type Payment, paidBy } from './read.js';
import { checksOf, methodName, refusalOf, riskOf, stateOf } from './words.js';

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
        <NamedTexts of={intent.metadata} />
      </dl>
      <Method {...payment} view={view} />
      <h2>Customer</h2>
      <Customer view={view} customer={customer} payment={payment} />
      {refunds.length > 0 && <Refunds refunds={refunds} view={view} />}
      {disputes.length > 0 && <Disputes disputes={disputes} view={view} />}
      <h2>What happened</h2>
      <Timeline events={payment.events} view={view} />
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
        <Fact name="Method">{methodName(type, details)}</Fact>
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

interface CustomerProps extends PaymentPageProps {
  customer: Payment['customer'];
}

const Customer = ({ view, customer, payment: { charges, method } }: CustomerProps) => {
  const holder = charges[0]?.billing_details ?? method?.billing_details;
  const name = customer?.name ?? holder?.name;
  const email = customer?.email ?? holder?.email;
  if (!customer && !name && !email) return <p>A guest, without any details.</p>;
  return (
    <dl class="facts">
      <Fact name="Name">{name && <ForeignText text={name} />}</Fact>
      <Fact name="Email">{email && <ForeignText text={email} />}</Fact>
      <Fact name="Customer">
        {customer ? <Reference id={customer.id} view={view} /> : 'A guest without a stored customer'}
      </Fact>
    </dl>
  );
};

const Refunds = ({ refunds, view }: Pick<Payment, 'refunds'> & { view: View }) => (
  <>
    <h2>Refunds</h2>
    <ul class="plain">
      {refunds.map((refund) => (
        <li>
          {money(refund.amount, refund.currency)} · {refund.status}
          {refund.reason && ` · ${refund.reason.replaceAll('_', ' ')}`} · <Time at={refund.created} />
          <span class="small">
            <Reference id={refund.id} view={view} />
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

/** Leads to the forms of what can be done with a payment now. In live mode, payments are the upstream's. */
const Actions = ({ view, payment }: PaymentPageProps) => {
  const possible = ACTIONS.filter(({ isPossible }) => isPossible(payment));
  if (view.mode === 'live' || possible.length === 0 || !may(view, 'support')) return null;
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
