/** Usage that is reported and added up, as the official client says it. */
import type Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Sandbox } from '../../sandbox/src/index.js';
import { start } from './harness.js';
import { eventsOf, officialClient, refusal } from './official.js';

const NEW_YEAR = Date.UTC(2031, 0, 1) / 1000;
const [HOUR, DAY] = [3600, 24 * 3600];

let sandbox: Sandbox;
let stripe: Stripe;
beforeAll(async () => {
  sandbox = await start();
  stripe = officialClient(sandbox);
});
afterAll(() => sandbox.close());

const createMeter = (event_name: string, formula: 'count' | 'sum' = 'sum') =>
  stripe.billing.meters.create({ default_aggregation: { formula }, display_name: 'Requests', event_name });

describe('a meter', () => {
  test('is named, switched off and on again', async () => {
    const meter = await createMeter('requests');
    expect(meter).toMatchObject({
      object: 'billing.meter',
      customer_mapping: { event_payload_key: 'stripe_customer_id', type: 'by_id' },
      default_aggregation: { formula: 'sum' },
      event_name: 'requests',
      event_time_window: null,
      status: 'active',
      value_settings: { event_payload_key: 'value' },
    });
    expect(await refusal(createMeter('requests'))).toMatchObject({
      statusCode: 400,
      code: 'resource_already_exists',
      param: 'event_name',
    });
    expect(await stripe.billing.meters.update(meter.id, { display_name: 'Calls' })).toMatchObject({
      display_name: 'Calls',
    });
    const off = await stripe.billing.meters.deactivate(meter.id);
    expect(off).toMatchObject({ status: 'inactive', status_transitions: { deactivated_at: off.updated } });
    expect((await stripe.billing.meters.list({ status: 'inactive' })).data).toMatchObject([{ id: meter.id }]);
    expect((await refusal(stripe.billing.meters.deactivate(meter.id))).statusCode).toBe(400);
    expect(await stripe.billing.meters.reactivate(meter.id)).toMatchObject({ status: 'active' });
    expect(await stripe.billing.meters.retrieve(meter.id)).toMatchObject({ status: 'active' });
    expect(await eventsOf(stripe, meter.id)).toEqual([
      'billing.meter.created',
      'billing.meter.updated',
      'billing.meter.deactivated',
      'billing.meter.reactivated',
    ]);
  });

  test('adds up or counts, and nothing else', async () => {
    const last = createMeter('temperature', 'last' as never);
    expect(await refusal(last)).toMatchObject({ statusCode: 400, param: 'default_aggregation[formula]' });
  });

  test('is what a metered price charges for, while it is active', async () => {
    const meter = await createMeter('metered');
    const create = (id: string) =>
      stripe.prices.create({
        currency: 'usd',
        product_data: { name: 'Requests' },
        recurring: { interval: 'month', meter: id, usage_type: 'metered' },
        unit_amount: 2,
      });
    expect((await create(meter.id)).recurring).toMatchObject({ meter: meter.id, usage_type: 'metered' });
    await stripe.billing.meters.deactivate(meter.id);
    expect((await refusal(create(meter.id))).param).toBe('recurring[meter]');
    expect(await refusal(create('mtr_none'))).toMatchObject({
      code: 'resource_missing',
      param: 'recurring[meter]',
    });
  });
});

