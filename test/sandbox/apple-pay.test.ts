/** Apple Pay of live mode: what an operator sets, and what the host asks Apple for. */
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Sandbox } from '../../sandbox/src/index.js';
import { readWallets } from '../../sandbox/src/main/wallet-settings.js';
import { type Apple, SESSION, startApple, VALIDATION_URL } from './apple.js';
import { post, removeDirectories, start } from './harness.js';

const APPLE_PAY = {
  PAYFRAME_APPLE_PAY_MERCHANT_ID: 'merchant.example.shop',
  PAYFRAME_APPLE_PAY_CERTIFICATE: 'merchant.pem',
  PAYFRAME_APPLE_PAY_KEY: 'merchant.key',
  PAYFRAME_APPLE_PAY_DOMAIN_ASSOCIATION: 'association',
};

let apple: Apple;
let upstream: Sandbox;
let sandbox: Sandbox;
let key: string;

beforeAll(async () => {
  [apple, upstream] = await Promise.all([startApple(), start()]);
  sandbox = await start({
    upstream: { url: upstream.url, secretKey: upstream.secretKey },
    wallets: { applePay: apple.options },
  });
  ({ key } = await sandbox.keys.create({ kind: 'publishable', livemode: true }));
});
afterEach(() => {
  apple.answer = { status: 200, body: JSON.stringify(SESSION) };
  apple.requests.length = 0;
});
afterAll(async () => {
  await sandbox?.close();
  await upstream?.close();
  await apple?.close();
  removeDirectories();
});

const askForSession = (validationUrl: string, of = sandbox, by = key) =>
  post(of, '/v1/elements/apple_pay_sessions', { validation_url: validationUrl }, { key: by });

describe('a merchant session', () => {
  test('is opened with the merchant’s certificate, for the host’s domain', async () => {
    const { status, json } = await askForSession(VALIDATION_URL);
    expect({ status, session: json.session }).toEqual({ status: 200, session: SESSION });
    expect(apple.requests).toEqual([
      {
        path: '/paymentservices/paymentSession',
        merchant: 'CN=Merchant ID: Tea House',
        body: {
          merchantIdentifier: 'merchant.example.shop',
          displayName: expect.any(String),
          initiative: 'web',
          initiativeContext: '127.0.0.1',
        },
      },
    ]);
  });

  test.each([
    'https://shop.example/paymentservices/paymentSession',
    'https://apple-pay-gateway.apple.com.shop.example/',
    'https://shop.example/apple-pay-gateway.apple.com',
    'https://apple-pay-gateway.apple.com@shop.example/',
    'https://shop.example#@apple-pay-gateway.apple.com/',
    'https://shop.apple.com/',
    'https://xapple-pay-gateway.apple.com/',
    'https://apple-pay-gateway.apple.com:8443/',
    'https://user@apple-pay-gateway.apple.com/',
    'http://apple-pay-gateway.apple.com/',
    'https://127.0.0.1/',
    'https://169.254.169.254/latest/meta-data/',
    'file:///etc/passwd',
    'apple-pay-gateway.apple.com',
  ])('is asked of Apple’s own servers and of no other: %s [S32]', async (address) => {
    const { status, json } = await askForSession(address);
    expect({ status, param: json.error.param }).toEqual({ status: 400, param: 'validation_url' });
    expect(apple.requests).toEqual([]);
  });

  test('is not looked for where Apple’s answer leads [S32]', async () => {
    apple.answer = { status: 302, headers: { location: VALIDATION_URL }, body: '' };
    const { status, json } = await askForSession(VALIDATION_URL);
    expect({ status, code: json.error.code }).toEqual({ status: 502, code: 'upstream_unreachable' });
    expect(apple.requests).toHaveLength(1);
  });

  test.each([
    [417, 'merchant unknown'],
    [200, 'no JSON'],
    [200, '[]'],
    [200, `{"nonce":"${'1'.repeat(70_000)}"}`],
  ])('that Apple does not open is an error that says what to check: %i', async (status, body) => {
    apple.answer = { status, body };
    const { json } = await askForSession(VALIDATION_URL);
    expect(json.error).toMatchObject({
      code: 'upstream_unreachable',
      message: expect.stringContaining('Check the certificate'),
    });
  });

  test('is not opened in test mode, nor by a host that is not set up for it', async () => {
    const inTestMode = await askForSession(VALIDATION_URL, sandbox, sandbox.publishableKey);
    expect(inTestMode).toMatchObject({ status: 400, json: { error: { message: /simulation/ } } });
    const other = await start({ upstream: { url: upstream.url, secretKey: upstream.secretKey } });
    const { key: live } = await other.keys.create({ kind: 'publishable', livemode: true });
    const { json } = await askForSession(VALIDATION_URL, other, live);
    await other.close();
    expect(json.error).toMatchObject({ code: 'live_mode_unavailable' });
    expect(json.error.message).toContain('PAYFRAME_APPLE_PAY_MERCHANT_ID');
    expect(apple.requests).toEqual([]);
  });
});

test('the file for Apple is served where Apple looks for it', async () => {
  const path = '/.well-known/apple-developer-merchantid-domain-association';
  expect(await (await fetch(sandbox.url + path)).text()).toBe('7B22');
  expect((await fetch(upstream.url + path)).status).toBe(404);
});

test('the frames of live mode learn the merchant’s id, and nothing of its certificate', async () => {
  const params = { 'deferred_intent[mode]': 'setup', 'deferred_intent[currency]': 'usd' };
  const { json } = await post(sandbox, '/v1/elements/sessions', params, { key });
  expect(json.wallets).toEqual({ apple_pay: { merchant_id: 'merchant.example.shop' } });
});

test('a card of Apple Pay is refused in test mode, which can’t read it, by its name', async () => {
  const { status, json } = await post(sandbox, '/v1/tokens', { pk_token: '{"version":"EC_v1"}' });
  expect({ status, param: json.error.param }).toEqual({ status: 400, param: 'pk_token' });
});

test('a certificate that is not there, or not of the key, is refused at the start', async () => {
  const { domainAssociation } = apple.options;
  for (const certificate of ['/missing.pem', domainAssociation])
    await expect(start({ wallets: { applePay: { ...apple.options, certificate } } })).rejects.toThrow(
      'Apple Pay needs a merchant identity certificate and its private key, both in PEM',
    );
});

test('all settings of Apple Pay are read together', () => {
  expect(readWallets(APPLE_PAY)).toEqual({
    applePay: {
      merchantId: 'merchant.example.shop',
      certificate: 'merchant.pem',
      key: 'merchant.key',
      domainAssociation: 'association',
    },
  });
});

test.each(Object.keys(APPLE_PAY))('Apple Pay without %s is refused at the start, by that name', (missing) => {
  expect(() => readWallets({ ...APPLE_PAY, [missing]: '' })).toThrow(
    new RegExp(`PAYFRAME_\\w+ needs ${missing} beside it`),
  );
});
