import type Stripe from 'stripe';
import { invalidRequest } from '../kernel/errors.js';
import type { Viewer } from '../kernel/http/caller.js';
import { sent } from '../kernel/http/params.js';
import type { Call } from '../kernel/http/route.js';
import type { Work } from '../kernel/scope.js';
import { methods, type OptionsByType } from '../methods/index.js';
import { spendConfirmationToken } from '../resources/confirmation-tokens/index.js';
import {
  type Agreement,
  agreementOf,
  type Consent,
  type MandateData,
  makeMandate,
} from '../resources/mandates/index.js';
import {
  addPaymentMethod,
  findOrMakePaymentMethod,
  type PaymentMethodRow,
  refuseConsumed,
  sourceOf,
} from '../resources/payment-methods/index.js';
import type { Intent, IntentKind } from './kind.js';
import type { AttemptParams, PaymentParams } from './params.js';

/**
 * A confirm's payment method, if it has one, and its parameters together with those that a page collected in
 * a token.
 */
interface Confirmation<Params> {
  method: PaymentMethodRow | undefined;
  params: Params;
}

/** The purpose for which a payment method is named or sent. */
interface Purpose {
  /** Payment method that the intent already has: it may be used again for this intent. */
  current?: Intent['payment_method'];
  /** Whether the payment is made now and its payment method is not kept for later ones. */
  paysNow?: boolean;
  /** Finds the customer whose default a new payment method becomes once it is saved with them. */
  defaultFor?(): Promise<string | null>;
}

/**
 * Reads the parameters that confirm an intent: its own, together with those of a confirmation token, which is
 * used up. Where both have a parameter, the intent's own counts.
 *
 * @throws ApiError 400 for more than one payment method, and for one that was used up.
 */
export async function readConfirmation<Params extends AttemptParams, One extends Intent>(
  work: Work,
  { object }: IntentKind<One>,
  intentId: string,
  params: Params,
  purpose: Purpose = {},
): Promise<Confirmation<Params>> {
  const { confirmation_token: id } = params;
  if (!id) return { method: await methodIn(work, params, purpose), params };
  const other = (['payment_method', 'payment_method_data'] as const).find((name) => params[name]);
  if (other) throw exclusive('confirmation_token', other);
  const { token, method } = await spendConfirmationToken(work, id, { [object]: intentId });
  refuseConsumed(method);
  return { method, params: withToken(params, token) };
}

/** Finds or creates the payment method that the parameters name or describe, if they do. */
export async function methodIn(
  work: Work,
  {
    payment_method: id,
    payment_method_data: data,
  }: Pick<AttemptParams, 'payment_method' | 'payment_method_data'>,
  { current, paysNow = false, defaultFor }: Purpose = {},
): Promise<PaymentMethodRow | undefined> {
  if (id && data) throw exclusive('payment_method', 'payment_method_data');
  if (data) {
    const source = await sourceOf(work, data);
    return addPaymentMethod(work, { ...source, defaultFor: await defaultFor?.() }, { paysNow });
  }
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

function withToken<Params extends AttemptParams & Partial<PaymentParams>>(
  params: Params,
  token: Stripe.ConfirmationToken,
): Params {
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

/** Returns the options of a confirm together with those that a page collected in a token. */
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

/** @throws ApiError 400 for a parameter that only makes sense where the intent is confirmed at once. */
export function refuseConfirmOnly<Params extends { confirm: boolean }>(
  params: Params,
  names: readonly (keyof Params & string)[],
): void {
  const param = params.confirm ? undefined : names.find((name) => params[name]);
  if (param) throw invalidRequest(`The parameter ${param} can only be used with confirm=true.`, { param });
}

const SERVER_ONLY = ['capture_method', 'error_on_requires_action', 'mandate', 'off_session'];

/** Parameters of a confirm that a page may not set freely. */
interface Sent {
  payment_method_options?: OptionsByType | undefined;
}

/**
 * Reserves for the server the parameters that keep a payment safe. A person can change what their page sends,
 * and could stop the issuer from asking them.
 *
 * @throws ApiError 400 that names the parameter.
 */
export function refuseFromBrowser(params: Sent, viewer: Viewer): void {
  if (viewer.kind !== 'publishable') return;
  const param = [
    ...SERVER_ONLY.filter((name) => (params as Record<string, unknown>)[name]),
    ...methods.all.flatMap(({ type, options }) =>
      namesIn(params.payment_method_options?.[type])
        .filter((name) => !options.fromBrowser.includes(name))
        .map((name) => `payment_method_options[${type}][${name}]`),
    ),
  ][0];
  if (param === undefined) return;
  throw invalidRequest(
    `A publishable key can't be used to set ${param}. Set it on your server, with a secret key, when the intent is made.`,
    { code: 'secret_key_required', param },
  );
}

const namesIn = (options: object = {}) =>
  Object.entries(options)
    .filter(([, value]) => value !== undefined)
    .map(([name]) => name);

/**
 * Returns the payment method of an attempt: the one that was sent, or the one that the intent already has.
 *
 * @throws ApiError 400 where there is none.
 */
export async function methodFor<One extends Intent>(
  call: Call,
  { name, unexpectedState }: IntentKind<One>,
  intent: One,
  given: PaymentMethodRow | undefined,
): Promise<PaymentMethodRow> {
  if (given) return given;
  if (intent.payment_method) return findOrMakePaymentMethod(call, String(intent.payment_method));
  throw unexpectedState(
    `You cannot confirm this ${name} because it's missing a payment method. You can either update the ${name} with a ` +
      'payment method and then confirm it again, or confirm it again directly with a payment method or ConfirmationToken.',
    intent,
    call.key,
  );
}

/** The consent that a confirm brings. */
export interface GivenConsent {
  consent: Consent | null | undefined;
  /** Whether the page that sent the payment method asked for consent. */
  isAsked: boolean;
}

/**
 * Stores the holder's consent to debits. Returns the mandate's id.
 *
 * @throws ApiError 400 where the holder has not consented.
 */
export const mandateFor = async <One extends Intent>(
  call: Call,
  kind: IntentKind<One>,
  intent: One,
  method: PaymentMethodRow,
  given: GivenConsent,
): Promise<string> =>
  (await makeMandate(call, method, agreementFor(call, kind, intent, given), mandateOptionsOf(intent, method)))
    .id;

/** Returns the options that an intent has for the mandate of a payment method. */
function mandateOptionsOf({ payment_method_options: all }: Intent, { type }: PaymentMethodRow): object {
  const { mandate_options = {} } =
    (all as Partial<Record<string, { mandate_options?: object }>> | null)?.[type] ?? {};
  return mandate_options;
}

/**
 * Reads the holder's consent to debits.
 *
 * @throws ApiError 400 where the holder has not consented.
 */
export function agreementFor<One extends Intent>(
  call: Call,
  kind: IntentKind<One>,
  intent: One,
  { consent, isAsked }: GivenConsent,
): Agreement {
  if (consent || isAsked) return agreementOf(call, consent);
  throw invalidRequest(
    `This ${kind.name} requires a mandate, but no existing mandate was found. Collect mandate acceptance from the customer ` +
      'and try again, providing acceptance data in the mandate_data parameter.',
    { param: 'mandate_data', about: kind.about(intent, call.key) },
  );
}
