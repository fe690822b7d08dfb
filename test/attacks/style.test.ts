/** A page's style as a way to fetch, to select, to run, or to hide what is typed. */
import { expect } from 'vitest';
import { eventually } from '../engines/tab.js';
import { inEveryEngine, inEveryEngineWith, type Tab } from './every-engine.js';
import { FRAME, OTHER_SUBJECTS } from './subjects.js';

/** The rules that a page's style came to. */
const rulesIn = (tab: Tab) =>
  tab.run(
    () =>
      document.adoptedStyleSheets
        .flatMap((sheet) => [...sheet.cssRules].map((rule) => rule.cssText))
        .filter((text) => !/\{\s*\}/.test(text)),
    undefined,
    FRAME,
  );

const values = (url: string) => [
  `url(${url})`,
  `url("${url}")`,
  `image-set("${url}" 1x)`,
  `-webkit-image-set("${url}" 1x)`,
  `-webkit-cross-fade(url(${url}), url(${url}), 50%)`,
  `\\75 rl(${url})`,
  `u/**/rl(${url})`,
  `src("${url}")`,
  'element(#number)',
  `red; background-image: url(${url})`,
  `red } input { background: url(${url}) } #x {`,
  `</style><img src="${url}">`,
  'red !important',
  'expression(alert(1))',
  `var(--x, url(${url}))`,
  'var(--x)',
  'attr(value)',
  'env(safe-area-inset-top)',
];

const PROPERTIES = [
  'color',
  'backgroundColor',
  'fontFamily',
  'padding',
  'textShadow',
  'iconColor',
  'textDecoration',
  'backgroundImage',
  'cursor',
  'listStyleImage',
  'mask',
  'filter',
  'content',
];

inEveryEngine(
  'a value that could fetch, end its rule or read the field is dropped [Y1, Y2, Y9]',
  async (tab) => {
    await tab.open();
    const before = await rulesIn(tab);
    for (const value of values(`${tab.evil.url}/leak`)) {
      const base = Object.fromEntries(PROPERTIES.map((name) => [name, value]));
      await tab.run((style) => window.card.update({ style }), { base, invalid: base, empty: base });
      await tab.run(() => window.payframe.createToken(window.card));
      expect(await rulesIn(tab), value).toEqual(before);
    }
    await tab.press('Card number', FRAME);
    await tab.type('42424242');
    expect(tab.evil.requests.filter(({ url }) => url.includes('leak'))).toEqual([]);
  },
);

inEveryEngine('a style selects only existing states, and sets only looks [Y3, Y7]', async (tab) => {
  const danger = {
    color: 'rgb(1, 2, 3)',
    backgroundImage: 'none',
    content: '"x"',
    position: 'fixed',
    opacity: '0',
    direction: 'rtl',
    unicodeBidi: 'bidi-override',
  };
  const style = {
    'input[value^="4"]': danger,
    '@media all': danger,
    ':has(input)': danger,
    '#card, body': danger,
    base: {
      ...danger,
      'input[value^="4"]': danger,
      '::before': danger,
      ':focus, body': danger,
      ':focus': danger,
    },
  };
  await tab.open({ card: { style } });
  expect(await rulesIn(tab)).toEqual([
    '#card { color: rgb(1, 2, 3); }',
    '#card input:focus { color: rgb(1, 2, 3); }',
  ]);
});

inEveryEngine('a number reads from left to right, whatever page and style want [Y7]', async (tab) => {
  await tab.open({
    head: '<style>html { direction: rtl; unicode-bidi: bidi-override }</style>',
    card: {
      style: { base: { direction: 'rtl', unicodeBidi: 'bidi-override', textIndent: '-9999px' } } as never,
    },
  });
  const looks = await tab.run(
    () => {
      const { direction, unicodeBidi, opacity, visibility, textIndent } = getComputedStyle(
        document.querySelector('#number') as HTMLInputElement,
      );
      return {
        direction,
        bidi: /override/.test(unicodeBidi),
        opacity,
        visibility,
        indent: Number.parseInt(textIndent, 10),
      };
    },
    undefined,
    FRAME,
  );
  expect(looks).toMatchObject({ direction: 'ltr', bidi: false, opacity: '1', visibility: 'visible' });
  expect(Math.abs(looks.indent)).toBeLessThan(100);
});

