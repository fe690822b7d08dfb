import type { IncomingMessage } from 'node:http';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Checkout, type Checkouts, cards, startCheckouts } from '../browser/checkout.js';
import { json, laterScript, paymentMethod, startHost } from '../browser/hosts.js';
import { openForm } from '../browser/payment-form.js';
import type { Answer, TestServer } from '../browser/servers.js';
import { FORM, openSplit } from '../browser/split-fields.js';
import { shares } from '../thorough.js';

/** The script that sends a card, which comes after the fields. */
const CALLS = laterScript('card', 'calls');
const CALLS_OF_FORM = laterScript('payment', 'calls');
/** The script that looks for styles that hide what is typed. */
const LATE_LOOK = laterScript('card', 'late-look');
const SECRET = 'pi_1_secret_a';
const PATHS = {
  createToken: '/v1/tokens',
  createPaymentMethod: '/v1/payment_methods',
  createConfirmationToken: '/v1/confirmation_tokens',
  confirmCardPayment: '/v1/payment_intents/pi_1/confirm',
  confirmPayment: '/v1/payment_intents/pi_1/confirm',
};
type Method = keyof typeof PATHS;
const OF_CARD: Method[] = [
  'createToken',
  'createPaymentMethod',
  'createConfirmationToken',
  'confirmCardPayment',
];
const OF_FORM: Method[] = ['createPaymentMethod', 'createConfirmationToken', 'confirmPayment'];

const INTENT = { mode: 'payment', amount: 1099, currency: 'eur' } as const;

let shop: Checkouts;
let host: TestServer;
let answers: Record<string, Answer>;
/** Has the script come. */
let release: () => void;
/** The forms that the host was sent, by what card they have. */
let forms: URLSearchParams[];

beforeAll(async () => {
  shop = await startCheckouts();
});

beforeEach(async () => {
  forms = [];
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  answers = {};
  for (const path of Object.values(PATHS)) answers[path] = take;
  answers['/v1/payment_intents/pi_1'] = json({ id: 'pi_1', object: 'payment_intent', ...INTENT });
  host = await startHost(answers);
  for (const path of [CALLS, CALLS_OF_FORM]) {
    const script = answers[path] as Exclude<Answer, string | ((...of: never[]) => unknown)>;
    answers[path] = async (_, response) => {
      await released;
      response.writeHead(200, script.headers).end(script.body);
    };
  }
});

afterEach(async () => {
  release();
  await shop.closePages();
  await host.close();
});

afterAll(() => shop?.close());

const take: Answer = async (request: IncomingMessage, response) => {
  let body = '';
  for await (const chunk of request) body += chunk;
  forms.push(new URLSearchParams(body));
  const { headers, body: made } = json(paymentMethod) as { headers: Record<string, string>; body: string };
  response.writeHead(200, headers).end(made);
};

/** Begins a call of a card Element, or of a group, and returns once its frame has validated what was typed. */
async function begin({ page }: Checkout, method: Method, ofGroup = false) {
  await page.evaluate(
    async ([name, clientSecret, inGroup]) => {
      const { card, elements, payframe } = window;
      const calls: Record<Method, () => Promise<{ error?: { code?: string } }>> = {
        createToken: () => payframe.createToken(card),
        createPaymentMethod: () =>
          payframe.createPaymentMethod(inGroup ? ({ elements } as never) : { type: 'card', card }),
        createConfirmationToken: () => payframe.createConfirmationToken({ elements }),
        confirmCardPayment: () => payframe.confirmCardPayment(clientSecret, { payment_method: { card } }),
        confirmPayment: () => payframe.confirmPayment({ elements, clientSecret, redirect: 'if_required' }),
      };
      if (inGroup) await elements.submit();
      const outcome = calls[name]();
      Object.assign(window, { outcome });
      // Asked for later on the same port, and so answered later.
      return elements.submit();
    },
    [method, SECRET, ofGroup] as const,
  );
  return () =>
    page.evaluate(async () => {
      const { outcome } = window as unknown as { outcome: Promise<{ error?: { code?: string } }> };
      return (await outcome).error?.code;
    });
}

