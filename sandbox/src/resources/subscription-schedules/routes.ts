import type Stripe from 'stripe';
import * as v from 'valibot';
import { onClock } from '../../kernel/clocks/clock.js';
import { invalidRequest } from '../../kernel/errors.js';
import { common, merged } from '../../kernel/http/params.js';
import { type Call, type RouteDefinition, route } from '../../kernel/http/route.js';
import { seconds } from '../../kernel/seconds.js';
import { type List, whereGiven, within } from '../../kernel/store/list.js';
import { retrieveRoute } from '../../kernel/store/retrieve-route.js';
import { lockCustomer } from '../customers/index.js';
import { cancelHeld, changeSubscription, holdSubscription } from '../subscriptions/index.js';
import { cancel, RUNNING, release } from './end.js';
import { changedSettings, newSchedule } from './object.js';
import {
  type CreateParams,
  cancelParams,
  createParams,
  scheduleListParams,
  type UpdateParams,
  updateParams,
} from './params.js';
import { NO_SETTINGS, phaseAt, readPhases } from './phases.js';
import { advance, apply, plan } from './run.js';
import { changeSchedule, holdSchedule, insertSchedule, schedules } from './store.js';
import { subscriptionSchedules as table } from './table.js';

type Schedule = Stripe.SubscriptionSchedule;

const PATH = '/v1/subscription_schedules';

export const routes: RouteDefinition[] = [
  route({
    method: 'POST',
    path: PATH,
    keys: ['secret'],
    params: createParams,
    handle: (call) => (call.params.from_subscription ? createFrom(call) : create(call)),
  }),
  route({ method: 'GET', path: PATH, keys: ['secret'], params: scheduleListParams, handle: list }),
  retrieveRoute(PATH, schedules, 'id'),
  route({ method: 'POST', path: `${PATH}/:id`, keys: ['secret'], params: updateParams, handle: update }),
  route({
    method: 'POST',
    path: `${PATH}/:id/cancel`,
    keys: ['secret'],
    params: cancelParams,
    handle: cancelSchedule,
  }),
  route({
    method: 'POST',
    path: `${PATH}/:id/release`,
    keys: ['secret'],
    params: v.strictObject({ expand: common.expand }),
    handle: releaseSchedule,
  }),
];

async function create(request: Call<CreateParams>): Promise<Schedule> {
  const { customer: id, phases, start_date: begins, ...params } = request.params;
  if (!id || !phases) throw missingParam(id ? 'phases' : 'customer');
  const { test_clock } = await lockCustomer(request, id);
  const work = await onClock(request, test_clock);
  const now = seconds(work.now);
  const start = begins === 'now' || begins === undefined ? now : begins;
  if (start < now) {
    throw invalidRequest('Invalid start_date: a schedule begins now or later.', { param: 'start_date' });
  }
  const schedule = {
    ...newSchedule(work, id, params),
    phases: await readPhases(work, phases, start),
  };
  await insertSchedule(work, schedule);
  if (start > now) {
    plan(work, schedule.id, start);
    return schedule;
  }
  return advance(work, schedule, work);
}

const missingParam = (param: string) =>
  invalidRequest(`Missing required param: ${param}. Send customer and phases, or from_subscription.`, {
    code: 'parameter_missing',
    param,
  });

/** Creates a schedule that goes on with a subscription: its first phase is the current period. */
async function createFrom(call: Call<CreateParams>): Promise<Schedule> {
  const { from_subscription: id = '', ...params } = call.params;
  const given = (['customer', 'phases', 'start_date'] as const).find((name) => params[name] !== undefined);
  if (given) {
    throw invalidRequest(
      `You cannot set ${given} if from_subscription is set. Update the schedule after that.`,
      {
        param: given,
      },
    );
  }
  const { customer, subscription, work } = await holdSubscription(call, id, 'from_subscription');
  if (subscription.schedule || !SCHEDULABLE.includes(subscription.status)) {
    throw invalidRequest(
      subscription.schedule
        ? `You cannot migrate a subscription that is already attached to a schedule: ${subscription.schedule}.`
        : `Subscription ${id} is ${subscription.status}, and can't be attached to a schedule.`,
      { param: 'from_subscription' },
    );
  }
  const phase = currentPhase(subscription);
  const schedule: Schedule = {
    ...newSchedule(work, customer.id, params),
    billing_mode: subscription.billing_mode as Schedule['billing_mode'],
    current_phase: { end_date: phase.end_date, start_date: phase.start_date },
    phases: [phase],
    status: 'active',
    subscription: subscription.id,
  };
  await insertSchedule(work, schedule);
  await changeSubscription(work, subscription, { schedule: schedule.id });
  plan(work, schedule.id, phase.end_date);
  return schedule;
}

