export { findToken, spendToken } from './routes.js';
