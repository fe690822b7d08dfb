import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { IbanElementOptions, PayframeIbanElement } from '../../src/page/index.js';
import { THOROUGH } from '../thorough.js';
import { type Checkout, type Checkouts, startCheckouts } from './checkout.js';
import { clickInto } from './click-into.js';
import { gotFocus } from './focus.js';
import { heapStrings, matchesIn } from './heap.js';
import { searchMemory } from './memory.js';

declare global {
  interface Window {
    iban: PayframeIbanElement;
  }
}

/** Put together here, so that no source text that reaches a page holds one. */
const german = ['DE89', '3704', '0044', '0532', '0130', '00'];
const shown = german.join(' ');
const holder = { name: 'Jenny Rosen', email: 'jenny@example.com' };

let shop: Checkouts;

beforeAll(async () => {
  shop = await startCheckouts();
});

afterEach(() => shop.closePages());

afterAll(() => shop?.close());

async function open(options: IbanElementOptions = {}) {
  const checkout = await shop.open({
    mount: false,
    body: '<form><label for="iban">Account</label><div id="iban"></div><button>Pay</button></form>',
  });
  await checkout.page.evaluate(mountIban, { key: shop.sandbox.publishableKey, options });
  await checkout.event('ready');
  const frame = checkout.page.frameLocator('iframe[title="Secure IBAN input frame"]');
  const input = frame.getByRole('textbox', { name: 'IBAN' });
  return { ...checkout, input };
}

/** Runs in the shop's page. */
function mountIban({ key, options }: { key: string; options: IbanElementOptions }): void {
  window.payframe = window.Payframe(key);
  window.elements = window.payframe.elements();
  window.iban = window.elements.create('iban', options);
  window.seen = [];
  for (const type of ['ready', 'change', 'focus', 'blur', 'escape', 'loaderror'] as const)
    window.iban.on(type as 'ready', (event) =>
      window.seen.push({ type, ...(JSON.parse(JSON.stringify(event)) as object) }),
    );
  window.iban.mount('#iban');
}

async function type(checkout: { page: Page; input: Checkout['number'] }, text: string) {
  await clickInto(checkout.input);
  await checkout.page.keyboard.type(text);
}

const pay = (page: Page, billing_details: Record<string, string> = holder) =>
  page.evaluate(async (details) => {
    const data = { type: 'sepa_debit', sepa_debit: window.iban, billing_details: details } as never;
    return JSON.parse(JSON.stringify(await window.payframe.createPaymentMethod(data)));
  }, billing_details);

const createToken = (page: Page) =>
  page.evaluate(async () => {
    const data = {
      currency: 'eur',
      account_holder_name: 'Jenny Rosen',
      account_holder_type: 'individual',
    };
    return JSON.parse(JSON.stringify(await window.payframe.createToken(window.iban, data)));
  });

describe('a shopper', () => {
  test('types an IBAN, and the shop gets a payment method, and a bank account’s token', async () => {
    const checkout = await open({ supportedCountries: ['SEPA'] });
    await type(checkout, german.join('').toLowerCase());
    expect(await checkout.input.inputValue()).toBe(shown);
    expect(await checkout.change({ complete: true })).toMatchObject({
      elementType: 'iban',
      empty: false,
      country: 'DE',
      bankName: 'Commerzbank',
    });
    const { paymentMethod } = await pay(checkout.page);
    expect(paymentMethod).toMatchObject({
      id: expect.stringMatching(/^pm_/),
      type: 'sepa_debit',
      billing_details: holder,
      sepa_debit: { country: 'DE', last4: '3000', bank_code: '37040044' },
    });
    const { token } = await createToken(checkout.page);
    expect(token).toMatchObject({
      id: expect.stringMatching(/^btok_/),
      type: 'bank_account',
      bank_account: { country: 'DE', currency: 'eur', last4: '3000', account_holder_name: 'Jenny Rosen' },
    });
  });

  test('pastes it with its prefix and dashes, mends it in the middle, and undoes that', async () => {
    const checkout = await open();
    await clickInto(checkout.input);
    await checkout.page.keyboard.insertText(`IBAN: ${german.join('-')}`);
    expect(await checkout.input.inputValue()).toBe(shown);
    await checkout.input.evaluate((input: HTMLInputElement) => input.setSelectionRange(8, 8));
    await checkout.page.keyboard.press('Backspace');
    const caret = await checkout.input.evaluate((input: HTMLInputElement) => input.selectionStart);
    expect([await checkout.input.inputValue(), caret]).toEqual(['DE89 3740 0440 5320 1300 0', 7]);
    await checkout.page.keyboard.press('Control+z');
    expect(await checkout.input.inputValue()).toBe(shown);
  });

  test('clicks the label, and leaves by Tab', THOROUGH, async () => {
    const checkout = await open();
    await checkout.page.getByText('Account').click();
    await checkout.event('focus');
    await gotFocus(checkout.input);
    await checkout.page.keyboard.press('Tab');
    await checkout.event('blur');
    await gotFocus(checkout.page.getByRole('button', { name: 'Pay' }));
  });
});

