import type { Work } from '../kernel/scope.js';
import { type MethodType, methods } from '../methods/index.js';
import { attachToCustomer } from '../resources/customers/index.js';
import { type Agreement, makeMandate } from '../resources/mandates/index.js';
import {
  addPaymentMethod,
  changePaymentMethod,
  type PaymentMethodRow,
} from '../resources/payment-methods/index.js';

/** A payment method of another type that was created for later payments. */
export interface Generated {
  /** The id of the payment method. */
  method: string;
  mandate: string;
  /** Properties of the charge's or the SetupAttempt's details that name it. */
  details: object;
}

/** The details of one attempt whose holder has agreed to later debits. */
interface Agreed {
  agreement?: Agreement;
}

/** Returns the details of an attempt that keep the holder's consent until they have passed. */
export const withAgreement = (agreement: Agreement): Agreed => ({ agreement });

/** Tells whether a payment method is saved as one of another type. */
export const generatesOther = (type: string): boolean => methods.of(type).generates !== undefined;

/**
 * Creates the payment method that another one is saved as, such as the debit of the account that was paid from, with its
 * mandate, and saves it with the customer. Returns `undefined` where the payment method is saved as itself, or not at all.
 *
 * @param method The payment method, with the details of the attempt.
 */
export async function generate(
  work: Work,
  { type, details, billingDetails, allowRedisplay, defaultFor }: PaymentMethodRow,
  customer: string | null,
): Promise<Generated | undefined> {
  const { savedAs, generates } = methods.of(type);
  const { agreement } = details as Agreed;
  if (!savedAs || !generates || !agreement) return undefined;
  const account = methods.of(savedAs).named(generates, work);
  if (!account) throw new Error(`${savedAs} has no constant ${generates}, which ${type} is saved as.`);
  const added = await addPaymentMethod(work, {
    type: savedAs as MethodType,
    details: account.details,
    billingDetails: { ...billingDetails, ...missingIn(billingDetails, account.holder) },
    metadata: {},
    allowRedisplay,
    defaultFor,
  });
  const kept = await changePaymentMethod(work, added, { setUp: true });
  if (customer) await attachToCustomer(work, kept, customer);
  const { id: mandate } = await makeMandate(work, kept, agreement);
  return {
    method: kept.id,
    mandate,
    details: { [`generated_${savedAs}`]: kept.id, [`generated_${savedAs}_mandate`]: mandate },
  };
}

/** Returns the parts of the known details that were not given. */
const missingIn = <Details extends object>(given: Details, known: Partial<Details> = {}): Partial<Details> =>
  Object.fromEntries(
    Object.entries(known).filter(([name]) => given[name as keyof Details] === null),
  ) as Partial<Details>;
