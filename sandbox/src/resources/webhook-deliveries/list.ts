import { and, eq } from 'drizzle-orm';
import * as v from 'valibot';
import { textStatement } from '../../kernel/db/statement.js';
import { text } from '../../kernel/http/params.js';
import type { Call } from '../../kernel/http/route.js';
import type { ScopedDatabase } from '../../kernel/scope.js';
import { seconds } from '../../kernel/seconds.js';
import { createdParam, type List, list, listParams, whereGiven } from '../../kernel/store/list.js';
import { ownedBy } from '../../kernel/store/owner.js';
import { webhookDeliveries } from './table.js';

/** The delivery of one event to one endpoint, as the API shows it. */
export interface WebhookDelivery {
  id: string;
  object: 'webhook_delivery';
  /** The connected account whose event it is, where it is not the endpoint's own. */
  account?: string;
  attempts: number;
  created: number;
  event: string;
  event_type: string;
  /** The reason why the last attempt failed, or why there will be no other. */
  failure: string | null;
  last_attempt: number | null;
  livemode: boolean;
  /** Time of the next attempt, where the last one failed. */
  next_attempt: number | null;
  /** Last HTTP status that the endpoint answered. */
  response_status: number | null;
  status: 'delivered' | 'failed' | 'pending';
  webhook_endpoint: string;
}

export const deliveryListParams = v.strictObject({
  ...listParams,
  created: createdParam,
  event: v.optional(text()),
  status: v.optional(v.picklist(['delivered', 'failed', 'pending'])),
});

/** Lists the deliveries to an endpoint, newest first. */
export async function listDeliveries(
  call: Call<v.InferOutput<typeof deliveryListParams>>,
  endpointId: string,
): Promise<List<WebhookDelivery>> {
  const { event, status } = call.params;
  const filters = [
    eq(webhookDeliveries.endpointId, endpointId),
    whereGiven(webhookDeliveries.eventId, event),
    status && eq(webhookDeliveries.status, status),
  ];
  const page = await list(call, webhookDeliveries, 'webhook_delivery', filters, (row) => row);
  return { ...page, data: await deliveryObjects(call, page.data) };
}

/** Returns how an event was sent to the endpoints of an account, whose own it is or which is the platform of the event's account. */
export async function deliveriesOf(
  owner: ScopedDatabase,
  event: { id: string; accountId: string },
): Promise<WebhookDelivery[]> {
  const rows = await owner.db
    .select()
    .from(webhookDeliveries)
    .where(
      and(
        ownedBy(owner, webhookDeliveries),
        eq(webhookDeliveries.eventId, event.id),
        eq(webhookDeliveries.eventAccountId, event.accountId),
      ),
    );
  return deliveryObjects(owner, rows);
}

type Row = typeof webhookDeliveries.$inferSelect;

async function deliveryObjects({ db, livemode }: ScopedDatabase, rows: Row[]): Promise<WebhookDelivery[]> {
  const keys = rows.map(({ eventAccountId, eventId }) => ({ account: eventAccountId, id: eventId }));
  const types = await typesOf<{ account_id: string; id: string; type: string }>(db, [
    livemode,
    JSON.stringify(keys),
  ]);
  const known = new Map(types.map(({ account_id, id, type }) => [`${account_id} ${id}`, type]));
  return rows.map((row) => deliveryObject(row, known.get(`${row.eventAccountId} ${row.eventId}`) ?? ''));
}

// The table of the events is of a resource that needs this one.
const typesOf = textStatement(
  'types_of_events',
  `select event.account_id, event.id, event.type
  from json_to_recordset($2::json) as given(account text, id text)
    join events event on event.account_id = given.account and event.livemode = $1 and event.id = given.id`,
);

const deliveryObject = (row: Row, type: string): WebhookDelivery => ({
  id: row.id,
  object: 'webhook_delivery',
  ...(row.eventAccountId !== row.accountId && { account: row.eventAccountId }),
  attempts: row.attempts,
  created: seconds(row.createdAt),
  event: row.eventId,
  event_type: type,
  failure: row.failure,
  last_attempt: row.lastAttemptAt && seconds(row.lastAttemptAt),
  livemode: row.livemode,
  next_attempt: row.nextAttemptAt && seconds(row.nextAttemptAt),
  response_status: row.responseStatus,
  status: row.status,
  webhook_endpoint: row.endpointId,
});
