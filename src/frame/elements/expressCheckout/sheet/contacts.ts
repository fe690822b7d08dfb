import type { Contact } from '../wallet-session.js';

const person = (
  name: string,
  phone: string,
  [line1, city, state, postal_code, country]: [string, string, string, string, string],
): Contact => ({
  name,
  email: `${name.toLowerCase().replaceAll(' ', '.')}@example.com`,
  phone,
  address: { line1, line2: null, city, state, postal_code, country },
});

/** The people of the simulated wallet. Their addresses do not exist. */
export const CONTACTS: Contact[] = [
  person('Jenny Rosen', '+15555550100', ['510 Example Street', 'San Francisco', 'CA', '94110', 'US']),
  person('Chris Miller', '+15555550101', ['27 Sample Avenue', 'Austin', 'TX', '78701', 'US']),
  person('Erika Muster', '+4930555501', ['Musterweg 12', 'Berlin', '', '10115', 'DE']),
  person('Alex Sample', '+442055550102', ['4 Example Road', 'London', '', 'N1 7AA', 'GB']),
  person('Taro Yamada', '+81355550103', ['1-2-3 Example', 'Minato-ku', 'Tokyo', '105-0011', 'JP']),
];

/** Returns an address in one line. */
export const lineOf = ({ name, address }: Contact): string =>
  [name, address.line1, address.city, address.state, address.postal_code, address.country]
    .filter(Boolean)
    .join(', ');
