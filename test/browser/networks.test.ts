/** @module-tag thorough */
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { CardElementOptions } from '../../src/page/index.js';
import { type Checkouts, cards, expiry, startCheckouts } from './checkout.js';
import { clickInto } from './click-into.js';
import { gotFocus } from './focus.js';

/** Put together here, so that no source text that reaches a page holds one. */
const frenchVisa = ['4000', '0025', '0000', '1001'].join('');
const rest = `${expiry.typed}123`;

let shop: Checkouts;

beforeAll(async () => {
  shop = await startCheckouts();
});

afterEach(() => shop.closePages());

afterAll(() => shop?.close());

async function open(card: CardElementOptions = {}) {
  const checkout = await shop.open({ card: { hidePostalCode: true, ...card } });
  await checkout.page.evaluate(() =>
    window.card.on('networkschange', ({ elementType }) =>
      window.seen.push({ type: 'networkschange', elementType }),
    ),
  );
  const choice = checkout.frame().getByRole('combobox', { name: 'Card brand' });
  const type = async (text: string) => {
    await clickInto(checkout.number);
    await checkout.page.keyboard.type(text);
  };
  const icon = () => checkout.frame().locator('#brand').getAttribute('href');
  return { ...checkout, choice, type, icon };
}

const networksOf = (paymentMethod: { card: Record<string, unknown> } | undefined) =>
  (paymentMethod?.card.networks ?? {}) as { preferred: string | null };

describe('a shopper with a co-badged card', () => {
  test('chooses the network with the keyboard, and it goes along', async () => {
    const checkout = await open();
    await checkout.type(frenchVisa + rest);
    await checkout.event('networkschange');
    expect(await checkout.choice.inputValue()).toBe('');
    expect(await checkout.choice.locator('option').allTextContents()).toEqual([
      'Card brand',
      'Cartes Bancaires',
      'Visa',
    ]);
    for (let step = 0; step < 3; step++) await checkout.page.keyboard.press('Shift+Tab');
    await gotFocus(checkout.choice);
    await checkout.page.keyboard.press('ArrowDown');
    await expect.poll(() => checkout.choice.inputValue()).toBe('cartes_bancaires');
    expect(await checkout.icon()).toBe('#cartes_bancaires-icon');
    const { paymentMethod } = await checkout.pay();
    expect(networksOf(paymentMethod)).toEqual({
      available: ['cartes_bancaires', 'visa'],
      preferred: 'cartes_bancaires',
    });
    expect((await checkout.token()).token?.card.networks).toEqual({ preferred: 'cartes_bancaires' });
  });

  test('clicks where the icon is', async () => {
    const checkout = await open();
    await checkout.type(frenchVisa);
    await checkout.event('networkschange');
    const target = await checkout.choice.boundingBox();
    const icon = await checkout.frame().locator('#icon').boundingBox();
    expect(target?.x).toBeCloseTo(icon?.x ?? 0, 0);
    expect(target?.height).toBeGreaterThanOrEqual(24);
    await checkout.choice.selectOption('visa');
    await expect.poll(checkout.icon).toBe('#visa-icon');
    await clickInto(checkout.expiry);
    await checkout.page.keyboard.type(rest);
    const { paymentMethod } = await checkout.pay();
    expect(networksOf(paymentMethod).preferred).toBe('visa');
  });

  test('need not choose', async () => {
    const checkout = await open();
    await checkout.type(frenchVisa + rest);
    await checkout.event('networkschange');
    const { paymentMethod } = await checkout.pay();
    expect(networksOf(paymentMethod).preferred).toBeNull();
  });

  test('begins with the network that the page prefers; another card has no choice', async () => {
    const checkout = await open({ preferredNetwork: ['eftpos_au', 'cartes_bancaires'] });
    await checkout.type(frenchVisa);
    await expect.poll(() => checkout.choice.inputValue()).toBe('cartes_bancaires');
    await clickInto(checkout.number);
    await checkout.page.keyboard.press('Control+a');
    await checkout.page.keyboard.type(cards.visa + rest);
    await checkout.event('networkschange', 2);
    expect(await checkout.choice.count()).toBe(0);
    expect(await checkout.icon()).not.toBe('#cartes_bancaires-icon');
    const { paymentMethod } = await checkout.pay();
    expect(networksOf(paymentMethod).preferred).toBeNull();
  });

  test('moves nothing on the page by it, and nobody else loads it', async () => {
    const checkout = await open();
    const height = () => checkout.page.locator('#card iframe').evaluate((node) => node.clientHeight);
    const before = await height();
    const loaded = () => checkout.requests.filter(({ url }) => url.includes('network-choice')).length;
    await checkout.type(cards.visa + rest);
    await checkout.change({ complete: true });
    expect(loaded()).toBe(0);
    await checkout.page.evaluate(() => window.card.clear());
    await checkout.type(frenchVisa);
    await checkout.event('networkschange');
    expect(loaded()).toBe(1);
    expect(await height()).toBe(before);
    expect(checkout.console).toEqual([]);
    expect(await checkout.page.evaluate(() => window.violations)).toEqual([]);
  });
});

