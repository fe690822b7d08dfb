export { type CouponRow, couponObject, coupons, loadCoupon, redeemCoupon } from './coupons.js';
