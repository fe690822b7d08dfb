/** @jsxImportSource hono/jsx */
import type { Child } from 'hono/jsx';
import type Stripe from 'stripe';
import { money } from '../../../../src/contract/money.js';
import { Document } from '../../kernel/pages/document.js';
import { ForeignText } from '../../kernel/pages/foreign-text.js';
import { paidWith } from './paid-with.js';
import type { InvoiceView } from './read.js';
import { INVOICE_STYLE } from './style.js';
import { addressLines, day, discountsOfLine, periodOf, sumsOf, unitPrice } from './sums.js';

/** What the page needs to take a payment. */
export interface Payable {
  publishableKey: string;
  /** The connected account that the payment is for, where the key is its platform's. */
  account: string | null;
}

interface PageProps extends InvoiceView {
  payable: Payable;
  /** Path of the page. */
  path: string;
}

/** Shows a customer an invoice, and lets them pay it. */
export const InvoicePage = ({ payable, path, ...view }: PageProps) => {
  const { invoice, intent, issuer } = view;
  const name = issuer?.name ?? 'Payframe';
  return (
    <Document title={`Invoice ${invoice.number}`} style={INVOICE_STYLE}>
      <main>
        <p class="brand">
          <ForeignText text={name} />
        </p>
        <h1>
          Invoice <ForeignText text={String(invoice.number)} />
        </h1>
        <State {...view} />
        {isPayable(view) && intent?.client_secret && (
          <form
            id="pay"
            data-key={payable.publishableKey}
            data-account={payable.account ?? ''}
            data-merchant={name}
            data-payer={JSON.stringify(payerOf(invoice))}
            data-secret={intent.client_secret}
          >
            <div id="payment" />
            <p id="message" class="problem" role="alert" />
            <button class="main" type="submit" disabled>
              Pay {money(invoice.amount_remaining, invoice.currency)}
            </button>
            <noscript>
              <p>Paying needs JavaScript.</p>
            </noscript>
          </form>
        )}
        <p class="links">
          <a href={`${path}/pdf`}>Download the invoice</a>
          {invoice.status === 'paid' && <a href={`${path}/receipt`}>Download the receipt</a>}
        </p>
        <Parties {...view} />
        {invoice.description && (
          <p>
            <ForeignText text={invoice.description} />
          </p>
        )}
        <Lines {...view} />
        <dl class="sums">
          {sumsOf(view).map(({ label, amount, isStrong }) => (
            <>
              <dt class={isStrong ? 'strong' : undefined}>
                <ForeignText text={label} />
              </dt>
              <dd class={isStrong ? 'strong' : undefined}>{amount}</dd>
            </>
          ))}
        </dl>
        {invoice.footer && (
          <p class="quiet">
            <ForeignText text={invoice.footer} />
          </p>
        )}
      </main>
      <script src="/js/v1/payframe.js" />
      <script src="/invoice/pay.js" />
    </Document>
  );
};

/** What is known of who pays, so that they need not type it again. */
const payerOf = ({
  customer_address: address,
  customer_email: email,
  customer_name: name,
}: Stripe.Invoice) => ({
  ...(email && { email }),
  ...(name && { name }),
  ...(address?.country && {
    address: { country: address.country, postal_code: address.postal_code ?? '' },
  }),
});

/** An intent that is on its way, or that waits for the customer at another place, is not paid a second time. */
const isPayable = ({ invoice, intent }: InvoiceView): boolean =>
  ['open', 'uncollectible'].includes(String(invoice.status)) &&
  intent !== null &&
  !['canceled', 'processing', 'succeeded'].includes(intent.status);

/** Says what is to be paid, or how the invoice was paid. */
function State({ invoice, intent, charge }: InvoiceView) {
  const { amount_remaining: left, currency, due_date: due, status, status_transitions: times } = invoice;
  if (status === 'paid') {
    return (
      <>
        <p class="due">{money(invoice.amount_paid, currency)}</p>
        <p>
          Paid on {day(times.paid_at ?? invoice.created)}
          {charge && ` with ${paidWith(charge)}`}.
        </p>
      </>
    );
  }
  if (status === 'void') return <p class="due">Void: there is nothing to pay.</p>;
  return (
    <>
      <p class="due">{money(left, currency)}</p>
      {due !== null && <p>Due on {day(due)}</p>}
      {intent?.status === 'processing' ? (
        <p class="alert" role="status">
          Your payment is on its way. It can take some days until it arrives.
        </p>
      ) : (
        <p class="test">
          Test mode: no money moves. The card <code>4242 4242 4242 4242</code> pays.
        </p>
      )}
      <Voucher intent={intent} />
    </>
  );
}

/** Leads to a voucher that the customer has, but has not paid yet. */
function Voucher({ intent }: Pick<InvoiceView, 'intent'>) {
  const url = voucherOf(intent);
  if (!url) return null;
  return (
    <p class="alert">
      <a href={url}>Your voucher</a> is not paid yet.
    </p>
  );
}

function voucherOf(intent: Stripe.PaymentIntent | null): string | undefined {
  const action = intent?.status === 'requires_action' ? intent.next_action : null;
  const details =
    action && (action as unknown as Record<string, { hosted_voucher_url?: string }>)[action.type];
  return details?.hosted_voucher_url;
}

/** Says who bills whom. */
const Parties = ({ invoice, issuer }: InvoiceView) => (
  <div class="parties">
    <Party
      title="From"
      lines={[issuer?.name, ...addressLines(issuer?.support_address), issuer?.support_email]}
    />
    <Party
      title="Bill to"
      lines={[
        invoice.customer_name,
        ...addressLines(invoice.customer_address),
        invoice.customer_email,
        ...(invoice.custom_fields ?? []).map(({ name, value }) => `${name}: ${value}`),
      ]}
    />
    <Party title="Issued" lines={[day(invoice.effective_at ?? invoice.created)]} />
  </div>
);

const Party = ({ title, lines }: { title: string; lines: (string | null | undefined)[] }) => {
  const there = lines.filter((line): line is string => Boolean(line));
  if (there.length === 0) return null;
  return (
    <section>
      <h2>{title}</h2>
      {there.map((line) => (
        <p>
          <ForeignText text={line} />
        </p>
      ))}
    </section>
  );
};

const Lines = (view: InvoiceView) => (
  // A region that scrolls has to be reachable by keyboard (WCAG 2.1.1).
  <section class="scroll" aria-label="What is billed" tabindex={0}>
    <table>
      <thead>
        <tr>
          <th scope="col">Description</th>
          <Numeric head>Qty</Numeric>
          <Numeric head>Each</Numeric>
          <Numeric head>Amount</Numeric>
        </tr>
      </thead>
      <tbody>
        {view.lines.map((line) => (
          <tr>
            <td>
              <ForeignText text={line.description ?? ''} />
              {periodOf(line) && <span class="hint">{periodOf(line)}</span>}
              {discountsOfLine(view, line).map(({ name, amount }) => (
                <span class="hint">
                  <ForeignText text={name} />: {amount}
                </span>
              ))}
            </td>
            <Numeric>{line.quantity ?? ''}</Numeric>
            <Numeric>{unitPrice(line)}</Numeric>
            <Numeric>{money(line.amount, line.currency)}</Numeric>
          </tr>
        ))}
      </tbody>
    </table>
  </section>
);

const Numeric = ({ head, children }: { head?: boolean; children?: Child }) =>
  head ? (
    <th class="number" scope="col">
      {children}
    </th>
  ) : (
    <td class="number">{children}</td>
  );
