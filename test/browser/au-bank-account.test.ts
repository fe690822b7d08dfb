import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { PayframeAuBankAccountElement } from '../../src/page/index.js';
import { fillAuBankAccount } from '../../src/testing/index.js';
import { officialClient } from '../sandbox/official.js';
import { shares } from '../thorough.js';
import { findingsOnce } from './axe.js';
import { type Checkouts, startCheckouts } from './checkout.js';
import { clickInto } from './click-into.js';
import { gotFocus } from './focus.js';
import { heapStrings, matchesIn } from './heap.js';

declare global {
  interface Window {
    account: PayframeAuBankAccountElement;
  }
}

/** Put together here, so that no source text that reaches a page holds them. */
const bsb = ['000', '000'].join('');
const number = ['000', '123', '456'].join('');
const holder = { name: 'Jenny Rosen', email: 'jenny@example.com' };

let shop: Checkouts;

beforeAll(async () => {
  shop = await startCheckouts();
});

afterEach(() => shop.closePages());

afterAll(() => shop?.close());

async function open(options: object = {}, group: object = {}) {
  const checkout = await shop.open({
    mount: false,
    body: '<form><label for="account">Account</label><div id="account"></div><button>Pay</button></form>',
  });
  await checkout.page.evaluate(mountAccount, { key: shop.sandbox.publishableKey, options, group });
  await checkout.event('ready');
  const form = checkout.page.frameLocator('iframe[title="Secure bank account input frame"]');
  const text = (name: string) => form.getByRole('textbox', { name, exact: true });
  return { ...checkout, form, text };
}

/** Runs in the shop's page. */
function mountAccount({ key, options, group }: { key: string; options: object; group: object }): void {
  window.payframe = window.Payframe(key);
  window.elements = window.payframe.elements(group);
  window.account = window.elements.create('auBankAccount', options);
  window.seen = [];
  for (const type of ['ready', 'change', 'focus', 'blur', 'escape', 'loaderror'] as const)
    window.account.on(type as 'ready', (event) =>
      window.seen.push({ ...(JSON.parse(JSON.stringify(event)) as object), type }),
    );
  window.account.mount('#account');
}

type Opened = Awaited<ReturnType<typeof open>>;

async function typeAccount({ page, text }: Opened, digits = bsb + number) {
  await clickInto(text('BSB number'));
  await page.keyboard.type(digits);
}

/** Calls a method of the object with the Element, and returns its result as plain data. */
const call = ({ page }: Opened, method: string, secret?: string) =>
  page.evaluate(
    async ([name, clientSecret, billing_details]) => {
      const { payframe, account: au_becs_debit } = window;
      const result = clientSecret
        ? payframe[name as 'confirmAuBecsDebitPayment'](clientSecret, {
            payment_method: { au_becs_debit, billing_details },
          })
        : payframe.createPaymentMethod({ type: 'au_becs_debit', au_becs_debit, billing_details });
      return JSON.parse(JSON.stringify(await result));
    },
    [method, secret, holder] as const,
  );

describe('a shopper', () => {
  test('types both numbers without a pause, and the shop gets a payment method', async () => {
    const checkout = await open();
    await typeAccount(checkout);
    expect(await checkout.text('BSB number').inputValue()).toBe('000-000');
    expect(await checkout.change({ complete: true })).toEqual({
      type: 'change',
      elementType: 'auBankAccount',
      empty: false,
      complete: true,
      bankName: '',
    });
    expect(await call(checkout, 'createPaymentMethod')).toMatchObject({
      paymentMethod: {
        id: expect.stringMatching(/^pm_/),
        type: 'au_becs_debit',
        billing_details: holder,
        au_becs_debit: { bsb_number: bsb, last4: '3456' },
      },
    });
  });

  test('goes from field to field and back by the keyboard, and out of the frame', async () => {
    const checkout = await open();
    await checkout.page.getByText('Account').click();
    await checkout.event('focus');
    await gotFocus(checkout.text('BSB number'));
    await checkout.page.keyboard.press('Tab');
    await gotFocus(checkout.text('Account number'));
    await checkout.page.keyboard.press('Backspace');
    await gotFocus(checkout.text('BSB number'));
    await checkout.page.keyboard.press('Tab');
    await checkout.page.keyboard.press('Tab');
    await checkout.event('blur');
    await gotFocus(checkout.page.getByRole('button', { name: 'Pay' }));
  });
});

