import type Stripe from 'stripe';
import type { ElementsSession } from '../../../../src/contract/elements-session.js';
import type { Occasion } from '../../../../src/contract/offered-methods.js';
import { type IntentKind, OPEN, refuseTwoLists } from '../../intents/index.js';
import { invalidRequest } from '../../kernel/errors.js';
import type { Call } from '../../kernel/http/route.js';
import { checkAmount } from '../charges/index.js';
import { customerOf } from '../customers/index.js';
import { occasionOf, payment } from '../payment-intents/index.js';
import { setUpOccasionOf, setup } from '../setup-intents/index.js';
import { paymentOfCheckout } from './checkout.js';
import type { DeferredIntent, SessionParams } from './params.js';
import type { Source } from './source.js';

/** Options of a payment by the name of their type. */
type OptionsByName = Partial<Record<string, object>>;

/** What a Payment Element is for: an intent, or one that is created later. */
export interface Subject
  extends Pick<
    ElementsSession,
    'amount' | 'capture_method' | 'currency' | 'intent' | 'mode' | 'setup_future_usage'
  > {
  occasion: Occasion;
  /** Customer of the intent; `undefined` for one that is created later, whose customer is not known. */
  customer: string | null | undefined;
  /** The account that a payment is settled for, where the page's own is not. */
  merchant: string | null;
  options: OptionsByName;
}

/** What is known of it before the account's configuration and the payer's country. */
interface Described extends Omit<Subject, 'occasion'> {
  occasion: Omit<Occasion, 'country' | 'switchedOn'>;
}

/**
 * Reads what a Payment Element is for.
 *
 * @throws ApiError 404 `resource_missing` for a wrong client secret; 400 for an intent that can't be confirmed any more,
 * and for an incomplete description of a later one.
 */
export async function subjectOf(call: Call<SessionParams>, source: Source): Promise<Subject> {
  const { client_secret: secret, deferred_intent: deferred, country = null } = call.params;
  if (secret && deferred) {
    throw invalidRequest('You may only specify one of these parameters: client_secret, deferred_intent.', {
      code: 'parameters_exclusive',
      param: 'deferred_intent',
    });
  }
  if (deferred) {
    refuseTwoLists(deferred);
    return completed(describeLater(deferred), await source.switchedOnLater(deferred), country);
  }
  if (secret?.startsWith('cs_'))
    return completed(describeLater(await paymentOfCheckout(call, secret)), null, country);
  if (secret) {
    const intent = await intentOf(call, secret, source);
    const described = intent.object === 'payment_intent' ? describePayment(intent) : describeSetUp(intent);
    return completed(described, await source.switchedOn(intent), country);
  }
  throw invalidRequest('Missing required param: client_secret, or deferred_intent.', {
    code: 'parameter_missing',
    param: 'client_secret',
  });
}

const completed = (described: Described, switchedOn: string[] | null, country: string | null): Subject => ({
  ...described,
  occasion: { ...described.occasion, switchedOn, country },
});

async function intentOf(
  call: Call<SessionParams>,
  secret: string,
  source: Source,
): Promise<Stripe.PaymentIntent | Stripe.SetupIntent> {
  const id = secret.split('_secret_')[0] ?? '';
  if (id.startsWith('pi_')) return openIntent(call, payment, await source.findIntent(payment, id));
  if (id.startsWith('seti_')) return openIntent(call, setup, await source.findIntent(setup, id));
  throw invalidRequest(
    'Invalid client_secret: it has to be the client secret of a PaymentIntent (pi_…_secret_…), a SetupIntent (seti_…_secret_…) or a ' +
      'Checkout Session (cs_…_secret_…).',
    { param: 'client_secret' },
  );
}

/** @throws ApiError 404 for a wrong client secret, and 400 for an intent that can't be confirmed any more. */
function openIntent<One extends Stripe.PaymentIntent | Stripe.SetupIntent>(
  call: Call<SessionParams>,
  kind: IntentKind<One>,
  intent: One,
): One {
  kind.checkSecret(call, intent);
  if (OPEN.includes(intent.status)) return intent;
  throw kind.unexpectedState(
    `A Payment Element can't be shown for this ${kind.name}, because it has a status of ${intent.status}. Make a new ` +
      `${kind.name}: one with one of the following statuses can be paid: ${OPEN.join(', ')}.`,
    intent,
    call.key,
  );
}

const describePayment = (intent: Stripe.PaymentIntent): Described => ({
  mode: 'payment',
  intent: { id: intent.id, object: intent.object, status: intent.status },
  amount: intent.amount,
  currency: intent.currency,
  setup_future_usage: intent.setup_future_usage as Subject['setup_future_usage'],
  capture_method: intent.capture_method as Subject['capture_method'],
  customer: customerOf(intent),
  merchant: idOf(intent.on_behalf_of),
  options: (intent.payment_method_options ?? {}) as OptionsByName,
  occasion: { ...occasionOf(intent), allowed: intent.payment_method_types, excluded: null },
});

const describeSetUp = (intent: Stripe.SetupIntent): Described => ({
  mode: 'setup',
  intent: { id: intent.id, object: intent.object, status: intent.status },
  amount: null,
  currency: null,
  setup_future_usage: intent.usage as Subject['setup_future_usage'],
  capture_method: null,
  customer: customerOf(intent),
  merchant: idOf(intent.on_behalf_of),
  options: (intent.payment_method_options ?? {}) as OptionsByName,
  occasion: { ...setUpOccasionOf(intent), allowed: intent.payment_method_types, excluded: null },
});

const idOf = (account: string | Stripe.Account | null): string | null =>
  typeof account === 'object' ? (account?.id ?? null) : account;

function describeLater(deferred: DeferredIntent): Described {
  const { mode, setup_future_usage: usage = null, payment_method_options: options = {} } = deferred;
  const later = {
    mode,
    intent: null,
    customer: undefined,
    merchant: deferred.on_behalf_of ?? null,
    options: options as OptionsByName,
  };
  const lists = {
    allowed: deferred.payment_method_types ?? deferred.allowed_payment_method_types ?? null,
    excluded: deferred.excluded_payment_method_types ?? null,
  };
  if (mode === 'setup') {
    const { currency = null } = deferred;
    return {
      ...later,
      amount: null,
      currency,
      setup_future_usage: usage ?? 'off_session',
      capture_method: null,
      occasion: { ...setUpOccasionOf({}), ...lists, currency },
    };
  }
  const { capture_method = 'automatic_async' } = deferred;
  const described = {
    ...priceOf(deferred),
    // What is subscribed to is paid again.
    setup_future_usage: usage ?? (mode === 'subscription' ? ('off_session' as const) : null),
    capture_method,
  };
  const occasion = occasionOf({ ...described, payment_method_options: options });
  return { ...later, ...described, occasion: { ...occasion, ...lists } };
}

/** @throws ApiError 400 for an amount or a currency that is missing, or that no payment can have. */
function priceOf({ mode, amount, currency }: DeferredIntent): { amount: number; currency: string } {
  if (amount === undefined) throw incomplete('amount', mode);
  if (currency === undefined) throw incomplete('currency', mode);
  // A subscription can begin with a free trial.
  if (mode === 'payment' || amount > 0) checkAmount(amount, currency, 'deferred_intent[amount]');
  return { amount, currency };
}

const incomplete = (name: string, mode: string) =>
  invalidRequest(`Missing required param: deferred_intent[${name}]. The mode ${mode} needs it.`, {
    code: 'parameter_missing',
    param: `deferred_intent[${name}]`,
  });
