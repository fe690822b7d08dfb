import type Stripe from 'stripe';
import * as v from 'valibot';
import {
  attemptParams,
  automaticMethods,
  configurationDetails,
  methodOptions,
  methodTypes,
  setUpOptionsParams,
  typesIn,
} from '../../intents/index.js';
import { common, flag, metadata, optionalText, text } from '../../kernel/http/params.js';
import { randomBase62 } from '../../kernel/ids.js';
import type { Work } from '../../kernel/scope.js';
import { seconds } from '../../kernel/seconds.js';
import type { Configuration } from '../payment-method-configurations/index.js';
import type { PaymentMethodRow } from '../payment-methods/index.js';
import { setup } from './kind.js';
import { occasionOf } from './method-types.js';

type SetupIntent = Stripe.SetupIntent;

const types = v.optional(methodTypes);

/** Parameters of an attempt to set up. */
export const confirmedParams = {
  ...attemptParams,
  allowed_payment_method_types: types,
  payment_method_options: v.optional(setUpOptionsParams),
};

/** Parameters of a new intent. */
export const createParams = v.strictObject({
  ...confirmedParams,
  expand: common.expand,
  automatic_payment_methods: automaticMethods,
  confirm: v.optional(flag, 'false'),
  customer: v.optional(text()),
  description: optionalText(1000),
  excluded_payment_method_types: types,
  metadata,
  on_behalf_of: v.optional(text()),
  payment_method_configuration: v.optional(text()),
  payment_method_types: types,
  usage: v.optional(v.picklist(['off_session', 'on_session']), 'off_session'),
});

export type CreateParams = v.InferOutput<typeof createParams>;

/** Returns a new intent. The caller saves it. */
export function setupIntentObject(
  { params, now, livemode }: { params: CreateParams } & Pick<Work, 'livemode' | 'now'>,
  id: string,
  { configuration, method }: { configuration: Configuration | null; method: PaymentMethodRow | undefined },
): SetupIntent {
  const { payment_method_types: listed, automatic_payment_methods: automatic } = params;
  const offered = typesIn(setup, params, {
    ...occasionOf(params),
    switchedOn: configuration?.on ?? null,
  });
  return {
    id,
    object: 'setup_intent',
    allowed_payment_method_types: params.allowed_payment_method_types ?? null,
    application: null,
    automatic_payment_methods: listed ? null : (automatic ?? { allow_redirects: 'always', enabled: true }),
    cancellation_reason: null,
    client_secret: `${id}_secret_${randomBase62(25)}`,
    created: seconds(now),
    customer: params.customer ?? null,
    customer_account: null,
    description: params.description,
    excluded_payment_method_types: params.excluded_payment_method_types ?? null,
    flow_directions: null,
    last_setup_error: null,
    latest_attempt: null,
    livemode,
    managed_payments: null,
    mandate: null,
    metadata: params.metadata,
    next_action: null,
    on_behalf_of: params.on_behalf_of ?? null,
    payment_method: method?.id ?? null,
    payment_method_configuration_details: configurationDetails(configuration),
    payment_method_options: methodOptions(setup, offered, null, params.payment_method_options),
    payment_method_types: offered,
    single_use_mandate: null,
    status: method ? 'requires_confirmation' : 'requires_payment_method',
    usage: params.usage,
  };
}
