/** Wallets of live mode: what an operator sets, and who learns of it. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Sandbox } from '../../sandbox/src/index.js';
import { readWallets } from '../../sandbox/src/main/wallet-settings.js';
import { post, start } from './harness.js';

const GOOGLE_PAY = {
  PAYFRAME_GOOGLE_PAY_MERCHANT_ID: 'BCR2DN4T',
  PAYFRAME_GOOGLE_PAY_GATEWAY: 'example',
  PAYFRAME_GOOGLE_PAY_GATEWAY_MERCHANT_ID: 'shop-1',
};

describe('Google Pay', () => {
  let upstream: Sandbox;
  let sandbox: Sandbox;
  beforeAll(async () => {
    upstream = await start();
    sandbox = await start({
      upstream: { url: upstream.url, secretKey: upstream.secretKey },
      wallets: readWallets(GOOGLE_PAY),
    });
  });
  afterAll(async () => {
    await sandbox?.close();
    await upstream?.close();
  });

  const session = async (key: string) => {
    const deferred = { mode: 'payment', amount: '1099', currency: 'usd' };
    const params = Object.entries(deferred).map(([name, value]) => [`deferred_intent[${name}]`, value]);
    return (await post(sandbox, '/v1/elements/sessions', Object.fromEntries(params), { key })).json;
  };

  test('is told to the frames of live mode, with the gateway that the operator has chosen', async () => {
    const { key } = await sandbox.keys.create({ kind: 'publishable', livemode: true });
    expect((await session(key)).wallets).toEqual({
      google_pay: {
        environment: 'PRODUCTION',
        merchant_id: 'BCR2DN4T',
        gateway: { gateway: 'example', gatewayMerchantId: 'shop-1' },
      },
    });
  });

  test('is not told to those of test mode, which have the simulated wallet', async () => {
    expect(await session(sandbox.publishableKey)).not.toHaveProperty('wallets');
  });
});

test('without settings there is no wallet', () => {
  expect(readWallets({})).toEqual({});
  expect(readWallets({ PAYFRAME_GOOGLE_PAY_MERCHANT_ID: '' })).toEqual({});
});

test.each(Object.keys(GOOGLE_PAY))('a wallet without %s is refused at the start, by that name', (missing) => {
  expect(() => readWallets({ ...GOOGLE_PAY, [missing]: '' })).toThrow(
    new RegExp(`PAYFRAME_\\w+ needs ${missing} beside it`),
  );
});

test('an environment that Google does not have is refused at the start', () => {
  expect(() => readWallets({ ...GOOGLE_PAY, PAYFRAME_GOOGLE_PAY_ENVIRONMENT: 'live' })).toThrow(
    'PAYFRAME_GOOGLE_PAY_ENVIRONMENT takes PRODUCTION or TEST',
  );
});
