import type Stripe from 'stripe';
import * as v from 'valibot';
import { forbidden, invalidRequest } from '../../kernel/errors.js';
import { requireConnected } from '../../kernel/http/account.js';
import { common } from '../../kernel/http/params.js';
import { type Call, type RouteDefinition, route } from '../../kernel/http/route.js';
import { applicationIdOf, newId } from '../../kernel/ids.js';
import { seconds } from '../../kernel/seconds.js';
import { createdParam, listParams } from '../../kernel/store/list.js';
import { connectedAccount, loadAccount } from './account.js';
import { withAccountToken } from './account-tokens.js';
import { defaultCapabilities, isCoveredByPlatform, refuseForeign, termsOf } from './controller.js';
import { COUNTRIES } from './countries.js';
import { requireFiles } from './documents.js';
import { placeOf, readExternalAccount, withExternalAccount } from './external-account.js';
import { listAccounts } from './find.js';
import { changedAccount } from './merge.js';
import { type CreateParams, createParams, requireCountry, updateParams } from './params.js';
import { changeReachable } from './reach.js';
import { newSettings } from './settings.js';
import { type AccountState, newState } from './state.js';
import { changeAccount, forgetAccount, insertAccount } from './store.js';
import { filledIn } from './test-data.js';

const bare = v.strictObject({ expand: common.expand });

const rejectParams = v.strictObject({
  expand: common.expand,
  reason: v.picklist(['fraud', 'other', 'terms_of_service']),
});

/**
 * Routes of connected accounts. Each account has its own objects, which the platform reaches with the header
 * `Payframe-Account`.
 */
export const routes: RouteDefinition[] = [
  route({
    method: 'POST',
    path: '/v1/accounts',
    keys: ['secret'],
    platformOnly: true,
    params: createParams,
    handle: createAccount,
  }),
  route({
    method: 'POST',
    path: '/v1/test_helpers/accounts',
    keys: ['secret'],
    platformOnly: true,
    params: createParams,
    handle: createAccountWithKeys,
  }),
  route({
    method: 'GET',
    path: '/v1/account',
    keys: ['secret'],
    params: bare,
    handle: async (call) => accountOf(call, call.accountId),
  }),
  route({
    method: 'GET',
    path: '/v1/accounts',
    keys: ['secret'],
    params: v.strictObject({ ...listParams, created: createdParam }),
    handle: (call) => listAccounts(call),
  }),
  route({
    method: 'GET',
    path: '/v1/accounts/:id',
    keys: ['secret'],
    params: bare,
    handle: (call) => accountOf(call, call.id),
  }),
  route({
    method: 'POST',
    path: '/v1/accounts/:id',
    keys: ['secret'],
    params: updateParams,
    handle: updateAccount,
  }),
  route({
    method: 'DELETE',
    path: '/v1/accounts/:id',
    keys: ['secret'],
    platformOnly: true,
    params: bare,
    handle: deleteAccount,
  }),
  route({
    method: 'POST',
    path: '/v1/accounts/:id/reject',
    keys: ['secret'],
    platformOnly: true,
    params: rejectParams,
    handle: (call) => judge(call, call.params.reason),
  }),
  route({
    method: 'POST',
    path: '/v1/accounts/:id/unreject',
    keys: ['secret'],
    platformOnly: true,
    params: bare,
    handle: (call) => judge(call, null),
  }),
];

const accountOf = async (call: Call, id: string): Promise<Stripe.Account> =>
  requireConnected(await loadAccount(call, id), id);

async function createAccount(call: Call<CreateParams>): Promise<Stripe.Account> {
  const id = newId('acct');
  const { body } = await connect(call, id, await requestedState(call, id));
  return body;
}

/** Connects a new account to the caller's, which is told of it. */
function connect(call: Call, id: string, state: AccountState): ReturnType<typeof insertAccount> {
  call.outbox.about(id).emit('account.application.authorized', applicationOf(call));
  return insertAccount(call, id, state);
}

