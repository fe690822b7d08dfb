import type { Reader } from '../../kernel/http/route.js';
import type { VersionChange } from '../../kernel/versions.js';
import { couponObject, loadCoupon } from '../coupons/index.js';
import { discounts } from './discounts.js';

const couponOf = async (reader: Reader, id: string) => {
  const { coupon } = await discounts.find(reader, id);
  return (await loadCoupon(reader, coupon.id)) ?? couponObject(coupon, reader.now);
};

/** Until 2025-09-30 a discount had its whole coupon. */
export const versions: VersionChange[] = [
  { since: '2025-09-30', object: 'discount', included: 'coupon', load: couponOf },
  { since: '2025-09-30', object: 'discount', before: ({ source: _, ...discount }) => discount },
];
