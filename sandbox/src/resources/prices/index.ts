export { priceParams } from './params.js';
export { planOf } from './plan.js';
export { changePlan, deletePlan, findPlan, listPlans, lockPlan } from './plans.js';
export { createPrice, findPrice, isMetered, type PriceRow, prices, termsIn } from './prices.js';
