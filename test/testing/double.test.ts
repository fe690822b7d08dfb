// @vitest-environment jsdom
import { getByRole, queryByRole } from '@testing-library/dom';
import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { IntegrationError, Payframe, PayframeError } from '../../src/page/index.js';
import {
  clearCard,
  createPayframeDouble,
  type DoubleOptions,
  fillCard,
  fillIban,
  readCard,
} from '../../src/testing/index.js';
import { publishable, secretTest as secret } from '../keys/make-keys.js';
import { numbers, testIban, whole } from './scenarios.js';

let container: HTMLElement;

beforeEach(() => {
  document.body.innerHTML = '<form><div id="card"></div><div id="other"></div><button>Pay</button></form>';
  container = document.getElementById('card') as HTMLElement;
});
afterEach(() => document.body.replaceChildren());

function makeShop(options?: DoubleOptions, card?: object) {
  const payframe = createPayframeDouble(options);
  const elements = payframe.elements();
  const element = elements.create('card', card);
  const events: Record<string, unknown>[] = [];
  for (const type of ['ready', 'change', 'focus', 'blur', 'escape'] as const)
    element.on(type as 'change', (event) => events.push({ type, ...event }));
  element.mount(container);
  const pay = (data?: object) =>
    payframe.confirmCardPayment('pi_1_secret_2', data ?? { payment_method: { card: element } });
  return { payframe, elements, element, events, pay };
}

const later = () => new Promise((resolve) => setTimeout(resolve));

describe('the double', () => {
  test('has the keys and the methods of the real object', () => {
    const real = Payframe(publishable, { host: 'https://pay.example' });
    const double = createPayframeDouble();
    expect(Object.keys(double)).toEqual(Object.keys(real));
    expect(Object.keys(double.elements())).toEqual(Object.keys(real.elements()));
    expect(Object.keys(double.elements().create('card'))).toEqual(
      Object.keys(real.elements().create('card')),
    );
  });

  test('refuses a secret key with the same error, and shows nothing of it', () => {
    const make = (key: string) => () => createPayframeDouble({ publishableKey: key });
    const real = () => Payframe(secret, { host: 'https://pay.example' });
    const thrown = (run: () => unknown) => {
      try {
        return run();
      } catch (error) {
        return error as IntegrationError;
      }
    };
    expect(make(secret)).toThrow(IntegrationError);
    expect(thrown(make(secret))).toEqual(thrown(real));
    expect(`${thrown(make(secret))}`).not.toContain(secret.slice(-8));
  });

  test('tells a test which names it has misspelt, as a frame does', async () => {
    const warned = vi.spyOn(console, 'warn').mockReturnValue();
    makeShop({}, { hidePostcode: true });
    await expect
      .poll(() => warned.mock.calls)
      .toEqual([
        [
          expect.stringContaining(
            "create('card', { hidePostcode }): no such option. Did you mean hidePostalCode?",
          ),
        ],
      ]);
  });

  test('has no field but those of a card, and types nothing into another', async () => {
    makeShop();
    await expect(fillCard(document.body, { numbr: '4242', cvc: '123' } as object)).rejects.toThrow(
      new TypeError('fillCard knows no field numbr. Did you mean number?'),
    );
    expect((await readCard(document.body)).cvc).toBe('');
  });

  test('asks no one and makes no frame', async () => {
    const fetched = vi.spyOn(globalThis, 'fetch');
    const { pay } = makeShop();
    await fillCard(document.body, whole(numbers.visa));
    await pay();
    expect(fetched).not.toHaveBeenCalled();
    expect(document.querySelector('iframe')).toBeNull();
    fetched.mockRestore();
  });
});

