/** @module-tag thorough */
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { officialClient } from '../sandbox/official.js';
import { type Checkouts, startCheckouts } from './checkout.js';
import { clickInto } from './click-into.js';
import { focusOn, gotFocus } from './focus.js';
import { newIntent, openForm, type PaymentForm } from './payment-form.js';

let shop: Checkouts;

beforeAll(async () => {
  shop = await startCheckouts();
});

afterEach(() => shop.closePages());

afterAll(() => shop?.close());

/** Put together here, so that no source text that reaches a page holds one. */
const frenchVisa = ['4000', '0025', '0000', '1001'].join('');

describe('a co-badged card', () => {
  const networkOf = async ({ confirm }: PaymentForm) => {
    const { paymentIntent } = await confirm();
    const method = await officialClient(shop.sandbox).paymentMethods.retrieve(
      `${paymentIntent?.payment_method}`,
    );
    return method.card?.networks?.preferred;
  };

  const networks = (form: PaymentForm) => form.select('Card brand');
  const loaded = (form: PaymentForm) => form.requests.some(({ url }) => url.includes('network-choice'));

  test('has a choice of its networks on the icon, which takes the keyboard, and goes along', async () => {
    const form = await openForm(shop);
    await form.typeCard(frenchVisa);
    await networks(form).waitFor();
    await expect
      .poll(() => networks(form).locator('option').allTextContents())
      .toEqual(['Card brand', 'Cartes Bancaires', 'Visa']);
    await focusOn(form.text('Card number'));
    await form.page.keyboard.press('Tab');
    await gotFocus(networks(form));
    await form.page.keyboard.press('ArrowDown');
    await expect.poll(() => networks(form).inputValue()).toBe('cartes_bancaires');
    const icon = form.form.locator('.field:has(#card-number) use');
    await expect.poll(() => icon.getAttribute('href')).toBe('#cartes_bancaires-icon');
    const target = await networks(form).boundingBox();
    expect(target?.height).toBeGreaterThanOrEqual(24);
    expect(await networkOf(form)).toBe('cartes_bancaires');
  });

  test('begins with the network that the page prefers, and need not have one', async () => {
    const defaultValues = { card: { network: ['eftpos_au', 'visa'] } } as never;
    const form = await openForm(shop, { element: { defaultValues } });
    await form.typeCard(frenchVisa);
    await expect.poll(() => networks(form).inputValue()).toBe('visa');
    expect(await networkOf(form)).toBe('visa');
    const other = await openForm(shop);
    await other.typeCard(frenchVisa);
    await networks(other).waitFor();
    expect(await networkOf(other)).toBeNull();
  });

  test('is the only one that loads the choice, and another number takes it away', async () => {
    const form = await openForm(shop);
    await form.typeCard();
    await form.change({ complete: true });
    expect(loaded(form)).toBe(false);
    await form.text('Card number').fill(frenchVisa);
    await networks(form).waitFor();
    await form.text('Card number').fill(['5555', '5555', '5555', '4444'].join(''));
    await expect.poll(() => networks(form).count()).toBe(0);
    expect(form.console).toEqual([]);
  });
});

