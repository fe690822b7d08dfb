export { holderInToken, spendConfirmationToken } from './routes.js';
