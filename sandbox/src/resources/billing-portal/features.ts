import type Stripe from 'stripe';
import * as v from 'valibot';
import { invalidRequest } from '../../kernel/errors.js';
import { clearable, flag, integer, sent, text } from '../../kernel/http/params.js';
import type { Work } from '../../kernel/scope.js';
import { chosenConfiguration } from '../payment-method-configurations/index.js';
import { findPrice } from '../prices/index.js';
import { CANCELLATION_REASONS } from '../subscriptions/index.js';

export type Features = Stripe.BillingPortal.Configuration.Features;

const switched = v.optional(v.strictObject({ enabled: flag }));

const product = v.strictObject({
  adjustable_quantity: v.optional(
    v.strictObject({
      enabled: flag,
      maximum: v.optional(integer({ minimum: 1, maximum: 999_999 })),
      minimum: v.optional(integer({ minimum: 0, maximum: 999_999 })),
    }),
  ),
  prices: v.pipe(v.array(text()), v.minLength(1), v.maxLength(20)),
  product: text(),
});

/** Parameters of the features. Those that the platform does not have can only be switched off. */
export const featuresParams = v.strictObject({
  customer_update: v.optional(
    v.strictObject({
      allowed_updates: v.optional(clearable(v.array(v.picklist(['address', 'email', 'name', 'phone'])))),
      enabled: v.optional(flag),
    }),
  ),
  invoice_history: switched,
  payment_method_update: v.optional(
    v.strictObject({ enabled: flag, payment_method_configuration: v.optional(clearable(text())) }),
  ),
  subscription_cancel: v.optional(
    v.strictObject({
      cancellation_reason: v.optional(
        v.strictObject({
          enabled: flag,
          options: v.optional(clearable(v.array(v.picklist(CANCELLATION_REASONS)))),
        }),
      ),
      enabled: v.optional(flag),
      mode: v.optional(v.picklist(['at_period_end', 'immediately'])),
      proration_behavior: v.optional(v.picklist(['create_prorations', 'none'])),
    }),
  ),
  subscription_pause: switched,
  subscription_update: v.optional(
    v.strictObject({
      billing_cycle_anchor: v.optional(v.picklist(['now', 'unchanged'])),
      default_allowed_updates: v.optional(clearable(v.array(v.picklist(['price', 'quantity'])))),
      enabled: v.optional(flag),
      products: v.optional(clearable(v.pipe(v.array(product), v.maxLength(10)))),
      proration_behavior: v.optional(v.picklist(['always_invoice', 'create_prorations', 'none'])),
      trial_update_behavior: v.optional(v.picklist(['continue_trial', 'end_trial'])),
    }),
  ),
});

export type FeaturesChange = v.InferOutput<typeof featuresParams>;

/** The features of a configuration that switches none on. */
export const NO_FEATURES: Features = {
  customer_update: { allowed_updates: [], enabled: false },
  invoice_history: { enabled: false },
  payment_method_update: { enabled: false, payment_method_configuration: null },
  subscription_cancel: {
    cancellation_reason: {
      enabled: false,
      feedback_options: null,
      options: ['too_expensive', 'missing_features', 'switched_service', 'unused', 'other'],
    },
    enabled: false,
    mode: 'at_period_end',
    proration_behavior: 'none',
  },
  subscription_pause: {
    duration: { interval_options: [{ interval: 'month', interval_count: 1 }], type: 'interval_options' },
    enabled: false,
  },
  subscription_update: {
    billing_cycle_anchor: null,
    default_allowed_updates: [],
    enabled: false,
    products: [],
    proration_behavior: 'none',
    schedule_at_period_end: { conditions: [] },
    trial_update_behavior: 'end_trial',
  },
};

/** The features of the configuration that an account has by default. Which plans there are to change to, only the account can say. */
export const USUAL_FEATURES: Features = {
  ...NO_FEATURES,
  customer_update: { allowed_updates: ['name', 'email', 'address', 'phone'], enabled: true },
  invoice_history: { enabled: true },
  payment_method_update: { ...NO_FEATURES.payment_method_update, enabled: true },
  subscription_cancel: {
    ...NO_FEATURES.subscription_cancel,
    cancellation_reason: { ...NO_FEATURES.subscription_cancel.cancellation_reason, enabled: true },
    enabled: true,
  },
};

