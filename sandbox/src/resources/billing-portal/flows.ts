import type Stripe from 'stripe';
import * as v from 'valibot';
import { invalidRequest, missing } from '../../kernel/errors.js';
import { text } from '../../kernel/http/params.js';
import { webAddress } from '../../kernel/http/web-address.js';
import type { Work } from '../../kernel/scope.js';
import { loadSubscription } from '../subscriptions/index.js';
import type { Configuration } from './configurations.js';

type Flow = Stripe.BillingPortal.Session.Flow;

const ofSubscription = v.optional(v.strictObject({ subscription: text() }));

const TYPES = ['customer_update', 'subscription_cancel'] as const;

export const flowParams = v.strictObject({
  after_completion: v.optional(
    v.strictObject({
      hosted_confirmation: v.optional(v.strictObject({ custom_message: v.optional(text(500)) })),
      redirect: v.optional(v.strictObject({ return_url: text(2048) })),
      type: v.picklist(['hosted_confirmation', 'portal_homepage', 'redirect']),
    }),
    { type: 'portal_homepage' },
  ),
  subscription_cancel: ofSubscription,
  type: v.picklist(TYPES),
});

type FlowRequest = v.InferOutput<typeof flowParams>;

/** The feature that a customer needs for each flow. */
const FEATURES = {
  customer_update: 'customer_update',
  subscription_cancel: 'subscription_cancel',
} as const;

/**
 * Returns the flow of a new session.
 *
 * @throws ApiError 400 for a flow that the customer could not go through.
 */
export async function flowOf(
  work: Work,
  customer: string,
  { features, id }: Configuration,
  request: FlowRequest,
): Promise<Flow> {
  const { type } = request;
  if (!features[FEATURES[type]].enabled) {
    throw invalidRequest(
      `The flow ${type} needs the feature ${FEATURES[type]}, which is disabled in the portal configuration ${id}.`,
      { param: 'flow_data[type]' },
    );
  }
  const flow = { ...NO_SUBSCRIPTION, after_completion: completionOf(request), type };
  if (type === 'customer_update') return { ...flow, customer_update: {} };
  const given = request[type];
  const at = `flow_data[${type}]`;
  if (!given) throw needed(at);
  const subscription = await ongoing(work, customer, given.subscription, `${at}[subscription]`);
  return { ...flow, subscription_cancel: { retention: null, subscription: subscription.id } };
}

const NO_SUBSCRIPTION = {
  customer_update: null,
  subscription_cancel: null,
  subscription_pause: null,
  subscription_update: null,
  subscription_update_confirm: null,
};

function completionOf({ after_completion: after }: FlowRequest): Flow['after_completion'] {
  const { hosted_confirmation: confirmation, redirect, type } = after;
  if (type === 'redirect' && !redirect) throw needed('flow_data[after_completion][redirect][return_url]');
  const param = 'flow_data[after_completion][redirect][return_url]';
  return {
    hosted_confirmation:
      type === 'hosted_confirmation' ? { custom_message: confirmation?.custom_message ?? null } : null,
    redirect: type === 'redirect' && redirect ? { return_url: webAddress(redirect.return_url, param) } : null,
    type,
  };
}

/** @throws ApiError 404 for a subscription of another customer; 400 for one that goes on no more. */
async function ongoing(
  work: Work,
  customer: string,
  id: string,
  param: string,
): Promise<Stripe.Subscription> {
  const subscription = await loadSubscription(work, id);
  if (String(subscription?.customer) !== customer || !subscription) throw missing('subscription', id, param);
  if (['active', 'past_due', 'trialing', 'unpaid'].includes(subscription.status)) return subscription;
  throw invalidRequest(`Subscription ${id} is ${subscription.status}, and can't be changed in the portal.`, {
    param,
  });
}

const needed = (param: string) =>
  invalidRequest(`Missing required param: ${param}.`, { code: 'parameter_missing', param });
