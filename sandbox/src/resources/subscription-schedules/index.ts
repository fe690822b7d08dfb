export { scheduler } from './run.js';
