export { spendToken } from './routes.js';
