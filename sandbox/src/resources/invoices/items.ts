import { and, asc, eq, isNull, sql } from 'drizzle-orm';
import type Stripe from 'stripe';
import { build, ofOwner, rowsQuery } from '../../kernel/db/statement.js';
import { invalidRequest } from '../../kernel/errors.js';
import { merged } from '../../kernel/http/params.js';
import { newId } from '../../kernel/ids.js';
import { previousAttributes } from '../../kernel/previous-attributes.js';
import type { Scope, Work } from '../../kernel/scope.js';
import { seconds } from '../../kernel/seconds.js';
import { ownedBy } from '../../kernel/store/owner.js';
import { replaceCustomer } from '../customers/index.js';
import { type ItemTerms, readReductions } from './item-terms.js';
import { lineParent } from './line-parent.js';
import { ofOtherQuantity, type Priced, type PricedParams, readPriced } from './priced.js';
import { type ItemRow, items, type LineRow, lines, type NewLineRow } from './store.js';
import { invoiceItems, invoiceLines } from './table.js';

type Item = Stripe.InvoiceItem;
type Line = Stripe.InvoiceLineItem;

/** Returns the currency that a customer pays in: that of the first thing that they had to pay, or US dollars. */
export const currencyOf = ({ currency }: Stripe.Customer): string => currency ?? 'usd';

/** What a customer has to pay once. */
export interface ItemStart {
  given: ItemTerms;
  currency: string;
  metadata: Record<string, string>;
  /** The draft that it is on; `null` where it waits for one. */
  invoice: string | null;
  /** Place of its parameters, for errors: `lines[0]`. */
  at?: string;
}

/**
 * Creates an item of a customer, who has to be locked, and its line where it is on a draft.
 *
 * @throws ApiError 400 where its amount is not clear; 404 for a price that does not exist.
 */
export async function createItem(work: Work, customer: Stripe.Customer, start: ItemStart): Promise<Item> {
  const { given, currency, metadata, invoice, at } = start;
  const priced = await readPriced(work, given, currency, at);
  const now = seconds(work.now);
  const id = newId('ii');
  const of = { id, customer: customer.id, currency, amount: priced.amount };
  const { discounts = [], tax_rates = [] } = await readReductions(work, given, of, at);
  const body: Item = {
    id,
    object: 'invoiceitem',
    ...termsOf(priced),
    customer: customer.id,
    customer_account: null,
    date: now,
    description: given.description ?? priced.name,
    discountable: given.discountable ?? priced.amount >= 0,
    discounts,
    invoice,
    livemode: work.livemode,
    metadata,
    parent: null,
    period: given.period ?? { end: now, start: now },
    proration: false,
    tax_rates,
    test_clock: work.clock,
  };
  await items.insert(work, {
    id: body.id,
    body,
    customerId: customer.id,
    invoiceId: invoice,
    waits: invoice === null,
  });
  // A customer's currency is that of the first thing that they have to pay.
  if (customer.currency === null) await replaceCustomer(work, customer, { currency });
  work.outbox.emit('invoiceitem.created', body);
  if (invoice) await lines.insert(work, lineOf(body, invoice));
  return body;
}

const termsOf = ({ amount, currency, pricing, quantity }: Priced) => ({
  amount,
  currency,
  net_amount: amount,
  pricing,
  quantity,
  quantity_decimal: String(quantity) as unknown as Stripe.Decimal,
});

/** Returns the line that bills an item. */
export function lineOf(item: Item, invoice: string): NewLineRow {
  const body: Line = { id: newId('il'), object: 'line_item', ...lineTermsOf(item, invoice) };
  return { id: body.id, body, invoiceId: invoice, itemId: item.id, taxRates: item.tax_rates };
}

const lineTermsOf = (item: Item, invoice: string): Omit<Line, 'id' | 'object'> => ({
  amount: item.amount,
  currency: item.currency,
  description: item.description,
  discount_amounts: [],
  discountable: item.discountable,
  discounts: item.discounts ?? [],
  invoice,
  livemode: item.livemode,
  metadata: item.metadata ?? {},
  parent: lineParent(item),
  period: item.period,
  pretax_credit_amounts: [],
  pricing: item.pricing,
  quantity: item.quantity,
  quantity_decimal: item.quantity_decimal,
  subscription: item.parent?.subscription_details?.subscription ?? null,
  subtotal: item.amount,
  taxes: [],
});

/** A change of an item, or of its line. */
export interface ItemChange extends ItemTerms {
  metadata?: Parameters<typeof merged>[1];
}

