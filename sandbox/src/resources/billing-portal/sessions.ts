import { eq } from 'drizzle-orm';
import type Stripe from 'stripe';
import * as v from 'valibot';
import type { Database } from '../../kernel/db/database.js';
import { common, text } from '../../kernel/http/params.js';
import type { Call } from '../../kernel/http/route.js';
import { webAddress } from '../../kernel/http/web-address.js';
import { newId } from '../../kernel/ids.js';
import { type Links, linksIn, type VisitOf } from '../../kernel/links/links.js';
import { seconds } from '../../kernel/seconds.js';
import { holdCustomer } from '../customers/index.js';
import { activeConfiguration, defaultConfiguration } from './configurations.js';
import { flowOf, flowParams } from './flows.js';
import { portalSessions as table } from './table.js';

export const portalSessions: Links<typeof table> = linksIn(table);

/** A visit of the portal by a customer. */
export type PortalVisit = VisitOf<typeof table>;

/** The path that the pages of the portal are under. */
export const PORTAL_PATH = '/portal';

/** The languages of the public API, and `auto`. */
const LOCALES = (
  'auto bg cs da de el en en-AU en-CA en-GB en-IE en-IN en-NZ en-SG es es-419 et fi fil fr fr-CA hr hu id it ja ko lt lv ms mt nb nl pl ' +
  'pt pt-BR ro ru sk sl sv th tr vi zh zh-HK zh-TW'
).split(' ');

export const sessionParams = v.strictObject({
  configuration: v.optional(text()),
  customer: text(),
  expand: common.expand,
  flow_data: v.optional(flowParams),
  locale: v.optional(v.picklist(LOCALES)),
  return_url: v.optional(text(2048)),
});

/** Creates a session. Only the answer has its address: with it, anyone could change what the customer pays. */
export async function createSession(
  call: Call<v.InferOutput<typeof sessionParams>>,
): Promise<Stripe.BillingPortal.Session> {
  const { configuration: named, customer, flow_data: data, locale = null, return_url: back } = call.params;
  await holdCustomer(call, customer);
  const configuration = named ? await activeConfiguration(call, named) : await defaultConfiguration(call);
  const flow = data ? await flowOf(call, customer, configuration, data) : null;
  const returnUrl = back === undefined ? configuration.default_return_url : webAddress(back, 'return_url');
  const id = newId('bps');
  const row = { id, customerId: customer, configurationId: configuration.id, flow, flowDone: false };
  const added = { setupIntentId: null, addedMethodId: null };
  const secret = await portalSessions.create(call, { ...row, ...added, locale, returnUrl });
  const session: Stripe.BillingPortal.Session = {
    id,
    object: 'billing_portal.session',
    after_expiration: null,
    configuration: configuration.id,
    created: seconds(call.now),
    customer,
    customer_account: null,
    flow,
    livemode: call.livemode,
    locale: locale as Stripe.BillingPortal.Session.Locale | null,
    on_behalf_of: null,
    return_url: returnUrl,
    url: `${call.origin}${PORTAL_PATH}/open/${secret}`,
  };
  const told = { ...session, url: null };
  call.outbox.emit('billing_portal.session.created', told);
  return session;
}

/** Notes that a customer has done what they came for. */
export async function endFlow(db: Database, { id }: PortalVisit): Promise<void> {
  await db.update(table).set({ flowDone: true }).where(eq(table.id, id));
}
