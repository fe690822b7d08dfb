/** What a Payment Element does with text that comes all at once, with calls that are given up, and beside another shop's. */
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { officialClient } from '../sandbox/official.js';
import { shares, THOROUGH } from '../thorough.js';
import { type Checkouts, cards, startCheckouts } from './checkout.js';
import { clickInto } from './click-into.js';
import { CARD_ONLY, newIntent, openForm } from './payment-form.js';

let shop: Checkouts;

beforeAll(async () => {
  shop = await startCheckouts();
});

afterEach(() => shop.closePages());

afterAll(() => shop?.close());

const numberOf = (text: string) => text.replace(/\D/g, '');

test('a megabyte that is pasted is cut, and the form goes on [P1]', async () => {
  const form = await openForm(shop);
  const number = form.text('Card number');
  await clickInto(number);
  await number.evaluate((input) => {
    const data = new DataTransfer();
    data.setData('text/plain', 'a1'.repeat(500_000));
    input.dispatchEvent(
      new InputEvent('beforeinput', {
        inputType: 'insertFromPaste',
        dataTransfer: data,
        data: data.getData('text/plain'),
        bubbles: true,
        cancelable: true,
      }),
    );
  });
  await expect.poll(() => number.inputValue()).toMatch(/1/);
  expect((await number.inputValue()).length).toBeLessThan(30);
  await number.press('Control+a');
  await form.page.keyboard.type(`${cards.visa}124012394110`);
  await form.change({ complete: true });
});

for (const [rows, options] of shares(['12/2040', '2040-12', '12/40', '1240'], 4))
  test.for(rows)(
    'autofill writes all fields at once, the date as %s, and the page is told of one change of each state [P4]',
    options,
    async (date) => {
      const form = await openForm(shop);
      await clickInto(form.text('Card number'));
      const before = (await form.page.evaluate(() => window.seen)).length;
      await form.frame().evaluate(
        (filled) => {
          for (const [autocomplete, value] of filled) {
            const input = document.querySelector<HTMLInputElement>(`[autocomplete="${autocomplete}"]`);
            if (!input) throw new Error(`No field for ${autocomplete}.`);
            input.value = `${value}`;
            input.dispatchEvent(new Event('input', { bubbles: true }));
            input.dispatchEvent(new Event('change', { bubbles: true }));
          }
        },
        [
          ['cc-number', cards.visa],
          ['cc-exp', date],
          ['cc-csc', '123'],
          ['postal-code', '94110'],
        ],
      );
      await form.change({ complete: true });
      expect(numberOf(await form.text('Card number').inputValue())).toBe(cards.visa);
      expect(numberOf(await form.text('Expiration date').inputValue())).toBe('1240');
      const told = JSON.stringify((await form.page.evaluate(() => window.seen)).slice(before));
      expect(told).not.toMatch(/4242|123|1240/);
      expect(await form.confirm()).toMatchObject({ paymentIntent: { status: 'succeeded' } });
    },
  );

describe('a payment that the page gives up on', () => {
  const abort = (when: 'before' | 'during') => async (secret: string) => {
    const form = await openForm(shop, { group: { clientSecret: secret } });
    await form.typeCard();
    await form.change({ complete: true });
    const result = await form.page.evaluate(async (moment) => {
      const controller = new AbortController();
      if (moment === 'before') controller.abort();
      const payment = window.payframe.confirmPayment({
        elements: window.elements,
        redirect: 'if_required',
        signal: controller.signal,
      } as never);
      controller.abort();
      return JSON.parse(JSON.stringify(await payment));
    }, when);
    return { form, result };
  };
  const chargesOf = async (secret: string) => {
    const stripe = officialClient(shop.sandbox);
    return (await stripe.charges.list({ payment_intent: secret.split('_secret_')[0] as string })).data;
  };

  test('before it begins sends nothing [F16]', async () => {
    const secret = await newIntent(shop, CARD_ONLY);
    const { form, result } = await abort('before')(secret);
    expect(result).toMatchObject({ error: { code: 'aborted' } });
    expect(await chargesOf(secret)).toEqual([]);
    expect(await form.confirm()).toMatchObject({ paymentIntent: { status: 'succeeded' } });
  });

  test('on its way is made once, whatever the page does then [F16]', async () => {
    const secret = await newIntent(shop, CARD_ONLY);
    const { form, result } = await abort('during')(secret);
    expect(result).toMatchObject({ error: { code: 'aborted' } });
    const again = await form.confirm();
    expect(again.error?.code ?? again.paymentIntent?.status).toMatch(
      /^(succeeded|payment_intent_unexpected_state)$/,
    );
    await expect.poll(async () => (await chargesOf(secret)).length, { timeout: 20_000 }).toBe(1);
  });
});