inEveryEngine(
  'ten thousand keys, a megabyte of value and names of every object stop no field [Y6]',
  async (tab) => {
    await tab.open();
    await tab.run(() => {
      const many = Object.fromEntries(Array.from({ length: 10_000 }, (_, at) => [`--key-${at}`, 'red']));
      const base = {
        ...many,
        color: 'x'.repeat(1_000_000),
        fontSize: Number.NaN,
        ...JSON.parse('{"__proto__": {"color": "red"}, "constructor": {"color": "red"}, "toString": "red"}'),
      };
      window.card.update({ style: { base } as never });
    });
    await tab.typeCard();
    expect((await tab.pay()).paymentMethod?.id).toMatch(/^pm_/);
  },
);

/** Declarations for each part and state of an Element, and entries under keys that are none. */
interface Wanted {
  base?: object;
  others?: Record<string, unknown>;
}

let marks = 10;

/** Gives an Element a style in each way that it has, and returns the rules that this came to. */
async function rulesOf(tab: Tab, type: string, { base = {}, others = {} }: Wanted): Promise<string[]> {
  // What is drawn is known by this; a browser leaves out zeros at the end.
  const letterSpacing = `0.${++marks}1em`;
  const marked = { ...base, letterSpacing };
  const style = { ...others, base: { ...marked, ...others }, invalid: base, empty: base };
  const inputs = Object.entries(others).map(([key, value]) => [`.Input${key}`, value]);
  const rules = { '.Input': marked, '.Input--invalid': base, '.Label': base, ...Object.fromEntries(inputs) };
  // These have the look of their group only.
  const inGroup = ['address', 'payment'].includes(type);
  const given = inGroup ? { appearance: { rules: { ...rules, ...others } } } : { style };
  await tab.run(
    ({ inGroup, options }) => void (inGroup ? window.elements : window.card).update(options as never),
    { inGroup, options: given },
  );
  const mark = new RegExp(` letter-spacing: [^;]*${letterSpacing}[^;]*;`);
  const drawn = await eventually(async () => {
    const all = await rulesIn(tab);
    return all.some((rule) => mark.test(rule)) && all;
  });
  return (drawn as string[]).map((rule) => rule.replace(mark, '')).filter((rule) => !/\{\s*\}/.test(rule));
}

inEveryEngineWith(
  OTHER_SUBJECTS,
  'the style of the Element %s fetches, selects, ends and stops nothing [Y1, Y2, Y3, Y6, Y7, Y9]',
  async (tab, subject) => {
    const { type } = subject;
    await tab.open(subject);
    const plain = await rulesOf(tab, type, {});
    for (const value of values(`${tab.evil.url}/leak`)) {
      const base = Object.fromEntries(PROPERTIES.map((name) => [name, value]));
      expect(await rulesOf(tab, type, { base }), value).toEqual(plain);
    }
    const hostile = {
      backgroundImage: 'none',
      content: '"x"',
      position: 'fixed',
      opacity: '0',
      direction: 'rtl',
      unicodeBidi: 'bidi-override',
    };
    const selectors = ['[value^="4"]', ':has(input)', '::before', ':focus body', '@media all', '#card, body'];
    const others = Object.fromEntries(selectors.map((selector) => [selector, { color: 'rgb(1, 2, 3)' }]));
    expect(await rulesOf(tab, type, { base: hostile, others })).toEqual(plain);
    const many = Object.fromEntries(Array.from({ length: 10_000 }, (_, at) => [`--key-${at}`, 'red']));
    const huge = { ...many, color: 'x'.repeat(1_000_000), toString: 'red' };
    expect(await rulesOf(tab, type, { base: huge })).toEqual(plain);
    await tab.typeAhead('4242');
    const typed = () =>
      tab.run(
        () => {
          const input = document.activeElement as HTMLInputElement;
          const { direction, opacity, position } = getComputedStyle(input);
          return { value: input.value?.replace(/\W/g, ''), direction, opacity, position };
        },
        undefined,
        FRAME,
      );
    await expect.poll(typed).toMatchObject({ direction: 'ltr', opacity: '1' });
    await expect.poll(async () => (await typed()).value).toContain('42');
    expect(tab.evil.requests.filter(({ url }) => url.includes('leak'))).toEqual([]);
  },
);
