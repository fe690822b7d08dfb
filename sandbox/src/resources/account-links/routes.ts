import type Stripe from 'stripe';
import * as v from 'valibot';
import { invalidRequest } from '../../kernel/errors.js';
import { common, text } from '../../kernel/http/params.js';
import { type Call, type RouteDefinition, route } from '../../kernel/http/route.js';
import { webAddress } from '../../kernel/http/web-address.js';
import { LINK_LASTS_SECONDS } from '../../kernel/links/links.js';
import { seconds } from '../../kernel/seconds.js';
import { beginOnboarding, connectedAccount } from '../accounts/index.js';
import { createLink } from './links.js';

const due = v.picklist(['currently_due', 'eventually_due']);

const createParams = v.strictObject({
  expand: common.expand,
  account: text(),
  type: v.picklist(['account_onboarding', 'account_update']),
  refresh_url: text(2048),
  return_url: text(2048),
  collect: v.optional(due),
  collection_options: v.optional(
    v.strictObject({
      fields: v.optional(due, 'currently_due'),
      // No account has any.
      future_requirements: v.optional(v.picklist(['include', 'omit'])),
    }),
  ),
});

type CreateParams = v.InferOutput<typeof createParams>;

/** The route of links to the hosted onboarding. Only the answer has the address. */
export const routes: RouteDefinition[] = [
  route({
    method: 'POST',
    path: '/v1/account_links',
    keys: ['secret'],
    params: createParams,
    platformOnly: true,
    isSealed: true,
    handle: createAccountLink,
  }),
];

async function createAccountLink(call: Call<CreateParams>): Promise<Stripe.AccountLink> {
  const { account: id, type, collect, collection_options: options } = call.params;
  if (collect && options) throw collectsTwice();
  const account = await connectedAccount(call, id);
  if (type === 'account_update' && collectsItself(account)) throw updatedElsewhere();
  const url = await createLink(call, call.origin, {
    connectedId: id,
    purpose: type === 'account_update' ? 'update' : 'onboarding',
    eventually: (options?.fields ?? collect) === 'eventually_due',
    refreshUrl: webAddress(call.params.refresh_url, 'refresh_url'),
    returnUrl: webAddress(call.params.return_url, 'return_url'),
  });
  await beginOnboarding(call, id);
  const created = seconds(call.now);
  return { object: 'account_link', created, expires_at: created + LINK_LASTS_SECONDS, url };
}

/** Tells whether the host, and not the platform, collects what an account has to provide. */
const collectsItself = ({ controller, type }: Stripe.Account) =>
  (controller?.requirement_collection ?? (type === 'custom' ? 'application' : 'stripe')) === 'stripe';

const collectsTwice = () =>
  invalidRequest('You may only specify one of these parameters: collect, collection_options.', {
    code: 'parameters_exclusive',
    param: 'collect',
  });

const updatedElsewhere = () =>
  invalidRequest(
    'You cannot create `account_update` type Account Links for this account: its holder changes what it has provided ' +
      'in its own dashboard. Use type=account_onboarding, or an account whose requirements the platform collects.',
    { param: 'type' },
  );
