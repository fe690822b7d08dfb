export { taxRatesOf } from './rates.js';
