// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { schemeOf } from '../../src/page/link/color-scheme.js';
import { flush, frameOf, installFakes, removeFakes } from './fake-frame.js';
import { makeContainer, makeShop } from './shop.js';

/** The system's preference. */
let dark = false;
const listeners = new Set<() => void>();

beforeEach(() => {
  installFakes();
  listeners.clear();
  dark = false;
  vi.stubGlobal('matchMedia', () => ({
    get matches() {
      return dark;
    },
    addEventListener: (_: string, listener: () => void) => listeners.add(listener),
    removeEventListener: (_: string, listener: () => void) => listeners.delete(listener),
  }));
});

afterEach(() => {
  document.documentElement.removeAttribute('style');
  removeFakes();
});

/** jsdom computes no `color-scheme`. */
function pageScheme(value: string) {
  vi.spyOn(window, 'getComputedStyle').mockReturnValue({ colorScheme: value } as CSSStyleDeclaration);
}

describe('the scheme of a node is', () => {
  test.each([
    ['normal', false, 'light'],
    ['normal', true, 'light'],
    ['', true, 'light'],
    ['light', true, 'light'],
    ['dark', false, 'dark'],
    ['only dark', false, 'dark'],
    ['light dark', false, 'light'],
    ['light dark', true, 'dark'],
    ['dark light', false, 'light'],
  ])('for "%s", where the system prefers dark: %s, %s', (value, prefersDark, scheme) => {
    dark = prefersDark;
    pageScheme(value);
    expect(schemeOf(document.body)).toBe(scheme);
  });

  test('light in a browser that cannot tell', () => {
    vi.stubGlobal('matchMedia', undefined);
    pageScheme('light dark');
    expect(schemeOf(makeContainer())).toBe('light');
  });
});

describe('a mounted Element', () => {
  test('begins with the scheme of its container, and its iframe with that of the empty document', async () => {
    pageScheme('dark');
    const { frame, container } = await makeShop();
    expect(frame.init?.options).toMatchObject({ colorScheme: 'dark' });
    expect(container.querySelector('iframe')?.style.getPropertyValue('color-scheme')).toBe('light');
  });

  test('follows the system, and a switch of the page', async () => {
    const { frame } = await makeShop();
    pageScheme('light dark');
    dark = true;
    for (const listener of listeners) listener();
    await flush();
    expect(frame.of('update').map(({ options }) => options)).toMatchObject([{ colorScheme: 'dark' }]);
    pageScheme('light');
    document.documentElement.className = 'theme-light';
    await flush();
    expect(frame.of('update').map(({ options }) => options)).toMatchObject([
      { colorScheme: 'dark' },
      { colorScheme: 'light' },
    ]);
  });

  test('hears nothing of changes that are of no other scheme', async () => {
    const { frame } = await makeShop();
    document.body.className = 'dialog-open';
    for (const listener of listeners) listener();
    await flush();
    expect(frame.of('update')).toEqual([]);
  });

  test('has an iframe that agrees with its document, also in its size', async () => {
    const { frame, container } = await makeShop();
    const { style } = container.querySelector('iframe') as HTMLIFrameElement;
    frame.send({ type: 'look', scheme: 'dark', outset: 4 });
    await flush();
    expect(style.getPropertyValue('color-scheme')).toBe('dark');
    expect([style.margin, style.width]).toEqual(['-4px', 'calc(100% + 8px)']);
    frame.send({ type: 'look', scheme: 'light', outset: 0 });
    await flush();
    expect(style.getPropertyValue('color-scheme')).toBe('light');
    expect(style.margin).toMatch(/^-?0px$/);
  });

  test('that is to look different is not seen before it does', async () => {
    const { card, container, elements } = await makeShop({ style: { base: { color: 'red' } } });
    const iframe = () => container.querySelector('iframe') as HTMLIFrameElement;
    expect(iframe().style.opacity).toBe('');
    card.unmount();
    card.mount(container);
    expect(iframe().style.opacity).toBe('0');
    await frameOf(iframe()).start();
    expect(iframe().style.opacity).toBe('');
    const bare = elements.create('cardCvc');
    const other = makeContainer('bare');
    bare.mount(other);
    expect(other.querySelector('iframe')?.style.opacity).toBe('');
  });

  test('leaves no listener when it goes', async () => {
    const { card } = await makeShop();
    expect(listeners.size).toBe(1);
    card.unmount();
    expect(listeners.size).toBe(0);
  });
});
