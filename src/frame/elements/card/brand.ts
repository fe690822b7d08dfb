// Only the table: the package's entry would also bring the functions that edit it.
import cardTypes from 'credit-card-type/dist/lib/card-types';

/** Lengths and layout of a brand's cards. */
export interface Brand {
  /** The name in `change` events; brands that the public type does not list are `unknown`. */
  name: string;
  /** Lengths that its numbers may have, in digits, ascending. */
  lengths: number[];
  /** Positions, in digits, after which a number has a gap. */
  gaps: number[];
  cvcLength: number;
  /**
   * The length at which a valid number counts as finished, although some of the brand's numbers may be
   * longer.
   */
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

/** Brands that issue numbers of many lengths, so that only the longest number is sure to be complete. */
const OF_MANY_LENGTHS = new Set(['unionpay', 'maestro']);

type Pattern = (typeof cardTypes)[string]['patterns'][number];

interface Candidate {
  card: (typeof cardTypes)[string];
  /** Number of digits that the pattern fixes, once all of them are typed. */
  strength: number;
}

/** Returns the brands to which a number with these first digits may belong, the likeliest first. */
const candidatesFor = (digits: string): Candidate[] =>
  Object.values(cardTypes)
    .flatMap((card) => {
      const pattern = card.patterns.find((candidate) => matches(digits, candidate));
      if (pattern === undefined) return [];
      const { length } = `${[pattern].flat()[0]}`;
      return { card, strength: digits.length >= length ? length : 0 };
    })
    .sort((a, b) => b.strength - a.strength);

/**
 * Returns whether the digits begin as a pattern of the table does. A pattern is a number, or the first and
 * the last number of a range; they are compared as far as both have digits.
 */
function matches(digits: string, pattern: Pattern): boolean {
  const [first, last] = Array.isArray(pattern) ? pattern : [pattern, pattern];
  const length = Math.min(`${first}`.length, digits.length);
  // Texts of as many digits are in the order of their numbers.
  const begin = (whole: unknown) => `${whole}`.slice(0, length);
  return begin(first) <= begin(digits) && begin(digits) <= begin(last);
}

/** Returns the brand of a number by its first digits: `unknown` while several brands are possible. */
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

// Maestro's pattern matches every number that begins with 6, so it counts only when no other brand is
// possible any more.
const isSure = ({ card, strength }: Candidate, candidates: Candidate[]) =>
  candidates.length === 1 ||
  candidates.every((candidate) => candidate.strength) ||
  (strength > 0 && card.type !== 'maestro');

// Numbers in Diners Club's own range have 14 digits; those in the ranges that run on Discover's network have
// 16.
const usualLength = (type: string, digits: string) =>
  type === 'american-express' ? 15 : type === 'diners-club' && digits.startsWith('36') ? 14 : 16;

/** Returns whether no brand's numbers begin with these digits. */
export const isNoBrand = (digits: string): boolean => digits !== '' && !candidatesFor(digits).length;
