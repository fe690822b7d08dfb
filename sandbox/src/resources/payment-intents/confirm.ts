import type Stripe from 'stripe';
import {
  agreementFor,
  checkMethod,
  generatesOther,
  isKept,
  mandateFor,
  methodFor,
  methodOptions,
  type PaymentParams,
  withAgreement,
} from '../../intents/index.js';
import { forgetAuthentications, hasPassed } from '../../issuer/index.js';
import { invalidRequest } from '../../kernel/errors.js';
import { requireChargeable } from '../../kernel/http/account.js';
import type { Call } from '../../kernel/http/route.js';
import type { Work } from '../../kernel/scope.js';
import { methods } from '../../methods/index.js';
import { merchantOf } from '../charging/index.js';
import { givenMandate, newestMandateOf } from '../mandates/index.js';
import type { PaymentMethodRow } from '../payment-methods/index.js';
import { spendToken } from '../tokens/index.js';
import { attempt } from './attempt.js';
import { payment } from './kind.js';
import { checkTerms } from './method-types.js';

type PaymentIntent = Stripe.PaymentIntent;

/**
 * Confirms an intent: tries to pay it. The caller saves the returned intent.
 *
 * @param given The payment method that was sent; by default the one that the intent already has.
 * @throws ApiError 400 where it can't be tried. One that was tried and failed has a `last_payment_error`.
 */
export async function confirm(
  call: Call<PaymentParams>,
  before: PaymentIntent,
  given?: PaymentMethodRow,
): Promise<PaymentIntent> {
  const { params, key } = call;
  await requireChargeable(call);
  if (before.on_behalf_of) await merchantOf(call, String(before.on_behalf_of));
  const method = await methodFor(call, payment, before, given);
  const forPayment = await detailsForPayment(call, method);
  const intent = changedBy(before, params);
  checkMethod(payment, intent, method, key, payment.about(before, key));
  checkTerms(intent, method, payment.about(before, key));
  refuseUnproven(call, intent, method);
  if (before.status === 'requires_action') await forgetAuthentications(call, before.id);
  return attempt(call, intent, method, {
    offSession: params.off_session,
    methodOptions: params.payment_method_options ?? {},
    forPayment: { ...forPayment, ...agreedIn(call, intent, method) },
    authenticated: await wasAsked(call, before, method),
    errorOnAction: params.error_on_requires_action,
    useSdk: params.use_stripe_sdk,
    returnUrl: params.return_url ?? null,
    origin: call.origin,
    payeeOrigin: shopOf(call),
    mandate: await mandateOf(call, intent, method),
  });
}

/** Returns the origin of the shop's page that asks, where browsers can name it to a payer: that of a page over HTTPS. */
function shopOf({ headers }: Call): string | null {
  const [page = ''] = headers.get('payframe-page-origin')?.split(/[ ,]+/) ?? [];
  return page.startsWith('https://') ? page : null;
}

type Change = Pick<
  PaymentParams,
  'payment_method_options' | 'receipt_email' | 'setup_future_usage' | 'shipping'
>;

/** Returns an intent with the changes of a confirm or an update. */
export const changedBy = (intent: PaymentIntent, params: Change): PaymentIntent => ({
  ...intent,
  payment_method_options: methodOptions(
    payment,
    intent.payment_method_types,
    intent.payment_method_options,
    params.payment_method_options,
  ),
  ...(params.receipt_email !== undefined && { receipt_email: params.receipt_email }),
  ...(params.setup_future_usage !== undefined && { setup_future_usage: params.setup_future_usage }),
  ...(params.shipping !== undefined && { shipping: params.shipping }),
});

// With manual confirmation, the server confirms again after the cardholder was asked.
const wasAsked = async (work: Work, intent: PaymentIntent, method: PaymentMethodRow) =>
  intent.confirmation_method === 'manual' &&
  intent.status === 'requires_confirmation' &&
  (await hasPassed(work, intent.id, method.id));

/**
 * Has the holder of a saved method prove that they have it, where the intent asks for that. A server that confirms
 * without its page has nobody to ask.
 *
 * @throws ApiError 400 `parameter_missing`
 */
function refuseUnproven(
  { params, key }: Call<PaymentParams>,
  intent: PaymentIntent,
  { type, customerId }: PaymentMethodRow,
): void {
  const isFromPage = key.kind === 'publishable' || params.confirmation_token !== undefined;
  if (!isFromPage || customerId === null) return;
  const options = intent.payment_method_options as Partial<Record<string, object>> | null;
  const proof = methods.of(type).provenBy?.(options?.[type] ?? {});
  const given = params.payment_method_options?.[type] as Partial<Record<string, unknown>> | undefined;
  if (proof === undefined || given?.[proof] !== undefined) return;
  const param = `payment_method_options[${type}][${proof}]`;
  throw invalidRequest(
    `Missing required param: ${param}. The PaymentIntent asks for the security code of a saved ${methods.of(type).noun} again.`,
    { code: 'parameter_missing', param, about: payment.about(intent, key) },
  );
}

/**
 * Returns details of a payment method that are true only of this payment, such as that a security code was
 * typed for it.
 */
async function detailsForPayment(call: Call<PaymentParams>, { type }: PaymentMethodRow): Promise<object> {
  const options = call.params.payment_method_options?.[type];
  const known = options && methods.of(type).forPayment?.(options, (id) => spendToken(call, id));
  return (await known) ?? {};
}

/**
 * Returns the mandate of a debit, which needs its holder's consent: named, given now, given before, or given to the
 * page that confirms.
 */
async function mandateOf(
  call: Call<PaymentParams>,
  intent: PaymentIntent,
  method: PaymentMethodRow,
): Promise<string | null> {
  if (!methods.of(method.type).mandate) return null;
  if (call.params.mandate) return givenMandate(call, call.params.mandate, method);
  const consent = consentIn(call);
  const isGivenNow = Boolean(consent.consent) || consent.isAsked;
  return method.setUp && !isGivenNow
    ? newestMandateOf(call, method.id)
    : mandateFor(call, payment, intent, method, consent);
}

const consentIn = ({ params, key }: Call<PaymentParams>) => ({
  consent: params.mandate_data,
  isAsked: key.kind === 'publishable',
});

/** Returns the consent to later debits, where the payment method is saved as an account that is debited. */
const agreedIn = (call: Call<PaymentParams>, intent: PaymentIntent, { type }: PaymentMethodRow): object =>
  generatesOther(type) && isKept(intent, type)
    ? withAgreement(agreementFor(call, payment, intent, consentIn(call)))
    : {};
