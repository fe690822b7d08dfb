import type Stripe from 'stripe';
import { money } from '../../../../src/contract/money.js';
import { addressLines } from '../address.js';
import { paidWith } from './paid-with.js';
import { type Cell, type Column, createPaper, type Paper } from './paper.js';
import type { InvoiceView } from './read.js';
import { discountsOfLine, periodOf, type Sum, sumsOf, taxIdLines, unitPrice } from './sums.js';
import { speak } from './texts.js';

// The fonts have the letters of Europe, so that papers speak one language.
const ENGLISH = speak(['en']);
const { day } = ENGLISH;

type Fact = readonly [name: string, value: string | null | undefined];

const LINES: Column[] = [
  { title: 'Description', share: 0.5 },
  { title: 'Qty', share: 0.1, isNumber: true },
  { title: 'Each', share: 0.2, isNumber: true },
  { title: 'Amount', share: 0.2, isNumber: true },
];

/** Writes an invoice, or the receipt of one that is paid, as PDF. */
export async function invoicePdf(
  view: InvoiceView,
  kind: 'Invoice' | 'Receipt',
  fonts: string,
): Promise<Buffer> {
  const { invoice, charge, issuer } = view;
  const paidAt = invoice.status_transitions.paid_at;
  const paper = await begin(view, kind, fonts, [
    ['Invoice number', invoice.number],
    ['Date of issue', day(invoice.effective_at ?? invoice.created)],
    ['Date due', kind === 'Invoice' && invoice.due_date ? day(invoice.due_date) : null],
    ['Date paid', kind === 'Receipt' && paidAt ? day(paidAt) : null],
    ['Paid with', kind === 'Receipt' && charge ? paidWith(charge) : null],
    ...(invoice.custom_fields ?? []).map(({ name, value }): Fact => [name, value]),
  ]);
  paper.text(headline(view, kind), { bold: true, size: 16 });
  if (invoice.status === 'open' && invoice.hosted_invoice_url) {
    paper.gap(4);
    paper.link('Pay online', invoice.hosted_invoice_url);
  }
  paper.gap();
  if (invoice.description) {
    paper.text(invoice.description);
    paper.gap();
  }
  paper.table(
    LINES,
    view.lines.map((line) => cellsOf(view, line)),
  );
  paper.gap(6);
  paper.sums(sumsOf(view, ENGLISH));
  return end(paper, `${kind} ${invoice.number} · ${issuer?.name ?? 'Payframe'}`, invoice.footer);
}

/** Writes a credit note as PDF. */
export async function creditNotePdf(
  view: InvoiceView,
  note: Stripe.CreditNote,
  lines: readonly Stripe.CreditNoteLineItem[],
  fonts: string,
): Promise<Buffer> {
  const paper = await begin(view, 'Credit note', fonts, [
    ['Credit note number', note.number],
    ['Invoice number', view.invoice.number],
    ['Date of issue', day(note.effective_at ?? note.created)],
    ['State', note.status === 'void' ? 'void' : null],
  ]);
  paper.text(`${money(note.amount, note.currency)} credited`, { bold: true, size: 16 });
  paper.gap();
  if (note.memo) {
    paper.text(note.memo);
    paper.gap();
  }
  const cells = lines.map((line): Cell[] => [
    line.description ?? '',
    String(line.quantity ?? ''),
    line.unit_amount === null ? '' : money(line.unit_amount, note.currency),
    money(line.amount, note.currency),
  ]);
  paper.table(LINES, cells);
  paper.gap(6);
  paper.sums(sumsOfNote(note));
  return end(paper, `Credit note ${note.number} · ${view.issuer?.name ?? 'Payframe'}`, view.invoice.footer);
}

/** Begins a paper with its title, its facts, and who bills whom. */
async function begin(
  { invoice, issuer }: InvoiceView,
  kind: string,
  fonts: string,
  facts: readonly Fact[],
): Promise<Paper> {
  const name = issuer?.name ?? 'Payframe';
  const created = new Date((invoice.effective_at ?? invoice.created) * 1000);
  const paper = await createPaper(fonts, { title: `${kind} ${invoice.number}`, author: name, created });
  paper.columns([[title(kind)], [{ text: name, style: { bold: true, size: 12 } }]]);
  paper.gap();
  for (const [label, value] of facts) if (value) paper.text(`${label}: ${value}`);
  paper.gap(18);
  const { customer_shipping: shipping } = invoice;
  paper.columns([
    party('From', [
      name,
      ...addressLines(issuer?.support_address, ENGLISH),
      issuer?.support_email,
      issuer?.support_phone,
    ]),
    party('Bill to', [
      invoice.customer_name,
      ...addressLines(invoice.customer_address, ENGLISH),
      invoice.customer_email,
      invoice.customer_phone,
      ...taxIdLines(invoice),
    ]),
    ...(shipping
      ? [party('Ship to', [shipping.name, ...addressLines(shipping.address as Stripe.Address, ENGLISH)])]
      : []),
  ]);
  paper.gap(18);
  return paper;
}

const title = (text: string) => ({ text, style: { bold: true, size: 20 } });

const party = (name: string, lines: readonly (string | null | undefined)[]) => [
  { text: name, style: { bold: true } },
  ...lines.filter((line): line is string => Boolean(line)).map((text) => ({ text })),
];

function headline({ invoice, intent }: InvoiceView, kind: 'Invoice' | 'Receipt'): string {
  const { amount_remaining: left, currency, due_date: due, status, status_transitions: times } = invoice;
  if (status === 'paid' || kind === 'Receipt')
    return `${money(invoice.amount_paid, currency)} paid on ${day(times.paid_at ?? invoice.created)}`;
  if (status === 'void') return 'Void: there is nothing to pay';
  if (intent?.status === 'processing') return `${money(left, currency)} is on its way`;
  return `${money(left, currency)} due${due === null ? '' : ` on ${day(due)}`}`;
}

function cellsOf(view: InvoiceView, line: Stripe.InvoiceLineItem): Cell[] {
  const period = periodOf(line, ENGLISH);
  const off = discountsOfLine(view, line, ENGLISH).map(({ name, amount }) => `${name}: ${amount}`);
  return [
    { text: line.description ?? '', below: [...(period ? [period] : []), ...off] },
    String(line.quantity ?? ''),
    unitPrice(line, ENGLISH),
    money(line.amount, line.currency),
  ];
}

function sumsOfNote(note: Stripe.CreditNote): Sum[] {
  const row = (label: string, amount: number, isStrong = false): Sum => ({
    label,
    amount: money(amount, note.currency),
    isStrong,
  });
  const taxes = (note.total_taxes ?? []).filter(({ tax_behavior }) => tax_behavior === 'exclusive');
  const tax = taxes.reduce((sum, { amount }) => sum + amount, 0);
  const discount = note.subtotal + tax + note.amount_shipping - note.total;
  return [
    row('Subtotal', note.subtotal),
    ...(discount > 0 ? [row('Discount', -discount)] : []),
    ...(note.amount_shipping > 0 ? [row('Shipping', note.amount_shipping)] : []),
    ...(tax > 0 ? [row('Tax', tax)] : []),
    row('Total credited', note.total, true),
    ...(note.pre_payment_amount > 0 ? [row('Taken off what is due', note.pre_payment_amount)] : []),
    ...note.refunds.map(({ amount_refunded: amount }) => row('Refunded', amount)),
  ];
}

function end(paper: Paper, footer: string, text: string | null): Promise<Buffer> {
  if (text) {
    paper.gap(18);
    paper.text(text, { quiet: true, size: 8 });
  }
  return paper.end(footer);
}
