/** @module-tag thorough */
import type { FrameLocator, Locator } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { fillEmail } from '../../src/testing/index.js';
import { officialClient } from '../sandbox/official.js';
import { findingsOnce } from './axe.js';
import { type Checkouts, startCheckouts } from './checkout.js';
import { clickInto } from './click-into.js';
import { type FormOptions, newIntent, openForm, type PaymentForm } from './payment-form.js';

const TYPES = ['linkAuthentication', 'contactDetails'] as const;
const EMAIL = 'jenny@example.com';

let shop: Checkouts;

beforeAll(async () => {
  shop = await startCheckouts();
});

afterEach(() => shop.closePages());

afterAll(() => shop?.close());

interface ContactForm extends PaymentForm {
  email: FrameLocator;
  typeEmail(text: string): Promise<void>;
  /** What the contact Element has told, without the state of its Payment Element. */
  told(): Promise<Record<string, unknown>[]>;
}

/** Opens a checkout for a card, with an email field of its own above the Payment Element. */
async function open(
  type: (typeof TYPES)[number],
  {
    options = {},
    group = {},
    element = {},
    page = {},
  }: { options?: object; group?: object; element?: object; page?: FormOptions } = {},
): Promise<ContactForm> {
  const clientSecret = await newIntent(shop, { payment_method_types: ['card'] });
  const form = await openForm(shop, {
    ...page,
    group: { clientSecret, ...group },
    element,
    body: '<form id="checkout"><div id="contact"></div><div id="payment"></div><button>Pay</button></form>',
  });
  await form.page.evaluate(
    ([name, given]) => {
      const contact = window.elements.create(name, given);
      const told: object[] = [];
      Object.assign(window, { told });
      for (const event of ['ready', 'change', 'focus', 'blur', 'escape'] as const)
        contact.on(event as 'change', (details) => told.push([event, JSON.parse(JSON.stringify(details))]));
      contact.mount('#contact');
    },
    [type, options] as const,
  );
  const told = () => form.page.evaluate(() => (window as unknown as { told: never[] }).told);
  await expect.poll(async () => JSON.stringify(await told())).toContain('ready');
  const email = form.page.frameLocator('#contact iframe');
  return {
    ...form,
    email,
    told,
    async typeEmail(text) {
      await clickInto(email.getByRole('textbox'));
      await form.page.keyboard.type(text);
    },
  };
}

/** Returns how the box of an input is drawn, and its text. */
const boxOf = (input: Locator) =>
  input.evaluate((node) => {
    const { backgroundColor, borderColor, borderRadius, color, fontSize, height } = getComputedStyle(node);
    return { backgroundColor, borderColor, borderRadius, color, fontSize, height };
  });

/** Returns the email address of a payment's method, as the shop's server sees it. */
async function paidWith(id: string | undefined) {
  const { payment_method } = await officialClient(shop.sandbox).paymentIntents.retrieve(`${id}`, {
    expand: ['payment_method'],
  });
  return (payment_method as { billing_details: { email: string | null } }).billing_details.email;
}

describe.each(TYPES)('an Element %s', (type) => {
  test('puts the address into the payment method, although a card asks for none', async () => {
    const form = await open(type);
    await fillEmail(form.page, EMAIL);
    await form.typeCard();
    const { paymentIntent } = await form.confirm();
    expect(paymentIntent).toMatchObject({ status: 'succeeded' });
    expect(await paidWith(paymentIntent?.id)).toBe(EMAIL);
  });

  test('begins with the default address, and tells the page what is typed', async () => {
    const form = await open(type, { options: { defaultValues: { email: 'jen@example.com' } } });
    expect(await form.email.getByRole('textbox', { name: 'Email' }).inputValue()).toBe('jen@example.com');
    const change = (empty: boolean, complete: boolean, email: string) => [
      'change',
      { elementType: type, empty, complete, value: { email } },
    ];
    await expect.poll(form.told).toContainEqual(change(false, true, 'jen@example.com'));
    await form.typeEmail('');
    await form.page.keyboard.press('Control+a');
    await form.page.keyboard.press('Delete');
    await expect.poll(form.told).toContainEqual(change(true, false, ''));
    await form.page.keyboard.type('j');
    await expect.poll(form.told).toContainEqual(change(false, false, 'j'));
    await form.page.keyboard.press('Tab');
    await expect.poll(form.told).toContainEqual(['blur', { elementType: type }]);
    await form.typeCard();
    expect(await form.confirm()).toMatchObject({ error: { code: 'incomplete_email' } });
  });
});

