import type Stripe from 'stripe';
import * as v from 'valibot';
import { invalidRequest } from '../../kernel/errors.js';
import type { Viewer } from '../../kernel/http/caller.js';
import { common, flag, returnUrl, shippingParams, text } from '../../kernel/http/params.js';
import { type Call, type RouteDefinition, route } from '../../kernel/http/route.js';
import { newId } from '../../kernel/ids.js';
import type { Work } from '../../kernel/scope.js';
import { seconds } from '../../kernel/seconds.js';
import { documents } from '../../kernel/store/documents.js';
import { retrieveRoute } from '../../kernel/store/retrieve-route.js';
import { methods, type OptionsByType } from '../../methods/index.js';
import { defaultChoice, defaultFor } from '../customer-sessions/index.js';
import { mandateDataParams, seenOf } from '../mandates/index.js';
import {
  addPaymentMethod,
  findOrMakePaymentMethod,
  futureUsage,
  type PaymentMethodRow,
  type PaymentMethodSource,
  paymentMethodObject,
  paymentMethodParams,
  publicMethod,
  sourceOf,
} from '../payment-methods/index.js';
import { confirmationTokens as table } from './table.js';

const tokens = documents(table, 'confirmation_token');

/** Time for which a token can be used. */
const LIFETIME_SECONDS = 12 * 3600;

/** The options that a page may collect, by type. */
const collectedOptions = v.strictObject(
  methods.byType(({ options: { inToken, payment } }) => {
    if (inToken.length === 0) return undefined;
    const params = inToken.flatMap((name) => {
      const schema = payment.params[name];
      return schema ? [[name, schema] as const] : [];
    });
    return v.optional(v.strictObject(Object.fromEntries(params)));
  }),
) as v.GenericSchema<unknown, OptionsByType>;

const createParams = v.strictObject({
  ...common,
  ...defaultChoice,
  mandate_data: v.optional(mandateDataParams),
  payment_method: v.optional(text()),
  payment_method_data: v.optional(paymentMethodParams),
  payment_method_options: v.optional(collectedOptions),
  return_url: v.optional(returnUrl),
  setup_future_usage: v.optional(futureUsage),
  shipping: v.optional(shippingParams),
  use_stripe_sdk: v.optional(flag, 'false'),
});

type CreateParams = v.InferOutput<typeof createParams>;

/**
 * Routes of confirmation tokens. A token holds the data that a page collected, for a server to confirm an
 * intent with.
 */
export const routes: RouteDefinition[] = [
  route({
    method: 'POST',
    path: '/v1/confirmation_tokens',
    keys: ['publishable'],
    params: createParams,
    handle: createConfirmationToken,
  }),
  route({
    method: 'POST',
    path: '/v1/test_helpers/confirmation_tokens',
    keys: ['secret'],
    params: createParams,
    handle: createConfirmationToken,
  }),
  retrieveRoute('/v1/confirmation_tokens', tokens),
];

async function createConfirmationToken(call: Call<CreateParams>): Promise<object> {
  const { params } = call;
  const { saved, source } = await paidWith(call, params);
  const body: Stripe.ConfirmationToken = {
    id: newId('ctoken'),
    object: 'confirmation_token',
    created: seconds(call.now),
    expires_at: seconds(call.now) + LIFETIME_SECONDS,
    livemode: call.livemode,
    mandate_data: mandateOf(call),
    metadata: {},
    payment_intent: null,
    payment_method_options: optionsOf(params),
    payment_method_preview: saved ? previewOf(saved) : source && previewOfSource(call, source),
    return_url: params.return_url ?? null,
    setup_future_usage: params.setup_future_usage ?? null,
    setup_intent: null,
    shipping: shippingOf(params),
    use_stripe_sdk: params.use_stripe_sdk,
  };
  await tokens.insert(call, { id: body.id, body, paymentMethodId: saved?.id ?? null, source, used: false });
  return viewOf(body, call.key);
}

interface PaidWith {
  saved: PaymentMethodRow | null;
  source: PaymentMethodSource | null;
}

