/** The wrappers of Stripe.js as they are published, each in a shop as its users write it, with an object of ours. */
import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { ANSWERS, answerBank } from '../browser/bank.js';
import {
  type Checkout,
  type Checkouts,
  cards,
  expiry,
  framesLoaded,
  startCheckouts,
} from '../browser/checkout.js';
import { typeInto } from '../browser/click-into.js';
import { makeIntent } from '../browser/intents.js';
import { texts } from '../docs/markdown.js';
import { ecosystemFolder } from './install.js';
import { buildShop, fromGuide, type Mode, type Way } from './wrappers/build.js';

interface Wrapper {
  name: string;
  /** Its shop, in `wrappers/`. */
  app: string;
  /** How it can be given an object of ours; the first is what most tests use. */
  ways: [Way, ...Way[]];
  /** What its framework says on the console of whoever develops. */
  greeting?: string;
}

const SOLID: Wrapper = { name: 'solid-stripe', app: 'solid-stripe.jsx', ways: ['object'] };
const SVELTE: Wrapper = { name: 'svelte-stripe', app: 'svelte-stripe.svelte', ways: ['object'] };
const VUE_STRIPE_JS: Wrapper = {
  name: 'vue-stripe-js',
  app: 'vue-stripe-js.vue',
  ways: ['global', 'script tag'],
};
const VUE_STRIPE: Wrapper = {
  name: '@vue-stripe/vue-stripe',
  app: 'vue-stripe.vue',
  ways: ['global', 'script tag', 'loader'],
};
const NGX: Wrapper = {
  name: 'ngx-stripe',
  app: 'ngx-stripe.js',
  ways: ['global', 'script tag'],
  greeting: 'log: Angular is running in development mode.',
};
const POWER: Wrapper = {
  name: '@power-elements/stripe-elements',
  app: 'power-elements.js',
  ways: ['global', 'script tag'],
};
const OF_FRAMEWORKS = [SOLID, SVELTE, VUE_STRIPE_JS, VUE_STRIPE, NGX];
const ALL = [...OF_FRAMEWORKS, POWER];

let shop: Checkouts;

beforeAll(async () => {
  shop = await startCheckouts();
});

afterEach(() => shop.closePages());

afterAll(() => shop?.close());

interface OpenOptions {
  way?: Way;
  mode?: Mode;
  /** What the shop shows, where that is not a card. */
  content?: string;
  /** Of the intent that the shop confirms. */
  secret?: string;
}

/** Opens a wrapper's shop, once its fields are there. */
async function open({ app, ways }: Wrapper, options: OpenOptions = {}): Promise<Checkout> {
  const { way = ways[0], mode = 'development', content = 'card', secret = '' } = options;
  const { publishableKey: key, url: host } = shop.sandbox;
  const path = `/${app}-${mode}-${way.replace(' ', '-')}.js`;
  shop.answers[path] ??= {
    headers: { 'content-type': 'text/javascript; charset=utf-8' },
    body: await buildShop({ app, mode, way, host }),
  };
  const data = Object.entries({ key, host, content, secret }).map(
    ([name, value]) => `data-${name}="${value}"`,
  );
  const checkout = await shop.open({
    mount: false,
    script: false,
    head: way === 'script tag' ? fromGuide('window.Stripe = Payframe<', host) : '',
    body: `<div id="root" ${data.join(' ')}></div><script type="module" src="${path}"></script>`,
  });
  await checkout.event('ready', content === 'split' ? 3 : 1);
  return checkout;
}

const press = (page: Page, name: string) => page.getByRole('button', { name }).click();

const outcome = ({ page }: Checkout) => expect.poll(() => page.getByRole('status').first().textContent());

const paidBy = /^(pm|tok)_\w+$/;