/** Returns the application of a platform, through which its accounts are connected to it. */
const applicationOf = ({ accountId }: Call) => ({
  id: applicationIdOf(accountId),
  object: 'application',
  name: null,
});

/** Returns a new account as the request asks for it. */
async function requestedState(call: Call<CreateParams>, id: string): Promise<AccountState> {
  const {
    expand,
    account_token,
    controller,
    country,
    external_account: external,
    type,
    ...beside
  } = call.params;
  const params = await withAccountToken(call, account_token, beside);
  await requireFiles(call, params);
  const terms = termsOf({ controller, type });
  const place = requireCountry(country ?? 'US');
  const created = seconds(call.now);
  const capabilities = defaultCapabilities(terms.controller);
  const state: AccountState = {
    ...newState({
      ...terms,
      business_profile: null,
      business_type: null,
      company: {},
      country: place,
      created,
      default_currency: COUNTRIES[place] ?? 'usd',
      email: null,
      metadata: {},
      settings: newSettings(terms.controller),
      tos_acceptance: {},
    }),
    requested: Object.fromEntries(capabilities.map((name) => [name, created])),
  };
  refuseForeign(state, params);
  const changed = changedAccount(state, params, call.now);
  if (external === undefined) return changed;
  return withExternalAccount(changed, await readExternalAccount(call, external, placeOf(id, changed.given)));
}

/** An account with keys of its own, for one worker of a test suite. */
interface AccountWithKeys extends Stripe.Account {
  /** Keys of test mode. */
  keys: { publishable: string; secret: string };
}

/** Creates an account that can be used at once: what it lacks is filled in with test values. */
async function createAccountWithKeys(call: Call<CreateParams>): Promise<AccountWithKeys> {
  const id = newId('acct');
  const { body: account } = await connect(call, id, filledIn(id, await requestedState(call, id), call));
  const create = (kind: 'publishable' | 'secret') =>
    call.keyring.create(call, { accountId: account.id, kind });
  return { ...account, keys: { publishable: await create('publishable'), secret: await create('secret') } };
}

async function updateAccount(call: Call<v.InferOutput<typeof updateParams>>): Promise<Stripe.Account> {
  const { expand, account_token, external_account: external, ...beside } = call.params;
  // The platform's own account is set up in the dashboard, as in the public API.
  if (call.id === call.key.accountId) throw notUpdated();
  const account = await accountOf(call, call.id);
  const params = await withAccountToken(call, account_token, beside);
  await requireFiles(call, params);
  const place = placeOf(call.id, account);
  const added = external === undefined ? undefined : await readExternalAccount(call, external, place);
  const asked = { ...params, external_account: external };
  const { body } = await changeReachable(call, call.id, asked, (state) => {
    const changed = changedAccount(state, params, call.now);
    return added ? withExternalAccount(changed, added, { replaces: true }) : changed;
  });
  return body;
}

/** Deletes a connected account. Its objects can no longer be reached; those of the platform that name it stay. */
async function deleteAccount(call: Call): Promise<Stripe.DeletedAccount> {
  const { id } = await connectedAccount(call, call.id);
  await forgetAccount(call, id);
  call.outbox.about(id).emit('account.application.deauthorized', applicationOf(call));
  return { id, object: 'account', deleted: true };
}

/** Rejects an account that the platform is responsible for, or takes that back. */
async function judge(call: Call, rejected: AccountState['progress']['rejected']): Promise<Stripe.Account> {
  if (!isCoveredByPlatform(await connectedAccount(call, call.id))) throw notRejected();
  const { body } = await changeAccount(call, call.id, (state) => ({
    ...state,
    progress: { ...state.progress, rejected },
  }));
  return body;
}

/** Lists the accounts that are connected to the caller's. */
const notUpdated = () =>
  forbidden(
    'The platform’s own account cannot be updated here: only accounts that are connected to it can. Its name is set in the dashboard, under Account.',
  );

const notRejected = () =>
  invalidRequest(
    'A platform can only reject accounts whose losses it pays, such as those of the types express and custom.',
    { code: 'not_allowed_on_standard_account' },
  );
