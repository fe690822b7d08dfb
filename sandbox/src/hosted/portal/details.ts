import type Stripe from 'stripe';
import { type Params, textIn } from '../../kernel/http/form.js';
import type { PortalKey } from './texts.js';

/** A field for something that customers tell of themselves. */
export interface DetailsField {
  name: string;
  label: PortalKey;
  autocomplete: string;
  value(customer: Stripe.Customer): string;
}

const part = (name: keyof Stripe.Address, label: PortalKey, autocomplete: string): DetailsField => ({
  name,
  label,
  autocomplete,
  value: ({ address }) => address?.[name] ?? '',
});

const own = (name: 'email' | 'name' | 'phone', autocomplete: string): DetailsField => ({
  name,
  label: name,
  autocomplete,
  value: (customer) => customer[name] ?? '',
});

const FIELDS: Record<string, readonly DetailsField[]> = {
  name: [own('name', 'name')],
  email: [own('email', 'email')],
  phone: [own('phone', 'tel')],
  address: [
    part('line1', 'line1', 'address-line1'),
    part('line2', 'line2', 'address-line2'),
    part('postal_code', 'postal_code', 'postal-code'),
    part('city', 'city', 'address-level2'),
    part('state', 'region', 'address-level1'),
    part('country', 'country', 'country'),
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
