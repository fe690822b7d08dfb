import { eq } from 'drizzle-orm';
import * as v from 'valibot';
import { text } from '../../kernel/http/params.js';
import type { Call } from '../../kernel/http/route.js';
import { seconds } from '../../kernel/seconds.js';
import { createdParam, type List, list, listParams, whereGiven } from '../../kernel/store/list.js';
import { webhookDeliveries } from './table.js';

/** The delivery of one event to one endpoint, as the API shows it. */
export interface WebhookDelivery {
  id: string;
  object: 'webhook_delivery';
  attempts: number;
  created: number;
  event: string;
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
export function listDeliveries(
  call: Call<v.InferOutput<typeof deliveryListParams>>,
  endpointId: string,
): Promise<List<WebhookDelivery>> {
  const { event, status } = call.params;
  const filters = [
    eq(webhookDeliveries.endpointId, endpointId),
    whereGiven(webhookDeliveries.eventId, event),
    status && eq(webhookDeliveries.status, status),
  ];
  return list(call, webhookDeliveries, 'webhook_delivery', filters, deliveryObject);
}

const deliveryObject = (row: typeof webhookDeliveries.$inferSelect): WebhookDelivery => ({
  id: row.id,
  object: 'webhook_delivery',
  attempts: row.attempts,
  created: seconds(row.createdAt),
  event: row.eventId,
  failure: row.failure,
  last_attempt: row.lastAttemptAt && seconds(row.lastAttemptAt),
  livemode: row.livemode,
  next_attempt: row.nextAttemptAt && seconds(row.nextAttemptAt),
  response_status: row.responseStatus,
  status: row.status,
  webhook_endpoint: row.endpointId,
});
