import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { publishable, secretLive } from '../keys/make-keys.js';
import { thrown } from './shop.js';

const load = () => import('../../src/page/index.js');
const options = { host: 'https://pay.example' };

beforeEach(() => vi.resetModules());
afterEach(() => vi.unstubAllGlobals());

describe('on a server', () => {
  test('importing it does nothing and breaks nothing [L11]', async () => {
    const before = Object.keys(globalThis);
    await load();
    await import('../../src/page/script.js');
    expect(Object.keys(globalThis)).toEqual(before);
  });

  test('loadPayframe gives null, whatever it is passed', async () => {
    const { loadPayframe } = await load();
    expect(await loadPayframe(publishable, options)).toBeNull();
    expect(await loadPayframe(secretLive)).toBeNull();
    expect(await loadPayframe(undefined as unknown as string)).toBeNull();
  });

  test('Payframe, a group and an Element can be made; mounting is refused by name', async () => {
    const { Payframe } = await load();
    const card = Payframe(publishable, options).elements().create('card');
    expect(thrown(() => card.mount('#card'))).toMatchObject({
      code: 'no_document',
      name: 'IntegrationError',
    });
    card.unmount();
    card.destroy();
  });

  test('an object that is to preload loads nothing, and breaks nothing', async () => {
    const { Payframe } = await load();
    expect(() => Payframe(publishable, { ...options, preload: ['card'] })).not.toThrow();
    await new Promise((resolve) => setTimeout(resolve));
  });

  test('an object and a group take no random value, which Next.js refuses in what it renders ahead of time', async () => {
    const random = vi.spyOn(crypto, 'getRandomValues');
    const { Payframe } = await load();
    const elements = Payframe(publishable, options).elements();
    expect(random).not.toHaveBeenCalled();
    elements.create('card');
    expect(random).toHaveBeenCalled();
    random.mockRestore();
  });
});

describe('with half a DOM [L11]', () => {
  test.each<[string, object]>([
    ['an empty document', { document: {} }],
    ['a document that is null', { document: null }],
    ['a document without constructors', { document: { currentScript: { src: 'x' } } }],
    ['a window without a document', { window: {} }],
    ['a location without a protocol', { window: {}, document: {}, location: {} }],
  ])('importing and constructing do not throw, and nothing is loaded: %s', async (_, globals) => {
    for (const [name, value] of Object.entries(globals)) vi.stubGlobal(name, value);
    vi.spyOn(console, 'warn').mockImplementation(() => {});
    const { Payframe, loadPayframe } = await load();
    await import('../../src/page/script.js');
    expect(Payframe(publishable, options).elements().create('card')).toBeTypeOf('object');
    vi.stubGlobal('window', globalThis);
    expect(await loadPayframe(publishable, options)).toBeNull();
  });
});
