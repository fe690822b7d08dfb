import type Stripe from 'stripe';
import type { Loader } from '../../kernel/resource.js';
import { asAccount } from '../../kernel/transaction.js';
import { feeOfCharge } from '../application-fees/index.js';
import { charges } from '../charges/index.js';
import { transferOfPayment } from '../transfers/index.js';

/** Loads the payment that a transfer of the caller is at its destination. */
export const loadPayment: Loader = async (call, id) => {
  const transfer = await transferOfPayment(call, id);
  return transfer && charges.load(asAccount(call, transfer.destinationId), id);
};

/** Loads a charge of the caller, or one of a connected account from which the caller has a fee. */
export const loadCharge: Loader = async (call, id): Promise<Stripe.Charge | undefined> => {
  const own = await charges.load(call, id);
  if (own) return own;
  const fee = await feeOfCharge(call, id);
  return fee && charges.load(asAccount(call, fee.payerId), id);
};
