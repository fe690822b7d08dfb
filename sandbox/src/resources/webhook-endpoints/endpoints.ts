import type Stripe from 'stripe';
import { selection } from '../../kernel/db/statement.js';
import { applicationIdOf, newId, randomBase62 } from '../../kernel/ids.js';
import type { ScopedDatabase, Work } from '../../kernel/scope.js';
import { seconds } from '../../kernel/seconds.js';
import { documents } from '../../kernel/store/documents.js';
import { ownRow } from '../../kernel/store/owner.js';
import { abandonAll } from '../webhook-deliveries/index.js';
import { webhookEndpoints as table } from './table.js';

export const webhookEndpoints = documents(table, 'webhook_endpoint');

export type EndpointRow = typeof table.$inferSelect;

const find = selection(table);

/** Finds an endpoint that a platform has for the events of its connected accounts. */
export async function findConnectEndpoint(
  platform: ScopedDatabase,
  id: string,
): Promise<EndpointRow | undefined> {
  const row = await find(platform, id);
  return row?.connect ? row : undefined;
}

export interface EndpointSettings {
  url: string;
  enabled_events: string[];
  description: string | null;
  metadata: Record<string, string>;
  disabled: boolean;
  /** Version whose shapes it receives; `null` for the newest. */
  api_version: string | null;
}

/**
 * Creates an endpoint. Its secret is kept apart from its body, and returned only here.
 *
 * @param connect Whether it receives the events of connected accounts, and none of the account's own.
 */
export async function createEndpoint(
  work: Work,
  settings: EndpointSettings,
  connect = false,
): Promise<{ body: Stripe.WebhookEndpoint; secret: string }> {
  const id = newId('we');
  const secret = `whsec_${randomBase62(32)}`;
  const { accountId, livemode, now } = work;
  const application = connect ? applicationIdOf(accountId) : null;
  const body = bodyOf({ id, application, created: seconds(now), livemode }, settings);
  await webhookEndpoints.insert(work, { id, body, secret, connect, listensTo: listensTo(settings) });
  return { body, secret };
}

export async function changeEndpoint(
  work: Work,
  before: Stripe.WebhookEndpoint,
  settings: EndpointSettings,
): Promise<Stripe.WebhookEndpoint> {
  const body = bodyOf(before, settings);
  await webhookEndpoints.replace(work, body.id, { body, listensTo: listensTo(settings) });
  return body;
}

/** Deletes an endpoint, and gives up its deliveries. */
export async function deleteEndpoint(work: Work, id: string): Promise<void> {
  await abandonAll(work, id, 'The endpoint was deleted.');
  await work.db.delete(table).where(ownRow(work, table, id));
}

/** Returns the secret that signs an endpoint's deliveries; `undefined` where there is no such endpoint. */
export const secretOf = async (owner: ScopedDatabase, id: string): Promise<string | undefined> =>
  (await find(owner, id))?.secret;

export const settingsOf = (body: Stripe.WebhookEndpoint): EndpointSettings => ({
  url: body.url,
  enabled_events: body.enabled_events,
  description: body.description,
  metadata: body.metadata,
  disabled: body.status === 'disabled',
  api_version: body.api_version,
});

/** A disabled endpoint receives no new events. */
const listensTo = ({ enabled_events, disabled }: EndpointSettings) => (disabled ? [] : enabled_events);

const bodyOf = (
  {
    id,
    application,
    created,
    livemode,
  }: Pick<Stripe.WebhookEndpoint, 'id' | 'application' | 'created' | 'livemode'>,
  { url, enabled_events, description, metadata, disabled, api_version }: EndpointSettings,
): Stripe.WebhookEndpoint => ({
  id,
  object: 'webhook_endpoint',
  api_version,
  application,
  created,
  description,
  enabled_events,
  livemode,
  metadata,
  status: disabled ? 'disabled' : 'enabled',
  url,
});
