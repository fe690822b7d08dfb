import { exponentOf } from '../../../contract/money.js';
import type { Address, Contact, SheetState } from './wallet-session.js';

/**
 * Returns what a browser shows of a visit.
 *
 * @param payee The name of the account that is paid, for a page that names no business.
 * @param refused Ids of the ways to ship that the page refuses; `all` where it does not ship to the address.
 */
export function detailsOf(
  { amount, currency, business, lineItems, shippingRates, rate, wantsShipping }: SheetState,
  payee: string,
  refused: ReadonlySet<string> | 'all' = new Set(),
): PaymentDetailsInit {
  const item = (label: string, cents: number) => ({ label, amount: amountOf(cents, currency) });
  const offered = refused === 'all' ? [] : shippingRates.filter(({ id }) => !refused.has(id));
  return {
    total: item(business || payee || 'Total', amount),
    displayItems: lineItems.map(({ name, amount: cost }) => item(name, cost)),
    ...(wantsShipping && {
      shippingOptions: offered.map(({ id, displayName, amount: cost }) => ({
        ...item(displayName, cost),
        id,
        selected: id === rate?.id,
      })),
    }),
  };
}

/** Returns an amount of the smallest unit as browsers write it: `10.99`. */
function amountOf(cents: number, currency: string): PaymentCurrencyAmount {
  const digits = exponentOf(currency);
  return { currency: currency.toUpperCase(), value: (cents / 10 ** digits).toFixed(digits) };
}

/** Returns what a browser asks the shopper for. */
export const optionsOf = ({ wantsEmail, wantsPhone, wantsShipping }: SheetState): PaymentOptions => ({
  requestPayerName: true,
  requestPayerEmail: wantsEmail,
  requestPayerPhone: wantsPhone,
  requestShipping: wantsShipping,
});

/** Reads where to ship to. */
export const recipientOf = (given: PaymentAddress): Contact => ({
  name: given.recipient,
  email: '',
  phone: given.phone,
  address: addressOf(given.addressLine, {
    city: given.city,
    state: given.region,
    postal_code: given.postalCode,
    country: given.country,
  }),
});

/** Returns an address whose street has any number of lines. */
export function addressOf(lines: readonly string[], place: Omit<Address, 'line1' | 'line2'>): Address {
  const [line1 = '', ...others] = lines.filter(Boolean);
  return { line1, line2: others.join(', ') || null, ...place };
}
