import type Stripe from 'stripe';
import { ApiError } from '../../kernel/errors.js';
import type { Call } from '../../kernel/http/route.js';
import { rehearsed } from '../../kernel/rehearsal.js';
import type { JobType, Work } from '../../kernel/scope.js';
import { seconds } from '../../kernel/seconds.js';
import { lockCustomer } from '../customers/index.js';
import { payingMethod } from '../invoices/index.js';
import { prices } from '../prices/index.js';
import {
  changeHeld,
  changeSubscription,
  createSubscription,
  type HeldSubscription,
  holdSubscription,
  newItem,
  quantityOf,
  type Scheduler,
} from '../subscriptions/index.js';
import { cancel, finish, RUNNING } from './end.js';
import { PHASE } from './job-names.js';
import { phaseAt } from './phases.js';
import { changeSchedule, holdSchedule, schedules } from './store.js';

type Schedule = Stripe.SubscriptionSchedule;
type Phase = Stripe.SubscriptionSchedule.Phase;

/** Makes the phase count that a schedule is in now: the first one creates its subscription, where there is none. */
export async function advance(
  work: Work,
  schedule: Schedule,
  request: Call<unknown> | null,
): Promise<Schedule> {
  if (!RUNNING.includes(schedule.status)) return schedule;
  const now = seconds(work.now);
  const phase = phaseAt(schedule, now);
  if (!phase) return now < (schedule.phases[0]?.start_date ?? 0) ? schedule : finish(work, schedule);
  const { end_date, start_date } = phase;
  if (schedule.current_phase?.start_date === start_date) return schedule;
  const subscription = schedule.subscription
    ? String(schedule.subscription)
    : await start(work, schedule, phase, request);
  if (schedule.subscription) await apply(work, schedule, phase, { request });
  const current_phase = { end_date, start_date };
  const after = await changeSchedule(work, schedule, { current_phase, status: 'active', subscription });
  plan(work, after.id, end_date);
  return after;
}

/** Adds the job at the beginning or the end of a phase. */
export const plan = (work: Work, id: string, at: number): void =>
  work.outbox.later(PHASE, id, new Date(Math.max(at, seconds(work.now)) * 1000));

/** Creates the subscription of a schedule. */
async function start(
  work: Work,
  schedule: Schedule,
  phase: Phase,
  request: Call<unknown> | null,
): Promise<string> {
  const customer = await lockCustomer(work, String(schedule.customer));
  const { collection_method, days_until_due, default_payment_method, description } = settingsOf(
    schedule,
    phase,
  );
  const holder = { default_payment_method, default_source: null };
  // Nobody is there to be told that there is nothing to pay with.
  const canPay = collection_method === 'send_invoice' || (await payingMethod(work, customer, holder));
  const params = {
    add_invoice_items: [],
    billing_mode: schedule.billing_mode as { type: 'classic' | 'flexible' },
    collection_method,
    customer: customer.id,
    days_until_due,
    default_payment_method: default_payment_method ?? undefined,
    description,
    items: phase.items.map(({ metadata, price, quantity }) => ({
      metadata: metadata ?? {},
      price: String(price),
      quantity,
    })),
    metadata: phase.metadata ?? {},
    off_session: true,
    payment_behavior: canPay ? ('allow_incomplete' as const) : ('default_incomplete' as const),
    proration_behavior: phase.proration_behavior as 'always_invoice' | 'create_prorations' | 'none',
    trial_end: trialOf(work, phase),
    trial_from_plan: false,
  };
  const subscription = await createSubscription({ ...work, params, request });
  await changeSubscription(work, subscription, { schedule: schedule.id });
  return subscription.id;
}

/** How the items of a phase come into the subscription. */
interface Manner {
  request: Call<unknown> | null;
  /** By default as the phase says. */
  proration_behavior?: 'always_invoice' | 'create_prorations' | 'none' | undefined;
}

