import type Stripe from 'stripe';
import { totalsOf } from '../../billing/invoice-totals.js';
import { taxesOn } from '../../billing/taxes.js';
import { invalidRequest } from '../../kernel/errors.js';
import { newId } from '../../kernel/ids.js';
import type { Work } from '../../kernel/scope.js';
import { seconds } from '../../kernel/seconds.js';
import { amountsPer, type Credit, linesOf, totalTaxes } from '../invoices/index.js';
import { customLine, type NewLine, readLines } from './lines.js';
import { type NoteRow, notesOf } from './notes.js';
import type { NoteParams } from './params.js';

type Invoice = Stripe.Invoice;
type Note = Stripe.CreditNote;

/** Most lines that a credit note shows. */
const SHOWN_LINES = 10;

/** A credit note as it would be, before money goes back. */
export interface NewNote {
  body: Note;
  lines: Stripe.CreditNoteLineItem[];
  credit: Credit;
}

/**
 * Reads a credit note. It changes nothing.
 *
 * @throws ApiError 400 for an invoice that can't be credited, more than is left of it, or sums that do not match.
 */
export async function readNote(work: Work, invoice: Invoice, params: NoteParams): Promise<NewNote> {
  requireFinal(invoice);
  const notes = await notesOf(work, invoice.id);
  const issued = notes.filter(({ body }) => body.status === 'issued');
  const shipping = shippingOf(invoice, issued, params);
  const lines = await linesIn(work, invoice, issued, params);
  const totals = totalsOf(lines.map(totalled), shipping?.amount_total ?? 0);
  const credit = creditOf(invoice, issued, totals.total);
  if (params.amount !== undefined && params.amount !== totals.total) {
    throw invalidRequest(
      `The amount (${params.amount}) is not that of the lines and the shipping cost (${totals.total}).`,
      { param: 'amount' },
    );
  }
  const all = lines.map(({ body }) => body);
  const id = newId('cn');
  const discounts = amountsPer(
    all.flatMap(({ discount_amounts: amounts }) => amounts),
    ({ discount }) => String(discount),
  );
  const body: Note = {
    id,
    object: 'credit_note',
    amount: totals.total,
    amount_shipping: shipping?.amount_total ?? 0,
    created: seconds(work.now),
    currency: invoice.currency,
    customer: String(invoice.customer),
    customer_account: null,
    customer_balance_transaction: null,
    discount_amount: discounts.reduce((sum, { amount }) => sum + amount, 0),
    discount_amounts: discounts,
    effective_at: params.effective_at ?? seconds(work.now),
    invoice: invoice.id,
    lines: {
      object: 'list',
      data: all.slice(0, SHOWN_LINES),
      has_more: all.length > SHOWN_LINES,
      url: `/v1/credit_notes/${id}/lines`,
    },
    livemode: work.livemode,
    memo: params.memo ?? null,
    metadata: params.metadata,
    number: `${invoice.number}-CN-${String(notes.length + 1).padStart(2, '0')}`,
    out_of_band_amount: params.out_of_band_amount || null,
    pdf: '',
    post_payment_amount: credit.postPayment,
    pre_payment_amount: credit.prePayment,
    pretax_credit_amounts: discounts.map((one) => ({ ...one, type: 'discount' })),
    reason: params.reason ?? null,
    refunds: [],
    shipping_cost: shipping,
    status: 'issued',
    ...totals,
    total_taxes: totalTaxes(all.flatMap(({ taxes }) => taxes ?? [])),
    type: typeOf(credit),
    voided_at: null,
  };
  return { body, lines: all, credit };
}

/** @throws ApiError 400 for an invoice that nobody has to pay, or that is still a draft. */
function requireFinal({ id, status }: Invoice): void {
  if (['open', 'paid', 'uncollectible'].includes(String(status))) return;
  throw invalidRequest(
    `Invoice ${id} is ${status}, so there is nothing to credit. Only an invoice that is open, paid or uncollectible can be credited.`,
    { param: 'invoice' },
  );
}

async function linesIn(
  work: Work,
  invoice: Invoice,
  issued: readonly NoteRow[],
  { amount, lines, shipping_cost: shipping }: NoteParams,
): Promise<NewLine[]> {
  if (lines) {
    return readLines(work, lines, {
      invoice,
      lines: await linesOf(work, invoice.id),
      earlier: issued.flatMap((note) => note.lines),
    });
  }
  if (shipping) return [];
  if (!amount) {
    throw invalidRequest('Send one of amount, lines and shipping_cost: what is credited.', {
      code: 'parameter_missing',
      param: 'amount',
    });
  }
  const terms = { amount, description: `Credit for invoice ${invoice.number}`, metadata: {}, quantity: 1 };
  return [customLine(work, { ...terms, rates: [], unit: String(amount) as unknown as Stripe.Decimal })];
}

function shippingOf(
  { amount_shipping: amount, shipping_cost: cost }: Invoice,
  issued: readonly NoteRow[],
  { shipping_cost: given }: NoteParams,
): Note['shipping_cost'] {
  if (!given) return null;
  const isCredited = issued.some(({ body }) => body.amount_shipping > 0);
  if (cost && cost.shipping_rate === given.shipping_rate && !isCredited) {
    return {
      amount_subtotal: amount,
      amount_tax: 0,
      amount_total: amount,
      shipping_rate: given.shipping_rate,
    };
  }
  throw invalidRequest(
    isCredited
      ? 'What the delivery costs was credited already.'
      : `The invoice has no shipping cost of rate ${given.shipping_rate}.`,
    { param: 'shipping_cost[shipping_rate]' },
  );
}

/** Returns the part of a line that the sums need. */
function totalled({ body, ownDiscount }: NewLine) {
  const { amount, discount_amount: discount, tax_rates: rates } = body;
  const taxes = body.taxes ?? [];
  const invoiceDiscount = discount - ownDiscount;
  const inclusive = (all: readonly { amount: number }[], isIncluded: (index: number) => boolean) =>
    all.filter((_, index) => isIncluded(index)).reduce((sum, tax) => sum + tax.amount, 0);
  return {
    subtotal: amount,
    own_discount: ownDiscount,
    invoice_discount: invoiceDiscount,
    included_tax:
      invoiceDiscount === 0
        ? inclusive(taxes, (index) => taxes[index]?.tax_behavior === 'inclusive')
        : inclusive(taxesOn(amount - ownDiscount, rates), (index) => rates[index]?.inclusive === true),
    taxes,
  };
}

/** @throws ApiError 400 for more than is left of the invoice, or for nothing. */
function creditOf(invoice: Invoice, issued: readonly NoteRow[], amount: number): Credit {
  const left = invoice.total - issued.reduce((sum, { body }) => sum + body.amount, 0);
  if (amount <= 0 || amount > left) {
    throw invalidRequest(
      `The credit note's amount (${amount}) has to be above zero, and at most what is left of the invoice (${left}).`,
      { param: 'amount' },
    );
  }
  const prePayment = invoice.status === 'paid' ? 0 : Math.min(amount, invoice.amount_remaining);
  return { prePayment, postPayment: amount - prePayment };
}

function typeOf({ prePayment, postPayment }: Credit): Note['type'] {
  if (prePayment === 0) return 'post_payment';
  return postPayment === 0 ? 'pre_payment' : 'mixed';
}
