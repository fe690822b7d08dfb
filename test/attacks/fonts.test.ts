import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CDPSession, Frame, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type Sandbox, startSandbox } from '../../sandbox/src/index.js';
import type { Appearance, ElementsOptions } from '../../src/page/index.js';
import { type Checkout, type Checkouts, cards, expiry, startCheckouts } from '../browser/checkout.js';
import { shares, THOROUGH } from '../thorough.js';
import { type HostileFont, hostileFont } from './hostile-font.js';

/** All that a field shows while nothing is wrong. */
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz /.-@';
const CHARACTERS = `0123456789${LETTERS}`;

/** The font by its name, and by that with quotes in it: browsers do not agree on which one a script registers. */
const HOSTILE = `Hostile, '"Hostile"', sans-serif`;

/** What is typed into each Element, which between them have every input that there is. */
const TYPED: Record<string, string> = {
  card: `${cards.visa}${expiry.typed}12394110`,
  cardNumber: cards.visa,
  cardExpiry: expiry.typed,
  cardCvc: '424',
  postalCode: '94110',
  iban: ['DE89', '3704', '0044', '0532', '0130', '00'].join(''),
  auBankAccount: ['000', '000', '000', '123', '456'].join(''),
  linkAuthentication: 'jenny42@example.com',
};
const ELEMENTS = Object.keys(TYPED);

let shop: Checkouts;

beforeAll(async () => {
  shop = await startCheckouts();
});

afterEach(() => shop.closePages());

afterAll(() => shop?.close());

let served = 0;

/** Puts a font onto the shop's server. */
function serve(font: HostileFont | Buffer): string {
  const path = `/hostile-${++served}.ttf`;
  const body = Buffer.isBuffer(font) ? font : hostileFont(font);
  shop.answers[path] = { headers: { 'content-type': 'font/ttf' }, body };
  return `url(${path})`;
}

interface Attack {
  fonts: object[];
  style?: object;
  appearance?: Appearance;
  sandbox?: Sandbox;
}

interface Attacked extends Checkout {
  field: Frame;
}

/** A page with one Element that has these options, with its fonts where they belong. */
async function attack(type: string, { fonts, style, appearance, sandbox }: Attack): Promise<Attacked> {
  const { url, publishableKey } = sandbox ?? shop.sandbox;
  const checkout = await shop.open({ host: url, key: publishableKey, mount: false, before: countMessages });
  const paid = { mode: 'payment', amount: 1099, currency: 'usd', allowedPaymentMethodTypes: ['card'] };
  const group = {
    fonts,
    ...(appearance && { appearance }),
    ...(type === 'payment' && paid),
  } as ElementsOptions;
  await checkout.page.evaluate(mountOne, { key: publishableKey, type, group, style });
  await checkout.event('ready');
  const field = checkout.frame();
  await expect
    .poll(() => field.evaluate(() => [...document.fonts].filter(({ status }) => status === 'loaded').length))
    .toBeGreaterThanOrEqual(fonts.length);
  return { ...checkout, field };
}

declare global {
  interface Window {
    /** What frames told the page, by type, in order; and how high they are, where that is what they told. */
    told: string[];
  }
}

/** Runs before the page's scripts. */
function countMessages(): void {
  window.told = [];
  const Channel = window.MessageChannel;
  window.MessageChannel = class extends Channel {
    constructor() {
      super();
      this.port1.addEventListener('message', ({ data: { type, height = '' } }) =>
        window.told.push(`${type} ${height}`),
      );
    }
  };
}

/** Runs in the shop's page. */
function mountOne({ key, type, group, style }: { key: string; type: string; group: object; style: unknown }) {
  window.payframe = window.Payframe(key);
  window.elements = window.payframe.elements(group);
  const options = style ? { style } : {};
  const needed: Record<string, object> = {
    address: { mode: 'shipping' },
    iban: { supportedCountries: ['SEPA'] },
  };
  window.card = window.elements.create(type as 'card', { ...options, ...needed[type] });
  window.seen = [];
  for (const name of ['ready', 'change'] as const)
    window.card.on(name as 'ready', (event) =>
      window.seen.push({ type: name, ...JSON.parse(JSON.stringify(event)) }),
    );
  window.card.mount('#card');
}

const FIRST = '#card:not(.split) #number, .only input, #card-number, #email, #address-name';

/** The first of the Element's inputs. */
const firstOf = (field: Frame) => field.locator(FIRST).first();

