import type { VersionChange } from '../../kernel/versions.js';
import { chargesOfIntent } from './charges.js';

export const versions: VersionChange[] = [
  {
    since: '2022-11-15',
    object: 'payment_intent',
    included: 'charges',
    load: chargesOfIntent,
  },
];
