import type { Call } from '../../kernel/http/route.js';
import { checkShares, merchantOf } from '../charging/index.js';
import type { CreateParams } from './params.js';
import type { Session } from './store.js';

/**
 * Checks that what a session takes can be shared between a platform and a connected account, as far as that is known before it is paid.
 *
 * @throws ApiError 400 as for a PaymentIntent.
 */
export async function checkSharing(
  call: Call<unknown>,
  { amount_total: amount, currency }: Pick<Session, 'amount_total' | 'currency'>,
  {
    payment_intent_data: payment,
    setup_intent_data: setup,
  }: Pick<CreateParams, 'payment_intent_data' | 'setup_intent_data'>,
): Promise<void> {
  if (payment && amount !== null) await checkShares(call, { ...payment, amount, currency: String(currency) });
  if (setup?.on_behalf_of) await merchantOf(call, setup.on_behalf_of);
}
