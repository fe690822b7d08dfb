/** The Express Checkout Element: a visit to the simulated wallet, from the click to its end. */
import type { Frame } from 'playwright-core';
import type Stripe from 'stripe';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { officialClient } from '../sandbox/official.js';
import { shares, THOROUGH } from '../thorough.js';
import { findings } from './axe.js';
import { answerBank } from './bank.js';
import { type Checkouts, cards, startCheckouts } from './checkout.js';
import { DEFERRED, openExpress } from './express.js';
import { searchHeap } from './heap.js';
import { newIntent } from './payment-form.js';
import { press, pressEscape } from './press.js';
import { screenshot } from './screens.js';
import { sideways } from './sideways.js';

let shop: Checkouts;
let stripe: Stripe;

beforeAll(async () => {
  shop = await startCheckouts();
  stripe = officialClient(shop.sandbox);
});
afterEach(() => shop.closePages());
afterAll(() => shop?.close());

const RATES = [
  {
    id: 'standard',
    displayName: 'Standard',
    amount: 0,
    deliveryEstimate: {
      minimum: { unit: 'business_day', value: 3 },
      maximum: { unit: 'business_day', value: 5 },
    },
  },
  { id: 'express', displayName: 'Express', amount: 900, deliveryEstimate: 'tomorrow' },
] as const;
const SHIPPING = { shippingAddressRequired: true, shippingRates: [...RATES], emailRequired: true };

const intent = (params = {}) =>
  newIntent(shop, { currency: 'usd', payment_method_types: ['card'], ...params });

