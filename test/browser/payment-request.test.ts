/** The older form of the Express Checkout Element, `paymentRequest()`, with its button or a button of the page's own. */
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { PayframePaymentRequest } from '../../src/page/index.js';
import { THOROUGH } from '../thorough.js';
import { challengeIn } from './bank.js';
import { type Checkout, type Checkouts, startCheckouts } from './checkout.js';
import { newIntent } from './payment-form.js';
import { press, pressEscape } from './press.js';

declare global {
  interface Window {
    request: PayframePaymentRequest;
  }
}

let shop: Checkouts;

beforeAll(async () => {
  shop = await startCheckouts();
});
afterEach(() => shop.closePages());
afterAll(() => shop?.close());

const BODY = `
  <main><h1>Basket</h1><label>Voucher <input id="voucher"></label>
  <button id="own">Pay by wallet</button><div id="wallet"></div></main>`;

const OPTION = { id: 'standard', label: 'Standard', detail: '3 to 5 days', amount: 0 };
const FAST = { id: 'fast', label: 'Fast', detail: 'Tomorrow', amount: 900 };

interface Shape {
  options?: object;
  /** How the page answers, by events. Without one it has no handler. */
  answers?: Record<string, object | 'never'>;
  /** What it pays with, and what it says at the end. */
  pays?: { event: 'paymentmethod' | 'token'; status: string | 'never' };
  /** Prevents that the button's click opens the wallet. */
  prevents?: boolean;
}

async function open(shape: Shape = {}) {
  const checkout = await shop.open({ body: BODY, mount: false });
  const { page } = checkout;
  const key = shop.sandbox.publishableKey;
  const given = { answers: {}, options: {}, pays: { event: 'paymentmethod', status: 'success' }, ...shape };
  const available = await page.evaluate(
    async ({ key, options, answers, pays, prevents }) => {
      window.seen = [];
      const see = (type: string, event: object = {}) =>
        window.seen.push({ ...(JSON.parse(JSON.stringify(event)) as object), type });
      window.payframe = window.Payframe(key);
      window.elements = window.payframe.elements();
      const order = { country: 'US', currency: 'usd', total: { label: 'Tea shop', amount: 1099 } };
      window.request = window.payframe.paymentRequest({ ...order, ...options });
      for (const [name, answer] of Object.entries(answers))
        window.request.on(name as 'shippingaddresschange', (event) => {
          see(name, event);
          if (answer !== 'never') event.updateWith(answer as object);
        });
      window.request.on('cancel', () => see('cancel'));
      window.request.on(pays.event as 'token', (event) => {
        see(pays.event, event);
        if (pays.status !== 'never') event.complete(pays.status as 'success');
      });
      document.querySelector('#own')?.addEventListener('click', () => window.request.show());
      const result = await window.request.canMakePayment();
      const button = window.elements.create('paymentRequestButton', {
        paymentRequest: window.request,
        style: { paymentRequestButton: { type: 'buy', height: '50px' } },
      });
      button.on('ready', () => see('ready'));
      button.on('click', (event) => prevents && event.preventDefault());
      button.mount('#wallet');
      return result;
    },
    { key, ...given },
  );
  await checkout.event('ready');
  const sheet = challengeIn(page);
  const form = sheet.locator('.sheet:not([aria-busy="true"])');
  return {
    ...checkout,
    available,
    sheet,
    form,
    button: page.frameLocator('#wallet iframe').getByRole('button'),
    press: (name: string | RegExp) => press(form.getByRole('button', { name })),
  };
}

async function isUsable({ page }: Checkout) {
  await page.locator('dialog').waitFor({ state: 'detached' });
  await page.locator('#voucher').fill('SPRING');
  expect(await page.evaluate(() => window.request.isShowing())).toBe(false);
}