/** The values of a sent form by the last part of their names. */
const sentCard = () =>
  Object.fromEntries([...(forms[0] ?? [])].map(([name, value]) => [/\w+(?=\]?$)/.exec(name)?.[0], value]));

const VALIDATED = { number: cards.visa, exp_month: '12', exp_year: '2040', cvc: '123' };

describe('what is typed while the script that sends is on its way is not sent', () => {
  for (const [rows, options] of shares(OF_CARD, OF_CARD.length))
    test.for(rows)('by %s with a card [F22]', options, async (method) => {
      const checkout = await shop.open({ host: host.url });
      await checkout.typeCard();
      const outcome = await begin(checkout, method);
      await checkout.cvc.fill('9');
      await checkout.number.fill(cards.mastercard);
      release();
      expect(await outcome()).toBeUndefined();
      expect(forms).toHaveLength(1);
      expect(sentCard()).toMatchObject(VALIDATED);
    });

  test('by fields in frames of their own [F22]', async () => {
    const checkout = await openSplit(shop, { host: host.url });
    await checkout.typeFields();
    const outcome = await begin(checkout, 'createPaymentMethod');
    await checkout.input('cardCvc').fill('9');
    await checkout.input('cardNumber').fill('');
    release();
    expect(await outcome()).toBeUndefined();
    expect(sentCard()).toMatchObject(VALIDATED);
  });

  test('by a security code for a saved card [F22]', async () => {
    const checkout = await openSplit(shop, { host: host.url, body: FORM, only: ['cardCvc'] });
    await checkout.typeFields();
    await checkout.page.evaluate((secret) => {
      const outcome = window.payframe.confirmCardPayment(secret, {
        payment_method: 'pm_1',
        payment_method_options: { card: { cvc: window.fields.cardCvc as never } },
      });
      Object.assign(window, { outcome });
    }, SECRET);
    await expect.poll(() => host.requests.some(({ url }) => url === CALLS)).toBe(true);
    await checkout.input('cardCvc').fill('987');
    release();
    await expect.poll(() => forms.length).toBe(2);
    expect(forms[0]?.get('cvc_update[cvc]')).toBe('123');
  });
});

for (const [rows, options] of shares(OF_FORM, OF_FORM.length))
  test.for(rows)(
    'what a Payment Element sends by %s is what it has validated, though its script came late [F22]',
    options,
    async (method) => {
      const form = await openForm(shop, {
        host: host.url,
        group: { ...INTENT, paymentMethodCreation: 'manual' } as never,
        element: { defaultValues: { billingDetails: { address: { country: 'DE' } } } },
      });
      await form.typeCard();
      const submitted = form.submit();
      await expect.poll(() => host.requests.some(({ url }) => url === CALLS_OF_FORM)).toBe(true);
      await form.text('Security code').fill('9');
      release();
      expect(await submitted).toMatchObject({ error: { code: 'incomplete_cvc' } });
      expect(forms).toEqual([]);

      await form.text('Security code').fill('123');
      const outcome = await begin(form, method, true);
      await form.text('Security code').fill('9');
      await form.text('Card number').fill(cards.mastercard);
      expect(await outcome()).toBeUndefined();
      expect(forms).toHaveLength(1);
      expect(sentCard()).toMatchObject(VALIDATED);
    },
  );

describe('while what looks for styles that hide is not there', () => {
  test('no style and no appearance is drawn, and fields can be typed into [Y7]', async () => {
    answers[LATE_LOOK] = { status: 503, body: '' };
    const fields = { cardNumber: { style: { base: { color: '#fffffe', backgroundColor: '#fff' } } } };
    const group = { appearance: { rules: { '.Input': { color: '#fffffe' } } } };
    const checkout = await openSplit(shop, { host: host.url, group, fields });
    await checkout.typeFields();
    expect(host.requests.some(({ url }) => url === LATE_LOOK)).toBe(true);
    for (const field of ['cardNumber', 'cardCvc'] as const) {
      const shown = await checkout.input(field).evaluate((input) => {
        const card = document.querySelector('#card') as Element;
        return [getComputedStyle(input).color, getComputedStyle(card).backgroundColor];
      });
      expect(shown, field).toEqual(['rgb(26, 26, 26)', 'rgba(0, 0, 0, 0)']);
    }
  });
});
