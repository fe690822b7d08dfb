export { createPrice, prices, termsIn } from './prices.js';
