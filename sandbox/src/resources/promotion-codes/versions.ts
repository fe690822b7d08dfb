import type { Reader } from '../../kernel/http/route.js';
import type { VersionChange } from '../../kernel/versions.js';
import { loadCoupon } from '../coupons/index.js';
import { promotionCodes } from './promotion-codes.js';

const couponOf = async (reader: Reader, id: string) => {
  const code = await promotionCodes.load(reader, id);
  return code && loadCoupon(reader, String(code.promotion.coupon));
};

/** Until 2025-09-30 a code had its whole coupon, and was created with only the coupon's id. */
export const versions: VersionChange[] = [
  { since: '2025-09-30', object: 'promotion_code', included: 'coupon', load: couponOf },
  { since: '2025-09-30', object: 'promotion_code', before: ({ promotion: _, ...code }) => code },
  {
    since: '2025-09-30',
    request: 'POST /v1/promotion_codes',
    after: ({ coupon, ...params }) =>
      coupon === undefined ? params : { ...params, promotion: { type: 'coupon', coupon } },
  },
];