/** Nobody but the shop and the host was asked for anything, and the console has not a word. */
function expectQuiet({ console, requests }: Checkout, { greeting }: Wrapper) {
  const origins = new Set(requests.map(({ url }) => new URL(url).origin));
  expect(origins).toEqual(new Set([shop.shop.url, shop.sandbox.url]));
  expect(console.filter((line) => line !== greeting)).toEqual([]);
}

const framesOf = ({ page }: Checkout) => expect.poll(() => page.locator('iframe').count());

describe.each(ALL)('a shop with $name', (wrapper) => {
  const [first] = wrapper.ways;
  const builds: [Way, Mode][] = [
    [first, 'development'],
    ...wrapper.ways.map((way): [Way, Mode] => [way, 'production']),
  ];

  test.each(builds)('has a card typed and paid with, by way of the %s, in %s', async (way, mode) => {
    const checkout = await open(wrapper, { way, mode });
    await checkout.typeCard();
    const node = checkout.page.locator('iframe').locator('..');
    await expect
      .poll(() => node.getAttribute('class'))
      .toMatch(/(^| )StripeElement .*StripeElement--complete( |$)/);
    await press(checkout.page, 'Pay');
    await outcome(checkout).toMatch(paidBy);
    expect(framesLoaded(checkout)).toBe(1);
    expect(await checkout.events('ready')).toHaveLength(1);
    expectQuiet(checkout, wrapper);
  });

  test('confirms an intent', async () => {
    const { id, secret, received } = await makeIntent(shop.sandbox);
    const checkout = await open(wrapper, { secret });
    await checkout.typeCard();
    await press(checkout.page, 'Confirm');
    await outcome(checkout).toBe(`${id} succeeded`);
    expect(await received()).toBe(1099);
    expectQuiet(checkout, wrapper);
  });

  test.each(ANSWERS)('shows the bank’s question, and goes on with the answer: %s', async (answer, amount) => {
    const { id, secret, received } = await makeIntent(shop.sandbox);
    const checkout = await open(wrapper, { secret });
    await checkout.typeCard(cards.threeDSecure);
    await press(checkout.page, 'Confirm');
    await answerBank(checkout.page, answer);
    await outcome(checkout).toBe(amount ? `${id} succeeded` : 'payment_intent_authentication_failure');
    expect(await received()).toBe(amount);
    expectQuiet(checkout, wrapper);
  });

  test('hears what is wrong with a card', async () => {
    const checkout = await open(wrapper);
    await typeInto(checkout.number, '4242');
    await press(checkout.page, 'Pay');
    await outcome(checkout).toMatch(/^incomplete_/);
    expectQuiet(checkout, wrapper);
  });

  test('leaves no frame when it takes the card off, and can show it again', async () => {
    const checkout = await open(wrapper);
    for (const round of [2, 3, 4]) {
      await press(checkout.page, 'Show');
      await framesOf(checkout).toBe(0);
      await press(checkout.page, 'Show');
      await checkout.event('ready', round);
    }
    await checkout.typeCard();
    await press(checkout.page, 'Pay');
    await outcome(checkout).toMatch(paidBy);
    await framesOf(checkout).toBe(1);
    expectQuiet(checkout, wrapper);
  });
});

