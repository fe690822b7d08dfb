import { createHash } from 'node:crypto';
import { IMMUTABLE, scriptHeaders, sha } from './host-plugin.mjs';

/** Address of a script that pages pin. `loadPayframe` finds it by the hash that it is given, of which this is the start. */
const pinnedPath = (code) =>
  `js/v1/payframe-${createHash('sha384').update(code).digest('hex').slice(0, 8)}.js`;

/**
 * Adds the script to the host's files, under an address that never changes, and writes the hash for a page's `integrity`
 * beside the package's copy.
 */
export function pinned({ headers }) {
  return {
    name: 'pinned',
    generateBundle(_, bundle) {
      const hashes = {};
      for (const { fileName, code } of Object.values(bundle)) {
        const path = pinnedPath(code);
        this.emitFile({ type: 'asset', fileName: `host/${path}`, source: code });
        headers[`/${path}`] = scriptHeaders(IMMUTABLE);
        hashes[fileName] = hashes[`/${path}`] = sha('sha384', code);
      }
      const source = `${JSON.stringify(hashes, null, 2)}\n`;
      this.emitFile({ type: 'asset', fileName: 'integrity.json', source });
    },
  };
}