describe('its fields', () => {
  test('are found by role and label', () => {
    makeShop();
    for (const name of ['Card number', 'Expiration date', 'Security code', 'Postal code'])
      expect(getByRole(container, 'textbox', { name })).toBeTruthy();
  });

  test('format what is typed, and tell of it as the real ones do', async () => {
    const { events } = makeShop();
    await fillCard(container, whole(numbers.visa));
    expect(await readCard(container)).toEqual({
      number: '4242 4242 4242 4242',
      expiry: '12 / 40',
      cvc: '123',
      postalCode: '94110',
      error: '',
    });
    expect(events[0]).toEqual({ type: 'ready', elementType: 'card' });
    expect(events.at(-1)).toMatchObject({
      elementType: 'card',
      complete: true,
      empty: false,
      brand: 'visa',
      value: { postalCode: '94110' },
    });
    expect(container.className).toBe('StripeElement StripeElement--complete StripeElement--focus');
  });

  test.each([
    ['a number', { number: numbers.wrong }, 'invalid_number'],
    ['a year', { ...whole(numbers.visa), expiry: '01/20' }, 'invalid_expiry_year_past'],
    ['a brand', { number: numbers.amex }, 'disallowed_brand'],
    ['what is missing', { number: '4242' }, 'incomplete_number'],
  ])('say what is wrong with %s', async (_, entry, code) => {
    const { payframe, element, events } = makeShop({}, { disallowedCardBrands: ['amex'] });
    await fillCard(container, entry);
    const { error } = await payframe.createToken(element);
    expect(error).toMatchObject({ type: 'validation_error', code });
    const last = events.filter(({ type }) => type === 'change').at(-1);
    expect(last?.error).toEqual({ type: 'validation_error', code, message: error?.message });
    expect((await readCard(container)).error).toBe(error?.message);
  });

  test('take a value that a test sets at once', async () => {
    const { events } = makeShop();
    const input = getByRole(container, 'textbox', { name: 'Card number' }) as HTMLInputElement;
    input.value = numbers.visa;
    input.dispatchEvent(new Event('change', { bubbles: true }));
    await later();
    expect(input.value).toBe('4242 4242 4242 4242');
    expect(events.at(-1)).toMatchObject({ type: 'change', brand: 'visa' });
  });

  test('are emptied', async () => {
    const { events, element } = makeShop();
    await fillCard(container, whole(numbers.visa));
    await clearCard(container);
    expect(await readCard(container)).toMatchObject({ number: '', expiry: '', cvc: '', postalCode: '' });
    expect(events.at(-1)).toMatchObject({ type: 'change', empty: true });
    await fillCard(container, { number: numbers.visa });
    element.clear();
    expect(await readCard(container)).toMatchObject({ number: '' });
  });

  test('keep their events and values from the form that is around them', async () => {
    const form = document.querySelector('form') as HTMLFormElement;
    const heard = vi.fn();
    for (const type of ['input', 'change', 'keydown']) form.addEventListener(type, heard);
    const { element } = makeShop();
    element.on('escape', heard);
    await fillCard(container, { number: numbers.visa });
    expect(heard).not.toHaveBeenCalled();
    expect([...new FormData(form)]).toEqual([]);
    expect(form.elements).toHaveLength(1);
    const input = getByRole(container, 'textbox', { name: 'Card number' });
    input.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }));
    await later();
    expect(heard).toHaveBeenCalledOnce();
  });

  test('press the default button on Enter', async () => {
    makeShop();
    const pressed = vi.fn((event: Event) => event.preventDefault());
    document.querySelector('form')?.addEventListener('submit', pressed);
    const input = getByRole(container, 'textbox', { name: 'Card number' });
    await later();
    input.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }));
    await later();
    expect(pressed).toHaveBeenCalledOnce();
  });

  test('follow the options', async () => {
    const { element } = makeShop({}, { hidePostalCode: true });
    expect(queryByRole(container, 'textbox', { name: 'Postal code' })).toBeNull();
    await later();
    element.update({ hidePostalCode: false, disabled: true });
    expect(getByRole(container, 'textbox', { name: 'Postal code' })).toHaveProperty('disabled', true);
    await expect(fillCard(container, { cvc: '123' })).rejects.toThrow(/disabled/);
  });

  test('are gone with their Element', async () => {
    const { element, payframe } = makeShop();
    await later();
    element.destroy();
    expect(container.childNodes).toHaveLength(0);
    expect(container.className).toBe('');
    await expect(payframe.createToken(element)).rejects.toMatchObject({ code: 'element_not_mounted' });
    await expect(fillCard(container, { cvc: '123' })).rejects.toThrow(/no field/);
  });

  test('of one card work together in Elements of their own', async () => {
    const payframe = createPayframeDouble();
    const elements = payframe.elements();
    elements.create('cardNumber').mount(container);
    const number = elements.getElement('cardNumber');
    expect((await payframe.createToken(number as never)).error).toMatchObject({
      code: 'missing_element',
      param: 'cardExpiry',
    });
    for (const type of ['cardExpiry', 'cardCvc'] as const) {
      const node = document.body.appendChild(document.createElement('div'));
      elements.create(type as 'cardCvc').mount(node);
    }
    await fillCard(document.body, { number: numbers.amex, expiry: '12/40', cvc: '1234' });
    expect(await readCard(document.body)).toMatchObject({ number: '3782 822463 10005', cvc: '1234' });
    const { token } = await payframe.createToken(number as never);
    expect(token?.card).toMatchObject({ brand: 'American Express', last4: '0005' });
  });

  test('of one card may be in a shadow root, and leave nothing there', async () => {
    const payframe = createPayframeDouble();
    const elements = payframe.elements();
    const tree = container.attachShadow({ mode: 'open' });
    const before = document.body.innerHTML;
    const fields = (['cardNumber', 'cardExpiry', 'cardCvc'] as const).map((type) => {
      const field = elements.create(type as 'cardNumber');
      field.mount(tree.appendChild(document.createElement('div')));
      return field;
    });
    expect((await payframe.createToken(fields[0] as never)).error?.code).toBe('incomplete_number');
    for (const field of fields) field.destroy();
    expect(document.body.innerHTML).toBe(before);
    expect(tree.querySelector('input')).toBeNull();
  });

  test('of an IBAN say where the bank is', async () => {
    const element = createPayframeDouble().elements().create('iban');
    const changes: object[] = [];
    element.on('change', (event) => changes.push(event));
    element.mount(container);
    await fillIban(container, testIban);
    expect(changes.at(-1)).toMatchObject({ complete: true, country: 'DE' });
    expect(getByRole<HTMLInputElement>(container, 'textbox', { name: 'IBAN' }).value).toBe(
      'DE89 3704 0044 0532 0130 00',
    );
  });
});

