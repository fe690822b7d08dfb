/** A page that hides the real field, or draws over it: what a shop can be told of it, and what the field then takes. */
import { expect } from 'vitest';
import { cards } from '../browser/checkout.js';
import { inEveryEngine, inEveryEngineWith, type Tab } from './every-engine.js';

const FRAME = '#card iframe';

/** Each hides the node `#card`, or shows it again. */
const CLIPS: [string, string][] = [
  ['cut to a line', 'height: 1px; overflow: hidden'],
  ['out of the window', 'position: absolute; left: -2000px'],
];
const COVERS: [string, string][] = [
  ['clipped by a path', 'clip-path: inset(0 0 95% 0)'],
  ['transparent', 'opacity: 0.01'],
  ['blurred', 'filter: blur(9px)'],
  ['turned', 'transform: rotateX(89deg)'],
];

/** Opens a page with a card that is watched from the start, and waits until it was told that the card is seen. */
async function openWatched(tab: Tab, visibility: 'report' | 'require') {
  await tab.open({ card: false });
  await tab.run(
    ({ key, wanted }) => {
      window.payframe = window.Payframe(key);
      window.card = window.payframe.elements().create('card', { hidePostalCode: true, visibility: wanted });
      window.card.on('ready', () => window.seen.push({ type: 'ready' }));
      window.card.on('change', ({ complete }) => window.seen.push({ type: 'change', complete }));
      window.card.on('visibility', ({ visible }) => window.seen.push({ type: 'visibility', visible }));
      window.card.mount('#card');
    },
    { key: tab.sandbox.publishableKey, wanted: visibility },
  );
  await tab.event('ready');
  await expect.poll(() => seen(tab)).toEqual([true]);
}

const seen = (tab: Tab) =>
  tab.run(() => window.seen.filter(({ type }) => type === 'visibility').map(({ visible }) => visible));

const restyle = (tab: Tab, css: string) =>
  tab.run((text) => {
    (document.querySelector('#card') as HTMLElement).style.cssText = text;
  }, css);

const numberIn = (tab: Tab) =>
  tab.run(
    () => (document.querySelector('#number') as HTMLInputElement).value.replaceAll(' ', ''),
    undefined,
    FRAME,
  );

inEveryEngineWith(
  CLIPS,
  'a field that is %s says so, and takes no input until it is seen again [E14]',
  async (tab, css) => {
    await openWatched(tab, 'require');
    await tab.press('Card number', FRAME);
    await tab.type(cards.visa.slice(0, 4));
    await expect.poll(() => numberIn(tab)).toBe('4242');
    await restyle(tab, css);
    await expect.poll(() => seen(tab)).toEqual([true, false]);
    await tab.type(cards.visa.slice(4, 8));
    await restyle(tab, '');
    await expect.poll(() => seen(tab)).toEqual([true, false, true]);
    expect(await numberIn(tab)).toBe('4242');
    await tab.type(cards.visa.slice(4, 6));
    await expect.poll(() => numberIn(tab)).toBe('424242');
  },
);

inEveryEngineWith(COVERS, 'a field that is %s says so where the browser knows [E14]', async (tab, css) => {
  await openWatched(tab, 'report');
  await restyle(tab, css);
  if (tab.engine !== 'Chromium') return;
  await expect.poll(() => seen(tab)).toEqual([true, false]);
  await restyle(tab, '');
  await expect.poll(() => seen(tab)).toEqual([true, false, true]);
});

inEveryEngine(
  'a false field over the real one is told, and the real one takes nothing [E14, E16]',
  async (tab) => {
    if (tab.engine !== 'Chromium') return;
    await openWatched(tab, 'require');
    await tab.press('Card number', FRAME);
    await tab.run(() => {
      const { left, top, width, height } = (
        document.querySelector('#card') as HTMLElement
      ).getBoundingClientRect();
      const cover = document.createElement('div');
      cover.id = 'cover';
      cover.style.cssText = `position: fixed; left: ${left}px; top: ${top}px; width: ${width}px; height: ${height}px; background: white; pointer-events: none`;
      document.body.append(cover);
    });
    await expect.poll(() => seen(tab)).toEqual([true, false]);
    await tab.type(cards.visa.slice(0, 8));
    await tab.run(() => document.querySelector('#cover')?.remove());
    await expect.poll(() => seen(tab)).toEqual([true, false, true]);
    expect(await numberIn(tab)).toBe('');
  },
);

inEveryEngine('a field that is seen takes every key, whoever watches [E14]', async (tab) => {
  await openWatched(tab, 'require');
  await tab.typeCard();
  expect((await tab.pay()).paymentMethod?.id).toMatch(/^pm_/);
  expect(await seen(tab)).toEqual([true]);
});

inEveryEngine('a page that does not ask is told nothing, and loads nothing for it [E14]', async (tab) => {
  await tab.open();
  await tab.run(() => {
    window.card.on('visibility', ({ visible }) => window.seen.push({ type: 'visibility', visible }));
  });
  await restyle(tab, 'opacity: 0; height: 0; overflow: hidden');
  await new Promise((resolve) => setTimeout(resolve, 500));
  expect(await seen(tab)).toEqual([]);
  const files = await tab.run(
    () => performance.getEntriesByType('resource').map(({ name }) => name),
    undefined,
    FRAME,
  );
  expect(files.filter((name) => name.includes('visibility'))).toEqual([]);
});
