import type Stripe from 'stripe';
import { BANK_NAME, usAccountObject } from '../../../../src/contract/kept-account.js';
import { usAccounts } from '../../../../src/contract/test-us-accounts.js';
import type { UsAccount } from './stored-account.js';

/** Returns an account as a payment method shows it. */
export const accountObject = (account: UsAccount): Stripe.PaymentMethod.UsBankAccount => ({
  ...usAccountObject(account),
  fingerprint: account.fingerprint,
});

/** Returns the debited account as the charge shows it. */
export const chargeDetails = (
  account: UsAccount,
  mandate: string | null,
): Stripe.Charge.PaymentMethodDetails.UsBankAccount => ({
  account_holder_type: account.holderType,
  account_type: account.accountType,
  bank_name: BANK_NAME,
  fingerprint: account.fingerprint,
  last4: account.last4,
  ...(mandate && { mandate }),
  payment_reference: null,
  routing_number: usAccounts.bankCode,
});
