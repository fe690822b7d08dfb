import type { FieldName, Typed } from '../../input/field.js';
import { expiryOf } from './expiry.js';

/** Card data as the API takes them. They leave the frame in one POST, and never go to the page. */
export interface CardData {
  number: string;
  exp_month: string;
  exp_year: string;
  cvc: string;
  postalCode: string;
  /** The network that should process a co-badged card. */
  network?: string | undefined;
}

/** Returns the card data that were typed, whichever frames the fields are in. */
export function cardData(typed: Typed, network?: string): CardData {
  const {
    number = '',
    expiry = '',
    cvc = '',
    postalCode = '',
  }: Partial<Record<FieldName, string>> = Object.fromEntries(typed);
  const { month, year } = expiryOf(expiry);
  return {
    number,
    exp_month: `${month}`,
    exp_year: `${year}`,
    cvc,
    postalCode: postalCode.trim(),
    network,
  };
}
