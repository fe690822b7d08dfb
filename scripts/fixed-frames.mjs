import { createHash } from 'node:crypto';
import { IMMUTABLE } from './host-plugin.mjs';

/** Folder of the frames under the addresses that stay while their content changes. */
export const FRAMES = '/frame/v1';

/**
 * Returns the folder of a build's documents, named by a hash of them all and of their headers, which a cache
 * keeps with them.
 */
function fixedFolder(documents, headers) {
  const content = Object.entries(documents).map(([path, source]) => [path, source, headers[path]]);
  return `${FRAMES}/${createHash('sha256').update(JSON.stringify(content)).digest('hex').slice(0, 8)}`;
}

/**
 * Writes the frames' documents again, under addresses that never change, and has the script ask for
 * those: a browser that has a frame of this build asks nobody for it.
 */
export function fixedFrames({ documents, headers }) {
  return {
    name: 'fixed-frames',
    renderChunk: (code) => code.replace(/\bFRAMES\b/g, () => JSON.stringify(fixedFolder(documents, headers))),
    generateBundle() {
      const folder = fixedFolder(documents, headers);
      for (const [path, source] of Object.entries(documents)) {
        const fixed = path.replace(FRAMES, folder);
        this.emitFile({ type: 'asset', fileName: fixed.slice(1), source });
        headers[fixed] = { ...headers[path], 'Cache-Control': IMMUTABLE };
      }
    },
  };
}
