import type Stripe from 'stripe';
import { invalidRequest } from '../../kernel/errors.js';
import { sent } from '../../kernel/http/params.js';
import type { Call } from '../../kernel/http/route.js';
import { checkMethods } from '../invoices/index.js';
import { applyChange } from './apply.js';
import { ENDED } from './cancel.js';
import { withEnd } from './cancel-at.js';
import { type Changed, turned } from './change.js';
import { collectionPause } from './collection-pause.js';
import { addExtras } from './extras.js';
import { changedItems } from './item-changes.js';
import { withChange, withDetails } from './object.js';
import type { ItemChange, Turn, UpdateParams } from './params.js';
import { refuseImpatient } from './pending.js';
import { withReductions } from './reductions.js';
import { rescheduled } from './schedule.js';
import { type Held, holdSubscription } from './store.js';

type Subscription = Stripe.Subscription;
type Change = Omit<UpdateParams, 'expand'>;

/** Changes a subscription, and bills what that costs. */
export async function updateSubscription(call: Call<UpdateParams>): Promise<Subscription> {
  const { expand: _, ...change } = call.params;
  return changeHeld(await holdSubscription(call, call.id), change, { origin: call.origin });
}

/** Changes one item of a subscription, or adds it. Returns the items after that. */
export async function changeItem(
  held: Held<Call<unknown>>,
  change: ItemChange,
  turn: Turn,
): Promise<Stripe.SubscriptionItem[]> {
  return (await changeHeld(held, { ...turn, items: [change] }, { origin: held.work.origin })).items.data;
}

/** How a subscription is changed. */
interface Manner {
  /** The platform's origin; `null` for a job. */
  origin: string | null;
  /** Whether the platform does it automatically, so that it collects as it does then. */
  isAutomatic?: boolean;
  /** The items after the change, where they are not those of the parameters. */
  items?: Stripe.SubscriptionItem[];
}

/** Changes a subscription that is held. */
export async function changeHeld(
  held: Held,
  change: Change,
  { isAutomatic = false, items, origin }: Manner,
): Promise<Subscription> {
  const { subscription: before, work } = held;
  refuseImpatient(change);
  const changed = await changedSubscription(held, change, items);
  const { off_session: offSession, payment_behavior, proration_behavior } = change;
  const after = await applyChange(await addExtras(held, change.add_invoice_items), changed, {
    isAutomatic,
    offSession,
    origin,
    payment_behavior,
    proration_behavior,
  });
  rescheduled(work, before, after);
  return after;
}

/** Parameters that move the periods of a subscription, or what is paid for them. */
const TURNS = ['billing_cycle_anchor', 'cancel_at', 'cancel_at_period_end', 'items', 'trial_end'] as const;

/** Returns what becomes of a subscription by a change, with what that costs. */
export async function changedSubscription(
  { customer, subscription: before, work }: Held,
  change: Change,
  given?: Stripe.SubscriptionItem[],
): Promise<Changed> {
  refuseEnded(before, change);
  refuseUnpaid(before, change);
  await checkMethods(work, customer, change);
  const items = given ?? (await changedItems(work, before, change.items ?? []));
  const plain = await withReductions(work, withChange(before, customer, change), change);
  const ending = withEnd(work, plain, change);
  const wanted: Subscription = {
    ...ending,
    cancellation_details: withDetails(ending, change.cancellation_details),
    items: { ...before.items, data: items },
    pause_collection: collectionPause(work, before, change),
  };
  const turns = given !== undefined || TURNS.some((name) => change[name] !== undefined);
  return turns
    ? turned(work, before, wanted, change)
    : { subscription: wanted, prorations: [], billed: null, used: [] };
}

/** What can still be changed of a subscription that was canceled. */
const LASTING = ['cancellation_details', 'metadata'];

/** Parameters that say how a change is billed, and change nothing themselves. */
const MANNERS = ['off_session', 'payment_behavior', 'proration_behavior', 'proration_date'];

function refuseEnded({ id, status }: Subscription, change: object): void {
  if (!ENDED.includes(status)) return;
  const allowed = status === 'canceled' ? LASTING : [];
  const param = Object.keys(sent(change)).find((name) => ![...allowed, ...MANNERS].includes(name));
  if (param === undefined) return;
  throw invalidRequest(
    status === 'canceled'
      ? 'A canceled subscription can only update its cancellation_details and metadata.'
      : `Subscription ${id} has expired because its first invoice was not paid, and can no longer be changed.`,
    { code: 'invalid_canceled_subscription_fields', param },
  );
}

/** @throws ApiError 400 for a change of what is billed before the first invoice is paid. */
function refuseUnpaid({ id, status }: Subscription, change: Change): void {
  if (status !== 'incomplete') return;
  const param = TURNS.find((name) => change[name] !== undefined);
  if (param === undefined) return;
  throw invalidRequest(
    `The first invoice of subscription ${id} has to be paid before its ${param} can be changed.`,
    { param },
  );
}