/** Types into the first of the Element's inputs; a whole card goes on automatically. */
async function type({ page, field }: Attacked, text: string): Promise<void> {
  const first = firstOf(field);
  await first.click();
  await expect.poll(() => first.evaluate((input) => input.matches(':focus'))).toBe(true);
  await page.keyboard.type(text);
}

/** Types into the input that has the focus, in the place of what is there. */
async function typeAnew({ page: { keyboard } }: Attacked, text: string): Promise<void> {
  await keyboard.press('Control+a');
  if (text) await keyboard.type(text);
  else await keyboard.press('Backspace');
}

/** Gives what is typed a look, by style or, for a Payment Element, by the rule for its inputs. */
const lookOf = (element: string, base: object) =>
  element === 'payment' ? { appearance: { rules: { '.Input': base } } } : { style: { base } };

let marks = 0;

/** Gives what is typed a look, and waits until it has it. */
async function restyle({ page, field }: Attacked, element: string, base: object): Promise<void> {
  const color = `rgb(1, 2, ${++marks % 100})`;
  await page.evaluate(([look, inGroup]) => void (inGroup ? window.elements : window.card).update(look), [
    lookOf(element, { ...base, color }),
    element === 'payment',
  ] as const);
  await field.waitForFunction(
    ([first, wanted]) => getComputedStyle(document.querySelector(first) as Element).color === wanted,
    [FIRST, color] as const,
  );
}

/** The fonts that draw what is in an element, as Chromium itself names them; `*` at those that the page brought. */
async function fontsOf(attacked: Attacked, find: (frame: Tree) => number[]): Promise<string[]> {
  const session = await sessionOf(attacked);
  await session.send('DOM.enable');
  await session.send('CSS.enable');
  const { root } = await session.send('DOM.getDocument', { depth: -1, pierce: true });
  const used = new Set<string>();
  for (const nodeId of find(root as Tree)) {
    const { fonts } = await session.send('CSS.getPlatformFontsForNode', { nodeId });
    for (const { familyName, isCustomFont } of fonts) used.add(isCustomFont ? `${familyName}*` : familyName);
  }
  await session.detach();
  return [...used];
}

const sessionOf = ({ page, field }: Attacked): Promise<CDPSession> => page.context().newCDPSession(field);

interface Tree {
  nodeId: number;
  nodeName: string;
  attributes?: string[];
  children?: Tree[];
  shadowRoots?: Tree[];
}

const all = (tree: Tree): Tree[] =>
  [tree, ...(tree.children ?? []), ...(tree.shadowRoots ?? [])].flatMap((node) =>
    node === tree ? [node] : all(node),
  );

/** What an input holds in its own tree: the text, and the placeholder. */
const insides = (root: Tree, placeholder: boolean) =>
  all(root)
    .filter(({ nodeName }) => nodeName === 'INPUT')
    .flatMap(({ shadowRoots = [] }) => shadowRoots.flatMap(all))
    .filter(({ nodeName, attributes = [] }) =>
      nodeName === 'DIV' ? attributes.includes('placeholder') === placeholder : false,
    )
    .map(({ nodeId }) => nodeId);
const typedText = (root: Tree) => insides(root, false);
const placeholders = (root: Tree) => insides(root, true);
const named = (name: string) => (root: Tree) =>
  all(root)
    .filter(({ nodeName, attributes = [] }) => nodeName === name || attributes.includes(name))
    .map(({ nodeId }) => nodeId);

const custom = (fonts: string[]) => fonts.filter((name) => name.endsWith('*'));

/** Every way to say which family a text is to have. */
const ways = (family: string): [string, Omit<Attack, 'fonts'>][] => [
  ['by style', { style: { base: { fontFamily: family } } }],
  [
    'by each state of the style',
    {
      style: Object.fromEntries(
        ['base', 'complete', 'empty', 'invalid'].map((variant) => [
          variant,
          { fontFamily: family, ':focus': { fontFamily: family }, '::selection': { fontFamily: family } },
        ]),
      ),
    },
  ],
  ['by a variable', { appearance: { variables: { fontFamily: family } } }],
  [
    'by rules',
    {
      appearance: {
        rules: {
          '.Input': { fontFamily: family },
          '.Input:focus': { fontFamily: family },
          '.Input::placeholder': { fontFamily: family },
          '.Label': { fontFamily: family },
          '.Error': { fontFamily: family },
        },
      },
    },
  ],
];