describe('errors', () => {
  test('come as soon as nothing that follows could mend it, each with its text', async () => {
    const checkout = await open();
    const wrong = {
      '1': ['invalid_iban_start', 'Your IBAN should start with a two-letter country code.'],
      ZZ: [
        'invalid_iban_country_code',
        'The IBAN you entered is invalid: ZZ is not a supported country code.',
      ],
      DE00370400440532013000: ['invalid_iban', 'The IBAN you entered is invalid.'],
    };
    for (const [text, [code, message]] of Object.entries(wrong)) {
      await clickInto(checkout.input);
      await checkout.page.keyboard.press('Control+a');
      await checkout.page.keyboard.type(text);
      await checkout.change({ error: { type: 'validation_error', code, message } });
      expect(await checkout.input.getAttribute('aria-invalid')).toBe('true');
      expect(await checkout.frame().locator('[aria-live=polite]').textContent()).toBe(message);
    }
  });

  test('for what is missing come once the field is left, or by a call, which sends nothing', async () => {
    const checkout = await open();
    await type(checkout, 'DE89 3704');
    expect((await checkout.events('change')).filter(({ error }) => error)).toEqual([]);
    const { error } = await pay(checkout.page);
    expect(error).toMatchObject({
      type: 'validation_error',
      code: 'incomplete_iban',
      message: 'The IBAN you entered is incomplete.',
    });
    expect(checkout.requests.filter(({ method }) => method === 'POST')).toEqual([]);
    const submitted = await checkout.page.evaluate(async () =>
      JSON.parse(JSON.stringify(await window.elements.submit())),
    );
    expect(submitted.error.code).toBe('incomplete_iban');
  });

  test('of the API’s are told: the holder’s name and address are needed, and a test account', async () => {
    const checkout = await open();
    await type(checkout, german.join(''));
    expect((await pay(checkout.page, { email: 'jenny@example.com' })).error).toMatchObject({
      type: 'invalid_request_error',
      code: 'parameter_missing',
      param: 'billing_details[name]',
    });
    await checkout.page.evaluate(() => window.iban.clear());
    await type(checkout, ['DE02', '1203', '0000', '0000', '2020', '51'].join(''));
    expect((await pay(checkout.page)).error).toMatchObject({ code: 'account_number_invalid' });
  });

  test('speak the page’s language', THOROUGH, async () => {
    const checkout = await open();
    await checkout.page.evaluate(() => window.elements.update({ locale: 'de' }));
    const iframe = checkout.page.locator('iframe');
    await expect.poll(() => iframe.getAttribute('title')).toContain('Sicheres');
    await clickInto(iframe.contentFrame().getByRole('textbox', { name: 'IBAN' }));
    await checkout.page.keyboard.type('ZZ');
    await checkout.page.waitForFunction(() =>
      window.seen.some(({ error }) => /ZZ.*Ländercode/.test((error as Error | undefined)?.message ?? '')),
    );
  });
});

