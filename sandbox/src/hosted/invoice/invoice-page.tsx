/** @jsxImportSource hono/jsx */
import type { Child } from 'hono/jsx';
import type Stripe from 'stripe';
import { Document } from '../../kernel/pages/document.js';
import { ForeignText } from '../../kernel/pages/foreign-text.js';
import { addressLines } from '../address.js';
import { BankForm, type Payable, PaymentForm, payerOf, waitsForBank } from '../payment-form.js';
import { paidWith } from './paid-with.js';
import type { InvoiceView } from './read.js';
import { INVOICE_STYLE } from './style.js';
import { discountsOfLine, periodOf, sumsOf, taxIdLines, unitPrice } from './sums.js';
import type { InvoiceLanguage } from './texts.js';

interface PageProps extends InvoiceView {
  language: InvoiceLanguage;
  payable: Payable;
  /** Path of the page. */
  path: string;
}

/** Shows a customer an invoice, and lets them pay it. */
export const InvoicePage = ({ payable, path, ...view }: PageProps) => {
  const { intent, invoice, issuer, language } = view;
  const { parts, say } = language;
  const merchant = issuer?.name ?? 'Payframe';
  const number = String(invoice.number);
  return (
    <Document title={say('invoice', { number })} style={INVOICE_STYLE} language={language}>
      <main>
        <p class="brand">
          <ForeignText text={merchant} />
        </p>
        <h1>{parts('invoice', { number: <ForeignText text={number} /> })}</h1>
        <State {...view} />
        {intent && isPayable(view) && <Payment {...view} intent={intent} payable={payable} />}
        <p class="links">
          <a href={`${path}/pdf`}>{say('download_invoice')}</a>
          {invoice.status === 'paid' && <a href={`${path}/receipt`}>{say('download_receipt')}</a>}
        </p>
        <Parties {...view} />
        {invoice.description && (
          <p>
            <ForeignText text={invoice.description} />
          </p>
        )}
        <Lines {...view} />
        <dl class="sums">
          {sumsOf(view, language).map(({ label, amount, isStrong }) => (
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
    </Document>
  );
};

type View = Omit<PageProps, 'payable' | 'path'>;

interface PaymentProps extends View {
  intent: Stripe.PaymentIntent;
  payable: Payable;
}

/** Takes the payment, or shows what the bank asks for. */
function Payment({ intent, invoice, issuer, language, payable }: PaymentProps) {
  const { money, say } = language;
  if (waitsForBank(intent)) {
    return (
      <>
        <p class="alert">{say('bank_asks')}</p>
        <BankForm {...{ intent, language, payable }} button={say('confirm')} />
      </>
    );
  }
  return (
    <PaymentForm
      {...{ intent, language, payable }}
      button={say('pay_amount', { amount: money(invoice.amount_remaining, invoice.currency) })}
      merchant={issuer?.name ?? 'Payframe'}
      payer={payerIn(invoice)}
    />
  );
}

const payerIn = ({ customer_address: address, customer_email: email, customer_name: name }: Stripe.Invoice) =>
  payerOf({ address, email, name });

/** An intent that is on its way, or that waits for the customer at another place, is not paid a second time. */
const isPayable = ({ invoice, intent }: InvoiceView): boolean =>
  ['open', 'uncollectible'].includes(String(invoice.status)) &&
  !['canceled', 'processing', 'succeeded'].includes(String(intent?.status));

/** Shows the amount due, or how the invoice was paid. */
function State({ invoice, intent, charge, language }: View) {
  const { day, money, parts, say } = language;
  const { amount_remaining: left, currency, due_date: due, status, status_transitions: times } = invoice;
  if (status === 'paid') {
    const on = { day: day(times.paid_at ?? invoice.created) };
    return (
      <>
        <p class="due">{money(invoice.amount_paid, currency)}</p>
        <p>{charge ? say('paid_on_with', { ...on, method: paidWith(charge) }) : say('paid_on', on)}</p>
      </>
    );
  }
  if (status === 'void') return <p class="due">{say('void')}</p>;
  return (
    <>
      <p class="due">{money(left, currency)}</p>
      {due !== null && <p>{say('due_on', { day: day(due) })}</p>}
      {intent?.status === 'processing' ? (
        <p class="alert" role="status">
          {say('on_its_way')}
        </p>
      ) : (
        <p class="test">{parts('test_card', { number: <code>4242 4242 4242 4242</code> })}</p>
      )}
      <Voucher intent={intent} language={language} />
    </>
  );
}

/** Leads to a voucher that the customer has, but has not paid yet. */
function Voucher({ intent, language: { say } }: Pick<View, 'intent' | 'language'>) {
  const url = voucherOf(intent);
  if (!url) return null;
  return (
    <p class="alert">
      {say('voucher_unpaid')} <a href={url}>{say('open_voucher')}</a>
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
const Parties = ({ invoice, issuer, language }: View) => (
  <div class="parties">
    <Party
      title={language.say('from')}
      lines={[issuer?.name, ...addressLines(issuer?.support_address, language), issuer?.support_email]}
    />
    <Party
      title={language.say('bill_to')}
      lines={[
        invoice.customer_name,
        ...addressLines(invoice.customer_address, language),
        invoice.customer_email,
        ...taxIdLines(invoice),
        ...(invoice.custom_fields ?? []).map(({ name, value }) => `${name}: ${value}`),
      ]}
    />
    <Party title={language.say('issued')} lines={[language.day(invoice.effective_at ?? invoice.created)]} />
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

const Lines = ({ language, ...view }: View) => (
  // A region that scrolls has to be reachable by keyboard (WCAG 2.1.1).
  <section class="scroll" aria-label={language.say('billed')} tabindex={0}>
    <table>
      <thead>
        <tr>
          <th scope="col">{language.say('description')}</th>
          <Numeric head>{language.say('quantity')}</Numeric>
          <Numeric head>{language.say('each')}</Numeric>
          <Numeric head>{language.say('amount')}</Numeric>
        </tr>
      </thead>
      <tbody>
        {view.lines.map((line) => (
          <tr>
            <td>
              <ForeignText text={line.description ?? ''} />
              {periodOf(line, language) && <span class="hint">{periodOf(line, language)}</span>}
              {discountsOfLine(view, line, language).map(({ name, amount }) => (
                <span class="hint">
                  <ForeignText text={name} />: {amount}
                </span>
              ))}
            </td>
            <Numeric>{line.quantity ?? ''}</Numeric>
            <Numeric>{unitPrice(line, language)}</Numeric>
            <Numeric>{language.money(line.amount, line.currency)}</Numeric>
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
