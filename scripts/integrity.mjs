import { createHash } from 'node:crypto';

/** Writes the hash for a page's `integrity` beside a script. */
export function integrity() {
  return {
    name: 'integrity',
    generateBundle(_, bundle) {
      const hashes = Object.values(bundle).map(({ fileName, code }) => [
        fileName,
        `sha384-${createHash('sha384').update(code).digest('base64')}`,
      ]);
      const source = `${JSON.stringify(Object.fromEntries(hashes), null, 2)}\n`;
      this.emitFile({ type: 'asset', fileName: 'integrity.json', source });
    },
  };
}
