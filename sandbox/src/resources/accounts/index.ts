export { businessNameOf, loadAccount } from './account.js';
