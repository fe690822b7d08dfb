import type Stripe from 'stripe';
import { type Params, textIn } from '../../kernel/http/form.js';
import { parseParams } from '../../kernel/http/params.js';
import type { ScopedDatabase } from '../../kernel/scope.js';
import { seconds } from '../../kernel/seconds.js';
import { endFlow, isOffered, type PortalVisit, type Wanted } from '../../resources/billing-portal/index.js';
import { preview, previewParams } from '../../resources/invoice-previews/index.js';
import { prices } from '../../resources/prices/index.js';
import { changeAs } from '../../resources/subscriptions/index.js';
import { type Action, acting, holdOwn } from './act.js';
import { namesOf } from './read.js';
import { Refusal } from './refusal.js';

type Feature = Stripe.BillingPortal.Configuration.Features.SubscriptionUpdate;
type Subscription = Stripe.Subscription;
type Item = Stripe.SubscriptionItem;

/** A plan that a customer can change to. */
export interface Choice {
  price: Stripe.Price;
  /** Name of its product. */
  name: string;
}

/** Returns the plans that a customer can choose from, with the one that they have. */
export async function choicesFor(
  owner: ScopedDatabase,
  { default_allowed_updates: allowed, products }: Feature,
  { price: current }: Item,
): Promise<Choice[]> {
  const offered = allowed.includes('price') ? (products ?? []).flatMap((one) => one.prices) : [];
  const found: Stripe.Price[] = [];
  for (const id of new Set([current.id, ...offered])) {
    const price = id === current.id ? current : await prices.load(owner, id);
    // A price can have been switched off since it was offered, and a subscription has one currency.
    if (price && (id === current.id || (price.active && price.currency === current.currency)))
      found.push(price);
  }
  const names = await namesOf(owner, found);
  return found.map((price) => ({ price, name: names.get(String(price.product)) ?? '' }));
}

/** Returns the limits within which a customer can change the quantity of a plan; `null` where they can't. */
export function limitsFor(
  { default_allowed_updates: allowed, products }: Feature,
  price: string,
): { minimum: number; maximum: number | null } | null {
  const limits = products?.find(({ prices: all }) => all.includes(price))?.adjustable_quantity;
  return allowed.includes('quantity') && limits?.enabled ? limits : null;
}

/** Reads what a customer wants from a form, or from the address of a page. */
function wantedIn(sent: Params, { price, quantity = 1 }: Item): Wanted {
  const typed = textIn(sent, 'quantity');
  return {
    price: textIn(sent, 'price') || price.id,
    quantity: /^\d{1,6}$/.test(typed) ? Number(typed) : quantity,
  };
}

/** What a change costs. */
export interface Cost {
  wanted: Wanted;
  /** Whether the invoice is paid now, and not with the next period. */
  isNow: boolean;
  invoice: Stripe.Invoice;
  /** The time from which the change counts. */
  date: number;
}

/** Returns what a change will cost, by making it and undoing it. */
export const costOf = (action: Action, id: string, sent: Params): Promise<Cost> =>
  acting(action, 'subscription_update', async (work, { subscription_update: feature }) => {
    const held = await holdOwn(work, action.visit, id);
    const item = onlyItem(held.subscription);
    const wanted = wantedIn(sent, item);
    const date = seconds(held.work.now);
    const { items, ...manner } = changeTo(held.subscription, item, wanted, feature);
    const details = { ...manner, items, ...(isProrated(feature) && { proration_date: String(date) }) };
    const params = parseParams(previewParams, { subscription: id, subscription_details: details });
    const invoice = await preview(work, params);
    return { wanted, isNow: invoice.period_start === invoice.period_end, invoice, date };
  });

/** Time for which a cost that was shown is kept to, in seconds. */
const KEPT_FOR = 600;

/**
 * Changes the plan of a subscription. A change that has to be paid now, and can't be, waits for its payment.
 *
 * @throws Refusal for a plan that is not offered, and for a cost that was shown too long ago.
 */
export const changePlan = (action: Action, id: string, sent: Params): Promise<void> =>
  acting(action, 'subscription_update', async (work, { subscription_update: feature }) => {
    const { visit, origin } = action;
    const held = await holdOwn(work, visit, id);
    const item = onlyItem(held.subscription);
    const change = changeTo(held.subscription, item, wantedIn(sent, item), feature);
    const date = Number(textIn(sent, 'date'));
    const now = seconds(held.work.now);
    // An earlier time would give back more of the old plan than was shown.
    if (!(date <= now && now - date <= KEPT_FOR)) throw new Refusal('cost_changed');
    const proration = isProrated(feature) && { proration_date: String(date) };
    await changeAs(held, { ...change, ...proration, payment_behavior: 'pending_if_incomplete' }, origin);
    if (isFor(visit, id)) await endFlow(work.db, visit);
  });

const isFor = ({ flow }: PortalVisit, id: string): boolean =>
  [flow?.subscription_update?.subscription, flow?.subscription_update_confirm?.subscription].includes(id);

const isProrated = ({ proration_behavior: behavior }: Feature) => behavior !== 'none';

function onlyItem({ cancel_at: ends, items: { data } }: Subscription): Item {
  const [item, another] = data;
  if (item && !another && ends === null) return item;
  throw new Refusal('cannot');
}

/** Returns a change as parameters of the API. @throws Refusal for a plan that is not offered. */
function changeTo(
  { status }: Subscription,
  item: Item,
  wanted: Wanted,
  feature: Feature,
): { items: object[]; proration_behavior: string } {
  const isSame = wanted.price === item.price.id && wanted.quantity === (item.quantity ?? 1);
  if (isSame) throw new Refusal('has_plan');
  if (!isOffered(feature, item, wanted)) throw new Refusal('not_offered');
  const isTrial = status === 'trialing';
  return {
    items: [{ id: item.id, price: wanted.price, quantity: String(wanted.quantity) }],
    proration_behavior: String(feature.proration_behavior),
    ...(isTrial && feature.trial_update_behavior === 'end_trial' && { trial_end: 'now' }),
    ...(!isTrial && feature.billing_cycle_anchor === 'now' && { billing_cycle_anchor: { type: 'now' } }),
  };
}
