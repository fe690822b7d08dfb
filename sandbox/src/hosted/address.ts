import type Stripe from 'stripe';
import type { Language } from './language.js';

type Address = Partial<Record<keyof Stripe.Address, string | null>>;

/** Returns an address in lines, as they are written on a letter. */
export function addressLines(
  address: Address | null | undefined,
  { country: nameOfCountry }: Pick<Language, 'country'>,
): string[] {
  const { city, country, line1, line2, postal_code: code, state } = address ?? {};
  const town = [code, city, state].filter(Boolean).join(' ');
  return [line1, line2, town, country && nameOfCountry(country)].filter((line): line is string =>
    Boolean(line),
  );
}
