import { readFileSync } from 'node:fs';
import type { Frame, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { ElementsOptions } from '../../src/page/index.js';
import { shares, THOROUGH } from '../thorough.js';
import { findingsInFrames } from './axe.js';
import { type Checkout, type Checkouts, cards, type PageOptions, startCheckouts } from './checkout.js';
import { clickInto } from './click-into.js';
import { focusOn } from './focus.js';
import { FIELDS, type Field, FORM, openSplit, type SplitCheckout } from './split-fields.js';

let shop: Checkouts;

beforeAll(async () => {
  shop = await startCheckouts();
});

afterEach(() => shop.closePages());

afterAll(() => shop?.close());

/** A page that has nothing to find by itself. */
const PAGE = `<main><h1>Checkout</h1>${FORM.replace(/<label for="(card|postal)\w+">(\w+)<\/label>/g, '<p>$2</p>')}</main>`;
const CARD_PAGE =
  '<main><h1>Checkout</h1><label for="name">Name</label><input id="name"><div id="card"></div></main>';

type States = [string, (checkout: Checkout, input: Locator) => Promise<unknown>][];

const disabled: States[number] = [
  'disabled',
  async ({ page }, input) => {
    await page.evaluate(() => window.card.update({ disabled: true }));
    await expect.poll(() => input.isDisabled()).toBe(true);
  },
];

/** What a person comes by before the field is disabled, one after the other; each begins where the last one ended. */
const states = (half: string, wrongEnd: string, whole: string): States => [
  ['empty', async () => {}],
  [
    'focused',
    async (_, input) => {
      await clickInto(input);
    },
  ],
  ['half filled', ({ page }) => page.keyboard.type(half)],
  [
    'without what it needs',
    async ({ page }, input) => {
      await page.evaluate(() => window.elements.submit());
      await expect.poll(() => input.getAttribute('aria-invalid')).toBe('true');
    },
  ],
  ['invalid', ({ page }) => page.keyboard.type(wrongEnd)],
  [
    'complete',
    async ({ page }, input) => {
      await page.keyboard.press('Control+a');
      await page.keyboard.type(whole);
      await expect.poll(() => input.getAttribute('aria-invalid')).toBe('false');
    },
  ],
];

/** A co-badged card, put together here, so that no source text that reaches a page holds one. */
const frenchVisa = ['4000', '0025', '0000', '1001'].join('');
const choiceIn = ({ page }: Checkout) => page.frameLocator('iframe').first().locator('#network');
/** The choice of a network, which a co-badged card brings. */
const ofChoice: States = [
  [
    'offered a choice',
    async (checkout, input) => {
      // Where there is little room, the number is folded away.
      await focusOn(input);
      await checkout.page.keyboard.press('Control+a');
      await checkout.page.keyboard.type(frenchVisa);
      await choiceIn(checkout).waitFor();
    },
  ],
  [
    'at the choice',
    async (checkout) => {
      await focusOn(choiceIn(checkout));
    },
  ],
  ['chosen', (checkout) => choiceIn(checkout).selectOption('cartes_bancaires')],
  [
    'invalid with a choice',
    async ({ page }, input) => {
      await focusOn(input);
      for (const key of ['End', 'Backspace', '2']) await page.keyboard.press(key);
      await expect.poll(() => input.getAttribute('aria-invalid')).toBe('true');
    },
  ],
];

const ofCard = [...states(cards.visa.slice(0, 8), '42424241', cards.visa), ...ofChoice, disabled];
const german = ['DE89', '3704', '0044', '0532', '0130', '00'].join('');
const ofIban = [...states(german.slice(0, 12), '0532013001', german), disabled];

/** What a person's system does to colors, which a page that is open sees. */
type System = Parameters<Page['emulateMedia']>[0];

/** The last one is what most people have: the next state is reached with it. */
const SYSTEMS: System[] = [{ colorScheme: 'dark' }, { forcedColors: 'active' }, {}];

async function changeSystem({ page }: Checkout, system: System): Promise<void> {
  const wanted = { colorScheme: 'light', forcedColors: 'none', ...system } as const;
  await page.emulateMedia(wanted);
  for (const frame of page.frames())
    await frame.waitForFunction(
      ({ colorScheme, forcedColors }) =>
        matchMedia(`(prefers-color-scheme: ${colorScheme})`).matches &&
        matchMedia(`(forced-colors: ${forcedColors})`).matches,
      wanted,
    );
}

/** Goes through all states, and returns what was found in each on each system. */
async function findingsByState(
  checkout: Checkout,
  input: Locator,
  through: States,
  systems: System[],
): Promise<Record<string, string[]>> {
  const found: Record<string, string[]> = {};
  for (const [state, reach] of through) {
    await reach(checkout, input);
    for (const system of systems) {
      if (systems.length > 1) await changeSystem(checkout, system);
      const here = await findingsInFrames(checkout.page);
      if (here.length) found[`${state} ${JSON.stringify(system)}`] = here;
    }
  }
  return found;
}

/** Opens a page with one Element, and returns its input too. */
async function openOne(type: 'card' | 'iban', group: ElementsOptions, page: PageOptions) {
  const checkout = await shop.open({ body: CARD_PAGE, ...page, mount: false });
  await checkout.page.evaluate(
    ([key, name, options]) => {
      window.elements = window.Payframe(key).elements(options);
      const element = window.elements.create(name as 'card');
      window.card = element;
      element.mount('#card');
      return new Promise<void>((resolve) => element.on('ready', () => resolve()));
    },
    [shop.sandbox.publishableKey, type, group] as const,
  );
  return { checkout, input: checkout.page.frameLocator('iframe').locator('#number') };
}

/** What is drawn in a page; without a theme, nothing is. */
type Look = 'no theme' | 'stripe' | 'night' | 'flat';
const groupOf = (look: Look): ElementsOptions =>
  look === 'no theme' ? {} : { appearance: { theme: look, labels: 'floating' } };

const DARK = '<style>html { background: #121212; color: #eee; color-scheme: dark }</style>';
const settings: [string, PageOptions, Look[], System[]?][] = [
  ['a wide page, on each system', {}, ['no theme'], SYSTEMS],
  ['a wide page', {}, ['stripe', 'flat']],
  ['a narrow page', { context: { viewport: { width: 320, height: 480 } } }, ['no theme', 'stripe']],
  ['a page from right to left', { context: { locale: 'ar' } }, ['no theme', 'stripe']],
  ['a dark page', { head: DARK }, ['no theme', 'night']],
];

describe.for(settings)('axe-core finds nothing in %s', THOROUGH, ([, page, looks, systems = [{}]]) => {
  describe.for(looks)('with %s', (look) => {
    const group = groupOf(look);

    test('in a card, from empty to complete, with a choice of network, and disabled', async () => {
      const { checkout, input } = await openOne('card', group, page);
      expect(await findingsByState(checkout, input, ofCard, systems)).toEqual({});
    });

    test('in split fields, with the choice where there is no icon', async () => {
      const checkout = await openSplit(shop, { body: PAGE, ...page, group });
      expect(await findingsByState(checkout, checkout.input('cardNumber'), ofCard, systems)).toEqual({});
    });

    test('in an IBAN', async () => {
      const { checkout, input } = await openOne('iban', group, page);
      expect(await findingsByState(checkout, input, ofIban, systems)).toEqual({});
    });
  });
});

test('axe-core would find what is wrong in a frame', async () => {
  const checkout = await shop.open({ body: CARD_PAGE });
  await checkout.frame().evaluate(() => document.querySelector('label')?.remove());
  await checkout.frame().evaluate(() => {
    const input = document.querySelector('input');
    input?.removeAttribute('placeholder');
    input?.removeAttribute('aria-label');
  });
  expect((await findingsInFrames(checkout.page)).join()).toContain('label: <input id="number"');
});

describe('each field', () => {
  test('has a name, says whether it is wrong, and only what is wrong with it', async () => {
    const checkout = await shop.open();
    const named: [Locator, string][] = [
      [checkout.number, 'incomplete_number'],
      [checkout.expiry, 'incomplete_expiry'],
      [checkout.cvc, 'incomplete_cvc'],
      [checkout.postalCode, 'incomplete_zip'],
    ];
    for (const [field] of named) {
      expect(await field.getAttribute('aria-invalid')).toBe('false');
      expect(await described(field)).toBe('');
    }
    await checkout.pay();
    const texts = JSON.parse(readFileSync('src/frame/language/locales/en.json', 'utf8')) as Record<
      string,
      string
    >;
    for (const [field, code] of named) {
      await expect.poll(() => field.getAttribute('aria-invalid')).toBe('true');
      expect(await described(field)).toBe(texts[code]);
    }
    await checkout.typeCard();
    for (const [field] of named) expect(await described(field)).toBe('');
  });

  test('is described so by the browser to those who cannot see', async () => {
    const checkout = await openSplit(shop);
    await clickInto(checkout.input('cardExpiry'));
    await checkout.page.keyboard.type('1219');
    await checkout.fieldChange('cardExpiry', { complete: false });
    const node = await axNode(checkout, 'cardExpiry');
    expect(node).toMatchObject({
      name: 'Expiration date',
      description: "Your card's expiration year is in the past.",
      invalid: 'true',
    });
  });

  for (const [rows, options] of shares(['en', 'de', 'fr', 'ja', 'ar'], 5))
    test.for(rows)('is called by what a person sees in it: %s', options, async (locale) => {
      for (const options of [{}, { appearance: { theme: 'stripe' as const } }]) {
        const checkout = await openSplit(shop, { group: { locale, ...options } });
        for (const field of FIELDS) {
          await expect
            .poll(() => checkout.frameOf(field).evaluate(() => document.documentElement.lang))
            .toBe(locale);
          const { name } = await axNode(checkout, field);
          const input = checkout.input(field);
          const placeholder = (await input.getAttribute('placeholder')) ?? '';
          // A pattern such as MM / YY shows how, not what.
          if (!/[\d/]/.test(placeholder)) expect(name).toContain(placeholder);
          expect(name).toContain(
            await input.evaluate((node) => (node as HTMLInputElement).labels?.[0]?.textContent),
          );
        }
        await checkout.page.context().close();
      }
    });

  test('whose placeholder is the page’s is called by that too, and not by an example', THOROUGH, async () => {
    const fields = { cardNumber: { placeholder: 'Long number' }, cardCvc: { placeholder: '123' } };
    const checkout = await openSplit(shop, { fields });
    expect((await axNode(checkout, 'cardNumber')).name).toContain('Long number');
    expect((await axNode(checkout, 'cardCvc')).name).toBe('Security code');
  });
});

describe('an error', () => {
  /** Counts what a screen reader would be told, from now on. */
  const listen = (frame: Frame) =>
    frame.evaluate(() => {
      const said: string[] = [];
      Object.assign(window, { said });
      const regions = [...document.querySelectorAll('[aria-live], [role=alert], [role=status]')];
      for (const region of regions)
        new MutationObserver(() => said.push(region.textContent ?? '')).observe(region, {
          childList: true,
          characterData: true,
          subtree: true,
        });
      return regions.map((region) => region.getAttribute('aria-live'));
    });
  const said = (frame: Frame) => frame.evaluate(() => (window as unknown as { said: string[] }).said);

  test('is said once, politely, in the one place that is there from the start', async () => {
    const checkout = await shop.open();
    const frame = checkout.frame();
    expect(await listen(frame)).toEqual(['polite']);
    await clickInto(checkout.number);
    await checkout.page.keyboard.type('4242424242424241');
    await expect.poll(() => said(frame)).toEqual(['Your card number is invalid.']);
    await checkout.pay();
    await checkout.page.keyboard.press('Tab');
    await checkout.page.keyboard.type('12');
    await checkout.page.evaluate(() => window.card.update({ style: { base: { color: '#111111' } } }));
    await checkout.page.evaluate(() => window.elements.update({ locale: 'en' }));
    await checkout.pay();
    expect(await said(frame)).toEqual(['Your card number is invalid.']);
  });

  test('is not said while a person is still typing, nor where there is none', async () => {
    const checkout = await shop.open();
    const frame = checkout.frame();
    await listen(frame);
    await checkout.typeCard();
    expect(await said(frame)).toEqual([]);
  });

  test('of a split field is announced only by its own frame', async () => {
    const checkout = await openSplit(shop);
    for (const field of FIELDS) await listen(checkout.frameOf(field));
    await clickInto(checkout.input('cardNumber'));
    await checkout.page.keyboard.type('4242424242424241');
    await checkout.fieldChange('cardNumber', { complete: false, brand: 'visa' });
    await checkout.payWith('cardNumber');
    await checkout.payWith('cardCvc');
    const heard = await Promise.all(FIELDS.map((field) => said(checkout.frameOf(field))));
    expect(heard).toEqual([
      ['Your card number is invalid.'],
      ["Your card's expiration date is incomplete."],
      ["Your card's security code is incomplete."],
      ['Your postal code is incomplete.'],
    ]);
  });
});

test('the iframes have names that tell them apart', async () => {
  const checkout = await openSplit(shop);
  const titles = await checkout.page
    .locator('iframe')
    .evaluateAll((frames) => frames.map((frame) => (frame as HTMLIFrameElement).title));
  expect(new Set(titles).size).toBe(4);
  for (const title of titles) expect(title).not.toBe('');
});

/** The text that an input is described by. */
const described = (field: Locator) =>
  field.evaluate(
    (input) => document.getElementById(input.getAttribute('aria-describedby') ?? '')?.textContent,
  );

/** A field as the browser tells it to a screen reader. */
async function axNode(checkout: SplitCheckout, field: Field): Promise<Record<string, unknown>> {
  const session = await checkout.page.context().newCDPSession(checkout.frameOf(field));
  try {
    const { nodes } = await session.send('Accessibility.getFullAXTree');
    const boxes = nodes.filter(({ role, ignored }) => role?.value === 'textbox' && !ignored);
    expect(boxes.length).toBe(1);
    const [box] = boxes;
    return {
      name: box?.name?.value,
      description: box?.description?.value ?? '',
      invalid: box?.properties?.find(({ name }) => name === 'invalid')?.value.value,
    };
  } finally {
    await session.detach();
  }
}
