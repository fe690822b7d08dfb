import type Stripe from 'stripe';
import { missing } from '../../kernel/errors.js';
import type { Params } from '../../kernel/http/form.js';
import { textIn } from '../../kernel/http/form.js';
import { parseParams } from '../../kernel/http/params.js';
import type { Work } from '../../kernel/scope.js';
import { inTransaction } from '../../kernel/transaction.js';
import { configurations, endFlow, type PortalVisit, payWith } from '../../resources/billing-portal/index.js';
import {
  customers,
  detachFromCustomer,
  updateCustomer,
  updateCustomerParams,
} from '../../resources/customers/index.js';
import { findPaymentMethod, type PaymentMethodRow } from '../../resources/payment-methods/index.js';
import {
  cancelAs,
  changeAs,
  type HeldSubscription,
  holdSubscription,
  ongoingOf,
} from '../../resources/subscriptions/index.js';
import { detailsIn } from './details.js';
import { GOING_ON, payerOf, type Services } from './read.js';
import { Refusal } from './refusal.js';

type Features = Stripe.BillingPortal.Configuration.Features;

/** A customer's action, in one transaction. */
export interface Action extends Services {
  visit: PortalVisit;
  /** The platform's origin, as the customer's browser reaches it. */
  origin: string;
}

const scopeOf = ({ accountId, livemode }: PortalVisit) => ({ accountId, livemode });

/** Does something for the customer of a visit, where their portal has the feature for it. */
export const acting = <Result>(
  { origin, visit, ...services }: Action,
  feature: keyof Features,
  run: (work: Work, features: Features) => Promise<Result>,
): Promise<Result> =>
  inTransaction(services, { ...scopeOf(visit), origin }, async (work) => {
    const { features } = (await configurations.find(work, visit.configurationId)).body;
    if (!features[feature].enabled) throw new Refusal('cannot');
    return run(work, features);
  });

/** Locks a subscription of the customer. @throws ApiError 404 for one of another customer; 400 for one that has ended. */
export async function holdOwn(
  work: Work,
  { customerId }: PortalVisit,
  id: string,
): Promise<HeldSubscription> {
  const held = await holdSubscription(work, id, 'subscription');
  if (held.customer.id !== customerId) throw missing('subscription', id, 'subscription');
  if (!GOING_ON.includes(held.subscription.status)) throw new Refusal('cannot_any_more');
  return held;
}

/** Ends a subscription: now or with its period, as the account has chosen. */
export const cancel = (action: Action, id: string, sent: Params): Promise<void> =>
  acting(action, 'subscription_cancel', async (work, { subscription_cancel: feature }) => {
    const held = await holdOwn(work, action.visit, id);
    const { cancellation_reason: asked, mode, proration_behavior: behavior } = feature;
    const feedback = asked.options.find((reason) => reason === sent.feedback) ?? '';
    const comment = textIn(sent, 'comment').trim();
    const reason = asked.enabled && { cancellation_details: { comment, feedback } };
    if (mode === 'at_period_end')
      await changeAs(held, { ...reason, cancel_at_period_end: 'true' }, action.origin);
    else
      await cancelAs(
        held,
        { ...reason, ...(behavior === 'create_prorations' && { invoice_now: 'true', prorate: 'true' }) },
        action.origin,
      );
    if (action.visit.flow?.subscription_cancel?.subscription === id) await endFlow(work.db, action.visit);
  });

/** Takes back that a subscription ends with its period. */
export const goOn = (action: Action, id: string): Promise<void> =>
  acting(action, 'subscription_cancel', async (work) => {
    const held = await holdOwn(work, action.visit, id);
    if (!held.subscription.cancel_at_period_end) return;
    await changeAs(held, { cancel_at_period_end: 'false' }, action.origin);
  });

/** Finds a payment method of the customer. @throws ApiError 404 for one of another customer. */
export async function ownMethod(
  work: Work,
  { customerId }: PortalVisit,
  id: string,
): Promise<PaymentMethodRow> {
  const row = await findPaymentMethod(work, id);
  if (row.customerId !== customerId) throw missing('PaymentMethod', id, 'payment_method');
  return row;
}

/** Makes a payment method what the customer pays with from now on. */
export const chooseMethod = (action: Action, id: string): Promise<void> =>
  acting(action, 'payment_method_update', async (work) =>
    payWith(work, await ownMethod(work, action.visit, id)),
  );

/** Removes a payment method. @throws ApiError 400 for one that the customer still pays with. */
export const removeMethod = (action: Action, id: string): Promise<void> =>
  acting(action, 'payment_method_update', async (work) => {
    const { body: customer } = await customers.lock(work, action.visit.customerId);
    const row = await ownMethod(work, action.visit, id);
    const subscriptions = await ongoingOf(work, customer.id);
    if (isNeeded(row, customer, subscriptions)) throw new Refusal('method_needed');
    await detachFromCustomer(work, row);
  });

/** Tells whether a subscription is paid with a payment method. */
export const isNeeded = (
  { id }: Pick<PaymentMethodRow, 'id'>,
  customer: Stripe.Customer,
  subscriptions: readonly Stripe.Subscription[],
): boolean => subscriptions.some((subscription) => payerOf(subscription, customer) === id);

/** Changes what the customer has told of themselves. */
export const changeDetails = (action: Action, sent: Params): Promise<void> =>
  acting(action, 'customer_update', async (work, { customer_update: { allowed_updates: allowed } }) => {
    const params = parseParams(updateCustomerParams, detailsIn(sent, allowed));
    await updateCustomer({ ...work, id: action.visit.customerId, params });
    if (action.visit.flow?.type === 'customer_update') await endFlow(work.db, action.visit);
  });
