import type Stripe from 'stripe';
import * as v from 'valibot';
import { invalidRequest } from '../../kernel/errors.js';
import { common } from '../../kernel/http/params.js';
import { type Call, type RouteDefinition, route } from '../../kernel/http/route.js';
import { seconds } from '../../kernel/seconds.js';
import { createLink } from '../account-links/index.js';
import { connectedAccount } from '../accounts/index.js';

/** The route of links by which the holder of an Express account sees it. Only the answer has the address. */
export const routes: RouteDefinition[] = [
  route({
    method: 'POST',
    path: '/v1/accounts/:id/login_links',
    keys: ['secret'],
    params: v.strictObject({ expand: common.expand }),
    platformOnly: true,
    isSealed: true,
    handle: createLoginLink,
  }),
];

async function createLoginLink(call: Call): Promise<Stripe.LoginLink> {
  const account = await connectedAccount(call, call.id);
  if (!hasExpressDashboard(account)) throw notExpress(account);
  const url = await createLink(call, call.origin, { connectedId: call.id, purpose: 'login' });
  return { object: 'login_link', created: seconds(call.now), url };
}

const hasExpressDashboard = ({ controller, type }: Stripe.Account) =>
  (controller?.stripe_dashboard?.type ?? type) === 'express';

const notExpress = ({ id }: Stripe.Account) =>
  invalidRequest(
    `Cannot create a login link for '${id}': it is not an account with access to the Express Dashboard. Only accounts of type=express, or with controller[stripe_dashboard][type]=express, have one.`,
    { code: 'not_allowed_on_standard_account' },
  );
