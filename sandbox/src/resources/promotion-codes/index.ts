export { redeemPromotionCode } from './redeem.js';
