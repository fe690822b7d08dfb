import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { shares, THOROUGH } from '../thorough.js';
import { type Checkouts, cards, expiry, startCheckouts } from './checkout.js';
import { clickInto } from './click-into.js';
import { gotFocus } from './focus.js';

let shop: Checkouts;

beforeAll(async () => {
  shop = await startCheckouts();
});

afterEach(() => shop.closePages());

afterAll(() => shop?.close());

describe('a shopper', () => {
  test('types a card, and the shop gets a payment method, and a token', async () => {
    const checkout = await shop.open();
    await checkout.typeCard();
    const { paymentMethod, error } = await checkout.pay({ billing_details: { name: 'Ada Lovelace' } });
    expect(error).toBeUndefined();
    expect(paymentMethod?.id).toMatch(/^pm_\w+$/);
    expect(paymentMethod?.card).toMatchObject({
      brand: 'visa',
      last4: '4242',
      exp_month: 12,
      exp_year: 2040,
    });
    expect(paymentMethod?.billing_details).toMatchObject({
      name: 'Ada Lovelace',
      address: { postal_code: '94110' },
    });
    const { token } = await checkout.token({ name: 'Ada Lovelace' });
    expect(token?.id).toMatch(/^tok_\w+$/);
    expect(token?.card).toMatchObject({
      brand: 'Visa',
      last4: '4242',
      name: 'Ada Lovelace',
      address_zip: '94110',
    });
  });

  test('never has to leave the keyboard: the caret goes on by itself, and Backspace goes back', async () => {
    const { page, number, expiry: date, cvc, postalCode } = await shop.open();
    await clickInto(number);
    await page.keyboard.type(`${cards.visa + expiry.typed}12394110`);
    expect(await number.inputValue()).toBe('4242 4242 4242 4242');
    expect(await date.inputValue()).toBe('12 / 40');
    expect(await cvc.inputValue()).toBe('123');
    expect(await postalCode.inputValue()).toBe('94110');

    for (let key = 0; key < 5; key++) await page.keyboard.press('Backspace');
    expect(await postalCode.inputValue()).toBe('');
    await page.keyboard.press('Backspace');
    await gotFocus(cvc);
    for (let key = 0; key < 4; key++) await page.keyboard.press('Backspace');
    await gotFocus(date);
  });

  test('goes through the fields and on with Tab, and back, and clicks the label', async () => {
    const { page, number, expiry: date, cvc, postalCode } = await shop.open();
    const name = page.getByLabel('Name');
    const button = page.getByRole('button', { name: 'Pay' });
    const stops = [name, number, date, cvc, postalCode, button];
    await name.click();
    for (const stop of stops.slice(1)) {
      await page.keyboard.press('Tab');
      await gotFocus(stop);
    }
    for (const stop of stops.reverse().slice(1)) {
      await page.keyboard.press('Shift+Tab');
      await gotFocus(stop);
    }
    await page.getByText('Card', { exact: true }).click();
    await gotFocus(number);
    await page.keyboard.type('42');
    expect(await number.inputValue()).toBe('42');
  });

  test('with an American Express card types four digits as the security code', async () => {
    const checkout = await shop.open({ card: { hidePostalCode: true } });
    await clickInto(checkout.number);
    await checkout.page.keyboard.type(`${cards.amex + expiry.typed}123`);
    expect(await checkout.number.inputValue()).toBe('3782 822463 10005');
    expect(await checkout.change({ brand: 'amex' })).toMatchObject({ complete: false });
    await checkout.page.keyboard.type('45');
    expect(await checkout.cvc.inputValue()).toBe('1234');
    await checkout.change({ complete: true });
  });

  test('presses Enter: that submits the form where its button could be pressed', async () => {
    const { page, number } = await shop.open();
    await page.evaluate(() => {
      document.querySelector('form')?.addEventListener('submit', (event) => {
        event.preventDefault();
        window.seen.push({ type: 'submitted', by: event.submitter?.textContent });
      });
      (document.querySelector('button') as HTMLButtonElement).disabled = true;
    });
    await clickInto(number);
    await page.keyboard.press('Enter');
    // The frame's messages come in order: once the Escape is here, so was what the Enter came to.
    await page.keyboard.press('Escape');
    const checkout = { events: () => page.evaluate(() => window.seen.map(({ type }) => type)) };
    await page.waitForFunction(() => window.seen.at(-1)?.type === 'escape');
    expect(await checkout.events()).not.toContain('submitted');

    await page.evaluate(() => {
      (document.querySelector('button') as HTMLButtonElement).disabled = false;
    });
    await page.keyboard.press('Enter');
    await page.waitForFunction(() =>
      window.seen.some(({ type, by }) => type === 'submitted' && by === 'Pay'),
    );
  });
});

