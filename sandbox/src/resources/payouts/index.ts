export { payouts } from './payout.js';
