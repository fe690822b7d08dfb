import type Stripe from 'stripe';
import { onClock } from '../../kernel/clocks/clock.js';
import { invalidRequest } from '../../kernel/errors.js';
import { rehearsed } from '../../kernel/rehearsal.js';
import type { Work } from '../../kernel/scope.js';
import { seconds } from '../../kernel/seconds.js';
import { onClockAt } from '../../kernel/transaction.js';
import { lockCustomer } from '../customers/index.js';
import { allLinesOf, createItem, currencyOf, waitingInvoice, waitingItems } from '../invoices/index.js';
import {
  addProrations,
  addUsage,
  begun,
  billPeriod,
  changedSubscription,
  type HeldSubscription,
  holdSubscription,
  nextOf,
  nextRenewal,
  unusedNow,
  usedByNow,
  withReductions,
} from '../subscriptions/index.js';
import type { Details, PreviewParams } from './params.js';

type Invoice = Stripe.Invoice;

/** Time in which a renewal's draft can be changed before it is paid, in seconds. */
const DRAFT_FOR = 3600;

/**
 * Returns the invoice that would come next, with all of its lines. It is made as a real one is, and undone.
 *
 * @throws ApiError 400 `invoice_upcoming_none` where nothing would be billed.
 */
export const preview = (call: Work, params: Omit<PreviewParams, 'expand'>): Promise<Invoice> =>
  rehearsed(call, async (work) => upcoming(await nextInvoice(work, params)));

async function nextInvoice(
  work: Work,
  { subscription_details: details, ...params }: Omit<PreviewParams, 'expand'>,
): Promise<Next> {
  const { customer, discounts, subscription } = params;
  if (!customer && !subscription) {
    throw invalidRequest('Missing required param: customer. Send customer or subscription.', {
      code: 'parameter_missing',
      param: 'customer',
    });
  }
  const isNew = !subscription && details?.items?.some(({ id }) => id === undefined);
  const id = subscription ?? (isNew ? undefined : await nextOf(work, String(customer)));
  if (id) {
    const found = await withItems(await holdSubscription(work, id, 'subscription'), params);
    const reduced = await withReductions(found.work, found.subscription, { discounts });
    return ofSubscription({ ...found, subscription: reduced }, details);
  }
  const held = await lockCustomer(work, String(customer));
  const own = await onClock(work, held.test_clock);
  const currency = params.currency ?? currencyOf(held);
  await addItems(own, held, currency, params.invoice_items);
  if (details && isNew)
    return ofNew(own, await lockCustomer(own, held.id), { currency: params.currency, details, discounts });
  if (discounts) {
    throw invalidRequest('Only a subscription can have discounts in a preview. Send subscription or items.', {
      param: 'discounts',
    });
  }
  return ofWaiting(own, await lockCustomer(own, held.id), currency);
}

/** An invoice that would come next. */
interface Next {
  work: Work;
  invoice: Invoice;
  prorationDate?: number | undefined;
}

async function withItems(
  held: HeldSubscription,
  { customer: asked, invoice_items: items }: Pick<PreviewParams, 'customer' | 'invoice_items'>,
): Promise<HeldSubscription> {
  const { customer, subscription, work } = held;
  if (asked && asked !== customer.id) {
    throw invalidRequest(`Subscription ${subscription.id} is not of customer ${asked}.`, {
      param: 'subscription',
    });
  }
  await addItems(work, customer, subscription.currency, items);
  return { ...held, customer: await lockCustomer(work, customer.id) };
}

async function addItems(
  work: Work,
  { id }: Stripe.Customer,
  usual: string,
  items: PreviewParams['invoice_items'],
): Promise<void> {
  for (const [index, { currency, metadata, price, unit_amount: unit, ...rest }] of items.entries()) {
    const given = {
      ...rest,
      ...(price !== undefined && { pricing: { price } }),
      ...(unit !== undefined && { unit_amount_decimal: String(unit) }),
    };
    const start = { given, currency: currency ?? usual, metadata, invoice: null };
    await createItem(work, await lockCustomer(work, id), { ...start, at: `invoice_items[${index}]` });
  }
}

