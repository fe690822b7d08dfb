import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Frame } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { ElementsOptions } from '../../src/page/index.js';
import { shares } from '../thorough.js';
import {
  type Checkout,
  type Checkouts,
  cards,
  expiry,
  type PageOptions,
  startCheckouts,
} from './checkout.js';
import { unpacked } from './chromium-binary.js';
import { difference, STORED } from './screenshot.js';

/** An Element of a scene, and what is typed into its frame, by input. */
interface Shown {
  type: string;
  options?: object;
  typed?: Record<string, string>;
}

/** Put together here, so that no source text that reaches a page holds one. */
const frenchVisa = ['4000', '0025', '0000', '1001'].join('');
const wrong = `${cards.visa.slice(0, -1)}1`;
const german = ['DE89', '3704', '0044', '0532', '0130', '00'].join('');
const rest = { expiry: expiry.typed, cvc: '123', 'postal-code': '94110' };

/** What a picture is taken of: groups of Elements. Each is a card, or what stands in the place of one. */
const SCENES: Record<string, Shown[][]> = {
  card: [
    [{ type: 'card' }],
    [{ type: 'card', typed: { number: wrong } }],
    [{ type: 'card', typed: { number: cards.mastercard, ...rest } }],
  ],
  split: [
    [
      { type: 'cardNumber', options: { showIcon: true }, typed: { number: cards.visa } },
      { type: 'cardExpiry', typed: { expiry: '1219' } },
      { type: 'cardCvc', options: { disabled: true } },
      { type: 'postalCode', typed: { 'postal-code': '94110' } },
    ],
  ],
  iban: [
    [{ type: 'iban' }],
    [{ type: 'iban', typed: { number: german.replace('89', '98') } }],
    [{ type: 'iban', typed: { number: german } }],
  ],
  network: [
    [{ type: 'cardNumber', typed: { number: frenchVisa } }],
    [{ type: 'card', options: { preferredNetwork: ['cartes_bancaires'] }, typed: { number: frenchVisa } }],
  ],
};

interface Setting {
  group?: ElementsOptions;
  page?: PageOptions;
  /** Whether the picture is taken while nothing that moves can have got anywhere. */
  stopped?: boolean;
  /** The setting whose pictures these have to be like, where it is not the setting itself. */
  stored?: string;
}

/** So high that all is in sight: a browser does not paint frames that are not. */
const wide = { width: 540, height: 2_400 };
const narrow = { width: 320, height: 2_400 };
/** Boxes as wide as the narrowest page: there nothing has room to spare. */
const theme = (
  name: 'stripe' | 'night' | 'flat',
  labels: 'above' | 'floating',
  more: Setting = {},
): Setting => ({
  ...more,
  group: {
    // Text that moved is blended otherwise than text that was there from the start.
    appearance: { theme: name, labels, variables: { fontFamily: 'Arial' }, disableAnimations: !more.stopped },
    ...more.group,
  },
  page: { ...more.page, context: { viewport: narrow, ...more.page?.context } },
});
const forced: PageOptions = { context: { forcedColors: 'active' } };
const still: PageOptions = { context: { reducedMotion: 'reduce' } };
const zoomed: PageOptions = { context: { viewport: narrow, deviceScaleFactor: 2 } };
const phone: PageOptions = { context: { viewport: narrow } };
const dark: PageOptions = { head: '<style>html { color-scheme: dark }</style>' };
const mirrored: PageOptions = { head: '<style>html { direction: rtl }</style>' };

const SETTINGS: Record<string, Setting> = {
  light: {},
  dark: { page: dark },
  'right-to-left': { group: { locale: 'he' }, page: mirrored },
  'forced-colors': { page: forced },
  'zoom-200': { page: zoomed },
  'width-320': { page: phone },
  'stripe-above': theme('stripe', 'above'),
  'stripe-floating': theme('stripe', 'floating'),
  'stripe-right-to-left': theme('stripe', 'floating', { group: { locale: 'he' }, page: mirrored }),
  'stripe-forced-colors': theme('stripe', 'above', { page: forced }),
  'stripe-reduced-motion': theme('stripe', 'floating', {
    page: still,
    stopped: true,
    stored: 'stripe-floating',
  }),
  'night-above': theme('night', 'above', { page: dark }),
  'flat-floating': theme('flat', 'floating'),
};

/**
 * One font for all that is seen, wherever the test runs: it is named as the icons' own, so that no system's font is asked
 * for, and has Hebrew letters.
 */
const FONTS = ['Regular', 'Bold'].map((name) => ({
  family: 'Arial',
  src: `url(/OpenSans-${name}.ttf)`,
  weight: name === 'Bold' ? '600 900' : '100 500',
}));

const LOOKS = `<style>
  body { margin: 0 }
  section { background: Canvas; display: grid; gap: 8px; padding: 8px }
  .bare > div { border: 1px solid GrayText; padding: 10px }
</style>`;

const nodeOf = (scene: string, group: number, type: string) => `${scene}-${group}-${type}`;

/** Every Element of every scene with the node that it is in. */
const ALL = Object.entries(SCENES).flatMap(([scene, groups]) =>
  groups.flatMap((shown, group) =>
    shown.map((one) => ({ ...one, node: nodeOf(scene, group, one.type), group: `${scene}-${group}` })),
  ),
);

let shop: Checkouts;

beforeAll(async () => {
  shop = await startCheckouts();
  const folder = join(await unpacked(), 'fonts/fonts/Open_Sans');
  for (const { src } of FONTS) {
    const file = src.slice('url(/'.length, -1);
    const body = await readFile(join(folder, file));
    shop.answers[`/${file}`] = { headers: { 'content-type': 'font/ttf' }, body };
  }
});

