/** Apple Pay in live mode: a wallet of the browser's own, with a session of Apple's and a token of the upstream's. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type Sandbox, startSandbox } from '../../sandbox/src/index.js';
import { type Apple, SESSION, startApple, VALIDATION_URL } from '../sandbox/apple.js';
import { removeDirectories } from '../sandbox/harness.js';
import { officialClient } from '../sandbox/official.js';
import { type Agreement, installWallets, sheetOf } from './browser-wallet.js';
import { type Checkouts, startCheckouts } from './checkout.js';
import { openExpress } from './express.js';
import { press } from './press.js';

const APPLE_PAY = 'https://apple.com/apple-pay';

let apple: Apple;
let upstream: Sandbox;
let reader: Server;
/** The cards of Apple Pay that the upstream was sent. */
const read: Record<string, string>[] = [];
let shop: Checkouts;
let key: string;
let secretKey: string;

beforeAll(async () => {
  [apple, upstream] = await Promise.all([startApple(), startSandbox({ port: 0, memory: true })]);
  reader = await startReader(upstream.url);
  const { port } = reader.address() as AddressInfo;
  shop = await startCheckouts({
    https: true,
    sandbox: {
      upstream: { url: `http://127.0.0.1:${port}`, secretKey: upstream.secretKey },
      wallets: { applePay: apple.options },
    },
  });
  const { keys } = shop.sandbox;
  ({ key } = await keys.create({ kind: 'publishable', livemode: true }));
  ({ key: secretKey } = await keys.create({ kind: 'secret', livemode: true }));
});
afterEach(() => shop.closePages());
afterAll(async () => {
  await shop?.close();
  reader?.close();
  await upstream?.close();
  await apple?.close();
  removeDirectories();
});

/** Starts an upstream that can read Apple's cards, which are all the same Visa, and has a sandbox for all else. */
async function startReader(behind: string): Promise<Server> {
  const server = createServer(async (request, response) => {
    const body = await text(request);
    const params = Object.fromEntries(new URLSearchParams(body));
    if (request.url === '/v1/tokens' && params.pk_token) {
      read.push(params);
      const token = { id: 'tok_visa', object: 'token', type: 'card', livemode: false, used: false };
      response.setHeader('content-type', 'application/json').end(JSON.stringify(token));
      return;
    }
    const { authorization = '', 'content-type': type = 'application/json' } = request.headers;
    const reply = await fetch(behind + request.url, {
      method: `${request.method}`,
      headers: { authorization, 'content-type': type },
      ...(body && { body }),
    });
    response.writeHead(reply.status, { 'content-type': 'application/json' }).end(await reply.text());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

async function openSheet(known = [APPLE_PAY]) {
  const { client_secret: clientSecret } = await officialClient(shop.sandbox, secretKey).paymentIntents.create(
    { amount: 1099, currency: 'usd' },
  );
  const before = `(${installWallets})(${JSON.stringify(known)})`;
  const express = await openExpress(shop, { key, before, clientSecret: `${clientSecret}` });
  const frame = express.page.frames().find((one) => /expressCheckout\.html/.test(one.url()));
  if (!frame) throw new Error('There is no frame of buttons.');
  const sheet = sheetOf(frame);
  await press(express.button('Apple Pay'));
  await expect.poll(sheet.isOpen).toBe(true);
  return { ...express, sheet };
}

const DATA = {
  version: 'EC_v1',
  data: 'encrypted+card/=',
  signature: 'MIAG',
  header: { transactionId: 'ab12' },
};

/** What Safari answers. */
const AGREEMENT: Agreement = {
  details: {
    token: {
      paymentData: DATA,
      paymentMethod: { displayName: 'Visa 4242', network: 'Visa', type: 'credit' },
      transactionIdentifier: 'ab12',
    },
    billingContact: {
      givenName: 'Jenny',
      familyName: 'Rosen',
      addressLines: ['510 Example Street'],
      locality: 'San Francisco',
      administrativeArea: 'CA',
      postalCode: '94110',
      countryCode: 'us',
    },
  },
};

test('an order is paid with a session of Apple’s and a token of the upstream’s, and the page sees neither', async () => {
  const express = await openSheet();
  expect((await express.event('ready')).availablePaymentMethods).toMatchObject({
    applePay: true,
    googlePay: false,
  });
  expect((await express.sheet.state()).methods).toMatchObject([
    {
      supportedMethods: APPLE_PAY,
      data: { merchantIdentifier: 'merchant.example.shop', merchantCapabilities: ['supports3DS'] },
    },
  ]);
  expect(await express.sheet.validate(VALIDATION_URL)).toEqual(SESSION);
  expect(apple.requests.at(-1)).toMatchObject({ body: { initiativeContext: 'host.example' } });
  await express.sheet.agree(AGREEMENT);
  expect(await express.paid()).toMatchObject({ paymentIntent: { status: 'succeeded', livemode: true } });
  await expect.poll(async () => (await express.sheet.state()).completed).toEqual(['success']);
  expect(read.map(({ pk_token: data, ...more }) => ({ ...more, data: JSON.parse(`${data}`) }))).toEqual([
    {
      data: DATA,
      pk_token_instrument_name: 'Visa 4242',
      pk_token_payment_network: 'Visa',
      pk_token_transaction_id: 'ab12',
    },
  ]);
  expect(await express.event('confirm')).toMatchObject({
    expressPaymentType: 'apple_pay',
    billingDetails: { name: 'Jenny Rosen', address: { line1: '510 Example Street', country: 'US' } },
  });
  const seen = JSON.stringify(await express.events());
  expect(seen).not.toMatch(/tok_visa|encrypted|SSH1/);
});

test('a session that Apple does not open closes the wallet, and the developer is told why', async () => {
  apple.answer = { status: 417, body: 'unknown merchant' };
  const express = await openSheet();
  await expect(express.sheet.validate(VALIDATION_URL)).rejects.toThrow('Apple opened no session');
  await express.event('cancel');
  await expect
    .poll(() => express.console.join('\n'))
    .toContain('Apple Pay did not open: Apple opened no session');
  apple.answer = { status: 200, body: JSON.stringify(SESSION) };
});