test('options: the placeholder’s country, the icon, the countries that are taken, disabled', async () => {
  const checkout = await open({ placeholderCountry: 'NL', hideIcon: true, supportedCountries: ['NL'] });
  expect(await checkout.input.getAttribute('placeholder')).toBe('NL00 AAAA 0000 0000 00');
  expect(await checkout.frame().locator('#icon').isVisible()).toBe(false);
  await type(checkout, 'DE');
  await checkout.page.waitForFunction(() => window.seen.some(({ error }) => error));
  await checkout.page.evaluate(() => window.iban.update({ supportedCountries: ['SEPA'] }));
  await checkout.change({ error: undefined, country: 'DE' });
  await checkout.page.evaluate(() => window.iban.update({ disabled: true }));
  await expect.poll(() => checkout.input.isDisabled()).toBe(true);
});

describe('the page', () => {
  const paid = async () => {
    const checkout = await open();
    await type(checkout, german.join(''));
    await pay(checkout.page);
    await createToken(checkout.page);
    return checkout;
  };
  const account = german.join('').slice(4);
  const parts = Array.from({ length: account.length - 7 }, (_, at) => account.slice(at, at + 8)).filter(
    // The bank's code is what the page is told.
    (part) => part !== account.slice(0, 8),
  );

  test('has no IBAN and no part of its account in its heap [E11]', async () => {
    const { page } = await paid();
    const strings = await heapStrings(page);
    const needles = [...parts, shown, german.join('')];
    expect(needles.flatMap((needle) => matchesIn(strings, needle))).toEqual([]);
    await page.evaluate((groups) => Object.assign(window, { planted: groups.join('') }), german);
    expect(matchesIn(await heapStrings(page), german.join('')).length).toBeGreaterThan(0);
  });

  test('nor in all of its renderer’s memory [E11]', THOROUGH, async ({ skip }) => {
    const { page } = await paid();
    const found = await searchMemory(page, german.join(''));
    if (found === undefined) return skip();
    expect(found).toBe(0);
  });

  test('is told nothing of it on any port, and nobody by a URL', async () => {
    const checkout = await shop.open({
      mount: false,
      body: '<div id="iban"></div>',
      before: recordMessages,
    });
    await checkout.page.evaluate(mountIban, { key: shop.sandbox.publishableKey, options: {} });
    await checkout.event('ready');
    const input = checkout.page
      .frameLocator('iframe[title="Secure IBAN input frame"]')
      .getByRole('textbox', { name: 'IBAN' });
    await type({ page: checkout.page, input }, german.join(''));
    await checkout.change({ complete: true });
    expect((await pay(checkout.page)).paymentMethod.id).toMatch(/^pm_/);
    const wire = await checkout.page.evaluate(() => (window as unknown as { wire: string[] }).wire);
    expect(wire.join('\n')).toContain('"type":"result"');
    const texts = [...wire, ...checkout.requests.map(({ url }) => url)];
    for (const text of texts.map((one) => one.replace(/[ -]/g, '')))
      expect(parts.filter((part) => text.includes(part))).toEqual([]);
    expect(checkout.console).toEqual([]);
  });
});

/** Runs in the page before anything of its own: keeps what crosses in either direction. */
function recordMessages(): void {
  const wire: string[] = [];
  Object.assign(window, { wire });
  const post = MessagePort.prototype.postMessage;
  MessagePort.prototype.postMessage = function (this: MessagePort, message: unknown) {
    wire.push(JSON.stringify(message));
    post.call(this, message);
  };
  const { set } = Object.getOwnPropertyDescriptor(MessagePort.prototype, 'onmessage') ?? {};
  Object.defineProperty(MessagePort.prototype, 'onmessage', {
    set(this: MessagePort, listener: (event: MessageEvent) => void) {
      set?.call(this, (event: MessageEvent) => {
        wire.push(JSON.stringify(event.data));
        listener.call(this, event);
      });
    },
  });
}
