import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import type { Opened, Opening } from './openings.js';
import type { Stand } from './stand.js';

const root = fileURLToPath(new URL('..', import.meta.url));

/**
 * The same checkout by the binding, by the binding with `loadPayframe`, by a script tag, and by a script tag in a page that React
 * renders as well; and pages of React with less than a card: a bare iframe, and a script that inserts one.
 */
export type ReactPage =
  | 'binding'
  | 'loaded'
  | 'script-tag'
  | 'script-tag-and-react'
  | 'bare-frame'
  | 'scripted-frame';

const sdkOf = ({ host }: Pick<Stand, 'host'>) => `<script src="${host}/js/v1/payframe.js"></script>`;

const page = (scripts: string) =>
  `<!doctype html><meta charset="utf-8"><title>Shop</title><div id="root"><div id="card"></div></div>${scripts}`;

const mountOf = ({ publishableKey }: Pick<Stand, 'publishableKey'>) => `
    const card = Payframe('${publishableKey}').elements().create('card');
    card.on('ready', done);
    card.mount('#card');`;

/** Adds a page with a card by script tag to the shop. Its time begins with the navigation. */
export function addCardPage(stand: Stand): Opening {
  const script = `const done = () => { window.readyAt ??= performance.now() };${mountOf(stand)}`;
  stand.shopPages['/script-tag'] = page(`${sdkOf(stand)}<script>${script}</script>`);
  return openPage('script-tag');
}

const openPage =
  (name: ReactPage): Opening =>
  async (tab, { shop }) => {
    await tab.goto(`${shop}/${name}`);
    await tab.waitForFunction('window.readyAt');
    return tab.evaluate<Opened>('({ took: readyAt, at: performance.timeOrigin + readyAt })');
  };

/** Adds these pages to the shop. The time of each begins with the navigation. */
export async function addReactPages(stand: Stand): Promise<(page: ReactPage) => Opening> {
  const { host, publishableKey, shopPages } = stand;
  const [mount, sdk] = [mountOf(stand), sdkOf(stand)];
  const app = async (name: ReactPage, code: string, before = '') => {
    const source = `import { createElement, useLayoutEffect } from 'react';
      import { createRoot } from 'react-dom/client';
      const done = () => { window.readyAt ??= performance.now() };
      ${code}
      createRoot(document.getElementById('root')).render(app);`;
    shopPages[`/${name}`] = page(`${before}<script src="/${name}.js"></script>`);
    shopPages[`/${name}.js`] = {
      // As bundlers name files by their content.
      headers: { 'content-type': 'text/javascript', 'cache-control': 'public, max-age=31536000, immutable' },
      body: await bundle(source),
    };
  };
  const byBinding = (payframe: string) => `
    import { loadPayframe, Payframe } from 'payframe';
    import { CardElement, Elements } from 'payframe/react';
    const payframe = ${payframe}('${publishableKey}', { host: '${host}' });
    const app = createElement(Elements, { payframe }, createElement(CardElement, { onReady: done }));`;
  const afterRender = (effect: string) => `
    function Card() {
      useLayoutEffect(() => {${effect}}, []);
      return createElement('div', { id: 'card' });
    }
    const app = createElement(Card);`;
  const insert = (tag: string, properties: string) =>
    `document.body.append(Object.assign(document.createElement('${tag}'), ${properties}));`;

  await app('binding', byBinding('Payframe'));
  await app('loaded', byBinding('loadPayframe'));
  await app('script-tag-and-react', afterRender(mount), sdk);
  await app('bare-frame', afterRender(insert('iframe', `{ onload: done, src: '${host}/bare/input.html' }`)));
  await app(
    'scripted-frame',
    `Object.assign(window, { bareFrames: 1, onBareFrames: done });
    ${afterRender(insert('script', `{ src: '${host}/bare/insert.js' }`))}`,
  );
  addCardPage(stand);
  return openPage;
}

/** An app and its packages in one file, as a shop ships them. */
async function bundle(app: string): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents: app, resolveDir: root },
    bundle: true,
    minify: true,
    format: 'iife',
    define: { 'process.env.NODE_ENV': '"production"' },
    write: false,
  });
  return outputFiles[0]?.text ?? '';
}
