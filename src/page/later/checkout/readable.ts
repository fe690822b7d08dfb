import { isRecord } from '../../../wire/index.js';
import type { CheckoutSession } from '../../types/index.js';

/** Returns a session as a page reads it: names in camel case but those of addresses, and each amount with its text. */
export function readable(view: { currency: string; minor_units_amount_divisor: number }, locale: string) {
  const { currency, minor_units_amount_divisor: divisor } = view;
  const digits = Math.round(Math.log10(divisor));
  const format = new Intl.NumberFormat(locale === 'auto' ? undefined : locale, {
    // A set-up may have no currency.
    ...(currency && { style: 'currency', currency }),
    minimumFractionDigits: digits,
    // A price may be a part of the smallest unit.
    maximumFractionDigits: 12,
  });

  function read(value: unknown): unknown {
    if (Array.isArray(value)) return value.map(read);
    if (!isRecord(value)) return value;
    const parts = Object.entries(value).map(([name, part]) => [
      camel(name),
      name === 'address' ? part : read(part),
    ]);
    const { minor_units_amount: units } = value;
    return {
      ...Object.fromEntries(parts),
      ...(typeof units === 'number' && { amount: format.format(units / divisor) }),
    };
  }
  return read(view) as CheckoutSession;
}

const camel = (name: string) => name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
