export { promotionCodes } from './promotion-codes.js';
export { redeemPromotionCode, releasePromotionCode, usableCode } from './redeem.js';