describe('an express payment', () => {
  test('is made with the card, the contact, the address and the rate that were chosen in the wallet', async () => {
    const clientSecret = await intent({ amount: 1999 });
    const express = await openExpress(shop, {
      clientSecret,
      element: { lineItems: [{ name: 'Tea', amount: 1099 }] },
      answers: {
        click: { resolve: SHIPPING },
        shippingaddresschange: { resolve: {} },
        shippingratechange: {
          resolve: {
            lineItems: [
              { name: 'Tea', amount: 1099 },
              { name: 'Express', amount: 900 },
            ],
          },
          amount: 1999,
        },
      },
    });
    expect((await express.event('ready')).availablePaymentMethods).toMatchObject({
      googlePay: true,
      link: false,
    });
    await express.open();
    await express.sheet.getByText('Total').waitFor();
    expect((await express.event('shippingaddresschange')).address).toEqual({
      city: 'San Francisco',
      state: 'CA',
      postal_code: '94110',
      country: 'US',
    });
    await express.choose('Ship to', /Chris Miller/);
    await express.event('shippingaddresschange', 2);
    await press(express.sheet.getByRole('radio', { name: /Express, tomorrow/ }));
    expect((await express.event('shippingratechange')).shippingRate).toEqual(RATES[1]);
    await express.press('Pay $19.99');
    expect(await express.paid()).toMatchObject({ paymentIntent: { status: 'succeeded' } });
    expect(await express.event('confirm')).toMatchObject({
      expressPaymentType: 'google_pay',
      billingDetails: { name: 'Jenny Rosen', email: 'jenny.rosen@example.com' },
      shippingAddress: { name: 'Chris Miller', address: { line1: '27 Sample Avenue', country: 'US' } },
      shippingRate: { id: 'express' },
    });
    const [id] = clientSecret.split('_secret_') as [string];
    const paid = await stripe.paymentIntents.retrieve(id, { expand: ['payment_method', 'latest_charge'] });
    expect(paid.shipping).toMatchObject({ name: 'Chris Miller', address: { city: 'Austin' } });
    const wallet = { type: 'google_pay', dynamic_last4: '4242', google_pay: {} };
    expect((paid.payment_method as Stripe.PaymentMethod).card?.wallet).toEqual(wallet);
    expect((paid.latest_charge as Stripe.Charge).payment_method_details?.card?.wallet).toEqual(wallet);
    await express.page.locator('dialog').waitFor({ state: 'detached' });
    expect(await express.events('cancel')).toEqual([]);
  });

  test('is tried again with another card after one was declined', THOROUGH, async () => {
    const express = await openExpress(shop, { clientSecret: await intent({ amount: 1099 }) });
    await express.open();
    await express.choose('Card', /Declines: generic decline/);
    await express.press(/^Pay/);
    expect(await express.paid()).toMatchObject({ error: { code: 'card_declined' } });
    await express.sheet.getByRole('alert').getByText('declined').waitFor();
    await express.choose('Card', /^Visa ••••/);
    await express.press(/^Pay/);
    expect(await express.paid(2)).toMatchObject({ paymentIntent: { status: 'succeeded' } });
    for (const number of [cards.visa, '4000000000000002'])
      expect(await searchHeap(express.page, number)).toEqual([]);
  });

  test(
    'shows the reason that the page gives for a failure, and leaves the wallet open',
    THOROUGH,
    async () => {
      const express = await openExpress(shop, { pays: 'paymentFailed' });
      await express.open();
      await express.press(/^Pay/);
      await express.sheet.getByRole('alert').getByText('Sold out.').waitFor();
      await express.press('Cancel');
      await express.event('cancel');
    },
  );

  test('asks the bank where the card needs it', async () => {
    const express = await openExpress(shop, { clientSecret: await intent({ amount: 1099 }) });
    await express.open();
    await express.sheet.getByRole('combobox', { name: 'Card' }).selectOption(cards.threeDSecure);
    await express.press(/^Pay/);
    await answerBank(express.page, 'Complete authentication');
    expect(await express.paid()).toMatchObject({ paymentIntent: { status: 'succeeded' } });
  });

  for (const [rows, options] of shares(['createPaymentMethod', 'createConfirmationToken'] as const, 2))
    test.each(rows)('is made by %s', options, async (pays) => {
      const group =
        pays === 'createPaymentMethod' ? { ...DEFERRED, paymentMethodCreation: 'manual' as const } : DEFERRED;
      const express = await openExpress(shop, { pays, group });
      await express.open('Apple Pay');
      await express.press(/^Pay/);
      const made = await express.paid();
      expect(
        made.paymentMethod ??
          (made.confirmationToken as { payment_method_preview: object }).payment_method_preview,
      ).toMatchObject({
        card: { wallet: { type: 'apple_pay' } },
      });
      await express.page.locator('dialog').waitFor({ state: 'detached' });
    });

  test('goes before the Payment Element of its group while the shopper has agreed', THOROUGH, async () => {
    const express = await openExpress(shop, { clientSecret: await intent({ amount: 1099 }) });
    await express.page.evaluate(() => {
      document.body.insertAdjacentHTML('beforeend', '<div id="payment"></div>');
      window.elements.create('payment').mount('#payment');
    });
    await express.open();
    await express.press(/^Pay/);
    expect(await express.paid()).toMatchObject({ paymentIntent: { status: 'succeeded' } });
    await express.page.locator('dialog').waitFor({ state: 'detached' });
    const { error } = await express.page.evaluate(async () =>
      JSON.parse(JSON.stringify(await window.elements.submit())),
    );
    expect(error.type).toBe('validation_error');
  });
});

