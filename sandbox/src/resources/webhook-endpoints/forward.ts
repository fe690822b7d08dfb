import { and, eq } from 'drizzle-orm';
import { settings } from '../../kernel/db/tables.js';
import type { Work } from '../../kernel/scope.js';
import { ownedBy } from '../../kernel/store/owner.js';
import { changeEndpoint, createEndpoint, settingsOf } from './endpoints.js';
import { webhookEndpoints as table } from './table.js';
import { wrongUrl } from './url.js';

const SETTING = 'forward_to';

/**
 * Sends all events to an address through an endpoint that is kept for this. Its secret stays the same at
 * every start, whatever the address. Returns the secret.
 *
 * @throws Error for an invalid address.
 */
export async function forwardTo(work: Work, url: string): Promise<string> {
  const wrong = wrongUrl(url);
  if (wrong) throw new Error(`Events cannot be sent there: ${wrong}.`);
  const known = await findKept(work);
  if (known) {
    await changeEndpoint(work, known.body, { ...settingsOf(known.body), url, disabled: false });
    return known.secret;
  }
  const { body, secret } = await createEndpoint(work, {
    url,
    enabled_events: ['*'],
    description: 'payframe-sandbox --forward-to',
    metadata: {},
    disabled: false,
    api_version: null,
  });
  const setting = { name: SETTING, value: body.id };
  await work.db.insert(settings).values(setting).onConflictDoUpdate({ target: settings.name, set: setting });
  return secret;
}

/** Finds the endpoint of an earlier start, unless it was deleted since. */
async function findKept(work: Work): Promise<typeof table.$inferSelect | undefined> {
  const [found] = await work.db
    .select({ endpoint: table })
    .from(settings)
    .innerJoin(table, and(ownedBy(work, table), eq(table.id, settings.value)))
    .where(eq(settings.name, SETTING));
  return found?.endpoint;
}