describe.each(OF_FRAMEWORKS)('the components of $name', (wrapper) => {
  test('change options on the spot, and keep the frame and what was typed', async () => {
    const checkout = await open(wrapper);
    await typeInto(checkout.number, '4242');
    for (const locked of [true, false, true, false]) {
      await press(checkout.page, 'Lock');
      await expect.poll(() => checkout.number.isDisabled()).toBe(locked);
    }
    await press(checkout.page, 'Deutsch');
    const inGerman = checkout.page.frameLocator('iframe').getByLabel('Kartennummer');
    await expect.poll(() => inGerman.inputValue()).toBe('4242');
    expect(framesLoaded(checkout)).toBe(1);
    expectQuiet(checkout, wrapper);
  });

  test('have one card in fields of their own', async () => {
    const checkout = await open(wrapper, { content: 'split' });
    const fields = { 'card number': cards.visa, 'expiration date': expiry.typed, 'security code': '123' };
    for (const [title, text] of Object.entries(fields)) {
      const frame = checkout.page.frameLocator(`iframe[title="Secure ${title} input frame"]`);
      await typeInto(frame.getByRole('textbox'), text);
    }
    await press(checkout.page, 'Pay');
    await outcome(checkout).toMatch(paidBy);
    await press(checkout.page, 'Show');
    await framesOf(checkout).toBe(0);
    expectQuiet(checkout, wrapper);
  });

  test('have an IBAN that says how it stands', async () => {
    const checkout = await open(wrapper, { content: 'iban' });
    const field = checkout.page.frameLocator('iframe').getByRole('textbox');
    await typeInto(field, ['DE89', '3704', '0044', '0532', '0130', '00'].join(''));
    expect(await checkout.change({ complete: true })).toMatchObject({ country: 'DE' });
    expectQuiet(checkout, wrapper);
  });
});

test.each([NGX, POWER])(
  'the wallet’s button of $name is shown, and the card beside it is paid with',
  async (wrapper) => {
    const checkout = await open(wrapper, { content: 'wallet' });
    const buttons = checkout.page.frameLocator('iframe[src*="expressCheckout"]');
    await buttons.getByRole('button', { name: 'Google Pay' }).waitFor();
    await framesOf(checkout).toBe(2);
    await checkout.typeCard();
    await press(checkout.page, 'Pay');
    await outcome(checkout).toMatch(paidBy);
    expectQuiet(checkout, wrapper);
  },
);

describe('a card of ngx-stripe without a group around it', () => {
  test('is paid with, in the language that it was given last', async () => {
    const checkout = await open(NGX, { content: 'alone' });
    await press(checkout.page, 'Lock');
    await expect.poll(() => checkout.number.isDisabled()).toBe(true);
    await press(checkout.page, 'Lock');
    await press(checkout.page, 'Deutsch');
    await checkout.event('ready', 2);
    await framesOf(checkout).toBe(1);
    const inGerman = checkout.page.frameLocator('iframe').getByLabel('Kartennummer');
    await typeInto(inGerman, `${cards.visa}${expiry.typed}12394110`);
    await checkout.change({ complete: true });
    await press(checkout.page, 'Pay');
    await outcome(checkout).toMatch(paidBy);
    expectQuiet(checkout, NGX);
  });
});

describe('<stripe-elements>', () => {
  test('is painted anew, and keeps its frame and what was typed', async () => {
    const checkout = await open(POWER);
    await checkout.typeCard();
    await press(checkout.page, 'Paint');
    const colour = () => checkout.number.evaluate((input) => getComputedStyle(input).color);
    await expect.poll(colour).toBe('rgb(1, 2, 3)');
    expect(await checkout.number.inputValue()).toBe('4242 4242 4242 4242');
    expect(framesLoaded(checkout)).toBe(1);
    expectQuiet(checkout, POWER);
  });

  test.each([
    ['token', /^tok_\w+$/],
    ['source', /^method_not_available$/],
  ])('that is to generate a %s gives what the guide says', async (content, expected) => {
    const checkout = await open(POWER, { content });
    await checkout.typeCard();
    await press(checkout.page, 'Pay');
    await outcome(checkout).toMatch(expected);
    expectQuiet(checkout, POWER);
  });
});

test.each(ALL)('the guide says with which version of $name this is', ({ name }) => {
  const manifest = readFileSync(`${ecosystemFolder}node_modules/${name}/package.json`, 'utf8');
  const [major, minor] = (JSON.parse(manifest) as { version: string }).version.split('.');
  const rows = texts.get('docs/migrating.md')?.match(/^\| `.+?` [\d.]+ /gm) ?? [];
  expect(rows).toContain(`| \`${name}\` ${major}.${minor} `);
});
