import type { VersionChange } from '../../kernel/versions.js';

/** Until 2026-09-30 the anchor of periods that start over was a text. */
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

// biome-ignore lint/suspicious/noExplicitAny: objects as they were before
type Former = Record<string, any>;

/** Until 2025-03-31 a subscription had one period, and while it had one item, its plan. */
function formerSubscription({ items, ...subscription }: Former): Former {
  const all: Former[] = items?.data ?? [];
  const [only, more] = all;
  return {
    ...subscription,
    current_period_end: Math.min(...all.map((item) => item.current_period_end)),
    current_period_start: Math.min(...all.map((item) => item.current_period_start)),
    discount: null,
    items,
    plan: more ? null : (only?.plan ?? null),
    quantity: more ? null : (only?.quantity ?? null),
  };
}

/** Until 2020-08-27 the question was only whether there are prorations. */
const withProrations = ({ prorate, ...params }: Former): Former => ({
  ...params,
  ...(prorate !== undefined && {
    proration_behavior: String(prorate).toLowerCase() === 'true' ? 'create_prorations' : 'none',
  }),
});

const CREATE = 'POST /v1/subscriptions';

export const versions: VersionChange[] = [
  { since: '2025-03-31', object: 'subscription', before: formerSubscription },
  {
    since: '2025-09-30',
    request: CREATE,
    after: (params) => ({ billing_mode: { type: 'classic' }, ...params }),
  },
  ...[CREATE, 'POST /v1/subscriptions/:id', 'POST /v1/subscription_items/:id'].map(
    (request): VersionChange => ({ since: '2020-08-27', request, after: withProrations }),
  ),
  {
    since: '2019-03-14',
    request: CREATE,
    after: (params) => ({ payment_behavior: 'error_if_incomplete', ...params }),
  },
  { since: '2025-09-30', request: 'POST /v1/subscriptions', after: withDiscounts },
  { since: '2025-09-30', request: 'POST /v1/subscriptions/:id', after: withDiscounts },
  { since: '2026-09-30', request: 'POST /v1/subscriptions/:id', after: withAnchor },
  { since: '2026-09-30', request: 'POST /v1/subscriptions/:id/resume', after: withAnchor },
];