describe('usage', () => {
  let customer: string;
  beforeAll(async () => {
    const { id: test_clock } = await stripe.testHelpers.testClocks.create({ frozen_time: NEW_YEAR });
    customer = (await stripe.customers.create({ test_clock })).id;
  });

  const report = (event_name: string, value: string, more: object = {}) =>
    stripe.billing.meterEvents.create({
      event_name,
      payload: { stripe_customer_id: customer, value },
      ...more,
    });

  test('is the sum of a customer in a time, whole or by windows', async () => {
    const { id } = await createMeter('bytes');
    for (const [value, timestamp] of [
      ['10', NEW_YEAR - DAY],
      ['2.5', NEW_YEAR - DAY + HOUR],
      ['3', NEW_YEAR - DAY + HOUR + 1],
      ['100', NEW_YEAR],
    ] as const) {
      const event = await report('bytes', value, { timestamp });
      expect(event).toMatchObject({ object: 'billing.meter_event', created: NEW_YEAR, timestamp });
    }
    const summaries = async (more: object = {}) => {
      const time = { start_time: NEW_YEAR - DAY, end_time: NEW_YEAR, customer };
      const { data } = await stripe.billing.meters.listEventSummaries(id, { ...time, ...more });
      return data.map((one) => [one.start_time - NEW_YEAR, one.end_time - NEW_YEAR, one.aggregated_value]);
    };
    expect(await summaries()).toEqual([[-DAY, 0, 15.5]]);
    expect(await summaries({ end_time: NEW_YEAR + DAY, value_grouping_window: 'day' })).toEqual([
      [0, DAY, 100],
      [-DAY, 0, 15.5],
    ]);
    expect(await summaries({ value_grouping_window: 'hour' })).toEqual([
      [HOUR - DAY, 2 * HOUR - DAY, 5.5],
      [-DAY, HOUR - DAY, 10],
    ]);
    const other = await stripe.customers.create();
    expect(await summaries({ customer: other.id })).toEqual([[-DAY, 0, 0]]);
    expect((await refusal(summaries({ end_time: NEW_YEAR + 1 }))).param).toBe('end_time');
  });

  test('that is counted needs no value', async () => {
    const { id } = await createMeter('logins', 'count');
    const payload = { stripe_customer_id: customer };
    for (let login = 0; login < 3; login++)
      await stripe.billing.meterEvents.create({ event_name: 'logins', payload });
    const { data } = await stripe.billing.meters.listEventSummaries(id, {
      customer,
      end_time: NEW_YEAR + 60,
      start_time: NEW_YEAR,
    });
    expect(data).toMatchObject([{ aggregated_value: 3 }]);
  });

  test('is noted once by its identifier, and can be taken back', async () => {
    const { id } = await createMeter('jobs');
    await report('jobs', '5', { identifier: 'job 1' });
    expect((await refusal(report('jobs', '5', { identifier: 'job 1' }))).param).toBe('identifier');
    const cancel = () =>
      stripe.billing.meterEventAdjustments.create({
        cancel: { identifier: 'job 1' },
        event_name: 'jobs',
        type: 'cancel',
      });
    expect(await cancel()).toMatchObject({ object: 'billing.meter_event_adjustment', status: 'complete' });
    expect((await refusal(cancel())).param).toBe('cancel[identifier]');
    const time = { customer, end_time: NEW_YEAR + 60, start_time: NEW_YEAR };
    const { data } = await stripe.billing.meters.listEventSummaries(id, time);
    expect(data).toMatchObject([{ aggregated_value: 0 }]);
  });

  test('is refused where no meter, no customer or no number is', async () => {
    await createMeter('steps');
    const refused = async (call: Promise<unknown>) => (await refusal(call)).param;
    expect(await refused(report('nothing', '1'))).toBe('event_name');
    expect(await refused(report('steps', 'many'))).toBe('payload[value]');
    expect(await refused(report('steps', '1', { timestamp: NEW_YEAR - 36 * DAY }))).toBe('timestamp');
    expect(await refused(report('steps', '1', { timestamp: NEW_YEAR + DAY }))).toBe('timestamp');
    expect(await refused(report('steps', '1', { payload: { value: '1' } }))).toBe(
      'payload[stripe_customer_id]',
    );
    const stranger = { payload: { stripe_customer_id: 'cus_none', value: '1' } };
    expect(await refused(report('steps', '1', stranger))).toBe('payload[stripe_customer_id]');
  });
});
