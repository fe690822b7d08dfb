/** What `npm test` leaves to `npm run test:all`, so that a contributor does not wait for every cell of every matrix. */
export const THOROUGH = { tags: ['thorough'] };

/** Splits the rows of a matrix into one in `every`, which `npm test` runs, and the others, each with a test's options. */
export const shares = <Row>(rows: readonly Row[], every: number): [rows: Row[], options: object][] => [
  [rows.filter((_, at) => at % every === 0), {}],
  [rows.filter((_, at) => at % every !== 0), THOROUGH],
];