describe('what the page is told', () => {
  test('is each change once: empty, complete, brand, postal code, and nothing of the digits', async () => {
    const checkout = await shop.open();
    await checkout.typeCard();
    const changes = await checkout.events('change');
    expect(changes.map(({ brand, empty, complete, value }) => [brand, empty, complete, value])).toEqual([
      ['visa', false, false, { postalCode: '' }],
      ...['9', '94', '941'].map((postalCode) => ['visa', false, postalCode.length >= 3, { postalCode }]),
      ...['9411', '94110'].map((postalCode) => ['visa', false, true, { postalCode }]),
    ]);
    for (const change of changes) {
      expect(Object.keys(change).sort()).toEqual([
        'brand',
        'complete',
        'elementType',
        'empty',
        'type',
        'value',
      ]);
    }
  });

  test('is focus and blur of the whole, not of the fields in it, and Escape', async () => {
    const checkout = await shop.open();
    await checkout.typeCard();
    await checkout.page.getByLabel('Name').click();
    await checkout.event('blur');
    const types = (await checkout.events()).map(({ type }) => type).filter((type) => type !== 'change');
    expect(types).toEqual(['ready', 'focus', 'blur']);
    await clickInto(checkout.number);
    await checkout.page.keyboard.press('Escape');
    expect(await checkout.event('escape')).toMatchObject({ elementType: 'card' });
  });

  test('shows on the container as the classes of Stripe.js', async () => {
    const checkout = await shop.open();
    const classes = () => checkout.page.locator('#card').evaluate((node) => [...node.classList].sort());
    expect(await classes()).toEqual(['StripeElement', 'StripeElement--empty']);
    await checkout.typeCard();
    expect(await classes()).toEqual(['StripeElement', 'StripeElement--complete', 'StripeElement--focus']);
    await clickInto(checkout.expiry);
    await checkout.page.keyboard.press('Control+a');
    await checkout.page.keyboard.type('1219');
    await checkout.change({ complete: false });
    expect(await classes()).toEqual(['StripeElement', 'StripeElement--focus', 'StripeElement--invalid']);
  });
});

describe('errors', () => {
  test('come at once for a number that no card can have, and are said to a screen reader', async () => {
    const checkout = await shop.open();
    await clickInto(checkout.number);
    await checkout.page.keyboard.type('4242424242424241');
    const { error } = await checkout.event('change', 2);
    expect(error).toEqual({
      type: 'validation_error',
      code: 'invalid_number',
      message: 'Your card number is invalid.',
    });
    expect(await checkout.number.getAttribute('aria-invalid')).toBe('true');
    expect(await checkout.expiry.getAttribute('aria-invalid')).toBe('false');
    await gotFocus(checkout.number);
    const message = checkout.frame().locator('[aria-live=polite]');
    await expect.poll(() => message.textContent()).toBe('Your card number is invalid.');
  });

  test('for what is missing come once a field is left', async () => {
    const checkout = await shop.open();
    await clickInto(checkout.number);
    await checkout.page.keyboard.type('424242');
    expect((await checkout.events('change')).filter(({ error }) => error)).toEqual([]);
    await checkout.page.getByLabel('Name').click();
    expect(
      await checkout.change({ complete: false, empty: false, brand: 'visa', error: numberIncomplete }),
    ).toBeTruthy();
    await clickInto(checkout.number);
    await checkout.page.keyboard.type('4');
    await checkout.change({ error: undefined });
  });

  test('tell a date in the past from one that is no date', async () => {
    const checkout = await shop.open();
    await clickInto(checkout.expiry);
    const wrong = { '12 / 19': 'invalid_expiry_year_past', '00': 'invalid_expiry_month' };
    for (const [typed, code] of Object.entries(wrong)) {
      await checkout.page.keyboard.press('Control+a');
      await checkout.page.keyboard.type(typed.replaceAll(' ', ''));
      await checkout.page.waitForFunction(
        (wanted) => (window.seen.at(-1)?.error as { code?: string } | undefined)?.code === wanted,
        code,
      );
    }
  });

  test('of all that is missing are shown by a call, and nothing is sent', async () => {
    const checkout = await shop.open();
    const { error } = await checkout.pay();
    expect(error).toMatchObject({ type: 'validation_error', code: 'incomplete_number' });
    expect(await checkout.cvc.getAttribute('aria-invalid')).toBe('true');
    expect(checkout.requests.filter(({ method }) => method === 'POST')).toEqual([]);
  });
});

describe('the brand', () => {
  const typed = {
    visa: '4',
    mastercard: '55',
    amex: '37',
    discover: '6011',
    diners: '36',
    jcb: '3528',
    unionpay: '620',
  };

  for (const [rows, options] of shares(Object.entries(typed), 8))
    test.for(rows)('%s shows after %s', options, async ([brand, digits]) => {
      const checkout = await shop.open();
      await clickInto(checkout.number);
      await checkout.page.keyboard.type(digits);
      await checkout.change({ brand });
      expect(await shownIcon(checkout)).toBe(`#${brand}-icon`);
    });

  test('gives way to where the security code stands, and to what is wrong', async () => {
    const checkout = await shop.open();
    await clickInto(checkout.number);
    await checkout.page.keyboard.type('4242424242424241');
    expect(await shownIcon(checkout)).toBe('#error-icon');
    await checkout.page.keyboard.press('Backspace');
    await checkout.page.keyboard.type(`2${expiry.typed}`);
    expect(await shownIcon(checkout)).toBe('#cvc-icon');
  });
});

