import { brandOf } from './brand.js';
import { numberError } from './number.js';

/**
 * National networks by the first digits of the cards that are on them too, beside their brand: those of the public test
 * cards, each as long as it takes to tell it from the issuer's other cards.
 *
 * Ranges of live cards are in no public list: card networks and acquirers give them to platforms under contract. A host
 * that has them adds them here, and their first digits to `mayBeCoBadged`.
 */
export const CO_BADGED: Record<string, string> = {
  '4000002500001': 'cartes_bancaires',
  '5555552500001': 'cartes_bancaires',
  '4000050360000': 'eftpos_au',
  '5555050360000': 'eftpos_au',
};

/** The national network of a co-badged card. */
const nationalNetwork = (digits: string): string | undefined =>
  Object.entries(CO_BADGED).find(([prefix]) => digits.startsWith(prefix))?.[1];

/** Whether more digits could make it a co-badged card. */
const mayBecomeCoBadged = (digits: string): boolean =>
  Object.keys(CO_BADGED).some((prefix) => prefix !== digits && prefix.startsWith(digits));

/** What cardholders know the networks of co-badged cards as. */
export const NETWORK_NAMES: Record<string, string> = {
  cartes_bancaires: 'Cartes Bancaires',
  eftpos_au: 'eftpos Australia',
  mastercard: 'Mastercard',
  visa: 'Visa',
};

const isIn = (list: unknown, name: string) => Array.isArray(list) && list.includes(name);

/** The networks that a co-badged card can be paid by, but for those that the page refuses; of another card none. */
export function choiceOf(digits: string, disallowed: unknown): string[] {
  const national = nationalNetwork(digits);
  return national ? [national, brandOf(digits).name].filter((name) => !isIn(disallowed, name)) : [];
}

/** The first of the page's preferred networks that there is a choice of. */
export function preferredOf(choice: string[], preferred: unknown): string | undefined {
  // Of one there is nothing to choose.
  if (choice.length === 1) return choice[0];
  return Array.isArray(preferred) ? preferred.find((name) => choice.includes(name)) : undefined;
}

/** Whether the page refuses a card's brand, once that is sure: and every network of a co-badged one. */
export function isDisallowed(digits: string, disallowed: unknown): boolean {
  if (nationalNetwork(digits)) return !choiceOf(digits, disallowed).length;
  const { name } = brandOf(digits);
  const settled = name === 'unknown' ? !numberError(digits) : !mayBecomeCoBadged(digits);
  return settled && isIn(disallowed, name);
}
