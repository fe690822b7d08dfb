export { createLiveMode } from './live-mode.js';
export { createUpstream } from './upstream.js';
export { sessionWallets } from './wallets.js';
