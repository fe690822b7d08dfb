/** The shop's server is that of the React example: it knows nothing of the framework that its page is made with. */
import { startShop as startShopWith } from '../react/server.mjs';
import app from './vite.config.mjs';

/**
 * Starts the shop. `sandbox` is what `startSandbox` returned; any host with the same API will do.
 *
 * @param {{ port?: number, host?: string, sandbox: { url: string, publishableKey: string, secretKey: string } }} options
 * @returns {Promise<{ url: string, close(): Promise<void> }>}
 */
export const startShop = (options) => startShopWith({ ...options, app });
