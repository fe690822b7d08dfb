import { invalidRequest } from '../../kernel/errors.js';
import type { Work } from '../../kernel/scope.js';
import { checkPageSecret, paysNow, sessions, takesMethod, usageOf } from '../checkout-sessions/index.js';
import type { DeferredIntent } from './params.js';

/**
 * Describes the payment of a Checkout Session, which is created when its customer pays.
 *
 * @throws ApiError 404 for a wrong client secret; 400 for a session that takes no payment method, or none any more.
 */
export async function paymentOfCheckout(work: Work, secret: string): Promise<DeferredIntent> {
  const row = await sessions.find(work, secret.split('_secret_')[0] ?? '', 'client_secret');
  checkPageSecret(row, secret);
  const { body, hidden } = row;
  const refuse = (reason: string) =>
    invalidRequest(`A Payment Element can't be shown for this Checkout Session, because ${reason}.`, {
      param: 'client_secret',
    });
  if (body.status !== 'open') throw refuse(`it is ${body.status}: create another one`);
  if (!takesMethod(row)) throw refuse('nothing is paid, and no payment method is saved');
  const types = { payment_method_types: body.payment_method_types as DeferredIntent['payment_method_types'] };
  const currency = body.currency ?? undefined;
  if (!paysNow(row)) return { ...types, mode: 'setup', currency };
  return {
    ...types,
    mode: body.mode as 'payment' | 'subscription',
    amount: body.amount_total ?? 0,
    currency,
    setup_future_usage: body.mode === 'payment' ? usageOf(row) : undefined,
    capture_method: hidden.payment_intent_data?.capture_method,
  };
}
