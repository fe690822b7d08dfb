import type { Work } from '../../kernel/scope.js';
import { makeDefault } from '../customers/index.js';
import type { PaymentMethodRow } from '../payment-methods/index.js';
import { changeAs, holdSubscription, ongoingOf } from '../subscriptions/index.js';

/** Makes a payment method what its customer pays with from now on, also for subscriptions that were paid with another one. */
export async function payWith(work: Work, method: PaymentMethodRow): Promise<void> {
  await makeDefault(work, method);
  for (const subscription of await ongoingOf(work, String(method.customerId))) {
    const own = subscription.default_payment_method ?? subscription.default_source;
    if (own === null || own === method.id) continue;
    const held = await holdSubscription(work, subscription.id, 'subscription');
    await changeAs(held, { default_payment_method: method.id }, work.origin);
  }
}
