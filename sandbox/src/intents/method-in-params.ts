import type Stripe from 'stripe';
import { invalidRequest } from '../kernel/errors.js';
import { sent } from '../kernel/http/params.js';
import type { Work } from '../kernel/scope.js';
import { methods, type OptionsByType } from '../methods/index.js';
import { spendConfirmationToken } from '../resources/confirmation-tokens/index.js';
import type { MandateData } from '../resources/mandates/index.js';
import {
  findOrMakePaymentMethod,
  makePaymentMethod,
  type PaymentMethodRow,
  refuseConsumed,
} from '../resources/payment-methods/index.js';
import type { PaymentParams } from './params.js';

type PaymentIntent = Stripe.PaymentIntent;

/** What a confirm was sent: the payment method, where there is one, and what else was collected along with it. */
export interface Brought<Params> {
  method: PaymentMethodRow | undefined;
  params: Params;
}

/** For what a payment method is named or brought. */
interface Purpose {
  /** The one that the intent has already: it may be used for this intent again. */
  current?: PaymentIntent['payment_method'];
  /** The payment is made now, and its payment method is not kept for later ones. */
  paysNow?: boolean;
}

/**
 * Reads what a confirm brings, of itself or in a confirmation token, which is used up by it. What is said in both counts as
 * the confirm says it.
 *
 * @throws ApiError 400 for more than one payment method, and for one that was used up.
 */
export async function broughtBy<Params extends PaymentParams>(
  work: Work,
  params: Params,
  payment_intent: string,
  purpose: Purpose,
): Promise<Brought<Params>> {
  const { confirmation_token: id } = params;
  if (!id) return { method: await methodIn(work, params, purpose), params };
  const other = (['payment_method', 'payment_method_data'] as const).find((name) => params[name]);
  if (other) throw exclusive('confirmation_token', other);
  const { token, method } = await spendConfirmationToken(work, id, { payment_intent });
  refuseConsumed(method);
  return { method, params: withToken(params, token) };
}

/** The payment method that parameters name or bring, if they do. */
export async function methodIn(
  work: Work,
  {
    payment_method: id,
    payment_method_data: data,
  }: Pick<PaymentParams, 'payment_method' | 'payment_method_data'>,
  { current, paysNow = false }: Purpose = {},
): Promise<PaymentMethodRow | undefined> {
  if (id && data) throw exclusive('payment_method', 'payment_method_data');
  if (data) return makePaymentMethod(work, data, { paysNow });
  if (!id) return undefined;
  const method = await findOrMakePaymentMethod(work, id);
  if (id !== current) refuseConsumed(method);
  return method;
}

const exclusive = (one: string, other: string) =>
  invalidRequest(`You may only specify one of these parameters: ${one}, ${other}.`, {
    code: 'parameters_exclusive',
    param: other,
  });

function withToken<Params extends PaymentParams>(params: Params, token: Stripe.ConfirmationToken): Params {
  return {
    ...params,
    mandate_data: params.mandate_data ?? mandateDataOf(token),
    payment_method_options: optionsWith(params.payment_method_options, token.payment_method_options),
    return_url: params.return_url ?? token.return_url ?? undefined,
    setup_future_usage: params.setup_future_usage ?? token.setup_future_usage ?? undefined,
    shipping: params.shipping ?? shippingOf(token),
    use_stripe_sdk: params.use_stripe_sdk || token.use_stripe_sdk,
  };
}

/** The options of a confirm, with what a page has collected in a token. */
function optionsWith(given: OptionsByType = {}, collected: object | null): OptionsByType {
  const inToken = collected as Partial<Record<string, object | null>> | null;
  return methods.byType(({ type }) => {
    const kept = Object.entries(inToken?.[type] ?? {}).filter(([, value]) => value !== null);
    const options = { ...Object.fromEntries(kept), ...sent(given[type] ?? {}) };
    return Object.keys(options).length > 0 ? options : given[type];
  });
}

function mandateDataOf({ mandate_data: data }: Stripe.ConfirmationToken): MandateData | undefined {
  if (!data) return undefined;
  const { type, online } = data.customer_acceptance;
  return {
    customer_acceptance: {
      type: type as MandateData['customer_acceptance']['type'],
      online: online
        ? { ip_address: online.ip_address ?? undefined, user_agent: online.user_agent ?? undefined }
        : undefined,
    },
  };
}

function shippingOf({ shipping }: Stripe.ConfirmationToken): PaymentParams['shipping'] {
  if (!shipping) return undefined;
  const { address, name, phone = null } = shipping;
  return { address, name, phone, carrier: null, tracking_number: null };
}