afterEach(() => shop.closePages());

afterAll(() => shop?.close());

/** A page with all scenes of a setting, everything typed, every font there. */
async function open({ group = {}, page = {}, stopped }: Setting): Promise<Checkout> {
  const kind = group.appearance ? 'drawn' : 'bare';
  const sections = Object.keys(SCENES).map((scene) => {
    const nodes = ALL.filter(({ node }) => node.startsWith(`${scene}-`));
    return `<section data-scene="${scene}" class="${kind}">${nodes.map(({ node }) => `<div id="${node}"></div>`).join('')}</section>`;
  });
  const checkout = await shop.open({
    ...page,
    mount: false,
    body: sections.join(''),
    head: LOOKS + (page.head ?? ''),
    context: { viewport: wide, ...page.context },
  });
  await checkout.page.evaluate(mountAll, {
    key: shop.sandbox.publishableKey,
    group: { ...group, fonts: FONTS } as object,
    all: ALL,
  });
  await Promise.all(
    ALL.map(async ({ node, typed = {} }) => {
      const frame = await frameIn(checkout, node);
      await frame.waitForFunction(isSettled, { fonts: FONTS.length, locale: group.locale ?? 'en' });
      if (stopped) await stopMotion(checkout, frame);
      await frame.evaluate(type, typed);
      if (typed.number === frenchVisa) await frame.locator('#network').waitFor();
    }),
  );
  for (const [node, selector] of FOCUSED) await showFocus(checkout, await frameIn(checkout, node), selector);
  return checkout;
}

/** Runs in the shop's page: mounts every Element, and waits for each. */
async function mountAll({
  key,
  group,
  all,
}: {
  key: string;
  group: object;
  all: { type: string; options?: object; node: string; group: string }[];
}): Promise<void> {
  const payframe = window.Payframe(key);
  const groups: Record<string, ReturnType<typeof payframe.elements>> = {};
  await Promise.all(
    all.map((one) => {
      groups[one.group] ??= payframe.elements(group);
      const style = { base: { fontFamily: 'Arial' } };
      const element = groups[one.group]?.create(one.type as 'card', { style, ...one.options });
      element?.mount(`#${one.node}`);
      return new Promise<void>((resolve) => element?.on('ready', () => resolve()));
    }),
  );
}

async function frameIn({ page }: Checkout, node: string): Promise<Frame> {
  const iframe = await page.locator(`#${node} iframe`).elementHandle();
  return (await iframe?.contentFrame()) as Frame;
}

/** Runs in the frame: whether its fonts and its language are there. */
const isSettled = ({ fonts, locale }: { fonts: number; locale: string }) =>
  [...document.fonts].filter(({ status }) => status === 'loaded').length === fonts &&
  document.documentElement.lang === locale;

/** Runs in the frame: fills the inputs as the browser's autofill does, which needs no focus. */
function type(values: Record<string, string>): void {
  for (const [id, value] of Object.entries(values)) {
    const input = document.getElementById(id) as HTMLInputElement;
    input.value = value;
    input.dispatchEvent(new InputEvent('input', { bubbles: true }));
  }
}

/** Has no animation or transition of a frame go on. */
async function stopMotion({ page }: Checkout, frame: Frame): Promise<void> {
  const session = await page.context().newCDPSession(frame);
  await session.send('Animation.enable');
  await session.send('Animation.setPlaybackRate', { playbackRate: 0 });
}

/** What looks as if it had the focus, by its node and the selector in its frame. */
const FOCUSED = [
  [nodeOf('split', 0, 'cardExpiry'), '#expiry'],
  [nodeOf('network', 0, 'cardNumber'), '#network'],
] as const;

/** Has an input look as with the focus, without a caret that blinks, which cannot be hidden where colours are forced. */
async function showFocus({ page }: Checkout, frame: Frame, selector: string): Promise<void> {
  const session = await page.context().newCDPSession(frame);
  await session.send('DOM.enable');
  await session.send('CSS.enable');
  const { root } = await session.send('DOM.getDocument');
  const { nodeId } = await session.send('DOM.querySelector', { nodeId: root.nodeId, selector });
  const forcedPseudoClasses = ['focus', 'focus-visible'];
  await session.send('CSS.forcePseudoState', { nodeId, forcedPseudoClasses });
}

/** How text is drawn is the browser's own matter: the stored pictures are those of the bundled one. */
describe.skipIf(process.env.CHROMIUM_PATH)('the Elements look as they did', () => {
  for (const [rows, options] of shares(Object.keys(SETTINGS), Object.keys(SETTINGS).length))
    test.for(rows)('%s', options, async (name) => {
      const setting = SETTINGS[name] as Setting;
      const checkout = await open(setting);
      const found: unknown[] = [];
      const animations = setting.stopped ? 'allow' : 'disabled';
      for (const scene of Object.keys(SCENES)) {
        const picture = await checkout.page.locator(`[data-scene=${scene}]`).screenshot({ animations });
        found.push(await difference(`${setting.stored ?? name}-${scene}`, picture));
      }
      expect(found.filter(Boolean)).toEqual([]);
      expect(checkout.console).toEqual([]);
    });

  test('in every picture that is stored', () => {
    const names = Object.keys(SETTINGS)
      .filter((name) => !SETTINGS[name]?.stored)
      .flatMap((name) => Object.keys(SCENES).map((scene) => `${name}-${scene}.png`));
    expect(readdirSync(STORED).sort()).toEqual(names.sort());
  });
});
