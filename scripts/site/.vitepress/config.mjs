import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitepress';
import { keepBraces } from './braces.mjs';
import { linkPages } from './links.mjs';
import { addressOf, isPage } from './pages.js';
import { groupsIn } from './sidebar.js';
import { slugOf } from './slug.js';
import { emptyCorners } from './tables.mjs';
import { joinTitledCode } from './tabs.mjs';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const readme = readFileSync(`${root}README.md`, 'utf8');

export default defineConfig({
  title: 'Payframe',
  description: 'Card Elements that you host yourself.',
  base: '/docs/',
  cleanUrls: true,
  srcDir: root,
  srcExclude: ['**/{test,scripts,bench,src}/**'],
  outDir: `${root}sandbox/dist/docs`,
  // Addresses that a reader types on their own machine.
  ignoreDeadLinks: 'localhostLinks',
  cacheDir: fileURLToPath(new URL('../node_modules/.cache/vitepress', import.meta.url)),
  rewrites: (path) => (isPage(path) ? addressOf(path) : path),
  // Nothing is asked of another host, and every page has the same few scripts.
  metaChunk: true,
  themeConfig: {
    search: { provider: 'local' },
    sidebar: groupsIn(readme),
    outline: [2, 3],
    nav: [
      { text: 'Guide', link: '/' },
      { text: 'Reference', link: '/api/' },
      { text: 'Changelog', link: '/changelog' },
    ],
  },
  markdown: {
    theme: { light: 'github-light-high-contrast', dark: 'github-dark-high-contrast' },
    anchor: { slugify: slugOf },
    config(md) {
      keepBraces(md);
      linkPages(md);
      joinTitledCode(md);
      emptyCorners(md);
    },
  },
});