test.each([
  ['', 'incomplete_email', 'Your email address is incomplete.'],
  ['jenny@example..com', 'invalid_email', 'Your email address is invalid.'],
])('with the address "%s" nothing is paid, and its field says why', async (typed, code, message) => {
  const form = await open('linkAuthentication');
  await form.typeEmail(typed);
  await form.typeCard();
  expect(await form.submit()).toMatchObject({ error: { type: 'validation_error', code, message } });
  expect(await form.confirm()).toMatchObject({ error: { code } });
  await form.email.getByText(message).waitFor({ state: 'attached' });
  expect(await form.email.getByRole('textbox').getAttribute('aria-invalid')).toBe('true');
  expect(form.requests.filter(({ url }) => url.endsWith('/confirm'))).toEqual([]);
});

test.each<[page: string, scheme: 'light' | 'dark']>([
  ['a light page', 'light'],
  ['a dark page', 'dark'],
])(
  'a group without an appearance draws its email field like its Payment Element, in %s',
  async (_, scheme) => {
    const form = await open('linkAuthentication', {
      page: { context: { colorScheme: scheme }, head: '<style>:root { color-scheme: light dark }</style>' },
    });
    const email = form.email.getByRole('textbox', { name: 'Email' });
    // Borders change their colour gradually.
    await expect.poll(() => boxOf(email)).toEqual(await boxOf(form.text('Card number')));
    expect(await form.email.locator('#icon').isVisible()).toBe(false);
  },
);

test('an address runs from left to right in a language from right to left, and starts where that does', async () => {
  const form = await open('linkAuthentication', { group: { locale: 'ar' } });
  const email = form.email.getByRole('textbox');
  await expect.poll(() => form.email.locator('html').getAttribute('dir')).toBe('rtl');
  const drawn = await email.evaluate((node) => {
    const { direction, textAlign } = getComputedStyle(node);
    return { direction, textAlign };
  });
  expect(drawn).toEqual({ direction: 'ltr', textAlign: 'right' });
});

test('an address that a call passes counts before the typed one', async () => {
  const form = await open('linkAuthentication');
  await form.typeEmail(EMAIL);
  await form.typeCard();
  const billing_details = { email: 'shop@example.com' };
  const { paymentIntent } = await form.confirm({
    confirmParams: { payment_method_data: { billing_details } },
  });
  expect(await paidWith(paymentIntent?.id)).toBe('shop@example.com');
});

test('the Payment Element asks for the address again once the other Element is gone', async () => {
  const clientSecret = await newIntent(shop, { payment_method_types: ['sepa_debit'] });
  const form = await open('linkAuthentication', { group: { clientSecret } });
  await form.text('Full name').waitFor();
  expect(await form.text('Email').count()).toBe(0);
  await form.page.evaluate(() => window.elements.getElement('linkAuthentication')?.destroy());
  await form.text('Email').waitFor();
});

test('an Element that takes no payment does not stand for the group', async () => {
  const checkout = await shop.open({ mount: false, body: '<div id="contact"></div>' });
  const error = await checkout.page.evaluate(async (key) => {
    const elements = window.Payframe(key).elements();
    elements.create('linkAuthentication').mount('#contact');
    return JSON.parse(JSON.stringify((await elements.submit()).error));
  }, shop.sandbox.publishableKey);
  expect(error).toMatchObject({
    code: 'element_not_mounted',
    message: 'Mount an Element of type payment, card, cardNumber, iban, auBankAccount.',
  });
});

test.each([
  ['plain', {}],
  ['with a theme', { appearance: { theme: 'stripe' } }],
  ['with a dark theme', { appearance: { theme: 'night' } }],
] as const)('%s it is accessible, and fits into 320 px in Arabic', async (_, group) => {
  const form = await open('linkAuthentication', { group: { ...group, locale: 'ar' } });
  await form.page.setViewportSize({ width: 320, height: 600 });
  await form.email.locator('html[dir=rtl]').waitFor();
  await form.typeEmail('jenny@@');
  await form.email.locator('[aria-invalid=true]').waitFor();
  const iframe = await form.page.locator('#contact iframe').elementHandle();
  const frame = await iframe?.contentFrame();
  const fits = await frame?.evaluate(() => {
    const dark = document.documentElement.style.colorScheme === 'dark';
    document.documentElement.style.backgroundColor = dark ? '#1a1b25' : '#fff';
    return document.documentElement.scrollWidth <= innerWidth;
  });
  expect(fits).toBe(true);
  const partial = ['landmark-one-main', 'page-has-heading-one', 'region'];
  const found = frame ? await findingsOnce(frame) : ['no frame'];
  expect(found.filter((text) => !partial.some((rule) => text.startsWith(`${rule}:`)))).toEqual([]);
});
