/** Google Pay in live mode: a wallet of the browser's own, which the host's frame opens. */
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type Sandbox, startSandbox } from '../../sandbox/src/index.js';
import { officialClient } from '../sandbox/official.js';
import { THOROUGH } from '../thorough.js';
import { type Agreement, installWallets, type SheetAddress, sheetOf } from './browser-wallet.js';
import { type Checkouts, startCheckouts } from './checkout.js';
import { type ExpressOptions, openExpress } from './express.js';
import { searchHeap } from './heap.js';
import { press } from './press.js';

const GOOGLE_PAY = 'https://google.com/pay';

let upstream: Sandbox;
let shop: Checkouts;
let key: string;
let secretKey: string;

beforeAll(async () => {
  upstream = await startSandbox({ port: 0, memory: true });
  shop = await startCheckouts({
    https: true,
    sandbox: {
      upstream: { url: upstream.url, secretKey: upstream.secretKey },
      wallets: {
        googlePay: { merchantId: 'BCR2DN4T', gateway: 'stripe', gatewayMerchantId: 'pk_of_the_gateway' },
      },
    },
  });
  const { keys } = shop.sandbox;
  ({ key } = await keys.create({ kind: 'publishable', livemode: true }));
  ({ key: secretKey } = await keys.create({ kind: 'secret', livemode: true }));
});
afterEach(() => shop.closePages());
afterAll(async () => {
  await shop?.close();
  await upstream?.close();
});

/** Opens a checkout in a browser that has Google Pay. */
async function openLive(options: ExpressOptions = {}, known = [GOOGLE_PAY]) {
  const before = `(${installWallets})(${JSON.stringify(known)})`;
  const express = await openExpress(shop, { key, before, ...options });
  const frame = express.page.frames().find((one) => /expressCheckout\.html/.test(one.url()));
  if (!frame) throw new Error('There is no frame of buttons.');
  return { ...express, document: frame, sheet: sheetOf(frame) };
}

async function openSheet({ button, sheet }: Awaited<ReturnType<typeof openLive>>) {
  await press(button());
  await expect.poll(sheet.isOpen).toBe(true);
}

const stripe = () => officialClient(shop.sandbox, secretKey);

const intent = async (amount = 1099) =>
  `${(await stripe().paymentIntents.create({ amount, currency: 'usd' })).client_secret}`;

const AUSTIN: SheetAddress = {
  recipient: 'Chris Miller',
  addressLine: ['27 Sample Avenue', 'Flat 2'],
  city: 'Austin',
  region: 'TX',
  postalCode: '78701',
  country: 'US',
  phone: '+15555550101',
};

/** What Google answers, with the token that the gateway has made of the card. */
const agreement = (token = 'tok_visa', more: Partial<Agreement> = {}): Agreement => ({
  details: {
    apiVersion: 2,
    apiVersionMinor: 0,
    paymentMethodData: {
      type: 'CARD',
      description: 'Visa •••• 4242',
      info: {
        cardNetwork: 'VISA',
        cardDetails: '4242',
        billingAddress: {
          name: 'Jenny Rosen',
          address1: '510 Example Street',
          address2: '',
          locality: 'San Francisco',
          administrativeArea: 'CA',
          postalCode: '94110',
          countryCode: 'US',
        },
      },
      tokenizationData: { type: 'PAYMENT_GATEWAY', token: JSON.stringify({ id: token, object: 'token' }) },
    },
  },
  payerName: 'J. Rosen',
  ...more,
});

