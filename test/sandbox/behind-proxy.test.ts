import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Sandbox } from '../../sandbox/src/index.js';
import { post, start } from './harness.js';

let sandbox: Sandbox;

beforeAll(async () => {
  sandbox = await start();
});
afterAll(() => sandbox.close());

/** Where the cardholder of a payment is sent, by what a proxy passes on. */
async function bankPage(headers: Record<string, string>): Promise<string> {
  const { json } = await post(
    sandbox,
    '/v1/payment_intents',
    {
      amount: '1999',
      currency: 'eur',
      confirm: 'true',
      payment_method: 'pm_card_threeDSecure2Required',
      'payment_method_types[]': 'card',
      return_url: 'https://shop.example.com/done',
    },
    { key: sandbox.secretKey, headers },
  );
  return json.next_action.redirect_to_url.url;
}

test('addresses have the name that the browser asked for', async () => {
  expect(await bankPage({ Host: 'pay.example.com:8080' })).toMatch(
    /^http:\/\/pay\.example\.com:8080\/3ds\/\w+$/,
  );
});

test('addresses are https: where a proxy speaks HTTPS for the sandbox', async () => {
  const headers = { Host: 'pay.example.com', 'X-Forwarded-Proto': 'https' };
  expect(await bankPage(headers)).toMatch(/^https:\/\/pay\.example\.com\/3ds\/\w+$/);
});

test('a scheme of another kind changes nothing', async () => {
  const headers = { Host: 'pay.example.com', 'X-Forwarded-Proto': 'javascript' };
  expect(await bankPage(headers)).toMatch(/^http:\/\/pay\.example\.com\/3ds\/\w+$/);
});

test('a frame’s request passes where `Host` is the frame’s own, and is refused where a proxy put its own there', async () => {
  const form = { type: 'card', 'card[token]': 'tok_visa' };
  const from = { Origin: 'https://pay.example.com', 'Sec-Fetch-Site': 'same-origin' };
  const passed = await post(sandbox, '/v1/payment_methods', form, {
    headers: { ...from, Host: 'pay.example.com' },
  });
  expect(passed.status).toBe(200);
  expect((await post(sandbox, '/v1/payment_methods', form, { headers: from })).status).toBe(403);
});
