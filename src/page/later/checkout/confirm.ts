import type { JsonObject } from '../../../wire/index.js';
import type { PayframeError } from '../../errors.js';
import { copyOptions } from '../../input/options.js';
import type { CallOutcome } from '../../link/frame-link.js';
import { leave } from '../../methods/redirect.js';
import type {
  CheckoutActions,
  CheckoutConfirmOptions,
  CheckoutResult,
  Payframe,
  PayframeElements,
} from '../../types/index.js';
import { customerParams } from './customer.js';
import { type Explain, ofPayment } from './errors.js';
import type { LiveSession } from './session.js';

type Result = Awaited<ReturnType<CheckoutActions['confirm']>>;
type PaymentError = NonNullable<Result['error']>;

/** Pays. `inTurn` runs it after the actions before it. */
export type Confirm = (
  options: CheckoutConfirmOptions | undefined,
  inTurn: (
    action: () => Promise<CheckoutResult<PaymentError>>,
    explain: Explain<PaymentError>,
  ) => Promise<Result>,
) => Promise<Result>;

/** Options of Stripe.js for Elements, and features of sessions, that this version lacks. */
const MISSING = ['expressCheckoutConfirmEvent', 'formConfirmEvent', 'onRequiresApproval'];

const failed = (message: string): Result => ({ type: 'error', error: { message, code: null } });

/** Creates the action that pays. */
export function createConfirm(
  { ask, now, page, settle }: LiveSession,
  elements: PayframeElements,
  {
    createConfirmationToken,
    handleNextAction,
  }: Pick<Payframe, 'createConfirmationToken' | 'handleNextAction'>,
): Confirm {
  let isPaying = false;

  async function pay(options: CheckoutConfirmOptions): Promise<Result> {
    const given = copyOptions(options, 'options');
    const unknown = MISSING.find((name) => given[name]);
    if (unknown) return failed(`confirm takes no ${unknown} in this version of Payframe.`);
    const { billingAddress, email, paymentMethod, phoneNumber, redirect, returnUrl, shippingAddress } =
      options;
    const saves = options.savePaymentMethod;
    const told = customerParams({ billingAddress, email, phoneNumber, shippingAddress });
    const method = paymentMethod ? { payment_method: paymentMethod } : await typed(told, saves, returnUrl);
    if (method instanceof Error) return { type: 'error', error: ofPayment(method as PayframeError) };
    const outcome = await completed({ ...told, ...method, ...(returnUrl && { return_url: returnUrl }) });
    const result = await settle(outcome, ofPayment);
    if (result.type === 'success' && redirect !== 'if_required') await leave(returnUrl ?? page().return_url);
    return result;
  }

  /** Makes a token of what is in the Payment Element, where the session takes a payment method. */
  async function typed(
    told: JsonObject,
    saves?: boolean,
    return_url?: string,
  ): Promise<JsonObject | PayframeError> {
    if (!elements.getElement('payment') && !page().amount_total) return {};
    const { error } = await elements.submit();
    if (error) return error;
    const { billingAddress: billing, email, phoneNumber: phone } = now();
    const holder = {
      ...(email && { email }),
      ...(phone && { phone }),
      ...(billing?.name && { name: billing.name }),
      ...(billing && { address: billing.address }),
      ...holderIn(told),
    };
    const made = await createConfirmationToken({
      elements,
      params: {
        payment_method_data: {
          billing_details: holder,
          ...(saves !== undefined && { allow_redisplay: saves ? 'always' : 'limited' }),
        },
        ...(saves && { setup_future_usage: 'off_session' }),
        ...(return_url && { return_url }),
      },
    });
    return made.error ?? { confirmation_token: made.confirmationToken.id };
  }

  /** Completes the session, with what the bank asks of the customer. */
  async function completed(params: JsonObject): Promise<CallOutcome> {
    const expected = page().amount_total;
    const outcome = await ask(
      'confirm',
      { ...params, ...(expected !== null && { expected_amount: expected }) },
      randomKey(),
    );
    // The answer was lost, or says why the card was refused: the session knows what became of the payment.
    if (outcome.error) {
      const seen = await ask('open');
      return outcome.error.type === 'api_connection_error' && page().status === 'complete' ? seen : outcome;
    }
    const secret = page().next_action_client_secret;
    if (!secret) return outcome;
    const { error } = await handleNextAction({ clientSecret: secret });
    const seen = await ask('open');
    return error && page().status === 'open' ? { error: error as CallOutcome['error'] & object } : seen;
  }

  return (options = {}, inTurn) => {
    if (isPaying) return Promise.resolve(failed('The checkout is being confirmed already.'));
    isPaying = true;
    return inTurn(() => pay(options), ofPayment).finally(() => {
      isPaying = false;
    });
  };
}

/** Returns the parts of a payment method's holder that a page tells while it pays. */
function holderIn({ billing_details: billing, email, phone }: JsonObject): JsonObject {
  return { ...(email && { email }), ...(phone && { phone }), ...(billing as JsonObject | undefined) };
}

/** Returns a name for one attempt to pay, which nobody can guess. */
const randomKey = (): string => crypto.getRandomValues(new Uint32Array(4)).join('-');
