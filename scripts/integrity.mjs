import { sha } from './host-plugin.mjs';

/** Writes the hash for a page's `integrity` beside a script. */
export function integrity() {
  return {
    name: 'integrity',
    generateBundle(_, bundle) {
      const hashes = Object.values(bundle).map(({ fileName, code }) => [fileName, sha('sha384', code)]);
      const source = `${JSON.stringify(Object.fromEntries(hashes), null, 2)}\n`;
      this.emitFile({ type: 'asset', fileName: 'integrity.json', source });
    },
  };
}