test(
  'two forms with the keys of two accounts go each by its own, however they are mixed [L1]',
  THOROUGH,
  async () => {
    const stripe = officialClient(shop.sandbox);
    const { keys } = (await stripe.rawRequest('POST', '/v1/test_helpers/accounts', {})) as unknown as {
      keys: { publishable: string; secret: string };
    };
    const other = { ...shop.sandbox, publishableKey: keys.publishable, secretKey: keys.secret };
    const clients = [stripe, officialClient(other)];
    const secrets = await Promise.all(
      clients.map(
        async (client) =>
          (await client.paymentIntents.create({ amount: 1099, currency: 'eur', ...CARD_ONLY })).client_secret,
      ),
    );
    const { page } = await shop.open({ mount: false, body: '<div id="one"></div><div id="two"></div>' });
    await page.evaluate(
      (groups) =>
        Promise.all(
          groups.map(([key, clientSecret], at) => {
            const payframe = window.Payframe(`${key}`);
            const elements = payframe.elements({ clientSecret: `${clientSecret}` });
            const payment = elements.create('payment');
            Object.assign(window, {
              [`pay${at}`]: () => payframe.confirmPayment({ elements, redirect: 'if_required' } as never),
            });
            payment.mount(at ? '#two' : '#one');
            return new Promise<void>((resolve) => payment.on('ready', () => resolve()));
          }),
        ),
      [
        [shop.sandbox.publishableKey, secrets[0]],
        [keys.publishable, secrets[1]],
      ],
    );
    const frames = ['#one iframe', '#two iframe'].map((frame) => page.frameLocator(frame));
    const typed = [
      [cards.visa, '1240', '123', '94110'],
      [cards.mastercard, '1140', '321', '94111'],
    ];
    // Field by field, from one form to the other.
    for (const [part, name] of ['Card number', 'Expiration date', 'Security code', 'ZIP code'].entries())
      for (const [at, frame] of frames.entries()) {
        const field = frame.getByRole('textbox', { name, exact: true });
        await clickInto(field);
        await page.keyboard.type(`${typed[at]?.[part]}`);
      }
    const results = await page.evaluate(async () => {
      const { pay0, pay1 } = window as unknown as Record<string, () => Promise<unknown>>;
      return JSON.parse(JSON.stringify(await Promise.all([pay0?.(), pay1?.()])));
    });
    for (const [at, client] of clients.entries()) {
      expect(results[at]).toMatchObject({ paymentIntent: { status: 'succeeded' } });
      const { payment_method } = await client.paymentIntents.retrieve(results[at].paymentIntent.id, {
        expand: ['payment_method'],
      });
      expect(payment_method).toMatchObject({ card: { brand: at ? 'mastercard' : 'visa' } });
    }
  },
);

test('what changes before the form is there counts in it', async () => {
  const form = await openForm(shop, {
    group: { clientSecret: await newIntent(shop, { payment_method_types: ['sepa_debit', 'card', 'ideal'] }) },
    wait: false,
  });
  await form.page.evaluate(() => {
    window.payment.update({ paymentMethodOrder: ['ideal', 'card', 'sepa_debit'], readOnly: true } as never);
    window.payment.update({
      readOnly: false,
      layout: { type: 'accordion', defaultCollapsed: false },
    } as never);
  });
  await form.event('ready');
  const values = () =>
    form.form
      .locator('input[type=radio]')
      .evaluateAll((radios) => radios.map((radio) => (radio as HTMLInputElement).value));
  await expect.poll(values).toEqual(['ideal', 'card', 'sepa_debit']);
  await form.row('Card').click();
  await form.typeCard();
  await form.change({ complete: true });
  expect(await form.confirm()).toMatchObject({ paymentIntent: { status: 'succeeded' } });
});

test('a wrong value that the page script does not know is told, and does not pay', async () => {
  const clientSecret = await newIntent(shop, CARD_ONLY);
  const form = await openForm(shop, { group: { clientSecret, loader: 'sometimes' } as never });
  const error = { code: 'invalid_option', param: 'loader' };
  expect(await form.event('loaderror')).toMatchObject({ error: { name: 'IntegrationError', ...error } });
  await form.typeCard();
  await form.change({ complete: true });
  expect(await form.confirm()).toMatchObject({ error });
});
