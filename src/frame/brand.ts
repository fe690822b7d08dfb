import creditCardType from 'credit-card-type';

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

/** The brand that the first digits of a number stand for; `unknown` while several are possible. */
export function brandOf(digits: string): Brand {
  const candidates = digits ? creditCardType(digits) : [];
  const [first] = [...candidates].sort((a, b) => (b.matchStrength ?? 0) - (a.matchStrength ?? 0));
  // Maestro's pattern takes every number that begins with 6: it counts only where no other is left.
  const sure = first && (candidates.length === 1 || (first.matchStrength && first.type !== 'maestro'));
  if (!sure) return UNKNOWN;
  const { type, lengths, gaps, code } = first;
  const longest = Math.max(...lengths);
  return {
    name: PUBLIC_NAMES[type] ?? 'unknown',
    lengths,
    gaps: longest > 16 ? [...gaps, 16] : gaps,
    cvcLength: code.size,
    usualLength: OF_MANY_LENGTHS.has(type) ? longest : usualLength(type, digits),
  };
}

// Diners Club's own range has 14 digits; the ranges that run on Discover's network have 16.
const usualLength = (type: string, digits: string) =>
  type === 'american-express' ? 15 : type === 'diners-club' && digits.startsWith('36') ? 14 : 16;

/** Whether no brand can begin with these digits. */
export const isNoBrand = (digits: string): boolean => digits !== '' && creditCardType(digits).length === 0;