describe('a visit ends with cancel, and another one can begin', () => {
  const isUsable = async (express: Awaited<ReturnType<typeof openExpress>>) => {
    await express.page.locator('dialog').waitFor({ state: 'detached' });
    await express.page.locator('#voucher').fill('SPRING');
    expect(await express.page.evaluate(() => document.adoptedStyleSheets.length)).toBe(0);
  };

  test('when the shopper closes the wallet, when the page has no handler that pays, at once, and when the Element is removed while the wallet is open', async () => {
    const express = await openExpress(shop);
    await express.open();
    await express.press('Cancel');
    expect(await express.event('cancel')).toEqual({ type: 'cancel', elementType: 'expressCheckout' });
    await isUsable(express);
    await express.open();
    pressEscape(express.page);
    await express.event('cancel', 2);
    await isUsable(express);

    await express.page.evaluate(() => void window.elements.getElement('expressCheckout')?.off('confirm'));
    await express.open();
    await express.press(/^Pay/);
    await express.event('cancel', 3);
    await isUsable(express);
    await expect
      .poll(() => express.console.join())
      .toContain("on('confirm'): there is no handler that pays, so the wallet was closed.");

    await express.open();
    await express.page.evaluate(() => window.elements.getElement('expressCheckout')?.unmount());
    await isUsable(express);
  });

  for (const [rows, options] of shares(['never', 'reject', 'throw'] as const, 3))
    test.each(rows)('when the page answers the click with %s', options, async (click) => {
      const express = await openExpress(shop, { answers: { click } });
      const start = Date.now();
      await press(express.button());
      await express.event('cancel');
      expect(Date.now() - start).toBeLessThan(5_000);
      await isUsable(express);
      if (click === 'never')
        await expect
          .poll(() => express.console.join())
          .toContain("on('click'): neither resolve() nor reject()");
      await press(express.button());
      await express.event('cancel', 2);
    });

  test('when the page refuses the address, and the shopper has no other', async () => {
    const express = await openExpress(shop, {
      answers: { click: { resolve: SHIPPING }, shippingaddresschange: 'reject' },
    });
    await express.open();
    await express.sheet.getByRole('alert').getByText('does not ship').waitFor();
    expect(await express.sheet.getByRole('button', { name: /^Pay/ }).isDisabled()).toBe(true);
    await express.press('Cancel');
    await express.event('cancel');
    await isUsable(express);
  });

  test('when the line items cost more than the group', THOROUGH, async () => {
    const express = await openExpress(shop, {
      answers: { click: { resolve: { lineItems: [{ name: 'Tea', amount: 2000 }] } } },
    });
    await press(express.button());
    await express.event('cancel');
    await expect
      .poll(() => express.console.join())
      .toContain('their sum is 2000, and the amount of the group only 1099');
    await isUsable(express);
  });
});

describe('the buttons', () => {
  test('are those that the options ask for, in their order, with their texts', async () => {
    const express = await openExpress(shop, {
      element: {
        paymentMethods: { applePay: 'never', paypal: 'never', amazonPay: 'never', klarna: 'never' },
        buttonType: { googlePay: 'buy' },
        buttonHeight: 50,
      },
    });
    await expect
      .poll(() => express.buttons.getByRole('button').allTextContents())
      .toEqual(['Buy with Google Pay TEST']);
    expect((await express.button().boundingBox())?.height).toBe(50);
    await express.page.evaluate(() => window.elements.update({ locale: 'de' }));
    await express.buttons.getByRole('button', { name: 'Mit Google Pay kaufen' }).waitFor();
  });

  test('are side by side from the first moment, so that nothing on the page moves', async () => {
    const express = await openExpress(shop, {
      group: { ...DEFERRED, paymentMethodTypes: ['card'] },
      before: `heights = []; if (self === top) new MutationObserver((changes) => {
        for (const { target } of changes) if (target.localName === 'iframe') heights.push(target.style.height);
      }).observe(document, { subtree: true, attributes: true, attributeFilter: ['style'] });`,
    });
    await expect.poll(() => express.buttons.locator('body').evaluate(() => innerHeight)).toBe(44);
    const heights = await express.page.evaluate(() => (window as unknown as { heights: string[] }).heights);
    expect(heights.filter((height) => Number.parseInt(height, 10) > 44)).toEqual([]);
  });

  test('beyond the rows of the layout are shown by a click', THOROUGH, async () => {
    const express = await openExpress(shop, { element: { layout: { maxColumns: 1, maxRows: 1 } } });
    await expect.poll(() => express.button('Google Pay').isVisible()).toBe(false);
    await press(express.buttons.getByRole('button', { name: 'Show more' }));
    await express.button('Google Pay').waitFor();
    await screenshot(express.page, 'express-more');
  });

  test('take the appearance of their group, and find no fault with it', THOROUGH, async () => {
    const variables = { colorText: '#fff', colorBackground: '#222', borderRadius: '12px' };
    const express = await openExpress(shop, { group: { ...DEFERRED, appearance: { variables } } });
    const radius = () => express.button().evaluate((button) => getComputedStyle(button).borderRadius);
    await expect.poll(radius).toBe('12px');
    await express.page.evaluate(() => window.elements.update({ appearance: { theme: 'night' } }));
    await expect.poll(radius).not.toBe('12px');
    expect(express.console).toEqual([]);
  });

  test('are none, and take no room, where the options hide all', async () => {
    const none = {
      applePay: 'never',
      googlePay: 'never',
      paypal: 'never',
      amazonPay: 'never',
      klarna: 'never',
    } as const;
    const express = await openExpress(shop, { element: { paymentMethods: none } });
    expect(await express.event('ready')).toEqual({ type: 'ready', elementType: 'expressCheckout' });
    expect(await express.page.locator('#express').evaluate((node) => node.clientHeight)).toBe(0);
  });
});

