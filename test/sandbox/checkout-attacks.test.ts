/** What is tried against a Checkout Session: addresses and texts that lead elsewhere, and more payments than one. */
import type Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Sandbox } from '../../sandbox/src/index.js';
import { FORM, post, type Reply, send, start } from './harness.js';
import { officialClient, refusal } from './official.js';

let sandbox: Sandbox;
let stripe: Stripe;
beforeAll(async () => {
  sandbox = await start();
  stripe = officialClient(sandbox);
});
afterAll(() => sandbox.close());

type Params = Stripe.Checkout.SessionCreateParams;

const shirt = {
  price_data: { currency: 'eur', product_data: { name: 'T-shirt' }, unit_amount: 1500 },
  quantity: 2,
};

const create = (more: Partial<Params> = {}) =>
  stripe.checkout.sessions.create({
    line_items: [shirt],
    mode: 'payment',
    success_url: 'https://shop.example/thanks',
    ...more,
  });

const token = async (payment_method: string): Promise<string> =>
  (await stripe.testHelpers.confirmationTokens.create({ payment_method })).id;

/** Presses Pay in a page of the session. */
const pay = (id: string, confirmation_token: string, more: Record<string, string> = {}): Promise<Reply> =>
  post(sandbox, `/v1/payment_pages/${id}/confirm`, {
    confirmation_token,
    email: 'ada@shop.example',
    expected_amount: '3000',
    ...more,
  });

const paymentsOf = async (id: string): Promise<Stripe.Charge[]> => {
  const { payment_intent: intent } = await stripe.checkout.sessions.retrieve(id);
  if (!intent) return [];
  return (await stripe.charges.list({ payment_intent: String(intent) })).data.filter(({ paid }) => paid);
};

describe('a restricted key', () => {
  test('reads or creates sessions and links as far as it may, and completes none for a customer [S25]', async () => {
    const clientOf = async (permissions: Record<string, 'read' | 'write'>) => {
      const { key } = await sandbox.keys.create({ kind: 'restricted', livemode: false, permissions });
      return officialClient(sandbox, key);
    };
    const { id } = await create();
    const reader = await clientOf({ checkout_sessions: 'read', payment_links: 'read' });
    expect((await reader.checkout.sessions.retrieve(id)).id).toBe(id);
    expect((await reader.paymentLinks.list()).object).toBe('list');
    const writes = [
      () => reader.checkout.sessions.expire(id),
      () => reader.paymentLinks.create({ line_items: [shirt] }),
      () => reader.rawRequest('POST', `/v1/test_helpers/checkout/sessions/${id}/complete`),
    ];
    for (const write of writes) expect(await refusal(write())).toMatchObject({ statusCode: 403 });
    const seller = await clientOf({ checkout_sessions: 'write' });
    expect(await refusal(seller.paymentLinks.list())).toMatchObject({ statusCode: 403 });
    expect((await seller.checkout.sessions.expire(id)).status).toBe('expired');
  });
});

describe('an address of a session', () => {
  const BAD = [
    'javascript:alert(1)',
    'JAVASCRIPT:alert(1)',
    'java\tscript:alert(1)',
    ' data:text/html,<script>alert(1)</script>',
    'vbscript:x',
    'blob:https://shop.example/1',
    'file:///etc/passwd',
    '//evil.example/',
    '/thanks',
    'https://',
    'https://user:password@shop.example/',
    'https://shop.example/\r\nSet-Cookie: a=b',
  ];

  test.each(BAD)('is refused where it is none of the web: %j [S24]', async (address) => {
    for (const name of ['success_url', 'cancel_url'] as const)
      expect(await refusal(create({ [name]: address }))).toMatchObject({ param: name, statusCode: 400 });
    const after_completion = { type: 'redirect' as const, redirect: { url: address } };
    const link = stripe.paymentLinks.create({ line_items: [shirt], after_completion });
    expect(await refusal(link)).toMatchObject({ statusCode: 400 });
  });

  test.each(BAD)('is refused as the picture of a product, too: %j [S24]', async (address) => {
    const product_data = { name: 'T-shirt', images: ['https://shop.example/a.png', address] };
    const priced = create({
      line_items: [{ price_data: { ...shirt.price_data, product_data }, quantity: 1 }],
    });
    expect(await refusal(priced)).toMatchObject({
      param: 'line_items[0][price_data][product_data][images][1]',
      statusCode: 400,
    });
    expect(await refusal(stripe.products.create(product_data))).toMatchObject({ param: 'images[1]' });
  });

  test('gets nothing but the id of the session in place of its placeholder [S24]', async () => {
    const { id, url } = await create({ success_url: 'https://shop.example/{CHECKOUT_SESSION_ID}?a={b}' });
    await pay(id, await token('pm_card_visa'));
    const { headers } = await send(`${url}?session=evil&success_url=https://evil.example/`);
    const answer = headers.location?.startsWith('https') ? headers : (await send(String(url))).headers;
    expect(answer.location).toBe(`https://shop.example/${id}?a={b}`);
  });
});

