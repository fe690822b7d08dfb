/** Weights of the digits, in turn. */
const WEIGHTS = [3, 7, 1];

/**
 * Tells whether a text has the shape and the check digit of a US routing number: nine digits, whose weighted sum
 * is a multiple of ten (American Bankers Association, Routing Number Policy).
 */
export function isRoutingNumber(text: string): boolean {
  if (!/^\d{9}$/.test(text)) return false;
  const sum = [...text].reduce((total, digit, place) => total + Number(digit) * (WEIGHTS[place % 3] ?? 0), 0);
  return sum > 0 && sum % 10 === 0;
}
