import type Stripe from 'stripe';
import {
  type AttemptParams,
  agreementFor,
  ask,
  awaitDeposits,
  checkMethod,
  generatesOther,
  mandateFor,
  methodFor,
  optionsForAttempt,
  withAgreement,
} from '../../intents/index.js';
import { requireChargeable } from '../../kernel/http/account.js';
import type { Call } from '../../kernel/http/route.js';
import { methods } from '../../methods/index.js';
import { type PaymentMethodRow, refuseConsumed } from '../payment-methods/index.js';
import { beginAttempt } from '../setup-attempts/index.js';
import { fail, giveUp, succeed } from './finish.js';
import { setup } from './kind.js';

type SetupIntent = Stripe.SetupIntent;

/**
 * Confirms an intent: tries to set up a payment method. The caller saves the returned intent.
 *
 * @param given The payment method that was sent; by default the one that the intent already has.
 * @throws ApiError 400 where it can't be tried. One that was tried and failed has a `last_setup_error`.
 */
export async function confirm(
  call: Call<AttemptParams>,
  before: SetupIntent,
  given: PaymentMethodRow | undefined,
): Promise<SetupIntent> {
  await requireChargeable(call);
  const method = await methodFor(call, setup, before, given);
  refuseConsumed(method);
  checkMethod(setup, before, method, call.key, setup.about(before, call.key));
  await giveUp(call, before);
  const mandate = methods.of(method.type).mandate
    ? await mandateFor(call, setup, before, method, consentIn(call))
    : null;
  const attempt = await beginAttempt(call, before, method);
  const intent: SetupIntent = {
    ...before,
    last_setup_error: null,
    latest_attempt: attempt.id,
    mandate,
    next_action: null,
    payment_method: method.id,
  };
  return setUp(call, intent, method);
}

// A page that creates a confirmation token asks for consent, as one that confirms does.
const consentIn = ({ params, key }: Call<AttemptParams>) => ({
  consent: params.mandate_data,
  isAsked: params.confirmation_token !== undefined || key.kind === 'publishable',
});

/** Asks for the set-up, and applies its result. */
function setUp(
  call: Call<AttemptParams>,
  intent: SetupIntent,
  method: PaymentMethodRow,
): Promise<SetupIntent> {
  const { type } = method;
  const { params, origin } = call;
  const result = methods.of(type).setUp(method, {
    authenticated: false,
    options: optionsForAttempt(type, intent.payment_method_options, params.payment_method_options),
  });
  switch (result.end) {
    case 'asks':
      return ask(call, setup, intent, method, {
        forPayment: generatesOther(type)
          ? withAgreement(agreementFor(call, setup, intent, consentIn(call)))
          : {},
        useSdk: params.use_stripe_sdk,
        returnUrl: params.return_url ?? null,
        origin,
      });
    case 'deposits':
      return awaitDeposits(call, setup, intent, method, result, {
        mandate: intent.mandate && String(intent.mandate),
        forPayment: {},
        origin,
      });
    case 'failed':
      return fail(call, intent, method, { ...result.error, type: 'card_error' }, result.details);
    case 'succeeded':
      return succeed(call, intent, method, result.details);
  }
}
