import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';

/** Writes the script tag's file into the package too, with the hash for a page's `integrity`. */
export function packageScript() {
  return {
    name: 'package-script',
    async writeBundle(_, bundle) {
      const [script] = Object.values(bundle).filter(({ isEntry }) => isEntry);
      const hash = `sha384-${createHash('sha384').update(script.code).digest('base64')}`;
      await writeFile('dist/payframe.js', script.code);
      await writeFile('dist/integrity.json', `${JSON.stringify({ 'payframe.js': hash }, null, 2)}\n`);
    },
  };
}
