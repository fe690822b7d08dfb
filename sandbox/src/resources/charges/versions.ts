import type { VersionChange } from '../../kernel/versions.js';
import { chargesOfIntent } from './charges.js';

export const versions: VersionChange[] = [
  {
    since: '2025-03-31',
    object: 'charge',
    before: (charge) => ({ ...charge, invoice: null }),
  },
  {
    since: '2022-11-15',
    object: 'payment_intent',
    included: 'charges',
    load: chargesOfIntent,
  },
];