describe('for every person', () => {
  test('a payment is made by keyboard alone, and the focus comes back', async () => {
    const express = await openExpress(shop, { clientSecret: await intent({ amount: 1099 }) });
    const { keyboard } = express.page;
    await express.page.locator('#voucher').focus();
    await keyboard.press('Tab');
    await keyboard.press('Enter');
    await express.sheet.getByRole('button', { name: /^Pay/ }).waitFor();
    for (let step = 0; step < 12; step++) {
      const name = await express.sheet
        .locator(':focus')
        .textContent()
        .catch(() => '');
      if (name?.startsWith('Pay')) break;
      await keyboard.press('Tab');
    }
    await keyboard.press('Enter');
    expect(await express.paid()).toMatchObject({ paymentIntent: { status: 'succeeded' } });
    await expect.poll(() => express.page.evaluate(() => document.activeElement?.localName)).toBe('iframe');
  });

  // Rules for whole pages, which a frame is only a part of.
  const ofPages = /^(?:landmark-one-main|page-has-heading-one|region):/;
  const findingsIn = async (frame: Frame) => (await findings(frame)).filter((found) => !ofPages.test(found));

  const VIEWS = [
    ['a desktop', { width: 900, height: 800 }, {}],
    ['a phone of 320 px', { width: 320, height: 640 }, {}],
    [
      'dark',
      { width: 900, height: 800 },
      { head: '<meta name="color-scheme" content="dark"><style>:root{color-scheme:dark}</style>' },
    ],
    ['right to left', { width: 360, height: 800 }, { group: { ...DEFERRED, locale: 'ar' } }],
    ['zoom to 200 percent', { width: 450, height: 400 }, {}],
  ] as const;

  for (const [rows, tags] of shares(VIEWS, VIEWS.length))
    test.each(rows)(
      'buttons and wallet have no findings, and fit: %s',
      tags,
      async (name, viewport, options) => {
        const express = await openExpress(shop, {
          ...options,
          context: { viewport },
          answers: { click: { resolve: { ...SHIPPING, lineItems: [{ name: 'Tea', amount: 1099 }] } } },
        });
        const frames = () =>
          express.page.frames().filter((frame) => frame.parentFrame() === express.page.mainFrame());
        await screenshot(express.page, `express-${name}`);
        for (const frame of frames()) expect(await findingsIn(frame)).toEqual([]);
        await express.open();
        await express.sheet.getByRole('radio').first().waitFor();
        await screenshot(express.page, `express-sheet-${name}`);
        for (const frame of frames()) expect(await findingsIn(frame)).toEqual([]);
        expect(await sideways(express.page)).toBe(0);
        const sheetWidth = await express.sheet
          .locator('.sheet')
          .evaluate((node) => node.scrollWidth - node.clientWidth);
        expect(sheetWidth).toBe(0);
        await express.press('Cancel');
        await express.event('cancel');
      },
    );
});
