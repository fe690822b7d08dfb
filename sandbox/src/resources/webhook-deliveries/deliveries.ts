import { and, eq, inArray, lt } from 'drizzle-orm';
import type { Database } from '../../kernel/db/database.js';
import { textStatement } from '../../kernel/db/statement.js';
import type { StoredEvent } from '../../kernel/event-object.js';
import { newId } from '../../kernel/ids.js';
import type { Scope, ScopedDatabase } from '../../kernel/scope.js';
import type { Outcome } from './post.js';
import { responseToKeep } from './response-to-keep.js';
import { webhookAttempts, webhookDeliveries } from './table.js';

/** The events of one object that an endpoint has yet to receive, in their order. */
export interface Stream extends Scope {
  endpointId: string;
  objectId: string;
  /** The account of the events: the endpoint's own, or one that is connected to it. */
  eventAccountId: string;
}

/** A claim of the first delivery of a stream, which only its holder may make. */
export interface Claim extends Scope {
  id: string;
  /** Time until which the claim is valid, as the database's text. It identifies the claim. */
  until: string;
  /** Number of attempts before this one. */
  attempts: number;
  event: StoredEvent;
  /** Number of endpoints that have yet to receive the event. */
  pending: number;
  /** `undefined` where the endpoint was deleted. */
  endpoint: { url: string; status: string; secret: string; version: string | null } | undefined;
}

/** Time for which a worker has a delivery for itself. One attempt takes less. */
const CLAIM_SECONDS = 12;

/** Claims a stream's first delivery, if it is due and no other worker has it. */
export async function claimFirst(db: Database, stream: Stream): Promise<Claim | undefined> {
  const [row] = await claim<ClaimRow>(db, [...keyOf(stream), CLAIM_SECONDS]);
  if (!row) return undefined;
  const { id, until, attempts, pending, url, status, secret, version } = row;
  const endpoint = secret === null ? undefined : { url: url ?? '', status: status ?? '', secret, version };
  const { accountId, livemode } = stream;
  return { accountId, livemode, id, until, attempts, event: eventOf(row), pending, endpoint };
}

/**
 * Records an attempt and its result. Tells whether the stream has more events; `undefined` where the claim was
 * lost.
 *
 * @param again Number of seconds until the next attempt, if there is one.
 */
export async function settle(
  db: Database,
  { accountId, livemode, id, until, pending, endpoint }: Claim,
  { delivered, status, failure, duration, response }: Outcome,
  again?: number,
): Promise<{ more: boolean } | undefined> {
  const next = delivered ? 'delivered' : again === undefined ? 'failed' : 'pending';
  const values = [accountId, livemode, id, until, next, status, failure, again ?? null];
  const kept = response === null ? null : responseToKeep(response);
  const attempt = [newId('wha'), delivered, duration, kept, pending, endpoint?.version ?? null];
  const [settled] = await settleClaim<{ more: boolean }>(db, [...values, ...attempt]);
  return settled;
}

/** Gives back a delivery that was not attempted. */
export async function release(db: Database, { accountId, livemode, id, until }: Claim): Promise<void> {
  await releaseClaim(db, [accountId, livemode, id, until]);
}

/** Gives up the rest of a stream. */
export async function abandon(db: Database, stream: Stream, why: string): Promise<void> {
  await abandonStream(db, [...keyOf(stream), why]);
}

const keyOf = ({ accountId, livemode, endpointId, objectId, eventAccountId }: Stream) => [
  accountId,
  livemode,
  endpointId,
  objectId,
  eventAccountId,
];

/** Gives up all events that an endpoint has yet to receive. */
export async function abandonAll(
  { db, accountId, livemode }: ScopedDatabase,
  endpointId: string,
  why: string,
): Promise<void> {
  await abandonEndpoint(db, [accountId, livemode, endpointId, why]);
}

/** Deletes the deliveries of an account's events of test mode, whoever's endpoint they go to. */
export async function forgetDeliveriesOf(db: Database, accountId: string): Promise<void> {
  for (const table of [webhookDeliveries, webhookAttempts])
    await db.delete(table).where(and(eq(table.eventAccountId, accountId), eq(table.livemode, false)));
}

/** Forgets what endpoints answered to events, whose contents they may have repeated. */
export async function forgetResponses(
  { db, accountId, livemode }: ScopedDatabase,
  eventIds: readonly string[],
): Promise<void> {
  const mine = and(eq(webhookAttempts.eventAccountId, accountId), eq(webhookAttempts.livemode, livemode));
  await db
    .update(webhookAttempts)
    .set({ response: null })
    .where(and(mine, inArray(webhookAttempts.eventId, [...eventIds])));
}

/** Deletes the deliveries of events that are kept no longer. */
export async function forgetOldDeliveries(db: Database, oldest: Date): Promise<void> {
  for (const table of [webhookDeliveries, webhookAttempts])
    await db.delete(table).where(lt(table.createdAt, oldest));
}

