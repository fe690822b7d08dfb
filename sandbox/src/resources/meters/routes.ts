import { createHash } from 'node:crypto';
import type Stripe from 'stripe';
import * as v from 'valibot';
import { invalidRequest } from '../../kernel/errors.js';
import { common, integer, text } from '../../kernel/http/params.js';
import { type Call, type RouteDefinition, route } from '../../kernel/http/route.js';
import { type List, listParams, whereGiven } from '../../kernel/store/list.js';
import { pageOf } from '../../kernel/store/page.js';
import { retrieveRoute } from '../../kernel/store/retrieve-route.js';
import { findCustomer } from '../customers/index.js';
import { createMeter, deactivateMeter, meters, reactivateMeter, renameMeter } from './meters.js';
import { meters as table } from './table.js';
import { cancelUsage, recordUsage, type Used, usageByWindow, usageOf } from './usage.js';

const PATH = '/v1/billing/meters';

const bare = v.strictObject({ expand: common.expand });

const createParams = v.strictObject({
  customer_mapping: v.optional(v.strictObject({ event_payload_key: text(100), type: v.literal('by_id') }), {
    event_payload_key: 'stripe_customer_id',
    type: 'by_id',
  }),
  default_aggregation: v.strictObject({ formula: v.picklist(['count', 'sum']) }),
  display_name: text(250),
  event_name: text(100),
  event_time_window: v.optional(v.picklist(['day', 'hour'])),
  expand: common.expand,
  value_settings: v.optional(v.strictObject({ event_payload_key: text(100) }), {
    event_payload_key: 'value',
  }),
});

const eventParams = v.strictObject({
  event_name: text(100),
  expand: common.expand,
  identifier: v.optional(text(100)),
  payload: v.record(v.string(), text(100)),
  timestamp: v.optional(integer({ minimum: 1 })),
});

const time = integer({ minimum: 0, maximum: 4_102_444_799 });

const summaryParams = v.strictObject({
  ...listParams,
  customer: text(),
  end_time: time,
  start_time: time,
  value_grouping_window: v.optional(v.picklist(['day', 'hour'])),
});

export const routes: RouteDefinition[] = [
  route({
    method: 'POST',
    path: PATH,
    keys: ['secret'],
    params: createParams,
    handle: ({ params, ...call }) =>
      createMeter(call, {
        customerKey: params.customer_mapping.event_payload_key,
        displayName: params.display_name,
        eventName: params.event_name,
        formula: params.default_aggregation.formula,
        valueKey: params.value_settings.event_payload_key,
        window: params.event_time_window ?? null,
      }),
  }),
  route({
    method: 'GET',
    path: PATH,
    keys: ['secret'],
    params: v.strictObject({ ...listParams, status: v.optional(v.picklist(['active', 'inactive'])) }),
    handle: (call) => meters.list(call, whereGiven(table.status, call.params.status)),
  }),
  retrieveRoute(PATH, meters, 'id'),
  route({
    method: 'POST',
    path: `${PATH}/:id`,
    keys: ['secret'],
    params: v.strictObject({ display_name: v.optional(text(250)), expand: common.expand }),
    handle: (call) => renameMeter(call, call.id, call.params.display_name),
  }),
  route({
    method: 'POST',
    path: `${PATH}/:id/deactivate`,
    keys: ['secret'],
    params: bare,
    handle: (call) => deactivateMeter(call, call.id),
  }),
  route({
    method: 'POST',
    path: `${PATH}/:id/reactivate`,
    keys: ['secret'],
    params: bare,
    handle: (call) => reactivateMeter(call, call.id),
  }),
  route({
    method: 'GET',
    path: `${PATH}/:id/event_summaries`,
    keys: ['secret'],
    params: summaryParams,
    handle: listSummaries,
  }),
  route({
    method: 'POST',
    path: '/v1/billing/meter_events',
    keys: ['secret'],
    params: eventParams,
    handle: ({ params, ...call }) =>
      recordUsage(call, {
        eventName: params.event_name,
        payload: params.payload,
        identifier: params.identifier,
        timestamp: params.timestamp,
      }),
  }),
  route({
    method: 'POST',
    path: '/v1/billing/meter_event_adjustments',
    keys: ['secret'],
    params: v.strictObject({
      cancel: v.strictObject({ identifier: text(100) }),
      event_name: text(100),
      expand: common.expand,
      type: v.literal('cancel'),
    }),
    handle: (call) => cancelUsage(call, call.params.event_name, call.params.cancel.identifier),
  }),
];

const WINDOWS = { day: 24 * 3600, hour: 3600 };

async function listSummaries(
  call: Call<v.InferOutput<typeof summaryParams>>,
): Promise<List<Stripe.Billing.MeterEventSummary>> {
  const { customer, end_time: end, start_time: start, value_grouping_window: window } = call.params;
  const { body } = await meters.find(call, call.id, 'id');
  await findCustomer(call, customer);
  const unit = window ? WINDOWS[window] : 60;
  for (const [param, time] of Object.entries({ end_time: end, start_time: start }))
    if (time % unit !== 0) throw unaligned(param, window ?? 'minute');
  const of = { meter: body.id, customer, start, end };
  const all: Used[] = window
    ? await usageByWindow(call, of, unit)
    : [{ start, end, value: Number(await usageOf(call, of)) }];
  const summaries = all.map(
    (used): Stripe.Billing.MeterEventSummary => ({
      id: summaryId(of, used),
      object: 'billing.meter_event_summary',
      aggregated_value: used.value,
      end_time: used.end,
      livemode: call.livemode,
      meter: body.id,
      start_time: used.start,
    }),
  );
  return pageOf(call, 'billing.meter_event_summary', summaries.reverse());
}

/** The same summary has the same id whenever it is asked for, so that a page can begin after it. */
const summaryId = ({ meter, customer }: { meter: string; customer: string }, { start, end }: Used) =>
  `mtrusg_${createHash('sha256').update(`${meter} ${customer} ${start} ${end}`).digest('hex').slice(0, 24)}`;

const unaligned = (param: string, unit: string) =>
  invalidRequest(`Invalid ${param}: it has to be the beginning of a ${unit}, in UTC.`, { param });
