import { brandOf } from './brand.js';
import { numberError } from './number.js';

/**
 * National networks of co-badged cards by the first digits of the card's number: the public test cards, each
 * with as many digits as it takes to tell it from the issuer's other cards.
 *
 * Ranges of live cards are in no public list: card networks and acquirers give them to platforms under
 * contract. A host that has such ranges adds them here, and their first digits to `mayBeCoBadged`.
 */
export const CO_BADGED: Record<string, string> = {
  '4000002500001': 'cartes_bancaires',
  '5555552500001': 'cartes_bancaires',
  '4000050360000': 'eftpos_au',
  '5555050360000': 'eftpos_au',
};

/** Returns the national network of a co-badged card. */
const nationalNetwork = (digits: string): string | undefined =>
  Object.entries(CO_BADGED).find(([prefix]) => digits.startsWith(prefix))?.[1];

/** Returns whether more digits could make this number a co-badged card's. */
const mayBecomeCoBadged = (digits: string): boolean =>
  Object.keys(CO_BADGED).some((prefix) => prefix !== digits && prefix.startsWith(digits));

/** Names by which cardholders know the networks of co-badged cards. */
export const NETWORK_NAMES: Record<string, string> = {
  cartes_bancaires: 'Cartes Bancaires',
  eftpos_au: 'eftpos Australia',
  mastercard: 'Mastercard',
  visa: 'Visa',
};

const isIn = (list: unknown, name: string) => Array.isArray(list) && list.includes(name);

/**
 * Returns the networks that can process a co-badged card, without those that the page refuses. Other cards
 * have no choice.
 */
export function choiceOf(digits: string, disallowed: unknown): string[] {
  const national = nationalNetwork(digits);
  return national ? [national, brandOf(digits).name].filter((name) => !isIn(disallowed, name)) : [];
}

/** Returns the first of the page's preferred networks that is among the choice. */
export function preferredOf(choice: string[], preferred: unknown): string | undefined {
  // A single network leaves no choice.
  if (choice.length === 1) return choice[0];
  return Array.isArray(preferred) ? preferred.find((name) => choice.includes(name)) : undefined;
}

/**
 * Returns whether the page refuses a card: its brand, once that is certain, or every network of a co-badged
 * card.
 */
export function isDisallowed(digits: string, disallowed: unknown): boolean {
  if (nationalNetwork(digits)) return !choiceOf(digits, disallowed).length;
  const { name } = brandOf(digits);
  const settled = name === 'unknown' ? !numberError(digits) : !mayBecomeCoBadged(digits);
  return settled && isIn(disallowed, name);
}
