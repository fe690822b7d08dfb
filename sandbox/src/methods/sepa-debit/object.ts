import type Stripe from 'stripe';
import { sepaDebitObject } from '../../../../src/contract/kept-account.js';
import type { StoredAccount } from './stored-account.js';

/** Returns an account as a payment method shows it. */
export const accountObject = (account: StoredAccount) => ({
  ...sepaDebitObject(account),
  fingerprint: account.fingerprint,
});

/** Returns the debited account as the charge shows it. */
export const chargeDetails = (
  account: StoredAccount,
  mandate: string | null,
): Stripe.Charge.PaymentMethodDetails.SepaDebit => ({
  bank_code: account.bankCode,
  branch_code: account.branchCode,
  country: account.country,
  fingerprint: account.fingerprint,
  last4: account.last4,
  mandate,
});
