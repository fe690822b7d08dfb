/** The name of an account, everywhere that its customers see one. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Sandbox } from '../../sandbox/src/index.js';
import { FORM, get, post, send, start } from './harness.js';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await start();
});
afterAll(() => sandbox.close());

/** Saves a name on the page of the dashboard, as a person would. */
const save = (text: string) =>
  send(`${sandbox.url}/dashboard/account`, {
    method: 'POST',
    headers: { Origin: sandbox.url, Host: new URL(sandbox.url).host, ...FORM },
    body: new URLSearchParams({ text }).toString(),
  });

/** The page of the test bank of a new payment. */
async function bankPage(headers: Record<string, string> = {}): Promise<string> {
  const { json } = await post(
    sandbox,
    '/v1/payment_intents',
    {
      amount: '1999',
      currency: 'eur',
      confirm: 'true',
      return_url: 'https://shop.example/done',
      'payment_method_types[]': 'ideal',
      'payment_method_data[type]': 'ideal',
    },
    { key: sandbox.secretKey, headers },
  );
  return (await send(json.next_action.redirect_to_url.url)).text;
}

const sessionName = async () =>
  (
    await post(sandbox, '/v1/elements/sessions', {
      'deferred_intent[mode]': 'payment',
      'deferred_intent[amount]': '1999',
      'deferred_intent[currency]': 'eur',
    })
  ).json.account.name;

test('is the one that was saved in the dashboard, and none before', async () => {
  expect(await bankPage()).toContain('Test shop');
  expect(await sessionName()).toBeNull();
  expect((await save('  Rocket Rides <& Co> ')).text).toContain('Saved.');
  expect((await send(`${sandbox.url}/dashboard/account?mode=live`)).text).toContain(
    'value="Rocket Rides &lt;&amp; Co&gt;"',
  );
  expect(await bankPage()).toContain('<dd>Rocket Rides &lt;&amp; Co&gt;</dd>');
  expect(await sessionName()).toBe('Rocket Rides <& Co>');
  expect((await get(sandbox, '/v1/account')).json.business_profile.name).toBe('Rocket Rides <& Co>');
  await save('');
  expect(await bankPage()).toContain('Test shop');
  expect(await sessionName()).toBeNull();
});

test('is that of the connected account that is paid', async () => {
  await save('Rocket Platform');
  const { json: account } = await post(
    sandbox,
    '/v1/test_helpers/accounts',
    { 'business_profile[name]': 'Rocket Deliveries' },
    { key: sandbox.secretKey },
  );
  const page = await bankPage({ 'Payframe-Account': account.id });
  expect(page).toContain('Rocket Deliveries');
  expect(page).not.toContain('Rocket Platform');
  expect(await bankPage()).toContain('Rocket Platform');
});

test('holds no number of a card', async () => {
  expect((await save('4242424242424242')).status).toBe(400);
  expect((await get(sandbox, '/v1/account')).json.business_profile.name).toBe('Rocket Platform');
});