/** Changes an item, which has to be locked, and its line. */
export async function changeItem(
  work: Work,
  { body: before }: ItemRow,
  { metadata, ...given }: ItemChange,
  at?: string,
): Promise<Item> {
  const priced = await repriced(work, before, given, at);
  const of = { id: before.id, customer: String(before.customer), currency: before.currency };
  const amount = priced?.amount ?? before.amount;
  const reductions = await readReductions(work, given, { ...of, amount }, at);
  const after: Item = {
    ...before,
    ...(priced && termsOf(priced)),
    ...reductions,
    ...(given.description !== undefined && { description: given.description }),
    ...(given.discountable !== undefined && { discountable: given.discountable }),
    ...(given.period !== undefined && { period: given.period }),
    metadata: merged(before.metadata ?? {}, metadata),
  };
  await items.replace(work, after.id, { body: after });
  const previous = previousAttributes(before, after);
  if (Object.keys(previous).length === 0) return after;
  const line = after.invoice ? await lineOfItem(work, after.id) : undefined;
  if (line) {
    const body = { ...line.body, ...lineTermsOf(after, line.invoiceId) };
    await lines.replace(work, line.id, { body, taxRates: after.tax_rates });
  }
  return after;
}

/** Reads what is billed after a change; `undefined` where that stays as it is. */
async function repriced(
  work: Work,
  before: Item,
  given: PricedParams,
  at?: string,
): Promise<Priced | undefined> {
  const { amount, price_data, pricing, quantity, unit_amount_decimal: unit } = given;
  if ([amount, price_data, pricing, unit].some((value) => value !== undefined)) {
    const kept = amount === undefined ? before.quantity : undefined;
    return readPriced(work, { ...given, quantity: quantity ?? kept }, before.currency, at);
  }
  return quantity === undefined ? undefined : ofOtherQuantity(work, before, quantity);
}

async function lineOfItem(work: Work, itemId: string): Promise<LineRow | undefined> {
  const [row] = await work.db
    .select()
    .from(invoiceLines)
    .where(and(ownedBy(work, invoiceLines), eq(invoiceLines.itemId, itemId)));
  return row;
}

/** Puts items that wait on a draft, each with a line. */
export async function putOn(work: Work, invoice: string, waiting: readonly ItemRow[]): Promise<void> {
  await noteInvoice(work, invoice, waiting);
  for (const { body } of waiting) await lines.insert(work, lineOf(body, invoice));
}

/** Notes on items that waited which draft has their lines. */
export async function noteInvoice(work: Work, invoice: string, waiting: readonly ItemRow[]): Promise<void> {
  for (const { body } of waiting)
    await items.replace(work, body.id, { body: { ...body, invoice }, invoiceId: invoice });
}

const lockWaiting = rowsQuery<typeof invoiceItems, Scope & { customer: string }>(
  'waiting_items',
  invoiceItems,
  build
    .select()
    .from(invoiceItems)
    .where(
      and(
        ofOwner(invoiceItems),
        eq(invoiceItems.customerId, sql.placeholder('customer')),
        isNull(invoiceItems.invoiceId),
      ),
    )
    .orderBy(asc(invoiceItems.createdAt), asc(invoiceItems.seq))
    .for('update'),
);

/** Returns the items of a customer that wait for an invoice in a currency, oldest first, and locks them. */
export async function waitingItems(
  { db, accountId, livemode }: Work,
  customer: string,
  currency: string,
): Promise<ItemRow[]> {
  const rows = await lockWaiting(db, { accountId, livemode, customer });
  return rows.filter(({ body }) => body.currency === currency);
}

/** Takes an item off its draft, so that it waits for another invoice. */
export async function takeOff(work: Work, { body }: ItemRow): Promise<void> {
  await removeLineOf(work, body.id);
  await items.replace(work, body.id, { body: { ...body, invoice: null }, invoiceId: null, waits: true });
}

/** Deletes an item, and its line. */
export async function deleteItem(work: Work, { body }: ItemRow): Promise<Stripe.DeletedInvoiceItem> {
  await removeLineOf(work, body.id);
  await items.remove(work, body.id);
  work.outbox.emit('invoiceitem.deleted', body);
  return { id: body.id, object: 'invoiceitem', deleted: true };
}

async function removeLineOf(work: Work, itemId: string): Promise<void> {
  const line = await lineOfItem(work, itemId);
  if (line) await lines.remove(work, line.id);
}

/** Finds the item that a line bills, and locks it. */
export async function itemOfLine(
  work: Work,
  invoice: string,
  lineId: string,
  param: string,
): Promise<ItemRow> {
  const line = await lines.find(work, lineId, param);
  if (line.invoiceId !== invoice || !line.itemId) {
    throw invalidRequest(`Invoice ${invoice} has no line ${lineId} that can be changed.`, {
      code: 'resource_missing',
      param,
    });
  }
  return items.lock(work, line.itemId);
}
