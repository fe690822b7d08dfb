import { and, eq } from 'drizzle-orm';
import type Stripe from 'stripe';
import { invalidRequest } from '../../kernel/errors.js';
import { newId } from '../../kernel/ids.js';
import type { Work } from '../../kernel/scope.js';
import { seconds } from '../../kernel/seconds.js';
import { documents } from '../../kernel/store/documents.js';
import { ownedBy } from '../../kernel/store/owner.js';
import { meters as table } from './table.js';

export const meters = documents(table, 'billing.meter');

type Meter = Stripe.Billing.Meter;

export interface MeterStart {
  customerKey: string;
  displayName: string;
  eventName: string;
  formula: 'count' | 'sum';
  valueKey: string;
  window: 'day' | 'hour' | null;
}

/**
 * Creates a meter.
 *
 * @throws ApiError 400 `resource_already_exists` where another active meter counts the same events.
 */
export async function createMeter(work: Work, start: MeterStart): Promise<Meter> {
  if (await meterFor(work, start.eventName)) throw taken(start.eventName);
  const body: Meter = {
    id: newId('mtr'),
    object: 'billing.meter',
    created: seconds(work.now),
    customer_mapping: { event_payload_key: start.customerKey, type: 'by_id' },
    default_aggregation: { formula: start.formula },
    display_name: start.displayName,
    event_name: start.eventName,
    event_time_window: start.window,
    livemode: work.livemode,
    status: 'active',
    status_transitions: { deactivated_at: null },
    updated: seconds(work.now),
    value_settings: { event_payload_key: start.valueKey },
  };
  await meters.insert(work, { id: body.id, body, eventName: start.eventName, status: body.status });
  work.outbox.emit('billing.meter.created', body);
  return body;
}

/** Finds the active meter that counts the events of a name. */
export async function meterFor(work: Work, eventName: string): Promise<Meter | undefined> {
  const [row] = await work.db
    .select()
    .from(table)
    .where(and(ownedBy(work, table), eq(table.eventName, eventName), eq(table.status, 'active')));
  return row?.body;
}

/** Finds a meter for a price. @throws ApiError 404; 400 for one that counts no longer. */
export async function findActiveMeter(work: Work, id: string, param: string): Promise<Meter> {
  const { body } = await meters.find(work, id, param);
  if (body.status === 'active') return body;
  throw invalidRequest(`Meter ${id} is inactive. Reactivate it, or send another meter.`, { param });
}

export async function renameMeter(work: Work, id: string, displayName: string | undefined): Promise<Meter> {
  const { body } = await meters.lock(work, id, 'id');
  const after = await change(work, body, { display_name: displayName ?? body.display_name });
  work.outbox.emit('billing.meter.updated', after);
  return after;
}

/** @throws ApiError 400 for a meter that is inactive already. */
export async function deactivateMeter(work: Work, id: string): Promise<Meter> {
  const { body } = await meters.lock(work, id, 'id');
  if (body.status !== 'active') throw invalidRequest(`Meter ${id} is already inactive.`);
  const transitions = { deactivated_at: seconds(work.now) };
  const after = await change(work, body, { status: 'inactive', status_transitions: transitions });
  work.outbox.emit('billing.meter.deactivated', after);
  return after;
}

/** @throws ApiError 400 for a meter that is active already, and where another one counts the same events now. */
export async function reactivateMeter(work: Work, id: string): Promise<Meter> {
  const { body } = await meters.lock(work, id, 'id');
  if (body.status === 'active') throw invalidRequest(`Meter ${id} is already active.`);
  if (await meterFor(work, body.event_name)) throw taken(body.event_name);
  const transitions = { deactivated_at: null };
  const after = await change(work, body, { status: 'active', status_transitions: transitions });
  work.outbox.emit('billing.meter.reactivated', after);
  return after;
}

async function change(work: Work, before: Meter, changed: Partial<Meter>): Promise<Meter> {
  const after = { ...before, ...changed, updated: seconds(work.now) };
  await meters.replace(work, before.id, { body: after, status: after.status });
  return after;
}

const taken = (eventName: string) =>
  invalidRequest(
    `An active meter already has the event name '${eventName}'. Deactivate it, or send another name.`,
    {
      code: 'resource_already_exists',
      param: 'event_name',
    },
  );
