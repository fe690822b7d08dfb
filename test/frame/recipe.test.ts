// @vitest-environment jsdom
/** The recipe "add an Element" of docs/architecture.md: `recipe/voucher` is the folder, `recipe/tree.ts` has the lines. */
import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { PROTOCOL } from '../../src/wire/index.js';
import { eventually } from '../eventually.js';
import { publishable } from '../keys/make-keys.js';
import { THOROUGH } from '../thorough.js';
import { type } from './element-page.js';
import { LINES, treeWithVoucher } from './recipe/tree.js';

const code = ['GIFT', '1234', 'ABCD'].join('');

let tree: string;
beforeAll(() => {
  tree = treeWithVoucher();
}, 60_000);
afterAll(() => rmSync(tree, { recursive: true }), 60_000);

/** Loads a module of the tree that has the new Element. */
// biome-ignore lint/suspicious/noExplicitAny: What the copy exports this tree's types know only in part.
const load = (path: string): Promise<any> => import(/* @vite-ignore */ join(tree, path));

beforeEach(() => {
  // jsdom lays nothing out, and has no style sheets that a script makes.
  vi.stubGlobal(
    'ResizeObserver',
    class {
      observe() {}
    },
  );
  vi.stubGlobal('CSSStyleSheet', class {});
  vi.stubGlobal('parent', {});
});
afterEach(() => {
  vi.unstubAllGlobals();
  document.body.replaceChildren();
});

test('a new Element is one folder, and eight lines elsewhere beside its texts and error codes', () => {
  expect(LINES.length).toBeLessThanOrEqual(8);
});

test('a new Element has the types of every other', THOROUGH, () => {
  const tsc = resolve('node_modules/typescript/bin/tsc');
  expect(execFileSync(process.execPath, [tsc, '-p', 'tsconfig.json'], { cwd: tree, encoding: 'utf8' })).toBe(
    '',
  );
});

test('a new Element lives in its frame: it tells how it stands, and sends what was typed', async () => {
  const html = readFileSync(join(tree, 'src/frame/elements/voucher/voucher.html'), 'utf8');
  document.body.innerHTML = new DOMParser().parseFromString(html, 'text/html').body.innerHTML;
  const [{ voucher }, { createFieldStage }, { runElement }, { servePort }] = await Promise.all([
    load('src/frame/elements/voucher/element.ts'),
    load('src/frame/runtime/field-stage.ts'),
    load('src/frame/runtime/run-element.ts'),
    load('src/frame/runtime/serve-page.ts'),
  ]);
  const { port1, port2 } = new MessageChannel();
  const heard: { type: string; [name: string]: unknown }[] = [];
  port1.onmessage = ({ data }) => heard.push(data);
  const init = { type: 'init', protocol: PROTOCOL, key: publishable, group: 'g', options: {} };
  runElement(voucher, createFieldStage('voucher'), (start: unknown) =>
    servePort({ init, port: port2, origin: 'https://shop.example' }, start),
  );
  const last = (wanted: string) => heard.filter((message) => message.type === wanted).at(-1);
  const call = (method: string, id: number) =>
    port1.postMessage({ type: 'call', id, method, params: {}, agent: 'payframe/test' });
  await eventually(() => expect(last('ready')).toBeDefined());

  const input = document.querySelector('input') as HTMLInputElement;
  input.focus();
  type('gift12');
  expect(input.value).toBe('GIFT-12');
  call('validate', 1);
  await eventually(() => expect(last('result')).toMatchObject({ error: { code: 'incomplete_voucher' } }));
  expect(document.getElementById('error')?.textContent).toBe('The voucher code is incomplete.');

  type('34abcd');
  const fetched = vi.fn(async () => new Response(JSON.stringify({ id: 'pm_1', object: 'payment_method' })));
  vi.stubGlobal('fetch', fetched);
  call('createPaymentMethod', 2);
  await eventually(() => expect(last('result')).toMatchObject({ id: 2, value: { id: 'pm_1' } }));
  expect(last('change')).toMatchObject({ state: { complete: true, empty: false } });
  const [[path, { body }]] = fetched.mock.calls as unknown as [[string, RequestInit]];
  expect([path, (body as URLSearchParams).get('voucher[code]')]).toEqual(['/v1/payment_methods', code]);
  expect(JSON.stringify(heard)).not.toContain(code.slice(4));
  port1.close();
  port2.close();
});

test('a new Element is in the double, with what it says of itself', async () => {
  const { createPayframeDouble } = await load('src/testing/index.ts');
  document.body.innerHTML = '<div></div>';
  const elements = createPayframeDouble().elements();
  const element = elements.create('voucher');
  const changes: object[] = [];
  element.on('change', (event: object) => changes.push(event));
  element.mount(document.querySelector('div'));
  expect((await elements.submit()).error).toMatchObject({ code: 'incomplete_voucher' });
  const input = document.querySelector('[aria-label="Voucher code"]') as HTMLInputElement;
  input.focus();
  type(code);
  await eventually(() =>
    expect(changes.at(-1)).toEqual({
      elementType: 'voucher',
      empty: false,
      complete: true,
      error: undefined,
    }),
  );
  expect(await elements.submit()).toEqual({ selectedPaymentMethod: 'voucher' });
  expect(input.value).toBe('GIFT-1234-ABCD');
});

test('a new Element has its components, and its custom element', async () => {
  for (const binding of ['react', 'vue'])
    expect((await load(`src/${binding}/index.ts`)).VoucherElement).toMatchObject({
      __elementType: 'voucher',
    });
  vi.stubGlobal('ElementInternals', class {});
  const defined: string[] = [];
  vi.stubGlobal('customElements', { get: () => undefined, define: (name: string) => defined.push(name) });
  await load('src/element/index.ts');
  expect(defined).toContain('payframe-voucher');
});
