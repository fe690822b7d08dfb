/** @module-tag thorough */
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type Checkout, type Checkouts, cards, startCheckouts } from './checkout.js';
import { clickInto } from './click-into.js';
import { gotFocus } from './focus.js';
import { screenshot } from './screens.js';

let shop: Checkouts;

beforeAll(async () => {
  shop = await startCheckouts();
});

afterEach(() => shop.closePages());

afterAll(() => shop?.close());

const phone = (width: number) => ({ viewport: { width, height: 300 } });

describe('on a narrow page', () => {
  test.for([320, 360])(
    'of %i px the number folds to its last four, and Shift+Tab unfolds it',
    async (width) => {
      const checkout = await shop.open({ context: phone(width) });
      const { page, number, expiry, cvc, postalCode } = checkout;
      await screenshot(page, `card-${width}-empty`);
      await clickInto(number);
      await page.keyboard.type(cards.visa.slice(0, 15));
      await screenshot(page, `card-${width}-number`);
      expect(await inSight(checkout)).toEqual(['number']);
      expect(await clipped(number)).toBe(false);

      await page.keyboard.type(`${cards.visa.slice(15)}1240`);
      expect(await inSight(checkout)).toEqual(['last-four', 'expiry', 'cvc', 'postal-code']);
      await page.keyboard.type('12394110');
      await screenshot(page, `card-${width}-folded`);
      for (const field of [expiry, cvc, postalCode]) expect(await clipped(field)).toBe(false);
      expect(await overlapping(checkout)).toEqual([]);

      for (let key = 0; key < 3; key++) await page.keyboard.press('Shift+Tab');
      expect(await inSight(checkout)).toEqual(['number']);
      expect(await number.inputValue()).toBe('4242 4242 4242 4242');
      await page.keyboard.press('Tab');
      expect(await inSight(checkout)).toEqual(['last-four', 'expiry', 'cvc', 'postal-code']);
    },
  );

  test('a click on the last four unfolds the number', async () => {
    const checkout = await shop.open({ context: phone(320) });
    await checkout.typeCard();
    const { x = 0, y = 0 } = (await checkout.frame().locator('#last-four').boundingBox()) ?? {};
    await checkout.page.mouse.click(x + 5, y + 5);
    expect(await inSight(checkout)).toEqual(['number']);
    await checkout.page.keyboard.press('Backspace');
    expect(await checkout.number.inputValue()).toBe('4242 4242 4242 424');
  });

  test('a click on the last four, from elsewhere in the page, gives the keyboard to the number', async () => {
    const checkout = await shop.open({ context: phone(320) });
    await checkout.typeCard();
    await checkout.page.getByRole('button', { name: 'Pay' }).focus();
    await expect.poll(() => checkout.frame().evaluate(() => document.hasFocus())).toBe(false);
    const { x = 0, y = 0 } = (await checkout.frame().locator('#last-four').boundingBox()) ?? {};
    await checkout.page.mouse.click(x + 5, y + 5);
    await gotFocus(checkout.number);
    await checkout.page.keyboard.press('Backspace');
    await expect.poll(() => checkout.number.inputValue()).toBe('4242 4242 4242 424');
  });

  test('Tab from an empty number goes to fields that can be seen', async () => {
    const checkout = await shop.open({ context: phone(320) });
    await clickInto(checkout.number);
    await checkout.page.keyboard.press('Tab');
    await checkout.page.keyboard.type('1240');
    expect(await inSight(checkout)).toContain('expiry');
    await screenshot(checkout.page, 'card-320-no-number');
    await checkout.page.getByLabel('Name').click();
    await checkout.event('blur');
    expect(await inSight(checkout)).toEqual(['number']);
  });

  test('a wrong number stays in sight once the field is left', async () => {
    const checkout = await shop.open({ context: phone(320) });
    await clickInto(checkout.number);
    await checkout.page.keyboard.type('424242');
    await checkout.page.keyboard.press('Tab');
    expect(await inSight(checkout)).toEqual(['last-four', 'expiry', 'cvc', 'postal-code']);
    await screenshot(checkout.page, 'card-320-wrong-number');
    await checkout.page.getByLabel('Name').click();
    await checkout.event('blur');
    expect(await inSight(checkout)).toEqual(['number']);
  });

  test('an American Express card with its long security code has room', async () => {
    const checkout = await shop.open({ context: phone(320) });
    await checkout.typeCard(cards.amex, '1240', '1234', 'SW1A 1AA');
    await screenshot(checkout.page, 'card-320-amex');
    expect(await overlapping(checkout)).toEqual([]);
    expect(await clipped(checkout.cvc)).toBe(false);
  });
});

