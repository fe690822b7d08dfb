import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { serve } from '../test/browser/servers.js';
import type { Stand } from './stand.js';

const root = fileURLToPath(new URL('..', import.meta.url));

/** The same checkout by the binding, by a script tag, and by a script tag in a page that React renders as well. */
export type ReactPage = 'binding' | 'script-tag' | 'script-tag-and-react';

export interface ReactPages {
  /** Navigation → the card field can be typed into, in ms. */
  timeTo(page: ReactPage): Promise<number>;
  close(): Promise<void>;
}

export async function openReactPages({ browser, host, publishableKey }: Stand): Promise<ReactPages> {
  const sdk = `<script src="${host}/js/v1/payframe.js"></script>`;
  const page = (scripts: string) =>
    `<!doctype html><meta charset="utf-8"><title>Shop</title><div id="root"><div id="card"></div></div>${scripts}`;
  const script = async (app: string) => ({
    headers: { 'content-type': 'text/javascript' },
    body: await bundle(app),
  });
  const mount = `
    const card = Payframe('${publishableKey}').elements().create('card');
    card.on('ready', () => { window.readyAt = performance.now() });
    card.mount('#card');`;
  const shop = await serve({
    '/binding': page('<script src="/binding.js"></script>'),
    '/binding.js': await script(`
      import { createElement } from 'react';
      import { createRoot } from 'react-dom/client';
      import { Payframe } from 'payframe';
      import { CardElement, Elements } from 'payframe/react';
      const payframe = Payframe('${publishableKey}', { host: '${host}' });
      const onReady = () => { window.readyAt = performance.now() };
      createRoot(document.getElementById('root')).render(
        createElement(Elements, { payframe }, createElement(CardElement, { onReady })),
      );`),
    '/script-tag': page(`${sdk}<script>${mount}</script>`),
    '/script-tag-and-react': page(`${sdk}<script src="/react.js"></script>`),
    '/react.js': await script(`
      import { createElement, useLayoutEffect } from 'react';
      import { createRoot } from 'react-dom/client';
      function Card() {
        useLayoutEffect(() => {${mount}}, []);
        return createElement('div', { id: 'card' });
      }
      createRoot(document.getElementById('root')).render(createElement(Card));`),
  });

  async function timeTo(path: ReactPage): Promise<number> {
    const context = await browser.newContext();
    const tab = await context.newPage();
    await tab.goto(`${shop.url}/${path}`);
    const time = await tab.waitForFunction('window.readyAt').then((handle) => handle.jsonValue());
    await context.close();
    return time as number;
  }

  return { timeTo, close: () => shop.close() };
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
