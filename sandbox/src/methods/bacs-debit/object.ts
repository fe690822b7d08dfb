import type Stripe from 'stripe';
import { bacsAccountObject } from '../../../../src/contract/kept-account.js';
import type { MandateChange } from '../attempt.js';
import { referenceOf } from '../debits/mandate-options.js';
import type { StoredAccount } from '../debits/stored-account.js';

/** Returns an account as a payment method shows it. */
export const accountObject = ({ fingerprint, last4 }: StoredAccount): Stripe.PaymentMethod.BacsDebit => ({
  ...bacsAccountObject(last4),
  fingerprint,
});

/** Returns the debited account as the charge shows it. */
export const chargeDetails = (
  account: StoredAccount,
  mandate: string | null,
): Stripe.Charge.PaymentMethodDetails.BacsDebit => ({ ...accountObject(account), mandate });

/** Length of the reference that an instruction to the bank may have, by the rules of Bacs. */
const REFERENCE_LENGTH = 18;

/** Returns a new mandate as the API shows it: its bank has yet to accept it. */
export const mandateDetails = (
  id: string,
  url: string,
  options: object,
): Stripe.Mandate.PaymentMethodDetails.BacsDebit => ({
  display_name: null,
  network_status: 'pending',
  reference: referenceOf(id, options, REFERENCE_LENGTH),
  revocation_reason: null,
  service_user_number: null,
  url,
});

/** Returns the properties of a mandate after a change. */
export function mandateAfter(change: MandateChange): Partial<Stripe.Mandate.PaymentMethodDetails.BacsDebit> {
  switch (change) {
    case 'accepted':
      return { network_status: 'accepted' };
    case 'refused':
      return { network_status: 'refused' };
    case 'ended':
      return { network_status: 'revoked', revocation_reason: 'debit_not_authorized' };
  }
}
