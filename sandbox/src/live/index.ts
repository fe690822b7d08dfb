export { createLiveMode } from './live-mode.js';
export { createUpstream } from './upstream.js';
