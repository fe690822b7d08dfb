/** The package in a shop of Next.js, whose pages are server components. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import type { Sandbox } from '../../sandbox/src/index.js';
import { snippetWith } from '../docs/markdown.js';
import { commandOf, run, startServer } from './commands.js';
import { testSite } from './site.js';

const next = commandOf('next');
const anywhere = ['--hostname', 'localhost', '--port', '0'];
const pages = ['/slots', '/bundled-sdk', '/pages-router'];

const environment = ({ publishableKey, url }: Sandbox, more = {}) => ({
  NEXT_PUBLIC_PAYFRAME_KEY: publishableKey,
  NEXT_PUBLIC_PAYFRAME_HOST: url,
  ...more,
});

/** The guide's client component, which gives the object to server components. */
async function putSample(folder: string, { url }: Sandbox): Promise<void> {
  const { code } = snippetWith('docs/react.md', '// app/payment.jsx');
  await writeFile(join(folder, 'app/payment.jsx'), code.replaceAll('https://pay.example.com', url));
}

/** Said in a CI, of builds that are the first in their folder. */
const NO_CACHE = /^.*No build cache found.*$/m;

async function serveBuilt(folder: string, host: Sandbox, flags: string[], more = {}) {
  const env = environment(host, more);
  await putSample(folder, host);
  const said = await run(folder, [next, 'build', ...flags], env);
  expect(said.replace(NO_CACHE, '')).not.toMatch(/error|warn|[⚠⨯]/i);
  return startServer(folder, [next, 'start', ...anywhere], env);
}

describe('built with Turbopack', () => {
  testSite({ app: 'next', pages, serve: (folder, host) => serveBuilt(folder, host, []) });
});

describe('built with webpack, with Cache Components, which hide a page that was left', () => {
  testSite({
    app: 'next',
    pages,
    serve: (folder, host) => serveBuilt(folder, host, ['--webpack'], { CACHE_COMPONENTS: '1' }),
  });
});

describe('while it is developed, where React says what does not match', () => {
  testSite({
    app: 'next',
    pages,
    chatter: /React DevTools|\[HMR\] connected|\[Fast Refresh\]/,
    slowness: /^.*Slow filesystem detected.*$/m,
    async serve(folder, host) {
      await putSample(folder, host);
      return startServer(folder, [next, 'dev', ...anywhere], environment(host));
    },
  });
});