describe('a text of the shop', () => {
  const HUGE = 'Ẑ͑ͫ'.repeat(80);
  const TURNED = '\u202eevil\u2066<b>\u0000</b>'.replace('\u0000', '');

  test('as long as the API takes it, turned and full of marks, moves nothing in the page [S24]', async () => {
    const product_data = {
      name: HUGE,
      description: TURNED.repeat(20),
      images: ['https://evil.example/a.png'],
    };
    const { url } = await create({
      custom_fields: [{ key: 'a', label: { custom: TURNED, type: 'custom' }, type: 'text' }],
      custom_text: { submit: { message: `${TURNED}[x](https://a.example/)`.repeat(20) } },
      line_items: [{ price_data: { ...shirt.price_data, product_data }, quantity: 1 }],
    });
    const { status, text } = await send(String(url));
    expect(status).toBe(200);
    expect(text).not.toMatch(/[\u202e\u2066]|<b>|<img|evil\.example/);
  });
});

describe('one session is paid once', () => {
  test('by ten tabs that press Pay at the same time, each with a card of its own [S25]', async () => {
    const { id } = await create();
    const tokens = await Promise.all(Array.from({ length: 10 }, () => token('pm_card_visa')));
    const answers = await Promise.all(tokens.map((one) => pay(id, one)));
    for (const { json, status } of answers)
      expect([status, json.status ?? json.error.code]).toEqual(
        status === 200 ? [200, 'complete'] : [429, 'lock_timeout'],
      );
    expect(await paymentsOf(id)).toHaveLength(1);
    const again = await pay(id, await token('pm_card_visa'));
    expect(again.json).toMatchObject({ payment_status: 'paid', status: 'complete' });
    expect(await paymentsOf(id)).toHaveLength(1);
  });

  test('by a tab that pays while another one is at the bank, whose answer then pays nothing [S25]', async () => {
    const { id } = await create();
    const asked = await pay(id, await token('pm_card_authenticationRequired'));
    expect(asked.json.next_action_client_secret).toMatch(/^pi_/);
    expect((await pay(id, await token('pm_card_visa'))).json).toMatchObject({ payment_status: 'paid' });
    const [intent] = String(asked.json.next_action_client_secret).split('_secret_');
    const { next_action } = await stripe.paymentIntents.retrieve(String(intent));
    expect(next_action).toBeNull();
    expect(await paymentsOf(id)).toHaveLength(1);
  });

  test('at the total that its page shows, and by nobody after it has expired [S25]', async () => {
    const { id } = await create();
    const cheaper = await pay(id, await token('pm_card_visa'), { expected_amount: '1' });
    expect(cheaper.json.error).toMatchObject({ param: 'expected_amount' });
    await stripe.checkout.sessions.expire(id);
    const late = await pay(id, await token('pm_card_visa'));
    expect(late.json.error).toMatchObject({ code: 'status_transition_invalid' });
    expect(await paymentsOf(id)).toEqual([]);
  });
});

describe('a session that expires while its customer is at the bank', () => {
  const START = 1_900_000_000;

  async function atBank() {
    const { id: test_clock } = await stripe.testHelpers.testClocks.create({ frozen_time: START });
    const customer = await stripe.customers.create({ email: 'ada@shop.example', test_clock });
    const { id } = await create({
      allowed_payment_method_types: ['bancontact'],
      customer: customer.id,
      expires_at: START + 1800,
    });
    const { id: method } = await stripe.paymentMethods.create({
      billing_details: { name: 'Ada Lovelace' },
      type: 'bancontact',
    });
    const asked = await post(sandbox, `/v1/payment_pages/${id}/confirm`, {
      confirmation_token: await token(method),
    });
    const [intent = ''] = String(asked.json.next_action_client_secret).split('_secret_');
    const { next_action: action } = await stripe.paymentIntents.retrieve(intent);
    const advance = async (seconds: number) => {
      await stripe.testHelpers.testClocks.advance(test_clock, { frozen_time: START + seconds });
      await expect
        .poll(async () => (await stripe.testHelpers.testClocks.retrieve(test_clock)).status, {
          timeout: 20_000,
        })
        .toBe('ready');
    };
    return { advance, bank: String(action?.redirect_to_url?.url), id, intent };
  }

  const answer = (bank: string): Promise<Reply> =>
    send(bank, {
      method: 'POST',
      headers: { ...FORM, origin: sandbox.url },
      body: 'outcome=complete',
    });

  test('is paid by the answer that comes within the hour, once', async () => {
    const { advance, bank, id } = await atBank();
    await advance(1900);
    expect((await stripe.checkout.sessions.retrieve(id)).status).toBe('open');
    await answer(bank);
    expect(await stripe.checkout.sessions.retrieve(id)).toMatchObject({
      payment_status: 'paid',
      status: 'complete',
    });
    await advance(6000);
    expect((await stripe.checkout.sessions.retrieve(id)).status).toBe('complete');
    expect(await paymentsOf(id)).toHaveLength(1);
  });

  test('is over after that, and a later answer pays nothing', async () => {
    const { advance, bank, id, intent } = await atBank();
    await advance(6000);
    expect((await stripe.checkout.sessions.retrieve(id)).status).toBe('expired');
    await answer(bank);
    expect((await stripe.paymentIntents.retrieve(intent)).status).toBe('canceled');
    expect(await stripe.checkout.sessions.retrieve(id)).toMatchObject({
      payment_status: 'unpaid',
      status: 'expired',
    });
  });
});