describe('options', THOROUGH, () => {
  test('hidePostalCode leaves the postal code to the page', async () => {
    const checkout = await shop.open({ card: { hidePostalCode: true } });
    expect(await checkout.postalCode.count()).toBe(0);
    await checkout.typeCard();
    const { paymentMethod } = await checkout.pay({
      billing_details: { address: { postal_code: 'EC1A 1BB' } },
    });
    expect(paymentMethod?.billing_details).toMatchObject({ address: { postal_code: 'EC1A 1BB' } });
  });

  test('value.postalCode is there to begin with, and no card data can be', async () => {
    const value = { postalCode: '10115', number: cards.visa, cvc: '123' };
    const checkout = await shop.open({ card: { value } });
    expect(await checkout.postalCode.inputValue()).toBe('10115');
    expect(await checkout.number.inputValue()).toBe('');
    expect(await checkout.cvc.inputValue()).toBe('');
    await checkout.change({ empty: false, value: { postalCode: '10115' } });
  });

  test('disabled takes no key and no focus', async () => {
    const checkout = await shop.open({ card: { disabled: true } });
    expect(await checkout.number.isDisabled()).toBe(true);
    await checkout.page.evaluate(() => window.card.update({ disabled: false }));
    await expect.poll(() => checkout.number.isDisabled()).toBe(false);
    await checkout.typeCard();
  });

  test('update keeps what was typed and where the caret is', async () => {
    const checkout = await shop.open();
    await clickInto(checkout.number);
    await checkout.page.keyboard.type('4242');
    await checkout.page.evaluate(() =>
      window.card.update({ style: { base: { fontSize: '24px' } }, hidePostalCode: true }),
    );
    await expect.poll(() => checkout.postalCode.count()).toBe(0);
    await checkout.page.keyboard.type('4');
    expect(await checkout.number.inputValue()).toBe('4242 4');
    expect(await checkout.number.evaluate((input) => getComputedStyle(input).fontSize)).toBe('24px');
  });

  test('hideIcon and iconStyle', async () => {
    const checkout = await shop.open({ card: { iconStyle: 'solid' } });
    const icon = checkout.frame().locator('#icon');
    expect(await icon.evaluate((node) => getComputedStyle(node).filter)).toBe('grayscale(1)');
    await checkout.page.evaluate(() => window.card.update({ hideIcon: true }));
    await expect.poll(() => icon.isVisible()).toBe(false);
  });

  test('style lays the page’s looks over the fields, by state', async () => {
    const style = {
      base: { color: 'rgb(10, 20, 30)', '::placeholder': { color: 'rgb(40, 50, 60)' } },
      invalid: { color: 'rgb(200, 0, 0)' },
    };
    const checkout = await shop.open({ card: { style } });
    const color = () => checkout.number.evaluate((input) => getComputedStyle(input).color);
    expect(await color()).toBe('rgb(10, 20, 30)');
    expect(await checkout.number.evaluate((input) => getComputedStyle(input, '::placeholder').color)).toBe(
      'rgb(40, 50, 60)',
    );
    await clickInto(checkout.number);
    await checkout.page.keyboard.type('4242424242424241');
    await expect.poll(color).toBe('rgb(200, 0, 0)');
  });
});

describe('the page', () => {
  test('focuses, blurs and clears', async () => {
    const checkout = await shop.open();
    await checkout.page.evaluate(() => window.card.focus());
    await checkout.event('focus');
    await checkout.page.keyboard.type(cards.visa);
    expect(await checkout.number.inputValue()).toBe('4242 4242 4242 4242');
    await checkout.page.evaluate(() => window.card.clear());
    await checkout.change({ empty: true });
    expect(await checkout.number.inputValue()).toBe('');
    await checkout.page.evaluate(() => window.card.blur());
    await checkout.event('blur');
    await checkout.page.keyboard.type('42');
    expect(await checkout.number.inputValue()).toBe('');
  });

  test('may unmount and mount again: empty, and in working order', async () => {
    const checkout = await shop.open();
    await checkout.typeCard();
    await checkout.page.evaluate(() => {
      window.card.unmount();
      window.card.mount('#card');
    });
    await checkout.event('ready', 2);
    expect(await checkout.number.inputValue()).toBe('');
    await checkout.typeCard();
    expect((await checkout.pay()).paymentMethod?.id).toMatch(/^pm_/);
  });

  test('gets a field whose height is that of its text', THOROUGH, async () => {
    const checkout = await shop.open({ card: { style: { base: { fontSize: '20px', lineHeight: '30px' } } } });
    const height = () =>
      checkout.page.locator('iframe').evaluate((frame) => frame.getBoundingClientRect().height);
    expect(await height()).toBe(30);
    await checkout.page.evaluate(() => window.card.update({ style: { base: { lineHeight: '48px' } } }));
    await expect.poll(height).toBe(48);
  });
});

const shownIcon = (checkout: Awaited<ReturnType<Checkouts['open']>>) =>
  checkout.frame().locator('#brand').getAttribute('href');

const numberIncomplete = {
  type: 'validation_error',
  code: 'incomplete_number',
  message: 'Your card number is incomplete.',
};