describe('with a host and a browser that have Google Pay', () => {
  test('an order is paid with the card, the contact, the address and the rate of the wallet, and the page sees no token', async () => {
    const clientSecret = await intent(1999);
    const rates = [
      { id: 'standard', displayName: 'Standard', amount: 0 },
      { id: 'express', displayName: 'Express', amount: 900 },
    ];
    const express = await openLive({
      clientSecret,
      element: { lineItems: [{ name: 'Tea', amount: 1099 }], business: { name: 'Tea House' } },
      answers: {
        click: { resolve: { shippingAddressRequired: true, shippingRates: rates, emailRequired: true } },
        shippingaddresschange: { resolve: {} },
        shippingratechange: { resolve: {}, amount: 1999 },
      },
    });
    expect((await express.event('ready')).availablePaymentMethods).toMatchObject({
      googlePay: true,
      applePay: false,
    });
    await openSheet(express);
    expect(await express.sheet.state()).toMatchObject({
      methods: [
        {
          supportedMethods: GOOGLE_PAY,
          data: {
            environment: 'PRODUCTION',
            merchantInfo: { merchantId: 'BCR2DN4T', merchantName: 'Tea House' },
            allowedPaymentMethods: [
              {
                tokenizationSpecification: {
                  type: 'PAYMENT_GATEWAY',
                  parameters: { gateway: 'stripe', 'stripe:publishableKey': 'pk_of_the_gateway' },
                },
              },
            ],
          },
        },
      ],
      options: { requestShipping: true, requestPayerEmail: true, requestPayerPhone: false },
      details: {
        total: { label: 'Tea House', amount: { currency: 'USD', value: '10.99' } },
        displayItems: [{ label: 'Tea', amount: { value: '10.99' } }],
      },
    });
    await express.sheet.chooseAddress(AUSTIN);
    expect((await express.event('shippingaddresschange')).address).toEqual({
      city: 'Austin',
      state: 'TX',
      postal_code: '78701',
      country: 'US',
    });
    expect(await express.sheet.chooseOption('express')).toMatchObject({
      total: { amount: { value: '19.99' } },
      shippingOptions: [
        { id: 'standard', selected: false },
        { id: 'express', selected: true },
      ],
    });
    await express.sheet.agree(
      agreement('tok_visa', { payerEmail: 'jenny@example.com', shippingAddress: AUSTIN }),
    );
    expect(await express.paid()).toMatchObject({ paymentIntent: { status: 'succeeded', livemode: true } });
    await expect.poll(async () => (await express.sheet.state()).completed).toEqual(['success']);
    expect(await express.event('confirm')).toMatchObject({
      expressPaymentType: 'google_pay',
      billingDetails: {
        name: 'Jenny Rosen',
        email: 'jenny@example.com',
        address: { line1: '510 Example Street', line2: null, country: 'US' },
      },
      shippingAddress: { name: 'Chris Miller', address: { line1: '27 Sample Avenue', line2: 'Flat 2' } },
      shippingRate: { id: 'express' },
    });
    const [id] = clientSecret.split('_secret_') as [string];
    const paid = await stripe().paymentIntents.retrieve(id, { expand: ['payment_method'] });
    expect(paid).toMatchObject({
      shipping: { name: 'Chris Miller', phone: '+15555550101', address: { city: 'Austin' } },
      payment_method: { card: { last4: '4242' }, billing_details: { email: 'jenny@example.com' } },
    });
    expect(await express.events('cancel')).toEqual([]);
    expect(JSON.stringify(await express.events())).not.toContain('tok_visa');
    expect(express.console.filter((line) => line.includes('Payframe'))).toEqual([]);
  });

  test('the shopper tries another card in the open wallet after one was declined', THOROUGH, async () => {
    const express = await openLive({ clientSecret: await intent() });
    await openSheet(express);
    await express.sheet.agree(agreement('tok_chargeDeclined'));
    expect(await express.paid()).toMatchObject({ error: { code: 'card_declined' } });
    await expect
      .poll(async () => (await express.sheet.state()).retried)
      .toEqual([{ error: expect.stringContaining('declined') }]);
    await express.sheet.agree(agreement());
    expect(await express.paid(2)).toMatchObject({ paymentIntent: { status: 'succeeded' } });
  });

  test('the page is told of a wallet that was closed, and the button opens it again', THOROUGH, async () => {
    const express = await openLive({ clientSecret: await intent() });
    await openSheet(express);
    await express.sheet.close();
    await express.event('cancel');
    await openSheet(express);
    await express.sheet.agree(agreement());
    expect(await express.paid()).toMatchObject({ paymentIntent: { status: 'succeeded' } });
  });

  test('an address that the page refuses has no way to ship, and another one has', THOROUGH, async () => {
    const express = await openLive({
      answers: {
        click: {
          resolve: {
            shippingAddressRequired: true,
            shippingRates: [{ id: 'standard', displayName: 'Standard', amount: 0 }],
            allowedShippingCountries: ['US'],
          },
        },
        shippingaddresschange: 'reject',
      },
    });
    await openSheet(express);
    expect((await express.sheet.chooseAddress({ ...AUSTIN, country: 'DE' })).shippingOptions).toEqual([]);
    expect(await express.events('shippingaddresschange')).toEqual([]);
    expect((await express.sheet.chooseAddress(AUSTIN)).shippingOptions).toEqual([]);
    expect(await express.events('shippingaddresschange')).toHaveLength(1);
  });

  test('the wallet does not open where the page refuses the click', THOROUGH, async () => {
    const refused = await openLive({ answers: { click: 'reject' } });
    await press(refused.button());
    await refused.event('cancel');
    expect(await refused.sheet.isOpen()).toBe(false);
  });
});

