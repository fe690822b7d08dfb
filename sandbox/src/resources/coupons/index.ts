export { couponObject, coupons, loadCoupon } from './coupons.js';
