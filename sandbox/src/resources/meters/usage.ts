import type Stripe from 'stripe';
import { onClock } from '../../kernel/clocks/clock.js';
import { insertion, textStatement } from '../../kernel/db/statement.js';
import { invalidRequest } from '../../kernel/errors.js';
import { randomBase62 } from '../../kernel/ids.js';
import type { ScopedDatabase, Work } from '../../kernel/scope.js';
import { seconds } from '../../kernel/seconds.js';
import { findCustomer } from '../customers/index.js';
import { meterFor } from './meters.js';
import { meterEvents as table } from './table.js';

const DAY = 24 * 3600;
/** How old usage may be, and how far in the future, in seconds. */
const OLDEST = 35 * DAY;
const NEWEST = 5 * 60;

export interface UsageStart {
  eventName: string;
  payload: Record<string, string>;
  identifier: string | undefined;
  timestamp: number | undefined;
}

const insert = insertion(table);

const known = textStatement(
  'find_meter_event',
  'select 1 from meter_events where account_id = $1 and livemode = $2 and id = $3',
);

/**
 * Notes what a customer has used.
 *
 * @throws ApiError 400 for an event that no meter counts, and a payload without customer or value.
 */
export async function recordUsage(request: Work, start: UsageStart): Promise<Stripe.Billing.MeterEvent> {
  const meter = await meterFor(request, start.eventName);
  if (!meter) {
    throw invalidRequest(
      `No active meter found for event name ${start.eventName}. Create one, or send the event_name of another.`,
      { param: 'event_name' },
    );
  }
  const { event_payload_key: customerKey } = meter.customer_mapping;
  const { event_payload_key: valueKey } = meter.value_settings;
  const customer = await findCustomer(request, needed(start.payload, customerKey), `payload[${customerKey}]`);
  const isSum = meter.default_aggregation.formula === 'sum';
  const value = isSum ? numberIn(needed(start.payload, valueKey), valueKey) : '1';
  const work = await onClock(request, customer.test_clock);
  const timestamp = start.timestamp ?? seconds(work.now);
  checkTime(timestamp, seconds(work.now));
  const identifier = start.identifier ?? randomBase62(24);
  const { accountId, livemode, db, now } = work;
  if ((await known(db, [accountId, livemode, identifier])).length > 0) {
    throw invalidRequest(`An event already exists with identifier ${identifier}.`, { param: 'identifier' });
  }
  await insert(db, {
    id: identifier,
    accountId,
    livemode,
    createdAt: now,
    meterId: meter.id,
    customerId: customer.id,
    usedAt: new Date(timestamp * 1000),
    value,
  });
  return {
    object: 'billing.meter_event',
    created: seconds(now),
    event_name: start.eventName,
    identifier,
    livemode,
    payload: start.payload,
    timestamp,
  };
}

function needed(payload: Record<string, string>, key: string): string {
  const value = Object.hasOwn(payload, key) ? payload[key] : undefined;
  if (value) return value;
  throw invalidRequest(`Missing required param: payload[${key}]: the meter reads it.`, {
    code: 'parameter_missing',
    param: `payload[${key}]`,
  });
}

function numberIn(text: string, key: string): string {
  if (/^-?\d{1,14}(\.\d{1,12})?$/.test(text)) return text;
  throw invalidRequest(`Invalid payload[${key}]: it is a number, such as 25.`, { param: `payload[${key}]` });
}

function checkTime(timestamp: number, now: number): void {
  if (timestamp >= now - OLDEST && timestamp <= now + NEWEST) return;
  throw invalidRequest(
    'Invalid timestamp: usage is reported within 35 days, and at most 5 minutes before it happens.',
    { param: 'timestamp' },
  );
}

const removal = textStatement(
  'cancel_meter_event',
  `delete from meter_events where account_id = $1 and livemode = $2 and id = $3
    and meter_id in (select id from meters where account_id = $1 and livemode = $2 and event_name = $4)
  returning id`,
);

/** Takes usage back. @throws ApiError 400 for usage that was never reported. */
export async function cancelUsage(
  { accountId, db, livemode }: Work,
  eventName: string,
  identifier: string,
): Promise<Stripe.Billing.MeterEventAdjustment> {
  const removed = await removal(db, [accountId, livemode, identifier, eventName]);
  if (removed.length === 0) {
    throw invalidRequest(`No event of '${eventName}' has the identifier ${identifier}.`, {
      code: 'resource_missing',
      param: 'cancel[identifier]',
    });
  }
  return {
    object: 'billing.meter_event_adjustment',
    cancel: { identifier },
    event_name: eventName,
    livemode,
    status: 'complete',
    type: 'cancel',
  };
}

/** Usage of a customer in a time, which ends just before `end`. Times are seconds since 1970. */
export interface Used {
  start: number;
  end: number;
  value: number;
}

const sums = textStatement(
  'sum_usage',
  `select window_at as at, sum(value)::float8 as value from (
    select value, $7::bigint * floor(extract(epoch from used_at) / $7) as window_at from meter_events
    where account_id = $1 and livemode = $2 and meter_id = $3 and customer_id = $4 and used_at >= $5 and used_at < $6
  ) as used group by window_at order by window_at desc`,
);

/**
 * Returns what a customer has used, by windows of so many seconds that begin at 0:00 UTC or at the full hour, the latest first. Windows
 * without usage are left out.
 */
export async function usageByWindow(
  { accountId, db, livemode }: ScopedDatabase,
  of: { meter: string; customer: string; start: number; end: number },
  window: number,
): Promise<Used[]> {
  const [from, to] = [of.start, of.end].map((time) => new Date(time * 1000).toISOString());
  const values = [accountId, livemode, of.meter, of.customer, from, to, window];
  const rows = await sums<{ at: unknown; value: unknown }>(db, values);
  return rows.map(({ at, value }) => ({
    start: Number(at),
    end: Number(at) + window,
    value: Number(value),
  }));
}

const sum = textStatement(
  'sum_period',
  `select trim_scale(coalesce(sum(value), 0))::text as value from meter_events
    where account_id = $1 and livemode = $2 and meter_id = $3 and customer_id = $4 and used_at >= $5 and used_at < $6`,
);

/** Returns what a customer has used in a time, to every digit, which an invoice charges for. */
export async function usageOf(
  { accountId, db, livemode }: ScopedDatabase,
  of: { meter: string; customer: string; start: number; end: number },
): Promise<string> {
  const [from, to] = [of.start, of.end].map((time) => new Date(time * 1000).toISOString());
  const values = [accountId, livemode, of.meter, of.customer, from, to];
  const [row] = await sum<{ value: string }>(db, values);
  return row?.value ?? '0';
}