test('a browser that has no Google Pay gets no button', async () => {
  const express = await openLive({}, []);
  expect((await express.event('ready')).availablePaymentMethods).toBeUndefined();
  expect(await express.button().count()).toBe(0);
});

test('a host that was not set up for Google Pay asks no browser for it', async () => {
  const express = await openExpress(shop, {
    before: `(${installWallets})(${JSON.stringify([GOOGLE_PAY])})`,
  });
  // A key of test mode gets the simulated wallet.
  await express.buttons.getByText('Google Pay').waitFor();
  await express.open();
  const frames = express.page.frames();
  expect(await Promise.all(frames.map((frame) => frame.evaluate(() => window.sheet)))).toEqual(
    frames.map(() => undefined),
  );
});

test('only the document of the buttons may ask the browser for a payment [E7]', async () => {
  const express = await openExpress(shop, { key });
  const frames = await express.page.evaluate(async (live) => {
    const elements = window.Payframe(live).elements({ mode: 'payment', amount: 100, currency: 'usd' });
    const node = document.body.appendChild(document.createElement('div'));
    const card = elements.create('card');
    const ready = new Promise((resolve) => card.on('ready', resolve));
    card.mount(node);
    await ready;
    return [...document.querySelectorAll('iframe')].map(({ allow, src }) => [src.replace(/.*\//, ''), allow]);
  }, key);
  expect(frames).toEqual([
    ['expressCheckout.html', 'payment'],
    ['card.html', ''],
  ]);
  // The browser's own, which reads the policies of the page and the host.
  const asked = express.page.frames().map(async (frame) => [
    frame.url().replace(/.*\//, ''),
    await frame.evaluate((method) => {
      try {
        const total = { label: 'Total', amount: { currency: 'USD', value: '1.00' } };
        return new PaymentRequest([{ supportedMethods: method, data: {} }], { total }) && 'may';
      } catch (error) {
        return (error as Error).name;
      }
    }, GOOGLE_PAY),
  ]);
  expect(Object.fromEntries(await Promise.all(asked))).toMatchObject({
    'expressCheckout.html': 'may',
    'card.html': 'SecurityError',
  });
});

test('no heap of the page holds the token of the wallet [E11]', async () => {
  const express = await openLive({ clientSecret: await intent() });
  await openSheet(express);
  const token = ['tok_vi', 'sa_debit'].join('');
  await express.sheet.agree(agreement(token));
  expect(await express.paid()).toMatchObject({ paymentIntent: { status: 'succeeded' } });
  expect(await searchHeap(express.page, token)).toEqual([]);
});
