import type Stripe from 'stripe';
import { invalidRequest } from '../../kernel/errors.js';
import { merged, sent } from '../../kernel/http/params.js';
import { webAddress } from '../../kernel/http/web-address.js';
import { newId } from '../../kernel/ids.js';
import { previousAttributes } from '../../kernel/previous-attributes.js';
import type { Scope, Work } from '../../kernel/scope.js';
import { seconds } from '../../kernel/seconds.js';
import { type Documents, documents } from '../../kernel/store/documents.js';
import type { ConfigurationChange } from './configuration-params.js';
import { changedFeatures, type Features, NO_FEATURES, notBuilt, USUAL_FEATURES } from './features.js';
import { portalConfigurations as table } from './table.js';

export type Configuration = Stripe.BillingPortal.Configuration;

export const configurations: Documents<typeof table> = documents(table, 'configuration');

/** Creates a configuration. */
export async function createConfiguration(work: Work, change: ConfigurationChange): Promise<Configuration> {
  const start = configurationWith(work, newId('bpc'), NO_FEATURES);
  const body = await changed(work, start, change);
  await configurations.insert(work, { id: body.id, body, active: true, isDefault: false });
  work.outbox.emit('billing_portal.configuration.created', body);
  return body;
}

/**
 * Changes a configuration.
 *
 * @throws ApiError 400 where the default one would be switched off.
 */
export async function changeConfiguration(
  work: Work,
  id: string,
  change: ConfigurationChange,
): Promise<Configuration> {
  const { body: before } = await configurations.lock(work, id, 'configuration');
  if (before.is_default && change.active === false) {
    throw invalidRequest('The default configuration of an account is always active.', { param: 'active' });
  }
  const after = { ...(await changed(work, before, change)), updated: seconds(work.now) };
  await configurations.replace(work, id, { body: after, active: after.active });
  work.outbox.emit('billing_portal.configuration.updated', after, previousAttributes(before, after));
  return after;
}

const configurationWith = (work: Work, id: string, features: Features): Configuration => ({
  id,
  object: 'billing_portal.configuration',
  active: true,
  application: null,
  business_profile: { headline: null, privacy_policy_url: null, terms_of_service_url: null },
  created: seconds(work.now),
  default_return_url: null,
  features,
  is_default: false,
  livemode: work.livemode,
  login_page: { enabled: false, url: null },
  metadata: {},
  name: null,
  updated: seconds(work.now),
});

async function changed(
  work: Work,
  before: Configuration,
  {
    active,
    business_profile: profile,
    features,
    login_page: login,
    metadata,
    ...change
  }: ConfigurationChange,
): Promise<Configuration> {
  if (login?.enabled) throw notBuilt('login_page[enabled]');
  const { default_return_url: url, name } = change;
  return {
    ...before,
    ...sent({ active, name, default_return_url: url && webAddress(url, 'default_return_url') }),
    business_profile: { ...before.business_profile, ...profileOf(profile) },
    features: features ? await changedFeatures(work, before.features, features) : before.features,
    metadata: merged(before.metadata ?? {}, metadata),
  };
}

function profileOf(profile: ConfigurationChange['business_profile']): object {
  const address = (name: 'privacy_policy_url' | 'terms_of_service_url') =>
    profile?.[name] ? webAddress(profile[name], `business_profile[${name}]`) : profile?.[name];
  return sent({
    headline: profile?.headline,
    privacy_policy_url: address('privacy_policy_url'),
    terms_of_service_url: address('terms_of_service_url'),
  });
}

/** The id of the configuration that an account has by default. */
const defaultId = ({ accountId }: Pick<Scope, 'accountId'>) => `bpc_${accountId.replace(/^acct_/, '')}`;

/** Returns the configuration that sessions have which name none. It is created for the first of them. */
export async function defaultConfiguration(work: Work): Promise<Configuration> {
  const id = defaultId(work);
  const kept = await configurations.load(work, id);
  if (kept) return kept;
  const body = { ...configurationWith(work, id, USUAL_FEATURES), is_default: true, name: 'Default' };
  const { accountId, livemode, now: createdAt } = work;
  const row = { id, accountId, livemode, createdAt, body, active: true, isDefault: true };
  const [made] = await work.db.insert(table).values(row).onConflictDoNothing().returning();
  // Another session may have created it meanwhile.
  if (!made) return (await configurations.find(work, id)).body;
  work.outbox.emit('billing_portal.configuration.created', body);
  return body;
}

/** @throws ApiError 404 `resource_missing`; 400 for one that is switched off. */
export async function activeConfiguration(work: Work, id: string): Promise<Configuration> {
  const { body } = await configurations.find(work, id, 'configuration');
  if (body.active) return body;
  throw invalidRequest(`The portal configuration ${id} is not active.`, { param: 'configuration' });
}
