import type Stripe from 'stripe';
import { type Params, textIn } from '../../kernel/http/form.js';

/** A field for something that customers tell of themselves. */
export interface DetailsField {
  name: string;
  label: string;
  autocomplete: string;
  value(customer: Stripe.Customer): string;
}

const part = (name: keyof Stripe.Address, label: string, autocomplete: string): DetailsField => ({
  name,
  label,
  autocomplete,
  value: ({ address }) => address?.[name] ?? '',
});

const FIELDS: Record<string, readonly DetailsField[]> = {
  name: [{ name: 'name', label: 'Name', autocomplete: 'name', value: ({ name }) => name ?? '' }],
  email: [{ name: 'email', label: 'Email', autocomplete: 'email', value: ({ email }) => email ?? '' }],
  phone: [{ name: 'phone', label: 'Phone', autocomplete: 'tel', value: ({ phone }) => phone ?? '' }],
  address: [
    part('line1', 'Street and number', 'address-line1'),
    part('line2', 'Flat, floor or the like', 'address-line2'),
    part('postal_code', 'Postal code', 'postal-code'),
    part('city', 'Town', 'address-level2'),
    part('state', 'State or region', 'address-level1'),
    part('country', 'Country (two letters)', 'country'),
  ],
};

/** Returns the fields of the details that a customer may change. */
export const fieldsOf = (allowed: readonly string[]): DetailsField[] =>
  Object.entries(FIELDS).flatMap(([name, fields]) => (allowed.includes(name) ? fields : []));

/** Returns what was sent of them, as parameters of the API. */
export function detailsIn(sent: Params, allowed: readonly string[]): object {
  const typed = (name: string) => textIn(sent, name).trim();
  const plain = ['name', 'email', 'phone'].filter((name) => allowed.includes(name));
  const address = FIELDS.address?.map(({ name }) => [name, typed(name)]) ?? [];
  const isEmpty = address.every(([, value]) => value === '');
  return {
    ...Object.fromEntries(plain.map((name) => [name, typed(name)])),
    ...(allowed.includes('address') && { address: isEmpty ? '' : Object.fromEntries(address) }),
  };
}
