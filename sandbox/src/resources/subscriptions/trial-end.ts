import { payingMethod } from '../invoices/index.js';
import { end } from './cancel.js';
import { paused } from './pause.js';
import type { Held } from './store.js';

/**
 * Ends a trial for which there may be nothing to pay with.
 *
 * @returns Whether the subscription goes on, and is billed.
 */
export async function endTrial(held: Held): Promise<boolean> {
  const { customer, subscription, work } = held;
  const behavior = subscription.trial_settings?.end_behavior.missing_payment_method;
  if (behavior === 'create_invoice' || subscription.collection_method === 'send_invoice') return true;
  if (await payingMethod(work, customer, subscription)) return true;
  if (behavior === 'cancel') await end(held, null);
  else await paused(work, subscription, 'trial_end_without_payment_method');
  return false;
}