describe('its payments', () => {
  test('have the amount that the test says', async () => {
    const { pay } = makeShop({ intents: { pi_1: { amount: 1999, currency: 'eur' } } });
    await fillCard(container, whole(numbers.visa));
    expect(await pay()).toMatchObject({
      paymentIntent: { id: 'pi_1', amount: 1999, currency: 'eur', status: 'succeeded' },
    });
    expect((await pay()).error).toMatchObject({ code: 'payment_intent_unexpected_state' });
  });

  test('are authenticated as the test says, each anew', async () => {
    const authentication = vi
      .fn<() => 'failed' | 'succeeded'>(() => 'succeeded')
      .mockReturnValueOnce('failed');
    const { pay } = makeShop({ authentication });
    await fillCard(container, whole(numbers.challenged));
    const { error } = await pay();
    expect(error).toBeInstanceOf(PayframeError);
    expect(error).toMatchObject({
      code: 'payment_intent_authentication_failure',
      payment_intent: { status: 'requires_payment_method' },
    });
    expect(await pay()).toMatchObject({ paymentIntent: { status: 'succeeded' } });
    expect(authentication).toHaveBeenCalledTimes(2);
  });

  test('are made with a saved card, which is what the test says', async () => {
    const { pay } = makeShop({ paymentMethods: { pm_old: 'pm_card_visa_chargeDeclinedLostCard' } });
    expect((await pay({ payment_method: 'pm_old' })).error).toMatchObject({ decline_code: 'lost_card' });
    expect(await pay({ payment_method: 'pm_new' })).toMatchObject({
      paymentIntent: { status: 'succeeded', payment_method: 'pm_new' },
    });
  });

  test('are read by their client secret', async () => {
    const { payframe } = makeShop();
    expect(await payframe.retrieveSetupIntent('seti_7_secret_8')).toMatchObject({
      setupIntent: { id: 'seti_7', status: 'requires_payment_method' },
    });
  });

  test('take a token once', async () => {
    const { payframe, element } = makeShop();
    await fillCard(container, whole(numbers.visa));
    const { token } = await payframe.createToken(element);
    const use = () => payframe.createPaymentMethod({ type: 'card', card: { token: token?.id as string } });
    expect(await use()).toMatchObject({ paymentMethod: { card: { last4: '4242' } } });
    expect((await use()).error).toMatchObject({ code: 'token_already_used' });
  });

  test('keep metadata as texts, without those that are null', async () => {
    const { payframe, element } = makeShop();
    await fillCard(container, whole(numbers.visa));
    const metadata = { order: 'a', items: 2, coupon: null };
    const { paymentMethod } = await payframe.createPaymentMethod({ type: 'card', card: element, metadata });
    expect(paymentMethod?.metadata).toEqual({ order: 'a', items: '2' });
  });

  test('end at once where the page aborts them', async () => {
    const payframe = createPayframeDouble();
    const signal = AbortSignal.abort();
    expect((await payframe.retrievePaymentIntent('pi_1_secret_2', { signal })).error).toMatchObject({
      code: 'aborted',
    });
  });

  test('end where the page aborts them while the cardholder takes their time', async () => {
    const { payframe, element } = makeShop({ authentication: () => new Promise(() => {}) });
    await fillCard(container, whole(numbers.challenged));
    const controller = new AbortController();
    const { signal } = controller;
    const payment = payframe.confirmCardPayment(
      'pi_1_secret_2',
      { payment_method: { card: element } },
      { signal },
    );
    await later();
    controller.abort();
    expect((await payment).error).toMatchObject({ type: 'api_connection_error', code: 'aborted' });
    expect(await payframe.retrievePaymentIntent('pi_1_secret_2')).toMatchObject({
      paymentIntent: { status: 'requires_action' },
    });
  });

  test('are one where the button is pressed twice', async () => {
    const { payframe, element } = makeShop();
    await fillCard(container, whole(numbers.visa));
    const make = () => payframe.createPaymentMethod({ type: 'card', card: element });
    const [first, second] = await Promise.all([make(), make()]);
    expect(second.paymentMethod?.id).toBe(first.paymentMethod?.id);
    expect((await make()).paymentMethod?.id).not.toBe(first.paymentMethod?.id);
  });

  test('need no timer, nor a microtask that fake timers may stop', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'setInterval', 'queueMicrotask', 'requestAnimationFrame'] });
    try {
      const { pay, events } = makeShop();
      await fillCard(container, whole(numbers.challenged));
      expect(await pay()).toMatchObject({ paymentIntent: { status: 'succeeded' } });
      expect(events.at(-1)).toMatchObject({ type: 'change', complete: true });
    } finally {
      vi.useRealTimers();
    }
  });

  test('hold no number and no security code', async () => {
    // Of the moment: a time that has the code in it would count as the code.
    vi.spyOn(Date, 'now').mockReturnValue(1_800_000_000_000);
    onTestFinished(() => void vi.restoreAllMocks());
    const { pay, payframe, element, events } = makeShop();
    await fillCard(container, { ...whole(numbers.declined), cvc: '987' });
    const told = JSON.stringify([await pay(), await payframe.createToken(element), events]);
    expect(told).not.toContain(numbers.declined);
    expect(told).not.toContain('987');
  });
});