describe('a payment request', () => {
  test('is paid by its button, with what the shopper chose in the wallet', async () => {
    const clientSecret = await newIntent(shop, {
      amount: 1999,
      currency: 'usd',
      payment_method_types: ['card'],
    });
    const request = await open({
      options: {
        requestPayerName: true,
        requestPayerEmail: true,
        requestShipping: true,
        shippingOptions: [OPTION, FAST],
        displayItems: [{ label: 'Tea', amount: 4000 }],
      },
      answers: {
        shippingaddresschange: { status: 'success' },
        shippingoptionchange: { status: 'success', total: { label: 'Tea shop', amount: 1999 } },
      },
    });
    expect(request.available).toEqual({ applePay: false, googlePay: true, link: false });
    await press(request.button);
    await request.event('shippingaddresschange');
    await press(request.form.getByRole('radio', { name: /Fast, Tomorrow/ }));
    expect(await request.event('shippingoptionchange')).toMatchObject({ shippingOption: FAST });
    await request.press('Pay $19.99');
    const paid = await request.event('paymentmethod');
    expect(paid).toMatchObject({
      payerName: 'Jenny Rosen',
      payerEmail: 'jenny.rosen@example.com',
      paymentMethod: { card: { wallet: { type: 'google_pay' } } },
      shippingAddress: { recipient: 'Jenny Rosen', addressLine: ['510 Example Street'], region: 'CA' },
      shippingOption: FAST,
      walletName: 'googlePay',
      methodName: 'https://google.com/pay',
    });
    await isUsable(request);
    expect(await request.events('cancel')).toEqual([]);
    const { id } = paid.paymentMethod as { id: string };
    const outcome = await request.page.evaluate(
      async ([secret, id]) => window.payframe.confirmCardPayment(`${secret}`, { payment_method: `${id}` }),
      [clientSecret, id],
    );
    expect(outcome.paymentIntent?.status).toBe('succeeded');
    expect(request.console).toEqual([]);
  });

  test('is paid by a token from a button of the page’s own', async () => {
    const request = await open({ pays: { event: 'token', status: 'success' } });
    await press(request.page.locator('#own'));
    await request.form.waitFor();
    expect(await request.page.evaluate(() => window.request.isShowing())).toBe(true);
    await request.press(/^Pay/);
    const { token } = await request.event('token');
    expect(token).toMatchObject({
      object: 'token',
      card: { last4: '4242', name: 'Jenny Rosen', tokenization_method: 'android_pay' },
    });
    await isUsable(request);
  });

  test('stays open where the page says that the payment failed, and is cancelled', async () => {
    const request = await open({ pays: { event: 'paymentmethod', status: 'fail' } });
    await press(request.button);
    await request.press(/^Pay/);
    await request.sheet.getByRole('alert').getByText('The payment failed').waitFor();
    await request.press('Cancel');
    await request.event('cancel');
    await isUsable(request);
  });

  test('lets the shopper not go on with an address that the page refuses', THOROUGH, async () => {
    const request = await open({
      options: { requestShipping: true, shippingOptions: [OPTION] },
      answers: { shippingaddresschange: { status: 'invalid_shipping_address' } },
    });
    await press(request.button);
    expect(await request.event('shippingaddresschange')).toMatchObject({
      shippingAddress: { addressLine: [], city: 'San Francisco', country: 'US', postalCode: '94110' },
    });
    await request.sheet.getByRole('alert').getByText('does not ship').waitFor();
    await expect.poll(() => request.form.getByRole('button', { name: /^Pay/ }).isDisabled()).toBe(true);
    pressEscape(request.page);
    await request.event('cancel');
    await isUsable(request);
  });

  test('does not open where the page prevents the button’s click', async () => {
    const request = await open({ prevents: true });
    await press(request.button);
    await press(request.page.locator('#own'));
    await request.press('Cancel');
    expect(await request.event('cancel')).toEqual({ type: 'cancel' });
    expect(await request.events('cancel')).toHaveLength(1);
  });

  test('is closed by abort(), and takes no update while it is open', async () => {
    const request = await open();
    await press(request.button);
    await request.form.waitFor();
    const refused = await request.page.evaluate(() => {
      try {
        window.request.update({ total: { label: 'Tea shop', amount: 5 } });
        return '';
      } catch (error) {
        return `${error}`;
      }
    });
    expect(refused).toContain('answer its events by updateWith()');
    await request.page.evaluate(() => window.request.abort());
    await request.event('cancel');
    await isUsable(request);
    await request.page.evaluate(() => window.request.update({ total: { label: 'Tea shop', amount: 500 } }));
    await press(request.button);
    await request.form.getByRole('button', { name: 'Pay $5.00' }).waitFor();
  });

  test('finds no wallet where all are disabled', THOROUGH, async () => {
    const request = await shop.open({ body: BODY, mount: false });
    const available = await request.page.evaluate(async (key) => {
      const order = { country: 'US', currency: 'usd', total: { label: 'Tea shop', amount: 1099 } };
      const disableWallets = ['applePay', 'googlePay'] as const;
      return window
        .Payframe(key)
        .paymentRequest({ ...order, disableWallets })
        .canMakePayment();
    }, shop.sandbox.publishableKey);
    expect(available).toBeNull();
    expect(await request.page.locator('iframe').count()).toBe(0);
  });
});
