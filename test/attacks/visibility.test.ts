/** A page that hides the real field, or draws over it: what a shop can be told of it, and what the field then takes. */
import { expect } from 'vitest';
import { cards } from '../browser/checkout.js';
import { inEveryEngine, inEveryEngineWith, type Tab } from './every-engine.js';

const FRAME = '#card iframe';

const CUT = 'height: 1px; overflow: hidden';

/** Each hides the node `#card`, or shows it again. */
const CLIPS: [string, string][] = [
  ['cut to a line', CUT],
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

/** Puts a false field over the real one. */
const cover = (tab: Tab) =>
  tab.run(() => {
    const { left, top, width, height } = (
      document.querySelector('#card') as HTMLElement
    ).getBoundingClientRect();
    const cover = document.createElement('div');
    cover.id = 'cover';
    cover.style.cssText = `position: fixed; left: ${left}px; top: ${top}px; width: ${width}px; height: ${height}px; background: white; pointer-events: none`;
    document.body.append(cover);
  });

const uncover = (tab: Tab) => tab.run(() => document.querySelector('#cover')?.remove());

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
    await cover(tab);
    await expect.poll(() => seen(tab)).toEqual([true, false]);
    await tab.type(cards.visa.slice(0, 8));
    await uncover(tab);
    await expect.poll(() => seen(tab)).toEqual([true, false, true]);
    expect(await numberIn(tab)).toBe('');
  },
);

/** The Elements that are more than a card's fields, with what is typed into each in two parts. */
const OTHERS: [string, Typed][] = [
  ['payment', [cards.visa.slice(0, 8), cards.visa.slice(8)]],
  ['auBankAccount', ['000', '001']],
  ['iban', ['DE89', '3704']],
  ['linkAuthentication', ['jenny', '@example.com']],
  ['address', ['Jenny', ' Rosen']],
];
type Typed = [before: string, after: string];

/** Puts an Element with `visibility: 'require'` onto a page whose node `#card` has this style. */
async function mountRequired(
  tab: Tab,
  type: string,
  css = '',
  paymentMethodTypes: string[] | null = ['card'],
  options: object = {},
  look: object = {},
) {
  await tab.open({ card: false });
  await restyle(tab, css);
  await tab.run(
    ({ key, name, paymentMethodTypes, options, look }) => {
      const intent = {
        mode: 'payment',
        amount: 1099,
        currency: 'eur',
        ...(paymentMethodTypes && { paymentMethodTypes }),
        ...look,
      } as const;
      const group = window.Payframe(key).elements(name === 'payment' ? intent : {});
      const needed = name === 'address' ? { mode: 'shipping' } : {};
      window.card = group.create(name as 'card', { visibility: 'require', ...needed, ...options });
      window.card.on('ready', () => window.seen.push({ type: 'ready' }));
      window.card.on('visibility', ({ visible }) => window.seen.push({ type: 'visibility', visible }));
      window.card.mount('#card');
    },
    { key: tab.sandbox.publishableKey, name: type, paymentMethodTypes, options, look },
  );
  await tab.event('ready');
}

/** Returns a text without the marks that a field may set between its characters. */
const withoutMarks = (text: string) => text.replace(/[ -]/g, '');

/** Returns what is typed into all inputs, without those marks. */
const typedIn = async (tab: Tab) =>
  withoutMarks(
    await tab.run(
      () =>
        [...document.querySelectorAll('input')]
          .filter(({ type }) => !/radio|checkbox/.test(type))
          .map(({ value }) => value)
          .join(''),
      undefined,
      FRAME,
    ),
  );

async function focusFirst(tab: Tab) {
  await tab.pressAt(FRAME);
  await tab.run(() => window.card.focus());
  await expect.poll(() => tab.run(() => document.activeElement?.tagName, undefined, FRAME)).toBe('INPUT');
}

/** Puts the keyboard into the card number of a form with a list of methods. */
async function focusInput(tab: Tab) {
  await tab.press('Card number', FRAME);
  await expect.poll(() => tab.run(() => document.activeElement?.id, undefined, FRAME)).toMatch(/number/);
}

inEveryEngineWith(
  OTHERS.map(([type, typed]): [string, [string, Typed]] => [type, [type, typed]]),
  'the Element %s says that it is cut off or under a false one, and takes no input until it is seen again [E14, E16]',
  async (tab, [type, [before, after]]) => {
    await mountRequired(tab, type);
    await expect.poll(() => seen(tab)).toEqual([true]);
    await focusFirst(tab);
    await tab.type(before);
    await expect.poll(() => typedIn(tab)).toBe(before);
    const told = [true];
    const hide = async (act: () => Promise<unknown>, undo: () => Promise<unknown>) => {
      await act();
      await expect.poll(() => seen(tab)).toEqual([...told, false]);
      await tab.type(after);
      await undo();
      told.push(false, true);
      await expect.poll(() => seen(tab)).toEqual(told);
      expect(await typedIn(tab)).toBe(before);
    };
    await hide(
      () => restyle(tab, CUT),
      () => restyle(tab, ''),
    );
    if (tab.engine === 'Chromium')
      await hide(
        () => cover(tab),
        () => uncover(tab),
      );
    await tab.type(after);
    await expect.poll(() => typedIn(tab)).toBe(withoutMarks(before + after));
  },
);

inEveryEngine(
  'a Payment Element that is higher than the window, with a look of its own, takes input while its fields are seen [E14]',
  async (tab) => {
    const layout = {
      type: 'accordion',
      defaultCollapsed: false,
      visibleAccordionItemsCount: 0,
      spacedAccordionItems: true,
    };
    const appearance = {
      theme: 'night',
      labels: 'floating',
      variables: { spacingUnit: '14px', fontSizeBase: '20px' },
    };
    await mountRequired(tab, 'payment', '', null, { layout }, { appearance });
    await expect.poll(() => seen(tab)).toEqual([true]);
    const isHigher = () =>
      tab.run(() => (document.querySelector('#card') as HTMLElement).offsetHeight > 2 * innerHeight);
    expect(await isHigher()).toBe(true);
    await focusInput(tab);
    await tab.type('4242');
    await expect.poll(() => typedIn(tab)).toContain('4242');
    await restyle(tab, CUT);
    await expect.poll(() => seen(tab)).toEqual([true, false]);
    await tab.type('4242');
    await restyle(tab, '');
    await expect.poll(() => seen(tab)).toEqual([true, false, true]);
    expect(await typedIn(tab)).not.toContain('42424');
  },
);

inEveryEngine(
  'a Payment Element that is not seen takes no input into a row that opens then [E14]',
  async (tab) => {
    await mountRequired(tab, 'payment', CUT, ['card', 'sepa_debit']);
    await expect.poll(() => seen(tab)).toEqual([false]);
    const fields = () =>
      tab.run(
        () =>
          [...document.querySelectorAll('input')]
            .filter(({ type }) => type !== 'radio')
            .map(({ readOnly }) => readOnly),
        undefined,
        FRAME,
      );
    const count = (await fields()).length;
    await tab.run(
      () => document.querySelector<HTMLInputElement>('input[type=radio][value=sepa_debit]')?.click(),
      undefined,
      FRAME,
    );
    await expect.poll(async () => (await fields()).length).toBeGreaterThan(count);
    expect(await fields()).not.toContain(false);
    await restyle(tab, '');
    await expect.poll(() => seen(tab)).toEqual([false, true]);
    expect(await fields()).not.toContain(true);
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
