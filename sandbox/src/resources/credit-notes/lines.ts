import type Stripe from 'stripe';
import { Decimal, rounded } from '../../billing/decimal.js';
import { taxesOn } from '../../billing/taxes.js';
import { invalidRequest } from '../../kernel/errors.js';
import { newId } from '../../kernel/ids.js';
import type { Work } from '../../kernel/scope.js';
import type { LineRow } from '../invoices/index.js';
import { taxRatesOf } from '../tax-rates/index.js';
import type { NoteLine } from './params.js';

type Line = Stripe.CreditNoteLineItem;

/** A line of a credit note, with what its sums need beside it. */
export interface NewLine {
  body: Line;
  /** The part of its discounts that is the line's own. */
  ownDiscount: number;
}

/** The invoice that lines credit. */
export interface Credited {
  invoice: Stripe.Invoice;
  lines: readonly LineRow[];
  /** The lines that earlier credit notes have of it. */
  earlier: readonly Line[];
}

/**
 * Reads the lines of a credit note.
 *
 * @throws ApiError 400 for more than is left of a line, or where it is not clear what is credited.
 */
export async function readLines(
  work: Work,
  given: readonly NoteLine[],
  credited: Credited,
): Promise<NewLine[]> {
  const all: NewLine[] = [];
  for (const [index, line] of given.entries()) {
    const at = `lines[${index}]`;
    const before = [...credited.earlier, ...all.map(({ body }) => body)];
    all.push(
      line.type === 'invoice_line_item'
        ? ofInvoice(work, line, { ...credited, earlier: before }, at)
        : await custom(work, line, at),
    );
  }
  return all;
}

const refuse = (param: string, reason: string) => invalidRequest(reason, { param });

function refuseUnused(line: NoteLine, names: readonly (keyof NoteLine)[], at: string): void {
  const name = names.find((one) => line[one] !== undefined);
  if (name) throw refuse(`${at}[${name}]`, `A line of type ${line.type} does not take ${name}.`);
}

/** Credits a line of the invoice, or a part of it, with the same part of its discounts and taxes. */
function ofInvoice({ livemode }: Work, given: NoteLine, credited: Credited, at: string): NewLine {
  refuseUnused(given, ['tax_rates', 'unit_amount', 'unit_amount_decimal'], at);
  const row = credited.lines.find(({ id }) => id === given.invoice_line_item);
  if (!row) {
    throw invalidRequest(`Invoice ${credited.invoice.id} has no line ${given.invoice_line_item}.`, {
      code: 'resource_missing',
      param: `${at}[invoice_line_item]`,
    });
  }
  const { body: line } = row;
  const before = credited.earlier
    .filter((one) => one.invoice_line_item === line.id)
    .reduce((sum, { amount }) => sum + amount, 0);
  const amount = amountOf(given, line, line.amount - before, at);
  const part = (full: number) =>
    line.amount === 0 ? 0 : share(full, before + amount, line.amount) - share(full, before, line.amount);
  const discounts = (line.discount_amounts ?? []).map((one) => ({ ...one, amount: part(one.amount) }));
  const taxes = (line.taxes ?? []).map((tax) => ({
    ...tax,
    amount: part(tax.amount),
    taxable_amount: tax.taxable_amount === null ? null : part(tax.taxable_amount),
  }));
  const own = discounts.filter(({ discount }) => line.discounts.some((id) => id === discount));
  const rates = row.taxRates && row.taxRates.length > 0 ? row.taxRates : credited.invoice.default_tax_rates;
  return {
    body: {
      id: newId('cnli'),
      object: 'credit_note_line_item',
      amount,
      description: given.description ?? line.description,
      discount_amount: total(discounts),
      discount_amounts: discounts,
      invoice_line_item: line.id,
      livemode,
      metadata: given.metadata,
      pretax_credit_amounts: discounts.map((one) => ({ ...one, type: 'discount' })),
      quantity: given.quantity ?? (given.amount === undefined ? line.quantity : null),
      tax_rates: rates,
      taxes,
      type: 'invoice_line_item',
      ...unitOf(line.pricing?.unit_amount_decimal),
    },
    ownDiscount: total(own),
  };
}

