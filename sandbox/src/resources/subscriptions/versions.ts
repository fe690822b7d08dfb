import type { VersionChange } from '../../kernel/versions.js';

/** Until 2026-09-30 the anchor of periods that begin anew was a text. */
const withAnchor = ({ billing_cycle_anchor: anchor, ...params }: Record<string, unknown>) => ({
  ...params,
  ...(anchor !== undefined && {
    billing_cycle_anchor: anchor === 'now' || anchor === 'unchanged' ? { type: anchor } : anchor,
  }),
});

/** Until 2025-09-30 a subscription could have one discount, by its coupon or its code. */
const withDiscounts = ({ coupon, promotion_code: code, ...params }: Record<string, unknown>) => {
  if (coupon === undefined && code === undefined) return params;
  const sources = [coupon ? { coupon } : undefined, code ? { promotion_code: code } : undefined];
  const discounts = sources.filter((source) => source !== undefined);
  return { ...params, discounts: discounts.length > 0 ? discounts : '' };
};

export const versions: VersionChange[] = [
  { since: '2025-09-30', request: 'POST /v1/subscriptions', after: withDiscounts },
  { since: '2025-09-30', request: 'POST /v1/subscriptions/:id', after: withDiscounts },
  { since: '2026-09-30', request: 'POST /v1/subscriptions/:id', after: withAnchor },
  { since: '2026-09-30', request: 'POST /v1/subscriptions/:id/resume', after: withAnchor },
];
