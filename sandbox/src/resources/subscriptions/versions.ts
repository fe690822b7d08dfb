import type { VersionChange } from '../../kernel/versions.js';

/** Until 2026-09-30 the anchor of periods that begin anew was a text. */
const withAnchor = ({ billing_cycle_anchor: anchor, ...params }: Record<string, unknown>) => ({
  ...params,
  ...(anchor !== undefined && {
    billing_cycle_anchor: anchor === 'now' || anchor === 'unchanged' ? { type: anchor } : anchor,
  }),
});

export const versions: VersionChange[] = [
  { since: '2026-09-30', request: 'POST /v1/subscriptions/:id', after: withAnchor },
  { since: '2026-09-30', request: 'POST /v1/subscriptions/:id/resume', after: withAnchor },
];
