export {
  createDiscount,
  type DiscountRow,
  discountRows,
  endDiscount,
  loadDiscount,
  offIn,
} from './discounts.js';
export { discountsParam } from './params.js';
export { redeemAll } from './redeem.js';
export { liveDiscounts, useDiscounts } from './use.js';
