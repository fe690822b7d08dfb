import type Stripe from 'stripe';
import {
  type AuthenticationRow,
  endAuthentication,
  type HolderAnswer,
  startAuthentication,
  type Waiting,
  waitsFor,
} from '../issuer/index.js';
import { invalidRequest } from '../kernel/errors.js';
import type { Work } from '../kernel/scope.js';
import { decidedLater, EXPIRED, methods } from '../methods/index.js';
import { isCustomerGone } from '../resources/customers/index.js';
import {
  findPaymentMethod,
  lockPaymentMethod,
  type PaymentMethodRow,
} from '../resources/payment-methods/index.js';
import { customerGone } from './future-usage.js';
import type { Intent, IntentKind } from './kind.js';

/** The way in which the holder of a payment method is asked. */
export interface Question {
  /** Properties of the payment method's details that are true only of this attempt. */
  forPayment: object;
  /** Whether the merchant's page shows the bank's page itself. */
  useSdk: boolean;
  returnUrl: string | null;
  /** The platform's origin, which has the bank's page. */
  origin: string;
  /** Origin of the shop's page, where a page asks. */
  payeeOrigin?: string | null;
}

/**
 * Lets the issuer ask the cardholder, or sends the holder to the page of their bank or wallet, and emits the event. The
 * caller saves the returned intent.
 *
 * @throws ApiError 400 for a redirect without an address to come back to.
 */
export async function ask<One extends Intent>(
  work: Work,
  { object, name }: IntentKind<One>,
  intent: One,
  method: PaymentMethodRow,
  { forPayment, useSdk, returnUrl, origin, payeeOrigin = null }: Question,
): Promise<One> {
  const { flow, name: methodName } = methods.of(method.type);
  const redirects = flow === 'redirect';
  if (redirects && !returnUrl) throw needsReturnUrl(name, methodName);
  const action = await startAuthentication(work, {
    intent: object,
    intentId: intent.id,
    paymentMethodId: method.id,
    forPayment,
    useSdk: useSdk && !redirects,
    returnUrl,
    origin,
    payeeOrigin,
  });
  const after: One = { ...intent, next_action: { ...action }, status: 'requires_action' };
  work.outbox.emit(`${object}.requires_action`, after);
  return after;
}

const needsReturnUrl = (intent: string, method: string) =>
  invalidRequest(
    `${method} sends the customer to another page: confirm this ${intent} with a return_url, the address of the page that ` +
      'they come back to.',
    { code: 'parameter_missing', param: 'return_url' },
  );

export type FailError = Pick<Stripe.PaymentIntent.LastPaymentError, 'code' | 'message' | 'param' | 'type'>;

/** The steps of one kind of intent when its cardholder has answered. */
export interface Waits<One extends Intent> extends Pick<Waiting, 'describe'> {
  kind: IntentKind<One>;
  /** Tells whether the payment method would be saved for the intent's customer, who then has to exist. */
  needsCustomer(intent: One): boolean;
  /** Continues after the cardholder has passed. */
  goOn(work: Work, intent: One, method: PaymentMethodRow): Promise<One>;
  /** Marks the attempt as failed. */
  fail(
    work: Work,
    intent: One,
    method: PaymentMethodRow,
    why: { error: FailError; passed: boolean },
  ): Promise<One>;
  /** Error message for a cardholder who has not passed. */
  notPassed: string;
}

/** Applies a holder's answer to the issuer. Returns `undefined` where the intent no longer waits for it. */
export async function settleAsked<One extends Intent>(
  work: Work,
  waits: Waits<One>,
  authentication: AuthenticationRow,
  answer: HolderAnswer,
): Promise<'failed' | 'succeeded' | undefined> {
  const { kind } = waits;
  const { body: before } = await kind.store.lock(work, authentication.intentId);
  if (!waitsFor(before, authentication.id)) return undefined;
  const method = await askedMethod(work, authentication);
  const after = await answered(work, waits, before, method, answer);
  await kind.store.replace(work, after.id, { body: after });
  return after.status === 'requires_payment_method' ? 'failed' : 'succeeded';
}

function answered<One extends Intent>(
  work: Work,
  waits: Waits<One>,
  before: One,
  method: PaymentMethodRow,
  answer: HolderAnswer,
): Promise<One> {
  switch (answer) {
    case 'complete':
      return goOn(work, waits, before, method);
    case 'succeed_later':
    case 'fail_later':
      return goOn(work, waits, before, {
        ...method,
        details: { ...method.details, ...decidedLater(answer) },
      });
    case 'expire':
      return waits.fail(work, before, method, { error: { ...EXPIRED, type: 'card_error' }, passed: false });
    case 'fail':
      return notAuthenticated(work, waits, before, method);
  }
}

/** Continues after the holder has passed, unless their payment method was to be saved for a deleted customer. */
export const goOn = async <One extends Intent>(
  work: Work,
  waits: Waits<One>,
  before: One,
  method: PaymentMethodRow,
): Promise<One> =>
  waits.needsCustomer(before) && (await isCustomerGone(work, before.customer))
    ? notSaved(work, waits, before, method)
    : waits.goOn(work, { ...before, next_action: null }, method);

/** Locks the payment method of an attempt, and adds the details that are true only of it. */
export async function askedMethod(
  work: Work,
  { paymentMethodId, forPayment }: AuthenticationRow,
): Promise<PaymentMethodRow> {
  const method = await lockPaymentMethod(work, paymentMethodId);
  return { ...method, details: { ...method.details, ...forPayment } };
}

function notSaved<One extends Intent>(
  work: Work,
  { kind, fail }: Waits<One>,
  intent: One,
  method: PaymentMethodRow,
): Promise<One> {
  const { code = '', message, param = '' } = customerGone(kind.name).body.error;
  const error = { code, message, param, type: 'invalid_request_error' };
  return fail(work, intent, method, { error, passed: true });
}

function notAuthenticated<One extends Intent>(
  work: Work,
  { kind, fail, notPassed }: Waits<One>,
  intent: One,
  method: PaymentMethodRow,
): Promise<One> {
  const code = `${kind.object}_authentication_failure`;
  const error = { code, message: notPassed, type: 'invalid_request_error' };
  return fail(work, intent, method, { error, passed: false });
}

/**
 * Gives up an authentication because the cardholder closed the bank's page. An intent that no longer waits
 * for it stays as it is. The intent has to be locked.
 */
export async function cancelAuthentication<One extends Intent>(
  work: Work,
  waits: Waits<One>,
  before: One,
  authenticationId: string,
): Promise<One> {
  if (!waitsFor(before, authenticationId)) return before;
  const method = await findPaymentMethod(work, String(before.payment_method));
  const after = await notAuthenticated(work, waits, before, method);
  await waits.kind.store.replace(work, after.id, { body: after });
  await endAuthentication(work, authenticationId, 'canceled');
  return after;
}
