import { describe, expect } from 'vitest';
import { eventually } from '../engines/tab.js';
import { inEveryEngine, inEveryEngineWith, type Tab } from './every-engine.js';
import { hostileFont } from './hostile-font.js';
import { BOXED_SUBJECTS, FRAME, STYLED_SUBJECTS } from './subjects.js';

const heightOf = (tab: Tab) => tab.run(() => document.querySelector('iframe')?.offsetHeight);

/** The height of the iframe once it has stayed for a while: the page hears of a new one after the frame has drawn it. */
async function settledHeightOf(tab: Tab) {
  let height = await heightOf(tab);
  await eventually(async () => {
    const last = height;
    await new Promise((resolve) => setTimeout(resolve, 300));
    height = await heightOf(tab);
    return height === last;
  });
  return height;
}

describe('a page’s font', () => {
  inEveryEngine('draws a label, and no digit that is typed [Y10, Y11, Y12]', async (tab) => {
    const digits = Object.fromEntries([...'0123456789'].map((digit) => [digit, 9_000]));
    const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
    const widths = { ...digits, ...Object.fromEntries([...letters].map((letter) => [letter, 4_000])) };
    const font = hostileFont({
      characters: `0123456789 ${letters}`,
      widths,
      many: { feature: 'ccmp', character: '4', count: 60 },
    });
    const tall = hostileFont({ characters: '0123456789', ascent: 9_000, descent: 3_000 });
    tab.answers['/tall.ttf'] = { headers: { 'content-type': 'font/ttf' }, body: tall };
    tab.answers['/hostile.ttf'] = { headers: { 'content-type': 'font/ttf' }, body: font };
    // Under its name, and under that with quotes in it, by which some browsers register it.
    const fontFamily = `Hostile, '"Hostile"', sans-serif`;
    const tallFamily = `Tall, '"Tall"', ${fontFamily}`;
    const input = {
      fontFamily: tallFamily,
      lineHeight: 'normal',
      fontVariant: 'slashed-zero',
      letterSpacing: '1em',
    };
    const fonts = [
      { family: 'Hostile', src: 'url(/hostile.ttf)' },
      { family: 'Tall', src: 'url(/tall.ttf)' },
    ];
    const appearance = { variables: { fontFamily }, rules: { '.Input': input } };
    await tab.open({ group: { fonts, appearance }, card: {} });
    const labelWidth = () =>
      tab.run(
        () => {
          const range = document.createRange();
          range.selectNodeContents(document.querySelector('label') as Node);
          return range.getBoundingClientRect().width;
        },
        undefined,
        FRAME,
      );
    await eventually(async () => (await labelWidth()) > 200);
    const before = await settledHeightOf(tab);
    await tab.press('Card number', FRAME);
    await tab.type('42424242');
    await eventually(() =>
      tab.run(
        () => (document.querySelector('#number') as HTMLInputElement).value.length >= 9,
        undefined,
        FRAME,
      ),
    );
    const [inner, outer] = await tab.run(
      () => {
        const { scrollWidth, clientWidth } = document.querySelector('#number') as HTMLInputElement;
        return [scrollWidth, clientWidth] as const;
      },
      undefined,
      FRAME,
    );
    expect(inner).toBeLessThanOrEqual(outer);
    expect(await settledHeightOf(tab)).toBe(before);
  });
});

