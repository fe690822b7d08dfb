export {
  type CouponRow,
  couponObject,
  coupons,
  loadCoupon,
  redeemCoupon,
  refuseInvalid,
  releaseCoupon,
} from './coupons.js';
