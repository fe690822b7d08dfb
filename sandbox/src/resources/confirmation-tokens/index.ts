export { spendConfirmationToken } from './routes.js';
