import type { JsonObject } from '../../../wire/index.js';
import { copyOptions } from '../../input/options.js';
import type { CheckoutContact, CheckoutTaxIdInfo } from '../../types/index.js';

/** What a page may tell of its customer, with the API's name of each. */
const PARAMS = {
  billingAddress: 'billing_details',
  businessName: 'business_name',
  email: 'email',
  individualName: 'individual_name',
  phoneNumber: 'phone',
  shippingAddress: 'shipping_details',
  taxId: 'tax_id',
} as const;

type Customer = {
  [Name in keyof typeof PARAMS]?:
    | (Name extends `${string}Address`
        ? CheckoutContact
        : Name extends 'taxId'
          ? CheckoutTaxIdInfo['taxId']
          : string)
    | null;
};

/** Returns parameters of what a page tells of its customer. `null` takes a part away, which the API does with empty text. */
export function customerParams(customer: Customer): JsonObject {
  const told = copyOptions(customer, 'customer');
  return Object.fromEntries(
    Object.entries(PARAMS).flatMap(([name, param]) => (name in told ? [[param, told[name] ?? '']] : [])),
  );
}
