/** The package in a shop of Nuxt, whose pages a server renders. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe } from 'vitest';
import type { Sandbox } from '../../sandbox/src/index.js';
import { snippetWith } from '../docs/markdown.js';
import { commandOf, run, startServer } from './commands.js';
import { testSite } from './site.js';

const nuxt = commandOf('nuxt');
const pages = ['/bundled-sdk', '/kept-alive', '/teleported-card'];
const left = ['/kept-alive'];

const environment = ({ publishableKey, url }: Sandbox, more = {}) => ({
  NUXT_PUBLIC_PAYFRAME_KEY: publishableKey,
  NUXT_PUBLIC_PAYFRAME_HOST: url,
  ...more,
});

/** The guide's configuration and its component, which the shop's own ones take in. */
async function putSamples(folder: string): Promise<void> {
  const config = snippetWith('docs/vue.md', '// nuxt.config.js');
  const component = snippetWith('docs/vue.md', '<!-- app/components/Payment.vue -->');
  await writeFile(join(folder, 'guide.config.js'), config.code);
  await writeFile(join(folder, 'app/components/Payment.vue'), component.code);
}

describe('built', () => {
  testSite({
    app: 'nuxt',
    pages,
    left,
    async serve(folder, host) {
      await putSamples(folder);
      await run(folder, [nuxt, 'build']);
      const anywhere = { HOST: 'localhost', PORT: '0' };
      return startServer(folder, [process.execPath, '.output/server/index.mjs'], environment(host, anywhere));
    },
  });
});

describe('while it is developed, where Vue says what does not match', () => {
  testSite({
    app: 'nuxt',
    pages,
    left,
    chatter: /\[vite\] connect|<Suspense> is an experimental feature/,
    async serve(folder, host) {
      await putSamples(folder);
      return startServer(folder, [nuxt, 'dev', '--host', 'localhost', '--port', '0'], environment(host));
    },
  });
});
