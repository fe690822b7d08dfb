import type { PaymentFollower } from '../../intents/index.js';
import { noteAttempt } from './collect.js';
import { holdInvoice } from './store.js';

/** Takes into an invoice what its customer has done with its payment, such as that they have paid in the merchant's page. */
export const followPayment: PaymentFollower = async (work, id, intent) => {
  const held = await holdInvoice(work, id);
  const isTried = intent.last_payment_error !== null || !NOT_TRIED.includes(intent.status);
  if (['open', 'uncollectible'].includes(String(held.invoice.status)) && isTried)
    await noteAttempt({ ...held, intent }, false);
};

const NOT_TRIED = ['canceled', 'requires_confirmation', 'requires_payment_method'];