describe('in a number’s own Element', () => {
  test('the choice is shown with its text, or beside the icon, in light and in an appearance', async () => {
    const checkout = await shop.open({ mount: false });
    await checkout.page.evaluate(mountNumber, { key: shop.sandbox.publishableKey });
    await checkout.event('ready');
    const frame = checkout.page.frameLocator('iframe[title="Secure card number input frame"]');
    await clickInto(frame.getByRole('textbox', { name: 'Card number' }));
    await checkout.page.keyboard.type(frenchVisa);
    await checkout.event('networkschange');
    const choice = frame.getByRole('combobox', { name: 'Card brand' });
    const named = await choice.boundingBox();
    expect(named?.width).toBeGreaterThan(50);
    await checkout.page.evaluate(() => {
      window.card.update({ showIcon: true } as never);
      return window.elements.update({ appearance: { theme: 'stripe' } });
    });
    await expect.poll(async () => (await choice.boundingBox())?.width).toBeLessThan(50);
    await expect.poll(() => choice.evaluate((node) => node.parentElement?.id)).toBe('cardNumber');
    await choice.selectOption('cartes_bancaires');
    await expect.poll(() => frame.locator('#brand').getAttribute('href')).toBe('#cartes_bancaires-icon');
    const [box, icon] = [await choice.boundingBox(), await frame.locator('#icon').boundingBox()];
    expect((box?.x ?? 0) + (box?.width ?? 0)).toBeCloseTo((icon?.x ?? 0) + (icon?.width ?? 0), 0);
  });
});

describe('a page that refuses brands', () => {
  const refused = {
    type: 'validation_error',
    code: 'disallowed_brand',
    message: 'This card brand is not accepted here. Please use another card.',
  };

  test('says so once the brand is sure, and sends nothing', async () => {
    const checkout = await open({ disallowedCardBrands: ['amex'] });
    await checkout.type('37');
    await checkout.change({ brand: 'amex', error: refused });
    await checkout.page.keyboard.type(`${cards.amex.slice(2) + rest}`);
    const { error } = await checkout.pay();
    expect(error).toMatchObject(refused);
    expect(checkout.requests.filter(({ method }) => method === 'POST')).toEqual([]);
    await clickInto(checkout.number);
    await checkout.page.keyboard.press('Control+a');
    await checkout.page.keyboard.type(cards.visa);
    await checkout.change({ brand: 'visa', error: undefined });
  });

  test('leaves a co-badged card to its other network', async () => {
    const checkout = await open({ disallowedCardBrands: ['visa'] });
    await checkout.type(frenchVisa + rest);
    await checkout.change({ complete: true, error: undefined });
    const { paymentMethod } = await checkout.pay();
    expect(networksOf(paymentMethod).preferred).toBe('cartes_bancaires');
  });

  test('may change its mind', async () => {
    const checkout = await open();
    await checkout.type(cards.visa);
    await update(checkout.page, { disallowedCardBrands: ['visa'] });
    await checkout.change({ error: refused });
    await update(checkout.page, { disallowedCardBrands: [] });
    await checkout.change({ error: undefined });
  });
});

const update = (page: Page, options: CardElementOptions) =>
  page.evaluate((changed) => window.card.update(changed), options);

/** Runs in the shop's page. */
function mountNumber({ key }: { key: string }): void {
  window.payframe = window.Payframe(key);
  window.elements = window.payframe.elements();
  const number = window.elements.create('cardNumber');
  window.card = number as never;
  window.seen = [];
  for (const type of ['ready', 'networkschange'] as const)
    number.on(type, (event) => window.seen.push({ type, ...(event as object) }));
  number.mount('#card');
}