test('the page learns the bank of a BSB number, and in words what is missing', async () => {
  const checkout = await open();
  await typeAccount(checkout, `${['062', '000'].join('')}12`);
  await checkout.page.keyboard.press('Tab');
  const error = {
    type: 'validation_error',
    code: 'incomplete_account_number',
    message: 'The account number is incomplete.',
  };
  expect(await checkout.change({ error })).toMatchObject({
    complete: false,
    bankName: 'Commonwealth Bank',
  });
  expect(await checkout.text('Account number').getAttribute('aria-invalid')).toBe('true');
  expect(await checkout.form.locator('[aria-live=polite]').textContent()).toBe(
    'The account number is incomplete.',
  );
});

for (const [rows, options] of shares(['confirmAuBecsDebitPayment', 'confirmAuBecsDebitSetup'], 2))
  test.each(rows)(
    '%s takes the Element, and debits the account or prepares that',
    options,
    async (method) => {
      const api = officialClient(shop.sandbox);
      const types = { payment_method_types: ['au_becs_debit'] };
      const { client_secret } = method.endsWith('Setup')
        ? await api.setupIntents.create(types as never)
        : await api.paymentIntents.create({ amount: 1099, currency: 'aud', ...types } as never);
      const checkout = await open();
      await fillAuBankAccount(checkout.page, { bsb, account: number });
      const { paymentIntent, setupIntent, error } = await call(checkout, method, `${client_secret}`);
      expect(error).toBeUndefined();
      expect((paymentIntent ?? setupIntent).status).toBe(paymentIntent ? 'processing' : 'succeeded');
      const made = await api.paymentMethods.retrieve((paymentIntent ?? setupIntent).payment_method);
      expect(made).toMatchObject({ au_becs_debit: { last4: '3456' }, billing_details: holder });
    },
  );

test('numbers from the page are refused, and confirm nothing', async () => {
  const checkout = await open();
  const code = await checkout.page.evaluate(
    async ([bsb_number, account_number]) => {
      const data = { type: 'au_becs_debit', au_becs_debit: { bsb_number, account_number } };
      return window.payframe.createPaymentMethod(data as never).catch((error) => error.code);
    },
    [bsb, number],
  );
  expect(code).toBe('element_not_mounted');
  expect(checkout.requests.filter(({ method }) => method === 'POST')).toEqual([]);
});

test('the page has no account number in its heap, nor in what it is told [E11]', async () => {
  const checkout = await open();
  await typeAccount(checkout);
  const result = await call(checkout, 'createPaymentMethod');
  expect(JSON.stringify([result, await checkout.events()])).not.toContain(number);
  expect(matchesIn(await heapStrings(checkout.page), number)).toEqual([]);
  await checkout.page.evaluate(
    (parts) => Object.assign(window, { planted: parts.join('') }),
    [number.slice(0, 4), number.slice(4)],
  );
  expect(matchesIn(await heapStrings(checkout.page), number).length).toBeGreaterThan(0);
});

const looks = [
  ['plain', {}],
  ['with a theme', { appearance: { theme: 'stripe' } }],
  ['with a dark theme', { appearance: { theme: 'night' } }],
] as const;
for (const [rows, options] of shares(looks, 3))
  test.each(rows)('%s it is accessible, and fits into 320 px in Arabic', options, async (_, group) => {
    const checkout = await open({}, { ...group, locale: 'ar' });
    await checkout.page.setViewportSize({ width: 320, height: 600 });
    await checkout.page.frameLocator('iframe').locator('html[dir=rtl]').waitFor();
    const [frame] = checkout.page.frames().slice(1);
    const inputs = checkout.page.frameLocator('iframe').getByRole('textbox');
    await clickInto(inputs.first());
    await checkout.page.keyboard.type(`${bsb}12`);
    await checkout.page.evaluate(() => window.elements.submit());
    const boxes = await Promise.all([0, 1].map((at) => inputs.nth(at).boundingBox()));
    const background = await frame?.evaluate(() => {
      const dark = document.documentElement.style.colorScheme === 'dark';
      document.documentElement.style.backgroundColor = dark ? '#1a1b25' : '#fff';
      return document.documentElement.scrollWidth <= innerWidth;
    });
    expect(background).toBe(true);
    for (const box of boxes) expect(box?.width).toBeGreaterThan(75);
    const partial = ['landmark-one-main', 'page-has-heading-one', 'region'];
    const found = frame ? await findingsOnce(frame) : ['no frame'];
    expect(found.filter((text) => !partial.some((rule) => text.startsWith(`${rule}:`)))).toEqual([]);
  });