/**
 * Returns features after a change.
 *
 * @throws ApiError 400 for a feature that the platform does not have, and for features that contradict each other.
 */
export async function changedFeatures(
  work: Work,
  before: Features,
  change: FeaturesChange,
): Promise<Features> {
  const { customer_update: customer, subscription_cancel: cancel, subscription_update: update } = change;
  const { payment_method_update: methods } = change;
  const offered = methods?.payment_method_configuration;
  if (offered)
    await chosenConfiguration(work, offered, 'features[payment_method_update][payment_method_configuration]');
  if (change.subscription_pause?.enabled) throw notBuilt('features[subscription_pause][enabled]');
  const after: Features = {
    ...before,
    customer_update: { ...before.customer_update, ...emptied(customer, 'allowed_updates') },
    invoice_history: { ...before.invoice_history, ...change.invoice_history },
    payment_method_update: { ...before.payment_method_update, ...sent({ ...methods }) },
    subscription_cancel: {
      ...before.subscription_cancel,
      ...sent({ ...cancel, cancellation_reason: undefined }),
      cancellation_reason: {
        ...before.subscription_cancel.cancellation_reason,
        ...emptied(cancel?.cancellation_reason, 'options'),
      },
    },
    subscription_update: {
      ...before.subscription_update,
      ...emptied({ ...update, products: undefined }, 'default_allowed_updates'),
      ...(update?.products !== undefined && { products: await productsOf(work, update.products ?? []) }),
    },
  };
  refuseContradictions(after);
  return after;
}

/** Returns what was sent of a feature, with an empty list where the list was cleared. */
const emptied = <Change extends object>(change: Change | undefined, list: keyof Change): object =>
  sent({ ...change, ...(change?.[list] === null && { [list]: [] }) });

type Product = v.InferOutput<typeof product>;

/** @throws ApiError 404 for a price that is not there; 400 for one of another product, or that is not for subscriptions. */
async function productsOf(
  work: Work,
  products: readonly Product[],
): Promise<Features['subscription_update']['products']> {
  for (const [index, { prices, product: id }] of products.entries()) {
    for (const [place, priceId] of prices.entries()) {
      const param = `features[subscription_update][products][${index}][prices][${place}]`;
      const { body: price } = await findPrice(work, priceId, param);
      if (String(price.product) !== id)
        throw invalidRequest(`Price ${priceId} is not of product ${id}.`, { param });
      if (price.type !== 'recurring')
        throw invalidRequest(`Price ${priceId} is not recurring, and can't be subscribed to.`, { param });
    }
  }
  return products.map(({ adjustable_quantity: adjustable, prices, product: id }) => ({
    adjustable_quantity: {
      enabled: adjustable?.enabled ?? false,
      maximum: adjustable?.maximum ?? null,
      minimum: adjustable?.minimum ?? 1,
    },
    prices,
    product: id,
  }));
}

function refuseContradictions({
  customer_update: customer,
  subscription_cancel: cancel,
  subscription_update: update,
}: Features): void {
  if (customer.enabled && customer.allowed_updates.length === 0)
    throw needed('features[customer_update][allowed_updates]');
  if (cancel.mode === 'at_period_end' && cancel.proration_behavior !== 'none') {
    throw invalidRequest(
      'A subscription that is canceled at the end of its period is used up: proration_behavior=create_prorations needs mode=immediately.',
      { param: 'features[subscription_cancel][proration_behavior]' },
    );
  }
  if (!update.enabled) return;
  if (update.default_allowed_updates.length === 0)
    throw needed('features[subscription_update][default_allowed_updates]');
  if (!update.products?.length) throw needed('features[subscription_update][products]');
}

const needed = (param: string) =>
  invalidRequest(`Missing required param: ${param}. The feature can't be enabled without it.`, {
    code: 'parameter_missing',
    param,
  });

export const notBuilt = (param: string) =>
  invalidRequest(`The customer portal does not have this feature here: ${param} can only be false.`, {
    param,
  });