const SCHEDULABLE = ['active', 'past_due', 'trialing', 'unpaid'];

function currentPhase(subscription: Stripe.Subscription): Schedule['phases'][number] {
  const items = subscription.items.data;
  return {
    add_invoice_items: [],
    application_fee_percent: null,
    billing_cycle_anchor: null,
    billing_thresholds: null,
    collection_method: subscription.collection_method,
    currency: subscription.currency,
    default_payment_method: subscription.default_payment_method,
    default_tax_rates: [],
    description: subscription.description,
    discounts: [],
    end_date: Math.min(...items.map((item) => item.current_period_end)),
    invoice_settings: { ...NO_SETTINGS, days_until_due: subscription.days_until_due },
    items: items.map(({ metadata, price, quantity }) => ({
      billing_thresholds: null,
      discounts: [],
      metadata,
      plan: price.id,
      price: price.id,
      ...(quantity !== undefined && { quantity }),
      tax_rates: [],
    })),
    metadata: subscription.metadata,
    on_behalf_of: null,
    proration_behavior: 'create_prorations',
    start_date: Math.min(...items.map((item) => item.current_period_start)),
    transfer_data: null,
    trial_end: subscription.trial_end,
  };
}

function list(call: Call<v.InferOutput<typeof scheduleListParams>>): Promise<List<Schedule>> {
  const { canceled_at, completed_at, customer, released_at, scheduled } = call.params;
  return schedules.list(
    call,
    whereGiven(table.customerId, customer),
    within(table.canceledAt, canceled_at),
    within(table.completedAt, completed_at),
    within(table.releasedAt, released_at),
    scheduled ? whereGiven(table.status, 'not_started') : undefined,
  );
}

async function update(call: Call<UpdateParams>): Promise<Schedule> {
  const held = await holdSchedule(call, call.id);
  const { schedule: before, work } = held;
  requireRunning(before, 'updated');
  const { default_settings: settings, end_behavior, metadata, phases, proration_behavior } = call.params;
  const after = await changeSchedule(work, before, {
    ...(settings && { default_settings: changedSettings(before.default_settings, settings) }),
    ...(end_behavior && { end_behavior }),
    metadata: merged(before.metadata ?? {}, metadata),
    ...(phases && { phases: await newPhases(held, phases) }),
  });
  if (!phases) return after;
  const phase = phaseAt(after, seconds(work.now));
  if (!phase || phase.start_date !== before.current_phase?.start_date) {
    const [first] = after.phases;
    if (first && first.start_date > seconds(work.now)) plan(work, after.id, first.start_date);
    return advance(work, after, work);
  }
  await apply(work, after, phase, { request: work, proration_behavior });
  plan(work, after.id, phase.end_date);
  const current_phase = { end_date: phase.end_date, start_date: phase.start_date };
  return changeSchedule(work, after, { current_phase });
}

/** @throws ApiError 400 for phases in which the current one is not. */
async function newPhases(
  { schedule, work }: Awaited<ReturnType<typeof holdSchedule<Call<UpdateParams>>>>,
  given: NonNullable<UpdateParams['phases']>,
): Promise<Schedule['phases']> {
  const [first] = given;
  const now = seconds(work.now);
  const usual = schedule.current_phase?.start_date ?? schedule.phases[0]?.start_date ?? now;
  const start = first?.start_date === 'now' ? now : (first?.start_date ?? usual);
  const phases = await readPhases(work, given, start);
  const current = schedule.current_phase?.start_date;
  if (current === undefined || phases.some((phase) => phase.start_date === current)) return phases;
  throw invalidRequest(
    'The current phase must be among the phases, with its start_date. You can end it with end_date=now.',
    { param: 'phases[0][start_date]' },
  );
}

function requireRunning({ id, status }: Schedule, action: string): void {
  if (RUNNING.includes(status)) return;
  throw invalidRequest(`Schedule ${id} is ${status}, and can no longer be ${action}.`, {
    code: 'status_transition_invalid',
  });
}

async function cancelSchedule(call: Call<v.InferOutput<typeof cancelParams>>): Promise<Schedule> {
  const { schedule, work } = await holdSchedule(call, call.id);
  requireRunning(schedule, 'canceled');
  const after = await cancel(work, schedule);
  if (!schedule.subscription) return after;
  const { invoice_now: bills, prorate: prorates } = call.params;
  const held = await holdSubscription(work, String(schedule.subscription));
  await cancelHeld(held, { bills, origin: work.origin, prorates });
  return after;
}

async function releaseSchedule(call: Call): Promise<Schedule> {
  const { schedule, work } = await holdSchedule(call, call.id);
  requireRunning(schedule, 'released');
  return release(work, schedule);
}
