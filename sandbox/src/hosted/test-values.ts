/** How the check of a test account's values ends. */
export const OUTCOMES = ['verified', 'pending', 'failed'] as const;

export type Outcome = (typeof OUTCOMES)[number];

/** A value that a test account gives: the same for each outcome, or one for each. */
export type TestValue = string | Readonly<Record<Outcome, string>>;

/** Returns the value that a test account gives for an outcome. */
export const valueFor = (value: TestValue, outcome: Outcome): string =>
  typeof value === 'string' ? value : value[outcome];
