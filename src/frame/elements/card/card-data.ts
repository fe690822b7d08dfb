import type { FieldName, Typed } from '../../input/field.js';
import { expiryOf } from './expiry.js';

/** A card as it is sent: it leaves the frame in one POST, and never for the page. */
export interface CardData {
  number: string;
  exp_month: string;
  exp_year: string;
  cvc: string;
  postalCode: string;
  /** The one that a co-badged card is to be paid by. */
  network?: string | undefined;
}

/** A card by what was typed, in whatever frames its fields are. */
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
