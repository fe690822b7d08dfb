import type { CardField, FieldName } from '../../input/field.js';
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

/** What was typed in the fields of a card, wherever they are on the page. */
export function cardData(fields: CardField[], network?: string): CardData {
  const raw = (name: FieldName) => fields.find((field) => field.name === name)?.raw() ?? '';
  const { month, year } = expiryOf(raw('expiry'));
  return {
    number: raw('number'),
    exp_month: `${month}`,
    exp_year: `${year}`,
    cvc: raw('cvc'),
    postalCode: raw('postalCode').trim(),
    network,
  };
}
