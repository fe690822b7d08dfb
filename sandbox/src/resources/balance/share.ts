/** A part of a payment that is given back: of how much, after how much, and how much. */
export interface GivenBack {
  of: number;
  before: number;
  amount: number;
}

/**
 * Returns the same part of a share of the payment, such as of the platform's fee: rounded down, and so that all parts
 * together are the whole share. It is at most what is left of the share.
 */
export const shareOf = (whole: number, left: number, { of, before, amount }: GivenBack): number =>
  Math.min(left, Math.floor((whole * (before + amount)) / of) - Math.floor((whole * before) / of));
