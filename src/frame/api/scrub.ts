import type { CardData } from '../elements/card/card-data.js';
import type { Answer } from './answer.js';

const REMOVED = '[removed]';
/** Deeper than any object of the API. */
const MAX_DEPTH = 32;

/** An answer without card data that the server may have echoed: it goes to the page, which must not see any. */
export function scrub(answer: Answer, { number, cvc }: CardData): Answer {
  const clean = scrubNumber(answer, number);
  if (!('error' in clean)) return clean;
  // The CVC in what the server says in words; elsewhere three digits may be a house number.
  const message = clean.error.message.replace(new RegExp(`\\b${cvc}\\b`, 'g'), REMOVED);
  return { error: { ...clean.error, message } };
}

/** An answer without a number wherever it stands, also with something between its characters. */
export const scrubNumber = (answer: Answer, number: string): Answer =>
  number ? (withoutNumber(answer, new RegExp([...number].join('\\W?'), 'gi'), 0) as Answer) : answer;

function withoutNumber(value: unknown, number: RegExp, depth: number): unknown {
  if (depth > MAX_DEPTH) return REMOVED;
  if (typeof value === 'string') return value.replace(number, REMOVED);
  if (typeof value === 'number') return `${value}`.replace(number, '') === `${value}` ? value : REMOVED;
  if (Array.isArray(value)) return value.map((item) => withoutNumber(item, number, depth + 1));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [
      name.replace(number, REMOVED),
      withoutNumber(item, number, depth + 1),
    ]),
  );
}
