/** What a shop's server opens before its page can confirm anything. */
import type { Sandbox } from '../../sandbox/src/index.js';
import { officialClient } from '../sandbox/official.js';

/** An intent, and what has been received for it. */
export async function makeIntent(sandbox: Sandbox) {
  const stripe = officialClient(sandbox);
  const { id, client_secret } = await stripe.paymentIntents.create({
    amount: 1099,
    currency: 'eur',
    payment_method_types: ['card'],
  } as never);
  const received = async () => (await stripe.paymentIntents.retrieve(id)).amount_received;
  return { id, secret: client_secret as string, received };
}
