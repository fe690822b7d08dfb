import { IMMUTABLE, scriptHeaders } from './host-plugin.mjs';

/** Code of the folder that the page's later scripts are in, on the host that its first one came from. */
export const SCRIPTS = 'first.scriptOrigin + "/js/v1/"';

/**
 * Makes the first script a classic one, with the global `Payframe`. Later scripts have addresses that never change, and are kept
 * after an upgrade.
 */
export function pageScript({ headers }) {
  return {
    name: 'page-script',
    intro: ({ isEntry }) => (isEntry ? 'var Payframe = (() => { "use strict";' : ''),
    outro: ({ isEntry }) => (isEntry ? 'return first.default; })();' : ''),
    generateBundle(_, bundle) {
      for (const { fileName, isEntry } of Object.values(bundle))
        if (isEntry === false) headers[`/${fileName}`] = scriptHeaders(IMMUTABLE);
    },
  };
}