async function ofSubscription(held: HeldSubscription, details: Details | undefined): Promise<Next> {
  if (!details) return ofRenewal(held);
  const { subscription, work } = held;
  if (details.cancel_now) {
    if (details.proration_behavior !== 'none') await addProrations(held, await unusedNow(work, subscription));
    return ofNothingMore(held, usedByNow(work, subscription));
  }
  const { billing_cycle_anchor: anchor, metadata: _, ...rest } = details;
  if (anchor?.type === 'timestamp') throw onlyForNew();
  const changed = await changedSubscription(held, {
    ...rest,
    ...(anchor && { billing_cycle_anchor: { type: anchor.type } }),
    ...{ off_session: false, payment_behavior: 'allow_incomplete' },
  });
  const after = { ...held, subscription: changed.subscription };
  await addProrations(after, changed.prorations);
  if (changed.billed === null) await addUsage(after, changed.used);
  const prorationDate =
    changed.prorations.length > 0 ? (rest.proration_date ?? seconds(work.now)) : undefined;
  const costs = changed.prorations.length + changed.used.length > 0;
  const isAtOnce = rest.proration_behavior === 'always_invoice' && costs;
  const { billed, used } = changed;
  if (billed) return { ...(await ofNow(after, { billed, used })), prorationDate };
  const next = isAtOnce ? await ofNow(after, {}) : await ofRenewal(after);
  return { ...next, prorationDate };
}

const onlyForNew = () =>
  invalidRequest('A time can be the anchor only of a new subscription. Send now or unchanged.', {
    param: 'subscription_details[billing_cycle_anchor][type]',
  });

type Dues = Parameters<typeof billPeriod>[1];

async function ofNow(held: HeldSubscription, dues: Dues): Promise<Next> {
  const now = seconds(held.work.now);
  const { invoice } = await billPeriod(held, dues, {
    reason: 'upcoming',
    period: { start: now, end: now },
    advances: false,
  });
  return { work: held.work, invoice };
}

async function ofRenewal(held: HeldSubscription): Promise<Next> {
  const renewal = nextRenewal(held.subscription);
  if (!renewal) return ofNothingMore(held);
  const work = onClockAt(held.work, held.work.clock, new Date(renewal.at * 1000));
  const { invoice } = await billPeriod({ ...held, work }, renewal, {
    reason: 'upcoming',
    period: renewal.ended,
    advances: false,
  });
  return { work, invoice: { ...invoice, next_payment_attempt: renewal.at + DRAFT_FOR } };
}

/** The subscription bills nothing any more but what waits. */
async function ofNothingMore(held: HeldSubscription, used: NonNullable<Dues['used']> = []): Promise<Next> {
  const { customer, subscription, work } = held;
  if (used.length === 0 && (await waitingItems(work, customer.id, subscription.currency)).length === 0)
    throw none(customer);
  return ofNow(held, { used });
}

async function ofNew(
  work: Work,
  customer: Stripe.Customer,
  { currency, details, discounts }: Pick<PreviewParams, 'currency' | 'discounts'> & { details: Details },
): Promise<Next> {
  const { billing_cycle_anchor: anchor, cancel_now: _, cancel_at: end, items = [], ...rest } = details;
  const { subscription, billed } = await begun(work, customer, {
    ...rest,
    billing_cycle_anchor: anchor?.timestamp,
    ...(end && { cancel_at: end }),
    currency,
    discounts,
    items: items.map(({ deleted: _, id: __, ...item }) => ({ ...item, metadata: {} })),
    metadata: {},
    trial_from_plan: false,
  });
  return ofNow({ work, customer, subscription }, { billed });
}

async function ofWaiting(work: Work, customer: Stripe.Customer, currency: string): Promise<Next> {
  if ((await waitingItems(work, customer.id, currency)).length === 0) throw none(customer);
  return { work, invoice: await waitingInvoice(work, customer, currency) };
}

const none = ({ id }: Stripe.Customer) =>
  invalidRequest(`No upcoming invoices for customer: ${id}`, { code: 'invoice_upcoming_none' });

/** Returns an invoice as one that is still to come, with all of its lines. */
async function upcoming({ invoice, prorationDate, work }: Next): Promise<Invoice> {
  const id = invoice.id.replace(/^in_/, 'upcoming_in_');
  const lines = await allLinesOf(work, invoice.id);
  return {
    ...invoice,
    id,
    auto_advance: false,
    automatically_finalizes_at: null,
    billing_reason: 'upcoming',
    lines: {
      object: 'list',
      data: lines.map((line) => ({ ...line, invoice: id })),
      has_more: false,
      url: `/v1/invoices/${id}/lines`,
    },
    parent: withDate(invoice.parent, prorationDate),
  };
}

const withDate = (parent: Invoice['parent'], date: number | undefined): Invoice['parent'] =>
  parent?.subscription_details && date !== undefined
    ? {
        ...parent,
        subscription_details: { ...parent.subscription_details, subscription_proration_date: date },
      }
    : parent;
