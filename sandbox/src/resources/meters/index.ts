export { findActiveMeter } from './meters.js';
export { usageOf } from './usage.js';
