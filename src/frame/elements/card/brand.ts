// The table alone: the package's entry brings what edits it along.
import cardTypes from 'credit-card-type/dist/lib/card-types';

/** What a brand's cards look like. */
export interface Brand {
  /** As `change` events name it; brands that the public type does not list are `unknown`. */
  name: string;
  /** How many digits its numbers may have, ascending. */
  lengths: number[];
  /** After which digits its numbers are set apart. */
  gaps: number[];
  cvcLength: number;
  /** The length at which a valid number needs no more digits, though some of the brand's may be longer. */
  usualLength: number;
}

const PUBLIC_NAMES: Record<string, string> = {
  visa: 'visa',
  mastercard: 'mastercard',
  'american-express': 'amex',
  discover: 'discover',
  'diners-club': 'diners',
  jcb: 'jcb',
  unionpay: 'unionpay',
};

const UNKNOWN: Brand = {
  name: 'unknown',
  lengths: [12, 13, 14, 15, 16, 17, 18, 19],
  gaps: [4, 8, 12],
  cvcLength: 4,
  usualLength: 19,
};

/** UnionPay and Maestro issue numbers of many lengths, so only the longest is sure to be whole. */
const OF_MANY_LENGTHS = new Set(['unionpay', 'maestro']);

interface Candidate {
  card: (typeof cardTypes)[string];
  /** How many digits the pattern says for sure, once all of them are typed. */
  strength: number;
}

/** The brands that a number with these first digits may be of, the likeliest first. */
const candidatesFor = (digits: string): Candidate[] =>
  Object.values(cardTypes)
    .flatMap((card) => {
      const pattern = card.patterns.find((candidate) => matches(digits, [candidate].flat()));
      if (pattern === undefined) return [];
      const { length } = `${[pattern].flat()[0]}`;
      return { card, strength: digits.length >= length ? length : 0 };
    })
    .sort((a, b) => b.strength - a.strength);

/** Whether digits begin as a pattern of the table does, a number or the first and the last of a range, as far as both go. */
function matches(digits: string, [first = 0, last = first]: number[]): boolean {
  const length = Math.min(`${first}`.length, digits.length);
  const begin = (whole: unknown) => Number(`${whole}`.slice(0, length));
  return begin(first) <= begin(digits) && begin(digits) <= begin(last);
}

/** The brand that the first digits of a number stand for; `unknown` while several are possible. */
export function brandOf(digits: string): Brand {
  const candidates = digits ? candidatesFor(digits) : [];
  const [first] = candidates;
  if (!first || !isSure(first, candidates)) return UNKNOWN;
  const { type, lengths, gaps, code } = first.card;
  const longest = Math.max(...lengths);
  return {
    name: PUBLIC_NAMES[type] ?? 'unknown',
    lengths,
    gaps: longest > 16 ? [...gaps, 16] : gaps,
    cvcLength: code.size,
    usualLength: OF_MANY_LENGTHS.has(type) ? longest : usualLength(type, digits),
  };
}

// Maestro's pattern takes every number that begins with 6: it counts only where no other brand may still turn out.
const isSure = ({ card, strength }: Candidate, candidates: Candidate[]) =>
  candidates.length === 1 ||
  candidates.every((candidate) => candidate.strength) ||
  (strength > 0 && card.type !== 'maestro');

// Diners Club's own range has 14 digits; the ranges that run on Discover's network have 16.
const usualLength = (type: string, digits: string) =>
  type === 'american-express' ? 15 : type === 'diners-club' && digits.startsWith('36') ? 14 : 16;

/** Whether no brand can begin with these digits. */
export const isNoBrand = (digits: string): boolean => digits !== '' && !candidatesFor(digits).length;
