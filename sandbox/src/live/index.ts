export { createLiveMode } from './live-mode.js';
export { createUpstream, type UpstreamOptions } from './upstream.js';
