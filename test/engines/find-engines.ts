import { findFirefox } from './firefox.js';
import type { Engine } from './tab.js';
import { findWebKit } from './webkit.js';

/** The engines that are installed here, beside the Chromium that the browser tests bring. */
export const findEngines = (): Engine[] => [findFirefox(), findWebKit()].filter((engine) => !!engine);
