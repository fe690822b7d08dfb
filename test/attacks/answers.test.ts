import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Checkouts, cards, clickInto, startCheckouts } from '../browser/checkout.js';
import { json, PAYMENT_METHODS_PATH, startHost } from '../browser/hosts.js';
import { openForm } from '../browser/payment-form.js';
import type { Answer, TestServer } from '../browser/servers.js';

let shop: Checkouts;
let host: TestServer;
let answers: Record<string, Answer>;

beforeAll(async () => {
  shop = await startCheckouts();
});

beforeEach(async () => {
  answers = {};
  host = await startHost(answers);
});

afterEach(async () => {
  await shop.closePages();
  await host.close();
});

afterAll(() => shop?.close());

const CVC = '907';

/** Types a card, and returns what the page gets of an answer. */
async function pay(answer: Answer) {
  const checkout = await shop.open({ host: host.url, card: { hidePostalCode: true } });
  await checkout.typeCard(cards.threeDSecure, undefined, CVC);
  answers[PAYMENT_METHODS_PATH] = answer;
  return checkout.pay({ metadata: { order: `A ${CVC}` } });
}

const spelled = (digits: string) => [
  digits,
  digits.slice(0, -1),
  digits.replace(/(....)(?=.)/g, '$1_'),
  digits.replace(/(....)(?=.)/g, '$1   '),
  digits.replace(/(....)(?=.)/g, '$1%20'),
  [...digits].join(', '),
  digits.replace(/\d/g, (digit) => String.fromCharCode(0xff10 + Number(digit))),
];

describe('a host that echoes what it was sent', () => {
  const echoes = spelled(cards.threeDSecure).map((number) => `${number} and ${CVC}`);
  const method = {
    id: 'pm_1',
    object: 'payment_method',
    type: 'card',
    card: { last4: '3184', exp_month: 12, number: cards.threeDSecure, cvc: CVC },
    value: CVC,
    request: { body: echoes },
  };
  const clean = {
    id: 'pm_1',
    object: 'payment_method',
    type: 'card',
    card: { last4: '3184', exp_month: 12 },
  };

  test('tells the page neither number nor security code by an object [F7]', async () => {
    expect((await pay(json(method))).paymentMethod).toEqual(clean);
  });

  test('tells the page no number by a text that a shop can choose [F7]', async () => {
    const names = {
      billing_details: { name: echoes.join() },
      metadata: { a: echoes[5], [echoes[6] as string]: 'x' },
    };
    const { paymentMethod } = await pay(json({ ...clean, ...names }));
    expect(JSON.stringify(paymentMethod?.billing_details)).not.toMatch(/\p{Nd}{4}|(?:\p{Nd}\P{L}+){4}/u);
    expect((paymentMethod as unknown as { metadata: object }).metadata).toEqual({
      a: `[removed] and ${CVC}`,
    });
  });

  test.each(echoes)('tells the page neither of them by an error: %j [F7]', async (echo) => {
    const error = { type: echo, code: CVC, param: echo, message: echo, value: CVC, payment_method: method };
    expect((await pay(json({ error }, 402))).error).toMatchObject({
      type: 'api_error',
      message: '[removed] and [removed]',
      payment_method: clean,
    });
  });
});

test('a Payment Element tells no page what its host echoes [F7]', async () => {
  const echo = `${cards.threeDSecure} and ${CVC}`;
  answers['/v1/elements/sessions'] = json({
    object: 'elements.session',
    livemode: false,
    mode: 'setup',
    intent: null,
    amount: null,
    currency: null,
    setup_future_usage: null,
    capture_method: null,
    account: { name: null, country: 'DE' },
    payment_methods: [{ type: 'card', flow: 'direct', name: 'Card', countries: ['DE'] }],
    customer: null,
  });
  answers[PAYMENT_METHODS_PATH] = json(
    { error: { type: 'card_error', param: echo, message: echo, value: CVC } },
    402,
  );
  const form = await openForm(shop, {
    host: host.url,
    group: { mode: 'setup', currency: 'eur', paymentMethodCreation: 'manual' } as never,
    element: { fields: { billingDetails: 'never' } },
  });
  await clickInto(form.text('Card number'));
  await form.page.keyboard.type(`${cards.threeDSecure}1240${CVC}`);
  await form.submit();
  const { error } = await form.page.evaluate(async () => {
    const { payframe, elements } = window;
    const billing_details = { address: { country: 'DE', postal_code: null } };
    const made = await payframe.createPaymentMethod({ elements, params: { billing_details } } as never);
    return JSON.parse(JSON.stringify(made));
  });
  expect(error).toMatchObject({ type: 'card_error', message: '[removed] and [removed]' });
  expect(JSON.stringify([error, await form.events()])).not.toMatch(/4000|3184|907/);
});

test('no page is told by what is missing whether its guess is right [F23]', async () => {
  const guesses = Array.from({ length: 60 }, (_, index) => `${900 + index}`).join(' or ');
  const { paymentMethod } = await pay(json({ id: 'pm_1', description: guesses, metadata: { guesses } }));
  expect(paymentMethod).toEqual({ id: 'pm_1', description: guesses, metadata: { guesses } });
  const { error } = await pay(json({ error: { type: 'card_error', message: guesses } }, 402));
  expect(error?.message).toMatch(/^\[removed\] or [^\d]+$/);
});

test('an id with markup in it does not reach the page [F24]', async () => {
  const { error } = await pay(json({ id: 'pm_"><img src=x onerror=alert(1)>', object: 'payment_method' }));
  expect(error).toMatchObject({ type: 'api_error', code: 'invalid_response' });
  expect(JSON.stringify(error)).not.toContain('img');
});

test('a message of 200,000 characters is cut before it reaches the page [F24]', async () => {
  const { error } = await pay(json({ error: { type: 'card_error', message: 'No. '.repeat(50_000) } }, 402));
  expect(error?.message).toHaveLength(500);
});

test('a gateway that limits requests is a rate limit to the page, and asked again where it says when [F1]', async () => {
  const page = { status: 429, headers: { 'retry-after': '60' }, body: '<h1>Too many requests</h1>' };
  expect((await pay(page)).error).toMatchObject({ type: 'rate_limit_error', code: 'rate_limit' });
  let asked = 0;
  const { paymentMethod } = await pay((_, response) => {
    asked++;
    if (asked === 1) response.writeHead(429, { 'retry-after': '1' }).end();
    else response.writeHead(200, { 'content-type': 'application/json' }).end('{"id":"pm_1"}');
  });
  expect(paymentMethod?.id).toBe('pm_1');
});
