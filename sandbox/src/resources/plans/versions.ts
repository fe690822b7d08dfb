import type { VersionChange } from '../../kernel/versions.js';

/** Until 2025-03-31 a metered plan said how its usage records are added up. A meter has none. */
export const versions: VersionChange[] = [
  {
    since: '2025-03-31',
    object: 'plan',
    before: (plan) => (plan.deleted ? plan : { aggregate_usage: null, ...plan }),
  },
];