const NAMES: [written: string, family: string][] = [
  ['Hostile, sans-serif', 'Hostile'],
  [`'"Hostile"'`, 'Hostile'],
  ['"Hostile"', 'Hostile'],
  [`'hostile'`, '"Hostile"'],
  // As the browser's own would be called, or as the frame's last resort.
  ['system-ui', 'system-ui'],
  ['"sans-serif", sans-serif', 'sans-serif'],
  ['Arial', 'Arial'],
  ['"Open Sans"', 'Open Sans'],
];

describe('a page’s font', () => {
  const everywhere = ELEMENTS.flatMap((element) =>
    ways(HOSTILE).map(([way, given]) => ({ element, way, given })),
  );
  for (const [rows, options] of shares(everywhere, 17))
    test.for(rows)(
      'draws the placeholder of $element, and nothing that is typed: $way [Y10]',
      options,
      async ({ element, given }) => {
        const fonts = [{ family: 'Hostile', src: serve({ characters: CHARACTERS }) }];
        const attacked = await attack(element, { fonts, ...given });
        await expect.poll(async () => custom(await fontsOf(attacked, placeholders))).not.toEqual([]);
        if (given.appearance) expect(custom(await fontsOf(attacked, named('LABEL')))).not.toEqual([]);
        await type(attacked, TYPED[element] ?? '');
        const used = await fontsOf(attacked, typedText);
        expect(used.length).toBeGreaterThan(0);
        expect(custom(used)).toEqual([]);
        await attacked.page.keyboard.press('Tab');
        expect(custom(await fontsOf(attacked, typedText))).toEqual([]);
        expect(custom(await fontsOf(attacked, named('last-four')))).toEqual([]);
      },
    );

  const ofForms = [
    { element: 'payment', typed: TYPED.card ?? '' },
    { element: 'address', typed: 'Jenny Rosen 42' },
  ].flatMap((form) =>
    ways(HOSTILE).flatMap(([way, given]) => (given.appearance ? { ...form, way, given } : [])),
  );
  for (const [rows, options] of shares(ofForms, 3))
    test.for(rows)(
      'draws labels of the Element $element, and nothing that is typed: $way [Y10]',
      options,
      async ({ element, typed, given }) => {
        const fonts = [{ family: 'Hostile', src: serve({ characters: CHARACTERS }) }];
        const attacked = await attack(element, { fonts, ...given });
        await expect.poll(async () => custom(await fontsOf(attacked, named('LABEL')))).not.toEqual([]);
        // An address has no placeholders.
        if (element === 'payment') expect(custom(await fontsOf(attacked, placeholders))).not.toEqual([]);
        await type(attacked, typed);
        const used = await fontsOf(attacked, typedText);
        expect(used.length).toBeGreaterThan(0);
        expect(custom(used)).toEqual([]);
        await attacked.page.keyboard.press('Tab');
        expect(custom(await fontsOf(attacked, typedText))).toEqual([]);
      },
    );

  for (const [rows, options] of shares(NAMES, NAMES.length))
    test.for(rows)(
      'that is written %s and called %s draws nothing that is typed [Y10]',
      options,
      async ([written, family]) => {
        const fonts = [{ family, src: serve({ characters: CHARACTERS }) }];
        const attacked = await attack('card', { fonts, style: { base: { fontFamily: written } } });
        await type(attacked, TYPED.card ?? '');
        expect(custom(await fontsOf(attacked, typedText))).toEqual([]);
        // Under its name, whether or not that was quoted.
        await attacked.page.evaluate(() => window.card.clear());
        await expect.poll(async () => custom(await fontsOf(attacked, placeholders))).not.toEqual([]);
      },
    );

  test('draws the errors that an appearance shows', THOROUGH, async () => {
    const fonts = [{ family: 'Hostile', src: serve({ characters: CHARACTERS }) }];
    const attacked = await attack('card', { fonts, appearance: { variables: { fontFamily: HOSTILE } } });
    await type(attacked, `${cards.visa.slice(0, -1)}1`);
    await expect.poll(async () => custom(await fontsOf(attacked, named('error')))).not.toEqual([]);
  });

  test('cannot be named by the name that it has in the frame, which is another in each [Y10]', async () => {
    const fonts = [{ family: 'Hostile', src: serve({ characters: CHARACTERS }) }];
    const names = [];
    for (let time = 0; time < 2; time++) {
      const { field } = await attack('card', { fonts });
      names.push(await field.evaluate(() => [...document.fonts].map(({ family }) => family)));
    }
    const [first, second] = names as [string[], string[]];
    expect(first).not.toEqual(second);
    for (const name of [...first, ...second]) expect(name).toMatch(/[0-9a-f]{32}/);
  });

  const features = ['ccmp', 'liga', 'zero', 'tnum', 'onum', 'frac', 'smcp'];
  const hostile: [string, HostileFont][] = [
    ['wide digits', { characters: CHARACTERS, widths: { 4: 9_000, 2: 4_000 } }],
    ['a tall digit', { characters: '4', ascent: 20_000, descent: 9_000 }],
    [
      'many glyphs for a digit',
      { characters: CHARACTERS, many: { feature: 'ccmp', character: '4', count: 200 } },
    ],
    [
      'ligatures',
      { characters: CHARACTERS, ligature: { feature: 'liga', characters: ['4', '2'], width: 9_000 } },
    ],
    ['thousands of coloured layers', { characters: CHARACTERS, layers: { character: '4', count: 5_000 } }],
    ...features.map((feature): [string, HostileFont] => [
      `the feature ${feature}`,
      { characters: CHARACTERS, many: { feature, character: '4', count: 50 } },
    ]),
  ];
  const variants = [
    'normal',
    'slashed-zero',
    'tabular-nums',
    'oldstyle-nums',
    'diagonal-fractions',
    'small-caps',
  ];

  /** What is typed into each Element to measure it. */
  const MEASURED: [element: string, texts: string[]][] = [
    ['cardNumber', ['', '1', '4', '42', '4242']],
    ['payment', ['1', '42']],
    ['iban', ['DE1', 'DE42']],
    ['auBankAccount', ['1', '42']],
  ];

  /** Returns the width of each text, one in every variant, and all heights that the iframe has meanwhile. */
  async function measure(attacked: Attacked, element: string, fontFamily: string, texts: string[]) {
    const base = { fontFamily, lineHeight: 'normal', letterSpacing: '1em' };
    const widths: Record<string, number> = {};
    await restyle(attacked, element, base);
    for (const text of texts) {
      await typeAnew(attacked, text);
      // An empty input shows its placeholder.
      if (text) widths[text] = await widthOf(attacked.field);
      for (const fontVariant of /^(DE)?42$/.test(text) ? variants : []) {
        await restyle(attacked, element, { ...base, fontVariant });
        widths[fontVariant] = await widthOf(attacked.field);
      }
    }
    const height = await iframeHeight(attacked.page);
    const told = await attacked.page.evaluate(() => window.told.splice(0));
    const heights = told.flatMap((message) => /^resize (.+)/.exec(message)?.[1] ?? []);
    return { widths, heights: [...new Set([...heights.map(Number), height])] };
  }

  test.for(MEASURED)(
    'changes no size of what is typed into %s, whatever its glyphs, its features and its style [Y11]',
    THOROUGH,
    async ([element, texts]) => {
      const fonts = hostile.map(([, font], at) => ({ family: `Hostile${at}`, src: serve(font) }));
      const attacked = await attack(element, { fonts });
      // Placeholders have none of the fonts yet, which a label may not be measured by.
      await restyle(attacked, element, { lineHeight: 'normal', letterSpacing: '1em' });
      await type(attacked, texts.at(-1) ?? '');
      await iframeHeight(attacked.page);
      await attacked.page.evaluate(() => window.told.splice(0));
      const plain = await measure(attacked, element, 'sans-serif', texts);
      expect(plain.heights).toHaveLength(1);
      for (const [at, [name]] of hostile.entries()) {
        const family = `Hostile${at}, '"Hostile${at}"', sans-serif`;
        expect(await measure(attacked, element, family, texts), name).toEqual(plain);
      }
      // What changes a size would be found: a family of the browser's own does.
      const other = await measure(attacked, element, 'monospace', texts.slice(-1));
      expect(other.widths).not.toEqual(
        Object.fromEntries(Object.keys(other.widths).map((of) => [of, plain.widths[of]])),
      );
      expect(attacked.console.filter((line) => !line.includes('lineHeight'))).toEqual([]);
    },
  );

  for (const [rows, options] of shares(['card', 'payment'], 2))
    test.for(rows)(
      'only for one digit, by unicode-range or by any other means of CSS, draws none in %s [Y4, Y11]',
      options,
      async (element) => {
        const src = serve({ characters: CHARACTERS, ascent: 9_000 });
        const more = {
          sizeAdjust: '900%',
          ascentOverride: '900%',
          featureSettings: '"zero"',
          display: 'block',
        };
        shop.answers['/descriptors.css'] = {
          headers: { 'content-type': 'text/css' },
          body: `@font-face { font-family: Third; src: ${src}; size-adjust: 900%; ascent-override: 900%; unicode-range: U+34 }`,
        };
        const fonts = [
          { family: 'First', src, unicodeRange: 'U+34', ...more },
          { family: 'Second', src, unicodeRange: 'U+0-7F', ...more },
          { cssSrc: '/descriptors.css' },
        ];
        const look = lookOf(element, {
          fontFamily: `First, Second, Third, '"First"', '"Second"', '"Third"', sans-serif`,
        });
        const attacked = await attack(element, { fonts, ...look });
        const before = await iframeHeight(attacked.page);
        await type(attacked, TYPED.card ?? '');
        expect(custom(await fontsOf(attacked, typedText))).toEqual([]);
        expect(await iframeHeight(attacked.page)).toBe(before);
      },
    );

  test(
    'of placeholders and labels, however tall, makes a field no higher filled than empty [Y12]',
    THOROUGH,
    async () => {
      const fonts = [
        {
          family: 'Hostile',
          src: serve({ characters: LETTERS, ascent: 9_000, descent: 3_000, widths: { a: 9_000, r: 9_000 } }),
        },
      ];
      const family = { fontFamily: HOSTILE, fontSize: '64px', letterSpacing: '1em' };
      const rules: Appearance = { rules: { '.Input::placeholder': family }, labels: 'floating' };
      const placed: [string, Omit<Attack, 'fonts'>][] = [
        ['cardCvc', { style: { base: { '::placeholder': family } } }],
        ['cardCvc', { appearance: rules }],
        ['payment', { appearance: rules }],
      ];
      for (const [element, given] of placed) {
        const attacked = await attack(element, { fonts, ...given });
        await expect.poll(async () => custom(await fontsOf(attacked, placeholders))).not.toEqual([]);
        // A Payment Element keeps its first height until it is used.
        await type(attacked, '4');
        await attacked.page.keyboard.press('Backspace');
        const heights = [await iframeHeight(attacked.page)];
        await attacked.page.keyboard.type('4');
        heights.push(await iframeHeight(attacked.page));
        await attacked.page.keyboard.type('24');
        heights.push(await iframeHeight(attacked.page));
        expect(new Set(heights), element).toEqual(new Set([heights[0]]));
      }
    },
  );

  for (const [rows, options] of shares(['card', 'payment'], 2))
    test.for(rows)(
      'makes no answer of %s later for one digit than for another [Y13]',
      options,
      async (element) => {
        const font: HostileFont = {
          characters: CHARACTERS,
          many: { feature: 'zero', character: '4', count: 60, passes: 300 },
        };
        const attacked = await attack(element, { fonts: [{ family: 'Hostile', src: serve(font) }] });
        const looks = ['normal', 'slashed-zero'].map((fontVariant) =>
          lookOf(element, { fontFamily: HOSTILE, fontVariant }),
        );
        const times: Record<string, number> = {};
        // In turn, so that a machine which is busy for a while makes both slower.
        for (let round = 0; round < 3; round++) {
          for (const [name, number] of Object.entries(MASTERCARDS)) {
            await attacked.page.evaluate(() => window.card.clear());
            await type(attacked, `${number}123912390210`);
            await attacked.change({ complete: true });
            const fastest = await attacked.page.evaluate(fastestAnswer, {
              looks,
              inGroup: element === 'payment',
            });
            times[name] = Math.min(times[name] ?? fastest, fastest);
          }
        }
        const all = Object.values(times);
        expect(Math.max(...all) / Math.min(...all), JSON.stringify(times)).toBeLessThan(2);
      },
    );
});

