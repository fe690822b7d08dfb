/** The first digits of every number in the table of co-badged cards, so that the table comes once it is needed. */
export const mayBeCoBadged = (digits: string): boolean => /^(4000|5555)/.test(digits);
