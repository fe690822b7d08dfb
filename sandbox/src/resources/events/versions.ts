import type { VersionChange } from '../../kernel/versions.js';

export const versions: VersionChange[] = [
  {
    since: '2017-05-25',
    object: 'event',
    before: ({ request, ...event }) => ({ ...event, request: request.id }),
  },
];