/** Changes the subscription of a schedule to what a phase says. */
export async function apply(
  work: Work,
  schedule: Schedule,
  phase: Phase,
  { request, proration_behavior }: Manner,
): Promise<void> {
  const held = await holdSubscription(work, String(schedule.subscription));
  // Before the first invoice is paid, nothing can be changed.
  if (held.subscription.status === 'incomplete') return;
  const { default_payment_method: method, ...settings } = settingsOf(schedule, phase);
  const anchor = phase.billing_cycle_anchor ?? schedule.default_settings.billing_cycle_anchor;
  const trial = trialOf(work, phase);
  const change = {
    ...settings,
    ...(method && { default_payment_method: method }),
    ...(anchor === 'phase_start' && { billing_cycle_anchor: { type: 'now' as const } }),
    ...(trial !== held.subscription.trial_end && { trial_end: trial }),
    metadata: phase.metadata ?? {},
    off_session: true,
    payment_behavior: 'allow_incomplete' as const,
    proration_behavior:
      proration_behavior ?? (phase.proration_behavior as 'always_invoice' | 'create_prorations' | 'none'),
  };
  await changeHeld(held, change, {
    isAutomatic: true,
    items: await itemsOf(held, phase),
    origin: request?.origin ?? null,
  });
}

/** An item whose price is in the phase stays, with the quantity of the phase. */
async function itemsOf(
  { subscription, work }: HeldSubscription,
  phase: Phase,
): Promise<Stripe.SubscriptionItem[]> {
  const items: Stripe.SubscriptionItem[] = [];
  for (const { metadata, price: id, quantity } of phase.items) {
    const known = subscription.items.data.find(({ price }) => price.id === id);
    const { body: price } = await prices.find(work, String(id));
    items.push(
      known
        ? { ...known, metadata: { ...known.metadata, ...metadata }, ...quantityOf(price, quantity) }
        : newItem(work, subscription.id, { price, quantity, metadata: metadata ?? {} }),
    );
  }
  return items;
}

/** Returns what a phase says of payments, or else the schedule. */
function settingsOf({ default_settings: usual }: Schedule, phase: Phase) {
  const collection_method = (phase.collection_method ?? usual.collection_method ?? 'charge_automatically') as
    | 'charge_automatically'
    | 'send_invoice';
  const days = phase.invoice_settings?.days_until_due ?? usual.invoice_settings.days_until_due;
  const method = phase.default_payment_method ?? usual.default_payment_method;
  return {
    collection_method,
    days_until_due: collection_method === 'send_invoice' ? (days ?? undefined) : undefined,
    default_payment_method: method && String(method),
    description: phase.description ?? usual.description,
  };
}

const trialOf = ({ now }: Work, { trial_end: end }: Phase): number | undefined =>
  end !== null && end > seconds(now) ? end : undefined;

/** Turns a schedule to its phase of now; one that can't go on is canceled. */
async function turn(work: Work, id: string): Promise<void> {
  const { schedule } = await holdSchedule(work, id);
  const phase = phaseAt(schedule, seconds(work.now));
  const isThere = phase !== undefined && phase.start_date === schedule.current_phase?.start_date;
  if (isThere || !RUNNING.includes(schedule.status)) return;
  const fails = await rehearsed(work, (trial) => advance(trial, schedule, null)).then(
    () => false,
    (error: unknown) => {
      if (error instanceof ApiError) return true;
      throw error;
    },
  );
  if (fails) await cancel(work, schedule);
  else await advance(work, schedule, null);
}

/** The job at the beginning and at the end of each phase. */
export const turning: JobType = { ...PHASE, run: turn };

/** What subscriptions tell the schedules that change them. */
export const scheduler: Scheduler = {
  turn,
  async ended(work, id) {
    const { body } = await schedules.lock(work, id);
    if (RUNNING.includes(body.status)) await cancel(work, body);
  },
};
