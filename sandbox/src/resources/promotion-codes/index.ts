export { redeemPromotionCode, releasePromotionCode, usableCode } from './redeem.js';
