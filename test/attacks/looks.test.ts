import { describe, expect } from 'vitest';
import { eventually } from '../engines/tab.js';
import { inEveryEngine, type Tab } from './every-engine.js';
import { hostileFont } from './hostile-font.js';

const FRAME = '#card iframe';

/** Opens a page whose card is in a group with these options. */
async function open(tab: Tab, group: object, card: object = {}): Promise<void> {
  await tab.open({ card: false });
  await tab.run(
    ({ key, groupOptions, cardOptions }) => {
      window.payframe = window.Payframe(key);
      window.elements = window.payframe.elements(groupOptions);
      window.card = window.elements.create('card', cardOptions);
      for (const type of ['ready', 'change'] as const)
        window.card.on(type as 'ready', (event) =>
          window.seen.push({ type, ...JSON.parse(JSON.stringify(event)) }),
        );
      window.card.mount('#card');
    },
    { key: tab.sandbox.publishableKey, groupOptions: group, cardOptions: card },
  );
  await tab.event('ready');
}

const heightOf = (tab: Tab) => tab.run(() => document.querySelector('iframe')?.offsetHeight);

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
    await open(tab, { fonts, appearance: { variables: { fontFamily }, rules: { '.Input': input } } });
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
    const before = await heightOf(tab);
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
    expect(await heightOf(tab)).toBe(before);
  });
});

describe('a style that hides what is typed', () => {
  inEveryEngine('is left out once it was looked at: the text can be read [Y7]', async (tab) => {
    await open(tab, {}, { style: { base: { color: 'rgb(255, 255, 255)', backgroundColor: '#fff' } } });
    await eventually(() =>
      tab.run(
        () =>
          getComputedStyle(document.querySelector('#card') as Element).backgroundColor === 'rgba(0, 0, 0, 0)',
        undefined,
        FRAME,
      ),
    );
  });
});