/**
 * Gives back deliveries that were being sent when the database was last closed. Only for a database that no
 * other process has open.
 */
export async function releaseAll(db: Database): Promise<void> {
  await releaseClaims(db, []);
}

interface ClaimRow {
  id: string;
  until: string;
  attempts: number;
  pending: number;
  url: string | null;
  status: string | null;
  secret: string | null;
  version: string | null;
  event_id: string;
  account_id: string;
  created_at: string;
  livemode: boolean;
  about: string | null;
  type: string;
  data: StoredEvent['data'];
  request_id: string | null;
  idempotency_key: string | null;
}

const eventOf = (row: ClaimRow): StoredEvent => ({
  id: row.event_id,
  accountId: row.account_id,
  createdAt: new Date(row.created_at),
  livemode: row.livemode,
  about: row.about,
  type: row.type,
  data: row.data,
  requestId: row.request_id,
  idempotencyKey: row.idempotency_key,
});

// All times are the database's, so that processes with different clocks agree on which deliveries are due.
const claim = textStatement(
  'claim_delivery',
  `with first as (
    select id from webhook_deliveries
    where account_id = $1 and livemode = $2 and endpoint_id = $3 and object_id = $4 and event_account_id = $5
      and status = 'pending'
    order by seq limit 1
  ), claimed as (
    update webhook_deliveries delivery set claimed_until = now() + $6 * interval '1 second'
    from first where delivery.account_id = $1 and delivery.livemode = $2 and delivery.id = first.id
      and delivery.status = 'pending'
      and (next_attempt_at is null or next_attempt_at <= now())
      and (claimed_until is null or claimed_until <= now())
    returning delivery.id, claimed_until, attempts, event_id, endpoint_id
  )
  select claimed.id, claimed.claimed_until::text as until, claimed.attempts, claimed.event_id,
    event.account_id, event.created_at, event.livemode, event.about, event.type, event.data, event.request_id, event.idempotency_key,
    (select count(*)::int from webhook_deliveries other
      where other.event_account_id = $5 and other.livemode = $2 and other.event_id = claimed.event_id
        and other.status = 'pending') as pending,
    endpoint.body ->> 'url' as url, endpoint.body ->> 'status' as status,
    endpoint.body ->> 'api_version' as version, endpoint.secret
  from claimed
    join events event on event.account_id = $5 and event.livemode = $2 and event.id = claimed.event_id
    left join webhook_endpoints endpoint
      on endpoint.account_id = $1 and endpoint.livemode = $2 and endpoint.id = claimed.endpoint_id`,
);

const settleClaim = textStatement(
  'settle_delivery',
  `with settled as (
    update webhook_deliveries delivery set status = $5, attempts = attempts + 1, last_attempt_at = now(),
      response_status = $6, failure = $7, claimed_until = null,
      next_attempt_at = now() + $8 * interval '1 second'
    where account_id = $1 and livemode = $2 and id = $3 and claimed_until = $4::timestamptz
    returning event_id, event_account_id, endpoint_id,
      exists (select from webhook_deliveries other where other.account_id = delivery.account_id
        and other.livemode = delivery.livemode and other.endpoint_id = delivery.endpoint_id
        and other.object_id = delivery.object_id and other.event_account_id = delivery.event_account_id
        and other.status = 'pending' and other.id <> delivery.id) as more
  ), attempted as (
    insert into webhook_attempts (id, account_id, livemode, created_at, event_id, event_account_id, endpoint_id,
      delivered, duration, response_status, failure, response, pending_webhooks, api_version)
    select $9, $1, $2, now(), event_id, event_account_id, endpoint_id, $10, $11, $6, $7, $12, $13, $14 from settled
  )
  select more from settled`,
);

const releaseClaim = textStatement(
  'release_delivery',
  `update webhook_deliveries set claimed_until = null
  where account_id = $1 and livemode = $2 and id = $3 and claimed_until = $4::timestamptz`,
);

const releaseClaims = textStatement(
  'release_deliveries',
  `update webhook_deliveries set claimed_until = null where status = 'pending' and claimed_until is not null`,
);

const abandonStream = textStatement(
  'abandon_deliveries',
  `update webhook_deliveries set status = 'failed', failure = $6, claimed_until = null, next_attempt_at = null
  where account_id = $1 and livemode = $2 and endpoint_id = $3 and object_id = $4 and event_account_id = $5
    and status = 'pending'`,
);

const abandonEndpoint = textStatement(
  'abandon_endpoint_deliveries',
  `update webhook_deliveries set status = 'failed', failure = $4, claimed_until = null, next_attempt_at = null
  where account_id = $1 and livemode = $2 and endpoint_id = $3 and status = 'pending'`,
);