async function paidWith(call: Call<CreateParams>, params: CreateParams): Promise<PaidWith> {
  const { payment_method: id, payment_method_data: data } = params;
  if (id && data) {
    throw invalidRequest(
      'You may only specify one of these parameters: payment_method, payment_method_data.',
      {
        code: 'parameters_exclusive',
        param: 'payment_method_data',
      },
    );
  }
  if (data) {
    const source = { ...(await sourceOf(call, data)), defaultFor: await defaultFor(call, params) };
    return { saved: null, source };
  }
  if (id) return { saved: await findOrMakePaymentMethod(call, id), source: null };
  throw invalidRequest('Missing required param: payment_method_data.', {
    code: 'parameter_missing',
    param: 'payment_method_data',
  });
}

/** Returns a token's payment method before it is created. */
function previewOf(row: PaymentMethodRow): Stripe.ConfirmationToken.PaymentMethodPreview {
  const { id, object, created, livemode, metadata, ...preview } = paymentMethodObject(row);
  return preview as Stripe.ConfirmationToken.PaymentMethodPreview;
}

const previewOfSource = ({ accountId, livemode, now }: Work, source: PaymentMethodSource) =>
  previewOf({
    ...source,
    id: '',
    accountId,
    livemode,
    createdAt: now,
    customerId: null,
    consumed: false,
    setUp: false,
    defaultFor: null,
  });

function mandateOf(call: Call<CreateParams>): Stripe.ConfirmationToken.MandateData | null {
  const acceptance = call.params.mandate_data?.customer_acceptance;
  if (!acceptance) return null;
  const { type, online } = acceptance;
  const given = online && { ip_address: online.ip_address ?? null, user_agent: online.user_agent ?? null };
  return {
    customer_acceptance: { type, online: online?.infer_from_client ? seenOf(call) : (given ?? null) },
  };
}

function optionsOf({
  payment_method_options: options,
}: CreateParams): Stripe.ConfirmationToken.PaymentMethodOptions | null {
  if (!options) return null;
  return methods.byType(({ type, options: { inToken } }) => {
    const given = options[type] as Record<string, unknown> | undefined;
    if (inToken.length === 0) return undefined;
    return given ? Object.fromEntries(inToken.map((name) => [name, given[name] ?? null])) : null;
  }) as Stripe.ConfirmationToken.PaymentMethodOptions;
}

function shippingOf({ shipping }: CreateParams): Stripe.ConfirmationToken.Shipping | null {
  if (!shipping) return null;
  const { address, name, phone } = shipping;
  return { address, name, phone };
}

/** Returns a token as the requesting key may see it. */
function viewOf(token: Stripe.ConfirmationToken, viewer: Viewer): object {
  const { payment_method_preview: preview } = token;
  if (viewer.kind !== 'publishable' || !preview) return token;
  return { ...token, payment_method_preview: publicMethod(preview as Stripe.PaymentMethod) };
}

/** Returns what a page has collected of the holder of a payment method; `undefined` where there is no such token. */
export const holderInToken = async (
  work: Work,
  id: string,
): Promise<Stripe.PaymentMethod.BillingDetails | undefined> =>
  (await tokens.load(work, id))?.payment_method_preview?.billing_details;

/** A token that was used up for an intent, and the payment method that was created from it. */
export interface SpentToken {
  token: Stripe.ConfirmationToken;
  method: PaymentMethodRow;
}

/**
 * Takes the data that a page collected and uses the token up: it confirms one intent.
 *
 * @throws ApiError 404 `resource_missing`, 400 for one that was used or has expired.
 */
export async function spendConfirmationToken(
  work: Work,
  id: string,
  intent: Partial<Record<'payment_intent' | 'setup_intent', string>>,
): Promise<SpentToken> {
  const { body, used, source, paymentMethodId } = await tokens.lock(work, id);
  if (used) throw unusable(`The ConfirmationToken ${id} was already used. Make a new one for each confirm.`);
  if ((body.expires_at ?? 0) <= seconds(work.now)) {
    throw unusable(`The ConfirmationToken ${id} has expired. Make a new one, and use it within 12 hours.`);
  }
  const token = { ...body, ...intent };
  await tokens.replace(work, id, { used: true, body: token });
  const method = source
    ? await addPaymentMethod(work, source)
    : await findOrMakePaymentMethod(work, `${paymentMethodId}`);
  return { token, method };
}

const unusable = (message: string) => invalidRequest(message, { param: 'confirmation_token' });
