import type Stripe from 'stripe';
import { API_VERSION } from './api-version.js';
import { seconds } from './seconds.js';

/** The properties of a stored event that are shown, and the account that it belongs to. */
export interface StoredEvent {
  id: string;
  accountId: string;
  createdAt: Date;
  livemode: boolean;
  /** The connected account that it is about, where only the platform sees it. */
  about: string | null;
  type: string;
  /** The object at that time, and its former values. */
  data: Stripe.Event.Data;
  /** The request that caused it; `null` where none did. */
  requestId: string | null;
  idempotencyKey: string | null;
}

/**
 * Returns the object of an event. A platform is told which connected account it comes from.
 *
 * @param seenBy The account that sees it.
 * @param pending Number of endpoints that have yet to receive it.
 */
export const eventObject = (row: StoredEvent, seenBy: string, pending: number): Stripe.EventBase => ({
  id: row.id,
  object: 'event',
  ...sourceOf(row, seenBy),
  api_version: API_VERSION,
  created: seconds(row.createdAt),
  data: row.data,
  livemode: row.livemode,
  pending_webhooks: pending,
  request: { id: row.requestId, idempotency_key: row.idempotencyKey },
  type: row.type as Stripe.Event.Type,
});

function sourceOf({ accountId, about }: StoredEvent, seenBy: string): { account?: string } {
  const account = about ?? accountId;
  return account === seenBy ? {} : { account };
}
