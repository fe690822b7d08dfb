export { shippingRateParams } from './params.js';
export { createShippingRate, shippingAmount } from './rates.js';
