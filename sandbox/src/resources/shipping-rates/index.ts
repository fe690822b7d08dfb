export { shippingRateParams } from './params.js';
export { createShippingRate, shippingAmount, shippingRates } from './rates.js';