describe('on a wide page', () => {
  test('all fields are in one line, in sight', async () => {
    const checkout = await shop.open();
    await screenshot(checkout.page, 'card-640-empty');
    expect(await inSight(checkout)).toEqual(['number', 'expiry', 'cvc', 'postal-code']);
    // The longest there are; others of this brand have more digits, so the caret does not go on automatically.
    await clickInto(checkout.number);
    await checkout.page.keyboard.type(cards.unionpay);
    await checkout.page.keyboard.press('Tab');
    await checkout.page.keyboard.type('124012394110');
    await checkout.change({ complete: true });
    await screenshot(checkout.page, 'card-640-full');
    expect(await inSight(checkout)).toEqual(['number', 'expiry', 'cvc', 'postal-code']);
    expect(await overlapping(checkout)).toEqual([]);
    for (const field of [checkout.number, checkout.expiry, checkout.cvc, checkout.postalCode])
      expect(await clipped(field)).toBe(false);
  });

  test('at 200 % zoom and with large text nothing is cut off', async () => {
    // Zoom makes a page half as wide in CSS pixels; large text is the shop's own.
    const zoomed = { viewport: { width: 480, height: 200 }, deviceScaleFactor: 2 };
    const checkout = await shop.open({ context: zoomed, card: { style: { base: { fontSize: '20px' } } } });
    await checkout.typeCard();
    await screenshot(checkout.page, 'card-zoomed');
    expect(await inSight(checkout)).toEqual(['last-four', 'expiry', 'cvc', 'postal-code']);
    expect(await overlapping(checkout)).toEqual([]);
    for (const field of [checkout.expiry, checkout.cvc, checkout.postalCode])
      expect(await clipped(field)).toBe(false);
  });

  test('what is wrong is red', async () => {
    const checkout = await shop.open();
    await clickInto(checkout.number);
    await checkout.page.keyboard.type('4242424242424241');
    await screenshot(checkout.page, 'card-640-wrong');
    expect(await checkout.number.evaluate((input) => getComputedStyle(input).color)).toBe('rgb(194, 31, 58)');
  });
});

test('on a touch screen the text is so large that iOS does not zoom', async () => {
  const context = { ...phone(360), hasTouch: true, isMobile: true };
  const checkout = await shop.open({ context, card: { style: { base: { fontSize: '12px' } } } });
  const size = await checkout.number.evaluate((input) => Number.parseFloat(getComputedStyle(input).fontSize));
  expect(size).toBeGreaterThanOrEqual(16);
});

test('each field says to the browser what it is for', async () => {
  const { number, expiry, cvc, postalCode } = await shop.open();
  const attributes = (name: string) =>
    Promise.all([number, expiry, cvc, postalCode].map((field) => field.getAttribute(name)));
  expect(await attributes('autocomplete')).toEqual(['cc-number', 'cc-exp', 'cc-csc', 'postal-code']);
  expect((await attributes('inputmode')).slice(0, 3)).toEqual(['numeric', 'numeric', 'numeric']);
});

/** What a person sees of the fields, by id, from left to right. */
const inSight = (checkout: Checkout) =>
  checkout.frame().evaluate(() => {
    const parts = [...document.querySelectorAll<HTMLElement>('input, #last-four')];
    if (document.scrollingElement?.scrollLeft) return ['scrolled'];
    const seen = parts.filter(
      (part) =>
        part.checkVisibility({ opacityProperty: true }) &&
        part.getBoundingClientRect().right <= innerWidth + 1,
    );
    return seen
      .sort((one, other) => one.getBoundingClientRect().left - other.getBoundingClientRect().left)
      .map(({ id }) => id);
  });

/** Pairs of what is in sight that lie upon each other. */
const overlapping = (checkout: Checkout) =>
  checkout.frame().evaluate(() => {
    const parts = [...document.querySelectorAll<HTMLElement>('input, #last-four, #icon')].filter((part) =>
      part.checkVisibility({ opacityProperty: true }),
    );
    const boxes = parts.map((part) => ({ id: part.id, box: part.getBoundingClientRect() }));
    return boxes.flatMap(({ id, box }) =>
      boxes
        .filter((other) => other.id !== id && other.box.left < box.right && box.left < other.box.left)
        .map((other) => `${id} ${other.id}`),
    );
  });

/** Whether a field's text is wider than the field. */
const clipped = (input: Checkout['number']) => input.evaluate((node) => node.scrollWidth > node.clientWidth);
