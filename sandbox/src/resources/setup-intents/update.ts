import type Stripe from 'stripe';
import * as v from 'valibot';
import {
  attemptParams,
  beginUpdate,
  checkMethod,
  checkTypes,
  configurationDetails,
  configurationFor,
  methodOptions,
  methodTypes,
  offeredTypes,
  reopened,
  setUpOptionsParams,
} from '../../intents/index.js';
import type { Viewer } from '../../kernel/http/caller.js';
import {
  changedText,
  clearable,
  common,
  merged,
  metadataChange,
  sent,
  text,
} from '../../kernel/http/params.js';
import type { Call } from '../../kernel/http/route.js';
import type { Work } from '../../kernel/scope.js';
import { chosenConfiguration } from '../payment-method-configurations/index.js';
import { type PaymentMethodRow, refuseConsumed } from '../payment-methods/index.js';
import { giveUp } from './finish.js';
import { setup, setupIntents } from './kind.js';
import { occasionOf } from './method-types.js';

type SetupIntent = Stripe.SetupIntent;

export const updateParams = v.strictObject({
  expand: common.expand,
  allowed_payment_method_types: v.optional(clearable(methodTypes)),
  customer: v.optional(text()),
  description: changedText(1000),
  excluded_payment_method_types: v.optional(clearable(methodTypes)),
  metadata: metadataChange,
  payment_method: attemptParams.payment_method,
  payment_method_data: attemptParams.payment_method_data,
  payment_method_options: v.optional(setUpOptionsParams),
  payment_method_configuration: v.optional(text()),
  payment_method_types: v.optional(methodTypes),
});

type UpdateParams = v.InferOutput<typeof updateParams>;

/** Parameters that only describe the set-up and may change at any time. */
const DESCRIBING = ['description', 'metadata'];

export async function update(call: Call<UpdateParams>): Promise<SetupIntent> {
  const { before, method } = await beginUpdate(call, setup, DESCRIBING);
  const after = changed(before, await withTypes(call, before, call.params), call.params, method);
  checkTypes(setup, after.payment_method_types);
  if (method) checkUsable(after, method, call.key);
  if (after.status !== before.status) await giveUp(call, before);
  await setupIntents.replace(call, after.id, { body: after, ...columnsOf(after) });
  return after;
}

function changed(
  before: SetupIntent,
  draft: SetupIntent,
  params: UpdateParams,
  method?: PaymentMethodRow,
): SetupIntent {
  const { customer, description } = params;
  const isChosenAnew = Boolean(method) || (customer !== undefined && customer !== before.customer);
  const after: SetupIntent = {
    ...draft,
    ...sent({ customer, description }),
    metadata: merged(before.metadata ?? {}, params.metadata),
    payment_method: method?.id ?? before.payment_method,
  };
  return isChosenAnew ? reopened(after) : after;
}

type TypeChange = Pick<
  UpdateParams,
  | 'allowed_payment_method_types'
  | 'excluded_payment_method_types'
  | 'payment_method_configuration'
  | 'payment_method_options'
  | 'payment_method_types'
>;

/**
 * Returns an intent with other types of payment method, and their options.
 *
 * @throws ApiError 404 for a configuration that does not exist, 400 where no type is left.
 */
export async function withTypes(
  work: Work,
  before: SetupIntent,
  { payment_method_types: listed, payment_method_options: options, ...change }: Partial<TypeChange>,
): Promise<SetupIntent> {
  const {
    allowed_payment_method_types: allowed = before.allowed_payment_method_types,
    excluded_payment_method_types: excluded = before.excluded_payment_method_types,
    payment_method_configuration: chosen,
  } = change;
  const isSame =
    !listed &&
    !chosen &&
    allowed === before.allowed_payment_method_types &&
    excluded === before.excluded_payment_method_types;
  if (isSame) return withOptions(before, options);
  const configuration = listed
    ? null
    : await (chosen ? chosenConfiguration(work, chosen) : configurationFor(work, before));
  const offered =
    listed ??
    offeredTypes(setup, { ...occasionOf(before), switchedOn: configuration?.on ?? null, allowed, excluded });
  return withOptions(
    {
      ...before,
      allowed_payment_method_types: allowed,
      ...(listed && { automatic_payment_methods: null }),
      excluded_payment_method_types: excluded,
      payment_method_configuration_details: configurationDetails(configuration),
      payment_method_types: offered,
    },
    options,
  );
}

const withOptions = (intent: SetupIntent, options: TypeChange['payment_method_options']): SetupIntent => ({
  ...intent,
  payment_method_options: methodOptions(
    setup,
    intent.payment_method_types,
    intent.payment_method_options,
    options,
  ),
});

/** @throws ApiError 400 for a payment method that was used up, or does not fit the intent. */
export function checkUsable(intent: SetupIntent, method: PaymentMethodRow, viewer: Viewer): void {
  refuseConsumed(method);
  checkMethod(setup, intent, method, viewer);
}

/** Returns the columns that lists are filtered by. */
export const columnsOf = ({ customer, payment_method }: SetupIntent) => ({
  customerId: customer && String(customer),
  paymentMethodId: payment_method && String(payment_method),
});
