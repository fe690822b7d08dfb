import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type Checkouts, startCheckouts } from './checkout.js';
import { focusOn, gotFocus } from './focus.js';
import { CARD_ONLY, newIntent, openForm } from './payment-form.js';

let shop: Checkouts;

beforeAll(async () => {
  shop = await startCheckouts();
});

afterEach(() => shop.closePages());

afterAll(() => shop?.close());

const GIFT_CARD = {
  id: 'cpmt_gift',
  displayName: 'Gift card',
  options: { type: 'static', subtitle: 'Up to €50' },
} as const;

const openOwn = async (group: object, element: object = {}) =>
  openForm(shop, { group: { clientSecret: await newIntent(shop, CARD_ONLY), ...group } as never, element });

describe('a method by which the page is paid itself', () => {
  test('has a row with its name and subtitle, is chosen by keys, and is what submit says', async () => {
    const form = await openOwn({
      customPaymentMethods: [GIFT_CARD],
      externalPaymentMethodTypes: ['external_paypal'],
    });
    const names = await form.form.locator('.item .row').allInnerTexts();
    expect(names.map((name) => name.replace(/\s+/g, ' ').trim())).toEqual([
      expect.stringContaining('Card'),
      expect.stringContaining('Gift card'),
      expect.stringContaining('PayPal'),
    ]);
    await focusOn(form.form.getByRole('radio').first());
    await form.page.keyboard.press('ArrowDown');
    await expect
      .poll(async () => (await form.events()).at(-1))
      .toMatchObject({ type: 'change', complete: true, collapsed: false, value: { type: 'cpmt_gift' } });
    await gotFocus(form.form.getByRole('radio', { name: /Gift card/ }));
    await form.form.getByText('Up to €50').waitFor();
    expect(await form.submit()).toEqual({ selectedPaymentMethod: 'cpmt_gift' });
    await form.page.keyboard.press('ArrowDown');
    await expect
      .poll(async () => (await form.events()).at(-1))
      .toMatchObject({ type: 'change', complete: true, value: { type: 'external_paypal' } });
    expect(await form.submit()).toEqual({ selectedPaymentMethod: 'external_paypal' });
    expect(form.console).toEqual([]);
  });

  test('is not paid by a call of the SDK, which says so and sends nothing', async () => {
    const form = await openOwn({ customPaymentMethods: [GIFT_CARD] });
    await form.form.getByRole('radio', { name: /Gift card/ }).click();
    await form.submit();
    const { error } = await form.confirm();
    expect(error).toMatchObject({ code: 'method_not_available', param: 'selectedPaymentMethod' });
    expect(error?.message).toContain('cpmt_gift is a payment method of your page');
    expect(form.requests.filter(({ url }) => /confirm|confirmation_tokens/.test(url))).toEqual([]);
  });

  test('comes and goes with an update of the group, and stands where the page wants it', async () => {
    const form = await openOwn({}, { paymentMethodOrder: ['cpmt_gift', 'card'] });
    expect(await form.form.getByRole('radio').count()).toBe(0);
    await form.page.evaluate(
      (own) => window.elements.update({ customPaymentMethods: [own] } as never),
      GIFT_CARD,
    );
    await form.form.getByRole('radio').nth(1).waitFor();
    const values = await form.form
      .getByRole('radio')
      .evaluateAll((radios) => radios.map((radio) => (radio as HTMLInputElement).value));
    expect(values).toEqual(['cpmt_gift', 'card']);
    await form.page.evaluate(() => window.elements.update({ customPaymentMethods: [] } as never));
    await expect.poll(() => form.form.getByRole('radio').count()).toBe(0);
  });

  test('that lacks a name is left out, and named on the console', async () => {
    const form = await openOwn({ customPaymentMethods: [{ id: 'cpmt_gift' }] });
    await expect
      .poll(() => form.console.join('\n'))
      .toContain('customPaymentMethods[0].displayName: missing. The row shows it');
    expect(await form.form.getByRole('radio').count()).toBe(0);
  });
});
