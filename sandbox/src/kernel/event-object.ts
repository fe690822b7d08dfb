import type Stripe from 'stripe';
import { seconds } from './seconds.js';

/** The version of the public API whose shapes objects have. */
export const API_VERSION = '2026-10-28.endive';

/** An event as it is stored, as far as it is shown. */
export interface StoredEvent {
  id: string;
  createdAt: Date;
  livemode: boolean;
  type: string;
  /** The object as it was, and what it was before. */
  data: Stripe.Event.Data;
  /** The request that it comes from, where one did. */
  requestId: string | null;
  idempotencyKey: string | null;
}

/** @param pending How many endpoints have yet to get it. */
export const eventObject = (row: StoredEvent, pending: number): Stripe.EventBase => ({
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