/** With one digit, and without. */
const MASTERCARDS = { with4: cards.mastercard, without: ['5105', '1051', '0510', '5100'].join('') };

interface Looks {
  looks: object[];
  inGroup: boolean;
}

/** Runs in the shop's page: how long the fastest answer takes right after a change of the font's features, in ms. */
async function fastestAnswer({ looks: [plain, featured], inGroup }: Looks): Promise<number> {
  const update = (look: object = {}) => void (inGroup ? window.elements : window.card).update(look);
  let fastest = Number.POSITIVE_INFINITY;
  for (let time = 0; time < 5; time++) {
    update(plain);
    await window.elements.submit();
    await new Promise((resolve) => setTimeout(resolve, 20));
    const start = performance.now();
    update(featured);
    window.card.focus();
    await window.elements.submit();
    fastest = Math.min(fastest, performance.now() - start);
  }
  return fastest;
}

const iframeHeight = async (page: Page) => {
  await page.evaluate(async () => {
    for (let frame = 0; frame < 3; frame++) await new Promise(requestAnimationFrame);
  });
  return page.locator('iframe').evaluate((iframe) => iframe.getBoundingClientRect().height);
};

/** The width of the text in the first input, which is made narrow meanwhile so that it overflows. */
const widthOf = (field: Frame) =>
  firstOf(field).evaluate((input) => {
    const { style } = input as HTMLInputElement;
    const before = style.cssText;
    style.cssText += '; flex: none; max-width: 1px; min-width: 0; padding: 0; width: 1px';
    const { scrollWidth } = input;
    style.cssText = before;
    return scrollWidth;
  });

