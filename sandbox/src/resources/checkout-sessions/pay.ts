import type Stripe from 'stripe';
import type { ApiError } from '../../kernel/errors.js';
import type { Call } from '../../kernel/http/route.js';
import {
  type CheckoutMethod,
  changeCheckoutPayment,
  createCheckoutPayment,
  payCheckout,
  payment,
} from '../payment-intents/index.js';
import { createSetup, setUpCheckout, setup } from '../setup-intents/index.js';
import { complete, settlePayment } from './complete.js';
import type { Held, SessionRow } from './store.js';
import { saveSession } from './store.js';

/** What an attempt to complete a session has come to. */
export interface Attempt {
  row: SessionRow;
  /** The error of an attempt that has failed. */
  refusal: ApiError | null;
  /** The intent whose customer has to do something at another place. */
  asking: Stripe.PaymentIntent | Stripe.SetupIntent | null;
}

/** Pays a session in payment mode. It is locked, and so is its intent. */
export async function payNow(
  call: Call<unknown>,
  { intent, row }: Held,
  method: CheckoutMethod,
): Promise<Attempt> {
  const open = intent
    ? await changeCheckoutPayment(call, intent, termsOf(row))
    : await createCheckoutPayment(call, row.id, paramsOf(row));
  const paid = await payCheckout(call, open, method);
  const body = { ...row.body, payment_intent: paid.id };
  const named = await saveSession(call, row, { body, paymentIntentId: paid.id });
  return {
    row: await settlePayment(call, named, paid),
    refusal: paid.last_payment_error ? (payment.answerOf(paid, call.key) as ApiError) : null,
    asking: paid.status === 'requires_action' ? paid : null,
  };
}

const termsOf = (row: SessionRow) => ({
  amount: row.body.amount_total ?? 0,
  customer: row.customerId,
  payment_method_types: row.body.payment_method_types,
  shipping: shippingOf(row),
});

/** Returns the parameters of the payment, as a request would have them. */
function paramsOf(row: SessionRow): Record<string, unknown> {
  const { body, customerId, hidden } = row;
  const { shipping: _, ...data } = hidden.payment_intent_data ?? { metadata: {} };
  const shipping = shippingOf(row);
  return {
    ...sentOf(data),
    amount: String(body.amount_total),
    currency: body.currency,
    payment_method_types: body.payment_method_types,
    ...(hidden.payment_method_options && {
      payment_method_options: sentOf(hidden.payment_method_options),
    }),
    ...(customerId && { customer: customerId }),
    ...(shipping && { shipping: sentOf(shipping) }),
  };
}

function shippingOf({ body, hidden }: SessionRow): Stripe.PaymentIntent.Shipping | null {
  const { shipping_details: details } = body.collected_information ?? {};
  if (!details)
    return (hidden.payment_intent_data?.shipping as Stripe.PaymentIntent.Shipping | undefined) ?? null;
  const phone = body.customer_details?.phone ?? null;
  return {
    address: details.address,
    carrier: null,
    name: details.name,
    phone,
    tracking_number: null,
  } as never;
}

/** Returns an object as a request would send it: numbers are texts, and what is not there is left out. */
export const sentOf = (value: object): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(value).flatMap(([name, part]) =>
      part === null || part === undefined ? [] : [[name, sentPart(part)]],
    ),
  );

const sentPart = (part: unknown): unknown => {
  if (Array.isArray(part)) return part;
  return typeof part === 'object' ? sentOf(part as object) : String(part);
};

/** Saves the payment method of a session in setup mode, or of a subscription that costs nothing yet. */
export async function setUpNow(
  call: Call<unknown>,
  row: SessionRow,
  method: CheckoutMethod,
): Promise<Attempt & { intent: Stripe.SetupIntent }> {
  const { body, customerId, hidden } = row;
  const open = await createSetup(call, {
    ...sentOf(hidden.setup_intent_data ?? {}),
    payment_method_types: body.payment_method_types,
    ...(customerId && { customer: customerId }),
  });
  const intent = await setUpCheckout(call, open, method);
  const isAsking = intent.status === 'requires_action';
  return {
    intent,
    row: isAsking ? await saveSession(call, row, { setupIntentId: intent.id }) : row,
    refusal: intent.last_setup_error ? (setup.answerOf(intent, call.key) as ApiError) : null,
    asking: isAsking ? intent : null,
  };
}

/** Completes a session in setup mode. */
export const completeSetup = (
  call: Parameters<typeof complete>[0],
  row: SessionRow,
  intent: Stripe.SetupIntent,
) => complete(call, row, { payment_status: 'no_payment_required', setup_intent: intent.id });
