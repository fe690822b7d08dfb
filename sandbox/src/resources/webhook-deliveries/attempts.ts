import { and, eq, gte, sql } from 'drizzle-orm';
import * as v from 'valibot';
import { flag, text } from '../../kernel/http/params.js';
import type { Call } from '../../kernel/http/route.js';
import type { ScopedDatabase } from '../../kernel/scope.js';
import { seconds } from '../../kernel/seconds.js';
import { createdParam, type List, list, listParams, whereGiven } from '../../kernel/store/list.js';
import { ownedBy } from '../../kernel/store/owner.js';
import { webhookAttempts as table } from './table.js';

/** One attempt to deliver an event, as the API shows it. */
export interface WebhookAttempt {
  id: string;
  object: 'webhook_attempt';
  /** Version whose shapes were sent; `null` for the newest. */
  api_version: string | null;
  created: number;
  delivered: boolean;
  /** Time until the answer, or until it was given up, in ms. */
  duration: number;
  event: string;
  failure: string | null;
  livemode: boolean;
  /** The number that the body had. */
  pending_webhooks: number;
  /** Beginning of the answer's body; `null` where there was no answer. */
  response: string | null;
  response_status: number | null;
  webhook_endpoint: string;
}

export const attemptListParams = v.strictObject({
  ...listParams,
  created: createdParam,
  delivered: v.optional(flag),
  event: v.optional(text()),
});

/** Lists the attempts to send something to an endpoint, newest first. */
export function listAttempts(
  call: Call<v.InferOutput<typeof attemptListParams>>,
  endpointId: string,
): Promise<List<WebhookAttempt>> {
  const { delivered, event } = call.params;
  const filters = [
    eq(table.endpointId, endpointId),
    whereGiven(table.eventId, event),
    whereGiven(table.delivered, delivered),
  ];
  return list(call, table, 'webhook_attempt', filters, attemptObject);
}

const attemptObject = (row: typeof table.$inferSelect): WebhookAttempt => ({
  id: row.id,
  object: 'webhook_attempt',
  api_version: row.apiVersion,
  created: seconds(row.createdAt),
  delivered: row.delivered,
  duration: row.duration,
  event: row.eventId,
  failure: row.failure,
  livemode: row.livemode,
  pending_webhooks: row.pendingWebhooks,
  response: row.response,
  response_status: row.responseStatus,
  webhook_endpoint: row.endpointId,
});

/** Attempts to send something to an endpoint, and how many of them failed. */
export interface AttemptCount {
  endpointId: string;
  attempts: number;
  failed: number;
}

/** Counts the attempts since a time, by endpoint. */
export const countAttempts = (scope: ScopedDatabase, since: Date): Promise<AttemptCount[]> =>
  scope.db
    .select({
      endpointId: table.endpointId,
      attempts: sql<number>`count(*)::int`,
      failed: sql<number>`(count(*) filter (where not ${table.delivered}))::int`,
    })
    .from(table)
    .where(and(ownedBy(scope, table), gte(table.createdAt, since)))
    .groupBy(table.endpointId);
