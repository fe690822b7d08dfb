import type Stripe from 'stripe';
import { seconds } from '../../kernel/seconds.js';
import { API_VERSION } from './api-version.js';
import type { events } from './table.js';

export type EventRow = Omit<typeof events.$inferSelect, 'seq' | 'objectId' | 'accountId'>;

/** @param pending How many endpoints have yet to get it. */
export const eventObject = (row: EventRow, pending: number): Stripe.EventBase => ({
  id: row.id,
  object: 'event',
  api_version: API_VERSION,
  created: seconds(row.createdAt),
  data: row.data,
  livemode: row.livemode,
  pending_webhooks: pending,
  request: { id: row.requestId, idempotency_key: row.idempotencyKey },
  type: row.type as Stripe.Event.Type,
});