/** Returns the part of an amount that belongs to a part of the whole. */
const share = (full: number, part: number, whole: number): number =>
  rounded(new Decimal(full).times(part).dividedBy(whole));

function amountOf(given: NoteLine, line: Stripe.InvoiceLineItem, left: number, at: string): number {
  const { amount, quantity } = given;
  if (amount !== undefined && quantity !== undefined) {
    throw invalidRequest(`You may only specify one of these parameters: ${at}[amount], ${at}[quantity].`, {
      code: 'parameters_exclusive',
      param: `${at}[quantity]`,
    });
  }
  const whole = line.quantity ?? 1;
  if (quantity !== undefined && quantity > whole)
    throw refuse(
      `${at}[quantity]`,
      `Line ${line.id} is for ${whole}, so that ${quantity} can't be credited.`,
    );
  const wanted = amount ?? (quantity === undefined ? left : share(line.amount, quantity, whole));
  if (Math.abs(wanted) <= Math.abs(left) && left !== 0) return wanted;
  throw refuse(
    `${at}[${quantity === undefined ? 'amount' : 'quantity'}]`,
    `Only ${left} of line ${line.id} can still be credited.`,
  );
}

/** Credits something that the invoice has no line for. */
async function custom(work: Work, given: NoteLine, at: string): Promise<NewLine> {
  refuseUnused(given, ['amount', 'invoice_line_item'], at);
  const { description, quantity = 1, unit_amount: unit, unit_amount_decimal: decimal } = given;
  if (!description) {
    throw invalidRequest(`Missing required param: ${at}[description].`, {
      code: 'parameter_missing',
      param: `${at}[description]`,
    });
  }
  if ((unit === undefined) === (decimal === undefined)) {
    throw invalidRequest(`Send one of ${at}[unit_amount] and ${at}[unit_amount_decimal].`, {
      code: unit === undefined ? 'parameter_missing' : 'parameters_exclusive',
      param: `${at}[unit_amount]`,
    });
  }
  const exact = new Decimal(unit ?? decimal ?? 0);
  const rates = await taxRatesOf(work, given.tax_rates ?? [], `${at}[tax_rates]`);
  return customLine(work, {
    ...{ amount: rounded(exact.times(quantity)), description, metadata: given.metadata, quantity, rates },
    unit: exact.toFixed() as unknown as Stripe.Decimal,
  });
}

/** What a line says that is not about a line of the invoice. */
interface Custom {
  amount: number;
  description: string;
  metadata: Record<string, string>;
  quantity: number;
  rates: Stripe.TaxRate[];
  unit: Stripe.Decimal;
}

export const customLine = (
  { livemode }: Work,
  { amount, description, metadata, quantity, rates, unit }: Custom,
): NewLine => ({
  body: {
    id: newId('cnli'),
    object: 'credit_note_line_item',
    amount,
    description,
    discount_amount: 0,
    discount_amounts: [],
    livemode,
    metadata,
    pretax_credit_amounts: [],
    quantity,
    tax_rates: rates,
    taxes: taxesOn(amount, rates).map(({ amount: tax, taxable }, index) => ({
      amount: tax,
      tax_behavior: rates[index]?.inclusive ? 'inclusive' : 'exclusive',
      tax_rate_details: { tax_rate: String(rates[index]?.id) },
      taxability_reason: 'not_available',
      taxable_amount: taxable,
      type: 'tax_rate_details',
    })),
    type: 'custom_line_item',
    ...unitOf(unit),
  },
  ownDiscount: 0,
});

function unitOf(decimal: Stripe.Decimal | null | undefined) {
  const text = decimal === null || decimal === undefined ? null : String(decimal);
  return {
    unit_amount: text === null || text.includes('.') ? null : Number(text),
    unit_amount_decimal: decimal ?? null,
  };
}

const total = (items: readonly { amount: number }[]): number =>
  items.reduce((sum, { amount }) => sum + amount, 0);
