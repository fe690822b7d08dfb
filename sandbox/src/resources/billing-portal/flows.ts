import type Stripe from 'stripe';
import * as v from 'valibot';
import { invalidRequest, missing } from '../../kernel/errors.js';
import { integer, text } from '../../kernel/http/params.js';
import { webAddress } from '../../kernel/http/web-address.js';
import type { Work } from '../../kernel/scope.js';
import { loadSubscription } from '../subscriptions/index.js';
import type { Configuration } from './configurations.js';
import { isOffered } from './offers.js';

type Flow = Stripe.BillingPortal.Session.Flow;

const ofSubscription = v.optional(v.strictObject({ subscription: text() }));

const TYPES = [
  'customer_update',
  'payment_method_update',
  'subscription_cancel',
  'subscription_update',
  'subscription_update_confirm',
] as const;

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
  subscription_update: ofSubscription,
  subscription_update_confirm: v.optional(
    v.strictObject({
      items: v.pipe(
        v.array(
          v.strictObject({
            id: text(),
            price: v.optional(text()),
            quantity: v.optional(integer({ minimum: 0, maximum: 999_999 })),
          }),
        ),
        v.length(1),
      ),
      subscription: text(),
    }),
  ),
  type: v.picklist(TYPES),
});

type FlowRequest = v.InferOutput<typeof flowParams>;

/** The feature that a customer needs for each flow. */
const FEATURES = {
  customer_update: 'customer_update',
  payment_method_update: 'payment_method_update',
  subscription_cancel: 'subscription_cancel',
  subscription_update: 'subscription_update',
  subscription_update_confirm: 'subscription_update',
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
  if (type === 'payment_method_update') return flow;
  const given = request[type];
  const at = `flow_data[${type}]`;
  if (!given) throw needed(at);
  const subscription = await ongoing(work, customer, given.subscription, `${at}[subscription]`);
  if (type === 'subscription_cancel')
    return { ...flow, subscription_cancel: { retention: null, subscription: subscription.id } };
  if (type === 'subscription_update')
    return { ...flow, subscription_update: { subscription: subscription.id } };
  const items = request.subscription_update_confirm?.items ?? [];
  checkItems(subscription, items, features);
  return {
    ...flow,
    subscription_update_confirm: {
      discounts: null,
      items: items.map((item) => ({ ...item, price: item.price ?? null })) as Confirmed['items'],
      subscription: subscription.id,
    },
  };
}

type Confirmed = Stripe.BillingPortal.Session.Flow.SubscriptionUpdateConfirm;

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

/** @throws ApiError 400 for another item, and for a price or a quantity that the configuration does not offer. */
function checkItems(
  subscription: Stripe.Subscription,
  items: NonNullable<FlowRequest['subscription_update_confirm']>['items'],
  features: Configuration['features'],
): void {
  const at = 'flow_data[subscription_update_confirm][items][0]';
  for (const { id, price, quantity } of items) {
    const item = subscription.items.data.find((one) => one.id === id);
    if (!item) throw missing('subscription_item', id, `${at}[id]`);
    if (subscription.items.data.length > 1)
      throw invalidRequest('A subscription with several items can’t be changed in the portal.', {
        param: `${at}[id]`,
      });
    const wanted = { price: price ?? item.price.id, quantity: quantity ?? item.quantity ?? 1 };
    if (isOffered(features.subscription_update, item, wanted)) continue;
    throw invalidRequest(
      `The portal configuration does not offer ${wanted.quantity} × ${wanted.price}. Add it to features[subscription_update][products].`,
      { param: `${at}[${price === undefined ? 'quantity' : 'price'}]` },
    );
  }
}

const needed = (param: string) =>
  invalidRequest(`Missing required param: ${param}.`, { code: 'parameter_missing', param });
