export { findToken, insertToken, spendToken, type TokenRow } from './tokens.js';
