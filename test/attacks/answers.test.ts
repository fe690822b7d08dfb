import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Checkouts, cards, expiry, type Outcome, startCheckouts } from '../browser/checkout.js';
import { clickInto } from '../browser/click-into.js';
import { json, PAYMENT_METHODS_PATH, startHost } from '../browser/hosts.js';
import { openForm } from '../browser/payment-form.js';
import type { Answer, TestServer } from '../browser/servers.js';

let shop: Checkouts;
let host: TestServer;
let answers: Record<string, Answer>;

beforeAll(async () => {
  shop = await startCheckouts();
  answers = {};
  host = await startHost(answers);
});

afterAll(async () => {
  await shop?.close();
  await host?.close();
});

const CVC = '907';
const METADATA = { order: `A ${CVC}` };

/** Opens a page, types a card, and returns how the page sends it. */
type Open = () => Promise<() => Promise<Outcome>>;

async function openCard() {
  const checkout = await shop.open({ host: host.url, card: { hidePostalCode: true } });
  await checkout.typeCard(cards.threeDSecure, undefined, CVC);
  return () => checkout.pay({ metadata: METADATA });
}

async function openPayment() {
  const form = await openForm(shop, {
    host: host.url,
    group: { mode: 'setup', currency: 'eur', paymentMethodCreation: 'manual' } as never,
    element: { fields: { billingDetails: 'never' } },
  });
  await clickInto(form.text('Card number'));
  await form.page.keyboard.type(`${cards.threeDSecure}${expiry.typed}${CVC}`);
  await form.change({ complete: true });
  await form.submit();
  return () =>
    form.page.evaluate(async (metadata) => {
      const { payframe, elements } = window;
      const billing_details = { address: { country: 'DE', postal_code: null } };
      const params = { billing_details, metadata };
      return JSON.parse(JSON.stringify(await payframe.createPaymentMethod({ elements, params } as never)));
    }, METADATA) as Promise<Outcome>;
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

const ELEMENTS: [string, Open][] = [
  ['a card Element', openCard],
  ['a Payment Element', openPayment],
];

describe.for(ELEMENTS)('%s', ([, open]) => {
  let send: () => Promise<Outcome>;

  beforeAll(async () => {
    send = await open();
  });

  afterAll(() => shop.closePages());

  /** Returns what the page gets of an answer. */
  const pay = (answer: Answer) => {
    answers[PAYMENT_METHODS_PATH] = answer;
    return send();
  };

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
});
