export { loadAccount } from './routes.js';