describe('an address', () => {
  /** Opens the row of a method that asks for a whole address. */
  async function openAddress(name: string, type: string, currency: string, element: object = {}) {
    const clientSecret = await newIntent(shop, {
      payment_method_types: ['card', type],
      currency,
      amount: 5000,
    });
    const form = await openForm(shop, { group: { clientSecret }, element });
    await form.row(name).click();
    await form.text('Full name').waitFor();
    return form;
  }

  /** Returns the labels of the fields, as they follow each other. */
  const labels = (form: PaymentForm) =>
    form.form.locator('.panel:not([hidden]) > .field > label').allTextContents();

  test('in the United States has a list of states and a ZIP code', async () => {
    const form = await openAddress('Afterpay', 'afterpay_clearpay', 'usd');
    await form.select('State').waitFor();
    expect(await labels(form)).toEqual([
      'Full name',
      'Email',
      'Country or region',
      'Address line 1',
      'Address line 2 (optional)',
      'City',
      'State',
      'ZIP code',
    ]);
    expect(await form.submit()).toMatchObject({ error: { code: 'incomplete_field' } });
    expect(await form.select('State').getAttribute('aria-invalid')).toBe('true');
    expect(await form.text('Address line 2 (optional)').getAttribute('aria-invalid')).toBe('false');
    await clickInto(form.text('City'));
    await form.page.keyboard.type('San Francisco');
    await form.page.keyboard.press('Tab');
    await gotFocus(form.select('State'));
    await form.page.keyboard.press('ArrowDown');
    await expect.poll(() => form.select('State').inputValue()).toBe('AL');
  });

  test('takes a state by its name, and sends its code', async () => {
    const address = {
      country: 'US',
      line1: '510 Townsend St',
      city: 'San Francisco',
      state: 'California',
      postal_code: '94103',
    };
    const form = await openAddress('Afterpay', 'afterpay_clearpay', 'usd', {
      defaultValues: { billingDetails: { name: 'Jenny Rosen', email: 'jenny@example.com', address } },
    });
    await expect
      .poll(async () => (await form.select('State').count()) && form.select('State').inputValue())
      .toBe('CA');
    expect(await form.submit()).toEqual({ selectedPaymentMethod: 'afterpay_clearpay' });
    const { paymentMethod } = await form.page.evaluate(async () => {
      const { confirmationToken } = await window.payframe.createConfirmationToken({
        elements: window.elements,
      });
      return { paymentMethod: JSON.parse(JSON.stringify(confirmationToken?.payment_method_preview)) };
    });
    expect(paymentMethod.billing_details.address).toEqual({ ...address, line2: null, state: 'CA' });
  });

  test('in the United Kingdom has a postcode and no state', async () => {
    const form = await openAddress('Bacs Direct Debit', 'bacs_debit', 'gbp');
    await expect
      .poll(async () => (await labels(form)).slice(2))
      .toEqual([
        'Full name',
        'Email',
        'Country or region',
        'Address line 1',
        'Address line 2 (optional)',
        'Town or city',
        'Postcode',
      ]);
  });

  test('in Latin letters begins with its number in a form from right to left too', async () => {
    const clientSecret = await newIntent(shop, {
      payment_method_types: ['card', 'afterpay_clearpay'],
      currency: 'usd',
      amount: 5000,
    });
    const form = await openForm(shop, { group: { clientSecret, locale: 'ar' } });
    await form.form.getByRole('radio').nth(1).click();
    const street = form.form.locator('#billing-address-line1');
    await clickInto(street);
    await form.page.keyboard.type('510 Townsend St');
    const directionOf = (node: Element) => getComputedStyle(node).direction;
    expect(await form.form.locator('html').evaluate(directionOf)).toBe('rtl');
    await expect.poll(() => street.evaluate(directionOf)).toBe('ltr');
  });

  test('leaves out what the page passes', async () => {
    const fields = { billingDetails: { address: { city: 'never', state: 'never' } } } as const;
    const form = await openAddress('Afterpay', 'afterpay_clearpay', 'usd', { fields });
    await form.text('ZIP code').waitFor();
    expect((await labels(form)).slice(2)).toEqual([
      'Country or region',
      'Address line 1',
      'Address line 2 (optional)',
      'ZIP code',
    ]);
  });

  test('is not asked for where a card needs only its country, and loads nothing then', async () => {
    const form = await openForm(shop);
    await form.select('Country or region').selectOption('DE');
    await expect
      .poll(() => labels(form))
      .toEqual(['Card number', 'Expiration date', 'Security code', 'Country or region']);
    expect(form.requests.filter(({ url }) => url.includes('billing-details'))).toEqual([]);
  });
});
