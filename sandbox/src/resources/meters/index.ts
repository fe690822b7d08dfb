export { findActiveMeter } from './meters.js';
