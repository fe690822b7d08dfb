import type { Work } from '../../kernel/scope.js';
import { methods } from '../../methods/index.js';
import type { PaymentMethodRow } from './object.js';
import { addPaymentMethod, NOBODY } from './params.js';

/**
 * Makes the payment method that a constant of test mode stands for, such as `pm_card_visa` or `pm_success_de`: a new one
 * each time. Nothing where the id is no such constant.
 */
export async function makeTestPaymentMethod(work: Work, id: string): Promise<PaymentMethodRow | undefined> {
  if (work.livemode) return undefined;
  for (const { type, named } of methods.all) {
    const made = named(id, work);
    if (!made) continue;
    return addPaymentMethod(work, {
      type,
      details: made.details,
      billingDetails: { ...NOBODY, ...made.holder },
      metadata: {},
      allowRedisplay: 'unspecified',
    });
  }
  return undefined;
}