describe('what a frame tells while a person types', THOROUGH, () => {
  for (const [rows, options] of shares(['card', 'payment'], 2))
    test.for(rows)(
      'is as much for one number in %s as for another that is as good [Y14]',
      options,
      async (element) => {
        const numbers = [cards.visa, ['4000', '0566', '5566', '5556'].join('')];
        const told = [];
        for (const number of numbers) {
          const fonts = [
            { family: 'Hostile', src: serve({ characters: '2', ascent: 9_000 }), unicodeRange: 'U+32' },
          ];
          const look = lookOf(element, { fontFamily: HOSTILE, lineHeight: 'normal' });
          const attacked = await attack(element, { fonts, ...look });
          await attacked.page.evaluate(() => (window.told = []));
          await type(attacked, `${number}113911194110`);
          await attacked.change({ complete: true });
          told.push(await attacked.page.evaluate(() => window.told));
        }
        expect(told[0]).toEqual(told[1]);
      },
    );
});

describe('a font that the host approves', THOROUGH, () => {
  const file = hostileFont({ characters: CHARACTERS, widths: { 4: 1_000 } });
  let folder: string;
  let sandbox: Sandbox;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'payframe-font-'));
    await writeFile(join(folder, 'approved.ttf'), file);
    sandbox = await startSandbox({ port: 0, memory: true, fonts: [join(folder, 'approved.ttf')] });
  });

  afterAll(async () => {
    await sandbox?.close();
    await rm(folder, { recursive: true });
  });

  const style = { base: { fontFamily: '"Shop Sans", sans-serif' } };
  const family = 'Shop Sans';

  for (const [rows, options] of shares([...ELEMENTS, 'payment'], 4))
    test.for(rows)('draws what is typed into %s, where a page has it', options, async (element) => {
      const look = element === 'payment' ? { appearance: { variables: style.base } } : { style };
      const attacked = await attack(element, { sandbox, ...look, fonts: [{ family, src: serve(file) }] });
      await type(attacked, TYPED[element] ?? TYPED.card ?? '');
      await expect
        .poll(async () => (await fontsOf(attacked, typedText)).every((name) => name.endsWith('*')))
        .toBe(true);
      expect(attacked.console).toEqual([]);
    });

  test('is known by its bytes: one more, and it draws only placeholders [Y10]', async () => {
    const fonts = [{ family, src: serve(Buffer.concat([file, Buffer.alloc(1)])) }];
    const attacked = await attack('card', { sandbox, style, fonts });
    await expect.poll(async () => custom(await fontsOf(attacked, placeholders))).not.toEqual([]);
    await type(attacked, TYPED.card ?? '');
    expect(custom(await fontsOf(attacked, typedText))).toEqual([]);
  });

  test('beside another of its name lets no other draw what is typed [Y10]', async () => {
    const wide = { characters: CHARACTERS, widths: { 4: 9_000 } };
    const fonts = [
      { family, src: serve(wide), weight: '700' },
      { family, src: serve(file), weight: '400' },
    ];
    const bold = { base: { ...style.base, fontWeight: '700', letterSpacing: '0.1em' } };
    const attacked = await attack('cardNumber', { sandbox, style: bold, fonts });
    await type(attacked, '4444');
    await expect.poll(() => widthOf(attacked.field)).toBeLessThan(200);
  });

  test('is shown whole: no unicode-range of the page picks digits [Y4, Y10]', async () => {
    const fonts = [{ family, src: serve(file), unicodeRange: 'U+34' }];
    const attacked = await attack('cardNumber', { sandbox, style, fonts });
    await type(attacked, '1111');
    await expect
      .poll(async () => (await fontsOf(attacked, typedText)).every((name) => name.endsWith('*')))
      .toBe(true);
  });
});
