/**
 * Returns whether a number may be in the table of co-badged cards, by its first digits, so that the table
 * loads only when it is needed.
 */
export const mayBeCoBadged = (digits: string): boolean => /^(4000|5555)/.test(digits);
