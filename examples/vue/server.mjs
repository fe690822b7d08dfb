/** The shop's server is that of the React example: it does not depend on the framework of its page. */
import { startShop as startShopWith } from '../react/server.mjs';
import app from './vite.config.mjs';

/**
 * Starts the shop. `sandbox` is the result of `startSandbox`; any host with the same API works.
 *
 * @param {{ port?: number, host?: string, sandbox: { url: string, publishableKey: string, secretKey: string }
 * }} options
 * @returns {Promise<{ url: string, close(): Promise<void> }>}
 */
export const startShop = (options) => startShopWith({ ...options, app });
