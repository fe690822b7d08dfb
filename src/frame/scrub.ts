import type { Answer } from './api.js';
import type { CardValues } from './card-form.js';

const REMOVED = '[removed]';

/** An answer without card data that the server may have echoed: it goes to the page, which must not see any. */
export function scrub(answer: Answer, { number, cvc }: CardValues): Answer {
  // The number wherever it stands, also spaced or dashed.
  const clean = withoutNumber(answer, new RegExp([...number].join('[ -]?'), 'g')) as Answer;
  if (!('error' in clean)) return clean;
  // The CVC in what the server says in words; elsewhere three digits may be a house number.
  const message = clean.error.message.replace(new RegExp(`\\b${cvc}\\b`, 'g'), REMOVED);
  return { error: { ...clean.error, message } };
}

function withoutNumber(value: unknown, number: RegExp): unknown {
  if (typeof value === 'string') return value.replace(number, REMOVED);
  if (typeof value === 'number') return `${value}`.replace(number, '') === `${value}` ? value : REMOVED;
  if (Array.isArray(value)) return value.map((item) => withoutNumber(item, number));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, withoutNumber(item, number)]));
}