/** Styles that hide, each with the option that is left out and told of. */
const HIDING: [string, object][] = [
  ['style.base.backgroundColor: not allowed: #fff', { base: { color: '#fff', backgroundColor: '#fff' } }],
  ['style.base.backgroundColor: not allowed: currentcolor', { base: { backgroundColor: 'currentcolor' } }],
  ['style.base.color: not allowed: transparent', { base: { color: 'transparent' } }],
  ['style.base.color: not allowed: rgb(0 0 0 / 5%)', { base: { color: 'rgb(0 0 0 / 5%)' } }],
  ['style.base.color: not allowed: rgb(0 0 0 / 20%)', { base: { color: 'rgb(0 0 0 / 20%)' } }],
  [
    'style.base.:focus.backgroundColor: not allowed: #1b1b1b',
    { base: { color: '#1a1a1a', ':focus': { backgroundColor: '#1b1b1b' } } },
  ],
  [
    'style.base.:hover.backgroundColor: not allowed: white',
    { base: { ':hover': { color: '#fefefe', backgroundColor: 'white' } } },
  ],
  [
    'style.complete.backgroundColor: not allowed: #124',
    { complete: { color: '#123', backgroundColor: '#124' } },
  ],
  [
    'style.invalid.:focus.color: not allowed: #fffffe',
    { base: { backgroundColor: 'white' }, invalid: { ':focus': { color: '#fffffe' } } },
  ],
  [
    'style.base.::selection.backgroundColor: not allowed: #00e',
    { base: { '::selection': { color: '#00f', backgroundColor: '#00e' } } },
  ],
  [
    'style.base.:-webkit-autofill.backgroundColor: not allowed: gold',
    { base: { ':-webkit-autofill': { color: 'gold', backgroundColor: 'gold' } } },
  ],
  [
    'style.base.backgroundColor: not allowed: rgb(255 255 255 / 98%)',
    { base: { color: 'rgb(250 250 250)', backgroundColor: 'rgb(255 255 255 / 98%)' } },
  ],
  [
    'style.base.backgroundColor: not allowed: oklch(99% 0 0)',
    { base: { color: 'white', backgroundColor: 'oklch(99% 0 0)' } },
  ],
  [
    'style.base.backgroundColor: not allowed: light-dark(#fefefe, #010101)',
    { base: { color: 'light-dark(white, black)', backgroundColor: 'light-dark(#fefefe, #010101)' } },
  ],
  [
    'style.base.textShadow: not allowed: 0 0 12px white',
    { base: { color: 'white', backgroundColor: 'black', textShadow: '0 0 12px white' } },
  ],
  ['style.base.textDecoration: not allowed: line-through', { base: { textDecoration: 'line-through' } }],
];

/** Boxes that hide, in the same way. */
const HIDING_BOXES: [string, object][] = [
  ['appearance.variables.colorText: not allowed: #fffffe', { variables: { colorText: '#fffffe' } }],
  ['appearance.variables.colorDanger: not allowed: #fffffd', { variables: { colorDanger: '#fffffd' } }],
  [
    'appearance.variables.colorBackground: not allowed: #2a2b37',
    { variables: { colorBackground: 'var(--colorText)' } },
  ],
  [
    "appearance.rules['.Input'].boxShadow: not allowed: inset 0 0 0 50px #2a2b37",
    { rules: { '.Input': { boxShadow: 'inset 0 0 0 50px #2a2b37' } } },
  ],
  [
    "appearance.rules['.Input:focus'].boxShadow: not allowed: 0 0 0 90px white",
    { rules: { '.Input:focus': { boxShadow: '0 0 0 90px white' } } },
  ],
  [
    "appearance.rules['.Input'].outline: not allowed: 60px solid white",
    { rules: { '.Input': { outline: '60px solid white' } } },
  ],
  [
    "appearance.rules['.Input'].outlineOffset: not allowed: -40px",
    { rules: { '.Input': { outline: '15px solid white', outlineOffset: '-40px' } } },
  ],
  [
    "appearance.rules['.Input'].transition: not allowed: all 9999s -5000s",
    { rules: { '.Input': { transition: 'all 9999s -5000s' } } },
  ],
  [
    "appearance.rules['.Label'].marginTop: not allowed: -60px",
    { rules: { '.Label': { marginTop: '-60px', backgroundColor: 'white' } } },
  ],
  [
    "appearance.rules['.Label--floating'].backgroundColor: not supported",
    { labels: 'floating', rules: { '.Label--floating': { backgroundColor: 'white', fontSize: '64px' } } },
  ],
  [
    "appearance.rules['.Icon'].padding: not supported",
    { rules: { '.Icon': { backgroundColor: 'white', padding: '20px 90px' } } },
  ],
];

