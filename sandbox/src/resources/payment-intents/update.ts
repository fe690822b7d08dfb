import type Stripe from 'stripe';
import * as v from 'valibot';
import {
  beginUpdate,
  captureMethod,
  checkMethod,
  checkTypes,
  configurationDetails,
  configurationFor,
  methodTypes,
  OPEN,
  offeredTypes,
  paymentParams,
  refuseForCheckout,
  reopened,
} from '../../intents/index.js';
import { forgetAuthentications } from '../../issuer/index.js';
import {
  clearable,
  common,
  currency,
  integer,
  merged,
  metadataChange,
  sent,
  text,
} from '../../kernel/http/params.js';
import type { Call } from '../../kernel/http/route.js';
import { checkAmount } from '../charges/index.js';
import { checkShares } from '../charging/index.js';
import { customerOf } from '../customers/index.js';
import { type Configuration, chosenConfiguration } from '../payment-method-configurations/index.js';
import type { PaymentMethodRow } from '../payment-methods/index.js';
import { changedBy } from './confirm.js';
import { payment, paymentIntents, refuseForInvoice } from './kind.js';
import { checkCurrency, occasionOf } from './method-types.js';

type PaymentIntent = Stripe.PaymentIntent;

/** Parameters that only describe the payment and may change at any time. */
const DESCRIBING = {
  description: v.optional(clearable(text(1000))),
  metadata: metadataChange,
  receipt_email: paymentParams.receipt_email,
  shipping: paymentParams.shipping,
  transfer_group: v.optional(text()),
};

export const updateParams = v.strictObject({
  expand: common.expand,
  ...DESCRIBING,
  amount: v.optional(integer({ minimum: 1 })),
  application_fee_amount: v.optional(clearable(integer({ minimum: 0 }))),
  capture_method: v.optional(captureMethod),
  currency: v.optional(currency),
  customer: v.optional(text()),
  payment_method: paymentParams.payment_method,
  payment_method_data: paymentParams.payment_method_data,
  payment_method_options: paymentParams.payment_method_options,
  allowed_payment_method_types: v.optional(clearable(methodTypes)),
  excluded_payment_method_types: v.optional(clearable(methodTypes)),
  payment_method_configuration: v.optional(text()),
  payment_method_types: v.optional(methodTypes),
  setup_future_usage: paymentParams.setup_future_usage,
  statement_descriptor: v.optional(clearable(text(22))),
  statement_descriptor_suffix: v.optional(clearable(text(22))),
  transfer_data: v.optional(v.strictObject({ amount: v.optional(integer({ minimum: 1 })) })),
});

export type UpdateParams = v.InferOutput<typeof updateParams>;

/**
 * Changes an intent. An intent that waits for the cardholder has to be confirmed again if the facts that they
 * were asked about change.
 *
 * @throws ApiError 400 where the intent's state does not allow it.
 */
export async function update(call: Call<UpdateParams>): Promise<PaymentIntent> {
  const { before, method } = await beginUpdate(call, payment, Object.keys(DESCRIBING));
  const terms = (['amount', 'currency', 'customer'] as const).find((name) => call.params[name] !== undefined);
  if (terms) {
    refuseForInvoice(before, 'changed', 'Create another invoice instead.', terms);
    refuseForCheckout(payment, before, 'changed');
  }
  const given = changed(before, call.params, {
    configuration: await configurationAfter(call, before),
    method,
  });
  const after = asksAnew(before, given) ? reopened(given) : given;
  checkAmount(after.amount, after.currency);
  await checkShares(call, after);
  checkTypes(payment, after.payment_method_types);
  checkCurrency(after.payment_method_types, after.currency);
  if (method) checkMethod(payment, after, method, call.key, { payment_intent: before });
  const isWithdrawn = before.status === 'requires_action' && after.status !== before.status;
  if (isWithdrawn || after.amount !== before.amount || after.currency !== before.currency) {
    await forgetAuthentications(call, before.id);
  }
  await paymentIntents.replace(call, before.id, { body: after, customerId: customerOf(after) });
  return after;
}

/** Finds the configuration of the intent after the update. */
async function configurationAfter(
  call: Call<UpdateParams>,
  before: PaymentIntent,
): Promise<Configuration | null> {
  const { payment_method_configuration: chosen, payment_method_types: types } = call.params;
  if (types) return null;
  return chosen ? chosenConfiguration(call, chosen) : configurationFor(call, before);
}

interface Found {
  configuration: Configuration | null;
  method: PaymentMethodRow | undefined;
}

function changed(
  before: PaymentIntent,
  params: UpdateParams,
  { configuration, method }: Found,
): PaymentIntent {
  const { payment_method_types: types, metadata, expand, payment_method_data, ...given } = params;
  const { payment_method, payment_method_configuration, payment_method_options, transfer_data, ...plain } =
    given;
  const after = {
    ...before,
    ...(sent(plain) as Partial<PaymentIntent>),
    metadata: merged(before.metadata, metadata),
    payment_method_configuration_details: configurationDetails(configuration),
    ...(method && { payment_method: method.id }),
    ...(types && { automatic_payment_methods: null }),
    transfer_data: before.transfer_data && { ...before.transfer_data, ...transfer_data },
  };
  const offered =
    types ??
    (isDecidedAnew(params)
      ? typesAfter(changedBy(after, params), configuration)
      : before.payment_method_types);
  return changedBy({ ...after, payment_method_types: offered }, params);
}

/** Parameters on which the types depend that the platform offers. */
const DECIDING = [
  'allowed_payment_method_types',
  'amount',
  'capture_method',
  'currency',
  'excluded_payment_method_types',
  'payment_method_configuration',
  'payment_method_options',
  'setup_future_usage',
] as const satisfies (keyof UpdateParams)[];

const isDecidedAnew = (params: UpdateParams): boolean => DECIDING.some((name) => params[name] !== undefined);

// The platform chooses again where it chose before, because other methods may fit now.
const typesAfter = (after: PaymentIntent, configuration: Configuration | null): string[] =>
  configuration
    ? offeredTypes(payment, {
        ...occasionOf(after),
        switchedOn: configuration.on,
        allowed: after.allowed_payment_method_types,
        excluded: after.excluded_payment_method_types,
      })
    : after.payment_method_types;

const asksAnew = (before: PaymentIntent, after: PaymentIntent): boolean =>
  OPEN.includes(before.status) &&
  (['amount', 'currency', 'customer', 'payment_method'] as const).some(
    (name) => before[name] !== after[name],
  );
