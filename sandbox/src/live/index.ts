export { createLiveMode } from './live-mode.js';
export { createUpstream } from './upstream.js';
export { sessionWallets, type WalletOptions } from './wallets.js';