/** What shops set, and may. */
const USUAL: [style: object, appearance: object | undefined][] = [
  [{ base: { color: '#fff', backgroundColor: '#32325d', '::placeholder': { color: '#32325d' } } }, undefined],
  [{ base: { color: 'white' } }, undefined],
  [{ base: { color: 'black', ':focus': { color: 'white', backgroundColor: 'black' } } }, undefined],
  [{ base: { color: '#aab7c4', backgroundColor: '#fff' }, invalid: { color: '#fa755a' } }, undefined],
  [{ base: { textShadow: '0 1px 1px rgb(0 0 0 / 10%)', textDecoration: 'underline' } }, undefined],
  [
    { base: { ':-webkit-autofill': { color: '#e39f48', backgroundColor: '#fff' } } },
    {
      theme: 'night',
      rules: {
        '.Input': { boxShadow: '0 1px 1px rgb(0 0 0 / 3%), 0 3px 6px rgb(0 0 0 / 2%)', marginTop: '-1px' },
        '.Input:focus': { boxShadow: 'inset 0 0 0 2px #fff, 0 0 0 4px #fff', transition: 'color 0.2s' },
        '.Input--invalid': { outline: '2px solid red', outlineOffset: '2px' },
      },
    },
  ],
];

/** Waits until the page was told that an option is left out. */
const told = (tab: Tab, line: string) =>
  eventually(async () => (await tab.said()).some((said) => said.includes(line))).catch(async (cause) => {
    throw new Error(`${line} in ${JSON.stringify(await tab.said())}`, { cause });
  });

async function expectStylesDropped(tab: Tab) {
  for (const [line, style] of HIDING) {
    await tab.run((changed) => window.card.update({ style: changed }), style);
    await told(tab, line);
  }
}

async function expectBoxesDropped(tab: Tab) {
  for (const [line, appearance] of HIDING_BOXES) {
    await tab.run((changed) => void window.elements.update({ appearance: changed }), appearance);
    await told(tab, line);
  }
}

describe('a style that hides what is typed', () => {
  inEveryEngineWith(
    STYLED_SUBJECTS,
    'in the Element %s is left out and named [Y7]',
    async (tab, { type }) => {
      // A theme would have a background of its own, so that another of two colours is the wrong one.
      const group = { appearance: { theme: 'none' } };
      await tab.open({ type, group, card: { style: { base: { color: 'rgb(1, 2, 3)' } } } });
      await expectStylesDropped(tab);
    },
  );

  inEveryEngineWith(
    BOXED_SUBJECTS,
    'in the boxes of the Element %s is left out and named [Y7]',
    async (tab, subject) => {
      await tab.open(subject);
      await expectBoxesDropped(tab);
    },
  );

  inEveryEngine('is left out and named, and one that only looks odd is not [Y7]', async (tab) => {
    await tab.open({ card: { style: { base: { color: 'rgb(1, 2, 3)' } } } });
    await expectStylesDropped(tab);
    await tab.run(() => window.card.update({ style: {} }));
    await expectBoxesDropped(tab);
    const before = (await tab.said()).length;
    for (const [index, [style, appearance]] of USUAL.entries()) {
      const marked = { ...style, complete: { letterSpacing: `0.${11 + index}em` } };
      await tab.run(
        ([changed, group]) => {
          window.elements.update({ appearance: group as object });
          window.card.update({ style: changed });
        },
        [marked, appearance ?? null] as const,
      );
      await eventually(() =>
        tab.run(
          (text) =>
            document.adoptedStyleSheets.some(({ cssRules }) =>
              [...cssRules].some(({ cssText }) => cssText.includes(text)),
            ),
          `0.${11 + index}em`,
          FRAME,
        ),
      );
    }
    expect((await tab.said()).slice(before)).toEqual([]);
  });
});

describe('what is beside an input', () => {
  inEveryEngine('is drawn over none, however tall its font or wide its shadow [Y7]', async (tab) => {
    const boxShadow = '0 0 0 90px white';
    const rules = { '.Label': { boxShadow }, '.Error': { boxShadow } };
    await tab.open({ group: { appearance: { rules } }, card: {} });
    const clips = await tab.run(
      () => {
        const error = document.querySelector('#error') as Element;
        error.textContent = 'Wrong.';
        const parts = [...document.querySelectorAll('#card label'), error];
        return parts.map((part) => getComputedStyle(part).clipPath);
      },
      undefined,
      FRAME,
    );
    expect(new Set(clips)).toEqual(new Set(['inset(-6px)']));
  });
});
