import type Stripe from 'stripe';
import * as v from 'valibot';
import { invalidRequest } from '../../kernel/errors.js';
import { common, text } from '../../kernel/http/params.js';
import { type Call, type RouteDefinition, route } from '../../kernel/http/route.js';
import { randomBase62 } from '../../kernel/ids.js';
import { seconds } from '../../kernel/seconds.js';
import { beginOnboarding, connectedAccount } from '../accounts/index.js';
import { componentsParams, componentsWith } from './components.js';

const LASTS_SECONDS = 60 * 60;

const createParams = v.strictObject({
  expand: common.expand,
  account: text(),
  components: componentsParams,
});

/** The route of account sessions. No page of this host takes their client secret, so that none is stored. */
export const routes: RouteDefinition[] = [
  route({
    method: 'POST',
    path: '/v1/account_sessions',
    keys: ['secret'],
    params: createParams,
    platformOnly: true,
    isSealed: true,
    handle: createAccountSession,
  }),
];

async function createAccountSession(
  call: Call<v.InferOutput<typeof createParams>>,
): Promise<Stripe.AccountSession> {
  const { account, components: sent } = call.params;
  await connectedAccount(call, account);
  const components = componentsWith(sent);
  if (!Object.values(components).some(({ enabled }) => enabled)) throw noneEnabled();
  await beginOnboarding(call, account);
  return {
    object: 'account_session',
    account,
    client_secret: `accs_secret_${randomBase62(40)}`,
    components,
    expires_at: seconds(call.now) + LASTS_SECONDS,
    livemode: call.livemode,
  };
}

const noneEnabled = () =>
  invalidRequest(
    'At least one component has to be enabled, such as components[account_onboarding][enabled]=true.',
    { param: 'components' },
  );
