import type { VersionChange } from '../../kernel/versions.js';

/** Until 2025-03-31 a metered price said how its usage records are added up. A meter has none. */
export const versions: VersionChange[] = [
  {
    since: '2025-03-31',
    object: 'price',
    before: ({ recurring, ...price }) => ({
      ...price,
      recurring: recurring && { aggregate_usage: null, ...recurring },
    }),
  },
];
