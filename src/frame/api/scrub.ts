import type { Json, JsonObject } from '../../wire/index.js';
import { digitsOf } from '../input/digits.js';
import type { Answer } from './answer.js';
import { isHostMade, plain } from './answer-shape.js';
import { unreadable } from './api.js';

/**
 * Least number of digits that are looked for. Fewer are in many ids by chance, and a short account number says nothing
 * without its bank.
 */
const FEWEST = 7;

/**
 * Removes the ids and addresses from an answer that contain the typed number, or all of it except one digit
 * at an end. Only the host chooses these values. If a text that a page can choose were removed too, the page
 * would learn which of its guesses is right.
 *
 * @param number A card's, an IBAN, or the number of an account.
 */
export function scrub(answer: Answer, number: string): Answer {
  const digits = digitsOf(number);
  const parts = [digits.slice(1), digits.slice(0, -1)].filter(({ length }) => length >= FEWEST);
  const holds = (text: string) => {
    const found = plain(text).replace(/\D/g, '');
    return parts.some((part) => found.includes(part));
  };
  const without = (value: Json, name = ''): Json | undefined => {
    if (typeof value === 'string') return isHostMade(name) && holds(value) ? undefined : value;
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
    const kept = Object.entries(value).map(([key, item]) => [key, without(item, key)]);
    return Object.fromEntries(kept.filter(([, item]) => item !== undefined));
  };
  const clean = without(answer as unknown as JsonObject) as unknown as Answer;
  return 'value' in clean && clean.value.id === undefined ? unreadable() : clean;
}
