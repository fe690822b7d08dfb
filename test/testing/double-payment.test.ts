// @vitest-environment jsdom
import {
  findByLabelText,
  getByLabelText,
  getByRole,
  getByText,
  queryAllByRole,
  queryByRole,
  queryByText,
} from '@testing-library/dom';
import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import type { AddressElementOptions } from '../../src/page/index.js';
import { createApi } from '../../src/testing/double/api.js';
import {
  authoriseAtBank,
  createPayframeDouble,
  type DoubleOptions,
  failAtBank,
  fillAddress,
  fillAuBankAccount,
  fillEmail,
  type MethodEntry,
  payByMethod,
} from '../../src/testing/index.js';
import { eventually } from '../eventually.js';
import { number, numbers } from './scenarios.js';

const RETURN_URL = 'https://shop.example/done';

let container: HTMLElement;

beforeEach(() => {
  document.body.innerHTML = '<div id="payment"></div>';
  container = document.getElementById('payment') as HTMLElement;
});
afterEach(() => document.body.replaceChildren());

type GroupOptions = Parameters<ReturnType<typeof createPayframeDouble>['elements']>[0];

async function makeShop(
  group: GroupOptions = { mode: 'payment', amount: 1999, currency: 'eur' },
  options: DoubleOptions = {},
  element: object = {},
) {
  const intents = { pi_1: { amount: 1999, currency: 'eur' }, pi_9: { status: 'succeeded' } } as const;
  const payframe = createPayframeDouble({ intents, ...options });
  const elements = payframe.elements(group);
  const payment = elements.create('payment', element);
  const events: Record<string, unknown>[] = [];
  for (const type of [
    'ready',
    'change',
    'loaderror',
    'loaderstart',
    'availablepaymentmethodschange',
  ] as const)
    payment.on(type as 'change', (event) => events.push({ type, ...event }));
  payment.mount(container);
  await eventually(() =>
    expect(events.some(({ type }) => type === 'ready' || type === 'loaderror')).toBe(true),
  );
  const pay = (confirmParams: object = {}) =>
    payframe.confirmPayment({
      elements,
      clientSecret: 'pi_1_secret_2',
      confirmParams: { return_url: RETURN_URL, ...confirmParams },
      redirect: 'if_required',
    });
  return { payframe, elements, payment, events, pay };
}

const card = (number = numbers.visa) => ({
  'Card number': number,
  'Expiration date': '12/40',
  'Security code': '123',
  'Country or region': 'Germany',
});

const eur = { mode: 'payment', amount: 1999, currency: 'eur' } as const;

describe('a Payment Element of the double', () => {
  test('offers the methods of the payment, and tells of it as the real one does', async () => {
    const { events } = await makeShop();
    expect(events[0]).toMatchObject({ type: 'loaderstart', elementType: 'payment' });
    const told = events.find(({ type }) => type === 'availablepaymentmethodschange');
    expect(told).toMatchObject({
      elementType: 'payment',
      paymentMethods: { card: { available: true }, sepa_debit: { available: true } },
    });
    expect(getByRole(container, 'radio', { name: 'Card' })).toHaveProperty('checked', false);
  });

  test('pays with a card', async () => {
    const { pay, elements, events } = await makeShop();
    await payByMethod(container, 'card', card());
    expect(events.at(-1)).toMatchObject({ type: 'change', complete: true, value: { type: 'card' } });
    expect((await elements.submit()).error).toBeUndefined();
    expect(await pay()).toMatchObject({ paymentIntent: { status: 'succeeded', amount: 1999 } });
  });

  test('says what is missing, and pays nothing', async () => {
    const { elements } = await makeShop();
    await payByMethod(container, 'card', { 'Card number': '4242' });
    expect((await elements.submit()).error).toMatchObject({
      type: 'validation_error',
      code: 'incomplete_number',
    });
    expect(getByLabelText(container, 'Card number')).toHaveProperty('ariaInvalid', 'true');
  });

  test('is declined, and pays with another card of which only the number is typed anew', async () => {
    const { elements, pay } = await makeShop();
    await payByMethod(container, 'card', card(numbers.declined));
    await elements.submit();
    expect((await pay()).error).toMatchObject({ type: 'card_error', decline_code: 'insufficient_funds' });
    await payByMethod(container, 'card', { 'Card number': numbers.visa });
    await elements.submit();
    expect(await pay()).toMatchObject({ paymentIntent: { status: 'succeeded' } });
  });

  test('is refused where its group describes another payment than the intent', async () => {
    const { elements, pay } = await makeShop({ ...eur, amount: 2000 });
    await payByMethod(container, 'card', card());
    await elements.submit();
    expect((await pay()).error).toMatchObject({ code: 'intent_mismatch', param: 'amount' });
  });

  test('keeps what was typed while its group changes', async () => {
    const { elements, pay } = await makeShop({ ...eur, amount: 2000 });
    await payByMethod(container, 'card', card());
    elements.update({ amount: 1999 });
    await elements.submit();
    expect(await pay()).toMatchObject({ paymentIntent: { status: 'succeeded' } });
  });

  test.each<[string, GroupOptions, object]>([
    [
      'no method is left',
      { ...eur, currency: 'usd', allowedPaymentMethodTypes: ['sepa_debit'] },
      { code: 'payment_method_types_empty' },
    ],
    ['the client secret is none', { clientSecret: 'pi_1' }, { param: 'client_secret' }],
    ['the intent is paid', { clientSecret: 'pi_9_secret_2' }, { code: 'payment_intent_unexpected_state' }],
  ])('does not come where %s', async (_, group, error) => {
    const { events, payment } = await makeShop(group);
    expect(events.at(-1)).toMatchObject({ type: 'loaderror', error });
    expect(container.childNodes).toHaveLength(0);
    payment.destroy();
  });

  test('shows the one method without a row', async () => {
    await makeShop({ ...eur, allowedPaymentMethodTypes: ['card'] });
    expect(queryByRole(container, 'radio')).toBeNull();
    await payByMethod(container, 'card', card());
    expect(getByLabelText(container, 'Card number')).toHaveProperty('value', '4242 4242 4242 4242');
  });

  test('names the methods and the fields that there are', async () => {
    await makeShop({ ...eur, allowedPaymentMethodTypes: ['card'] });
    await expect(payByMethod(container, 'ideal')).rejects.toThrow(
      'The Payment Element does not offer ideal. There are: card.',
    );
    await expect(payByMethod(container, 'card', { 'Card nummer': '42' })).rejects.toThrow(
      'The Payment Element has no field Card nummer for card. Did you mean Card number?',
    );
    await expect(payByMethod(container, 'card', { 'Country or region': 'Atlantis' })).rejects.toThrow(
      /^There is no choice Atlantis/,
    );
  });

  test('asks the bank in the page, and pays once it agrees', async () => {
    const { elements, pay } = await makeShop(eur, { authentication: 'page' });
    await payByMethod(container, 'card', card(numbers.challenged));
    await elements.submit();
    const refused = pay();
    await failAtBank(document.body);
    expect((await refused).error).toMatchObject({ code: 'payment_intent_authentication_failure' });
    const paid = pay();
    await authoriseAtBank(document.body);
    expect(await paid).toMatchObject({ paymentIntent: { status: 'succeeded' } });
    expect(queryByRole(document.body, 'dialog')).toBeNull();
  });

  test('goes to no other page, and asks the bank of a method that leads to one', async () => {
    const { payframe, elements, pay } = await makeShop(eur, { authentication: 'page' });
    await payByMethod(container, 'ideal');
    await elements.submit();
    const refused = pay();
    await failAtBank(document.body);
    expect((await refused).error).toMatchObject({ code: 'payment_intent_authentication_failure' });
    const paid = pay();
    await eventually(async () =>
      expect(await payframe.retrievePaymentIntent('pi_1_secret_2')).toMatchObject({
        paymentIntent: {
          status: 'requires_action',
          next_action: { type: 'redirect_to_url', redirect_to_url: { return_url: RETURN_URL } },
        },
      }),
    );
    await authoriseAtBank(document.body);
    expect(await paid).toMatchObject({ paymentIntent: { status: 'succeeded' } });
    expect(location.href).not.toContain('shop.example');
  });

  test('says where a bank asks nothing', async () => {
    await makeShop();
    vi.useFakeTimers({ toFake: ['setTimeout'] });
    await expect(authoriseAtBank(document.body)).rejects.toThrow(/authentication: 'page'/);
    vi.useRealTimers();
  });

  test('shows the methods that a customer saved only to a customer session', async () => {
    const asked = { deferred_intent: eur, customer_session_client_secret: 'cuss_1_secret_2' };
    const paymentMethods = { pm_1: 'pm_card_visa' };
    const api = createApi({ host: 'https://payframe.test', intents: {}, paymentMethods });
    expect(await api.session(asked)).toMatchObject({
      session: { customer: { payment_methods: [{ id: 'pm_1', card: { last4: '4242' } }] } },
    });
    expect(await api.session({ deferred_intent: eur })).toMatchObject({ session: { customer: null } });
  });

  describe('by BLIK', () => {
    const pln = {
      mode: 'payment',
      amount: 1999,
      currency: 'pln',
      allowedPaymentMethodTypes: ['blik'],
    } as const;
    const intents = { pi_1: { amount: 1999, currency: 'pln' } } as const;

    /** Pays by a code, and returns what comes of it, with the seconds that the payer was waited for. */
    async function payByCode(code: string) {
      const { elements, pay } = await makeShop(pln, { intents });
      await payByMethod(container, 'blik', { 'BLIK code': code });
      await elements.submit();
      vi.useFakeTimers({ toFake: ['Date', 'performance', 'setTimeout'] });
      onTestFinished(() => void vi.useRealTimers());
      const begun = Date.now();
      const paid = pay().then((result) => ({ ...result, seconds: Math.round((Date.now() - begun) / 1000) }));
      await vi.advanceTimersByTimeAsync(1_000);
      getByText(container, 'Confirm the payment in your banking app.');
      await vi.advanceTimersByTimeAsync(60_000);
      return paid;
    }

    test('waits for the payer, and is paid', async () => {
      expect(await payByCode('777123')).toMatchObject({ paymentIntent: { status: 'succeeded' }, seconds: 3 });
      expect(queryByText(container, 'Confirm the payment in your banking app.')).toBeNull();
    });

    test.each<[code: string, error: object, seconds: number]>([
      ['100001', { decline_code: 'customer_declined' }, 3],
      ['100004', { decline_code: 'code_expired' }, 3],
      // A page waits for less time than a bank.
      ['100006', { code: 'payment_intent_authentication_failure' }, 51],
    ])('ends by the code %s as in the sandbox', async (code, error, seconds) => {
      expect(await payByCode(code)).toMatchObject({ error, seconds });
    });
  });

  describe('by a bank account', () => {
    const details = { name: 'Jenny Rosen', email: 'jenny@example.com' };
    const address = { country: 'GB', line1: '10 Downing Street', city: 'London', postal_code: 'SW1A 2AA' };
    const open = (currency: string) =>
      makeShop(
        { ...eur, currency },
        { intents: { pi_1: { amount: 1999, currency } } },
        { defaultValues: { billingDetails: { ...details, address } } },
      );

    test.each<[type: string, currency: string, entry: MethodEntry, code: string]>([
      [
        'sepa_debit',
        'eur',
        { IBAN: number('DE65', '3704', '0044', '0002', '2222', '27') },
        'insufficient_funds',
      ],
      [
        'bacs_debit',
        'gbp',
        { 'Sort code': '108800', 'Account number': number('2222', '2227') },
        'insufficient_funds',
      ],
      [
        'au_becs_debit',
        'aud',
        { 'BSB number': '000000', 'Account number': number('1111', '11113') },
        'account_closed',
      ],
      [
        'nz_bank_account',
        'nzd',
        { 'Account number': number('1100', '0022', '2222', '2027') },
        'insufficient_funds',
      ],
      ['us_bank_account', 'usd', { 'Connect your bank account': 'insufficientFunds' }, 'insufficient_funds'],
    ])('is debited, which fails later by the test value: %s', async (type, currency, entry, code) => {
      const { elements, pay, payframe } = await open(currency);
      await payByMethod(container, type, entry);
      await elements.submit();
      expect(await pay()).toMatchObject({ paymentIntent: { status: 'processing' } });
      const read = async () => (await payframe.retrievePaymentIntent('pi_1_secret_2')).paymentIntent;
      const now = Date.now();
      vi.useFakeTimers({ toFake: ['Date'], now: now + 1_000_000 });
      onTestFinished(() => void vi.useRealTimers());
      expect(await read()).toMatchObject({
        status: 'requires_payment_method',
        last_payment_error: { code },
      });
    });

    test('in the United States is entered by its numbers, and verified by its statement', async () => {
      const { elements, pay, payframe } = await open('usd');
      const account = number('0001', '2345', '6789');
      await payByMethod(container, 'us_bank_account', {
        'Connect your bank account': 'by_hand',
        'Routing number': '110000000',
        'Account number': account,
        'Confirm account number': account,
      });
      await elements.submit();
      expect(await pay()).toMatchObject({
        paymentIntent: { status: 'requires_action', next_action: { type: 'verify_with_microdeposits' } },
      });
      const verify = (descriptor_code: string) =>
        payframe.verifyMicrodepositsForPayment('pi_1_secret_2', { descriptor_code });
      expect((await verify('SM00AA')).error?.message).toMatch(/9 attempts are left/);
      expect(await verify('SM11AA')).toMatchObject({ paymentIntent: { status: 'processing' } });
    });

    test('that is no test account is refused, and its number is in no answer', async () => {
      const { elements, pay, events } = await open('gbp');
      const account = number('8765', '4321');
      await payByMethod(container, 'bacs_debit', { 'Sort code': '108800', 'Account number': account });
      await elements.submit();
      const result = await pay();
      expect(result.error).toMatchObject({ code: 'account_number_invalid' });
      expect(JSON.stringify([result, events])).not.toContain(account);
    });
  });

  describe('to a customer session', () => {
    const group = { ...eur, customerSessionClientSecret: 'cuss_1_secret_2' };
    const paymentMethods = { pm_1: 'pm_card_visa', pm_2: 'pm_card_mastercard' };
    const saved = () => queryAllByRole(container, 'radio', { name: /ending in/ }).length;
    const press = (name: string) => getByRole(container, 'button', { name }).click();

    test('pays by the saved method that is chosen', async () => {
      const { elements, pay } = await makeShop(group, { paymentMethods });
      getByRole(container, 'radio', { name: /Mastercard ending in 4444/ }).click();
      await elements.submit();
      expect(await pay()).toMatchObject({ paymentIntent: { status: 'succeeded', payment_method: 'pm_2' } });
    });

    test('renews and removes saved methods', async () => {
      const { payment, elements, events } = await makeShop(group, { paymentMethods });
      for (const type of ['savedpaymentmethodremove', 'savedpaymentmethodupdate'] as const)
        payment.on(type as 'change', (event) => events.push({ type, ...event }));
      press('Edit');
      const date = await findByLabelText(container, 'Expiration date');
      await eventually(() => expect(document.activeElement).toBe(date));
      for (const data of '1139')
        date.dispatchEvent(
          new InputEvent('beforeinput', { inputType: 'insertText', data, bubbles: true, cancelable: true }),
        );
      press('Update');
      await eventually(() => getByText(container, /11\/39/));
      press('Remove');
      press('Remove');
      await eventually(() => expect(saved()).toBe(1));
      expect(await elements.fetchUpdates()).toEqual({});
      expect(saved()).toBe(1);
      expect(events.filter(({ success }) => success).map(({ type }) => type)).toEqual([
        'savedpaymentmethodupdate',
        'savedpaymentmethodremove',
      ]);
    });

    test('makes a new method the default where its holder ticks that, and saves it', async () => {
      const { elements, pay, payframe } = await makeShop(group, { paymentMethods });
      await payByMethod(container, 'card', {
        ...card(numbers.amex),
        'Security code': '1234',
        'Save payment details for future purchases': true,
        'Make this my default payment method': true,
      });
      await elements.submit();
      expect(await pay()).toMatchObject({ paymentIntent: { status: 'succeeded' } });
      document.body.append(document.createElement('div'));
      const next = document.body.lastElementChild as HTMLElement;
      payframe.elements(group).create('payment').mount(next);
      await eventually(() =>
        expect(
          queryAllByRole(next, 'radio', { name: /Default/ }).map(
            (radio) => (radio as HTMLInputElement).checked,
          ),
        ).toEqual([true]),
      );
      getByRole(next, 'radio', { name: /American Express ending in 0005.*Default/ });
    });

    test('saves a new method whose holder ticks that, and shows it from then on', async () => {
      const { elements, pay, payframe } = await makeShop(group, { paymentMethods });
      await payByMethod(container, 'card', {
        ...card(numbers.amex),
        'Security code': '1234',
        'Save payment details for future purchases': true,
      });
      await elements.submit();
      expect(await pay()).toMatchObject({ paymentIntent: { status: 'succeeded' } });
      document.body.append(document.createElement('div'));
      payframe
        .elements(group)
        .create('payment')
        .mount(document.body.lastElementChild as HTMLElement);
      await eventually(() => getByRole(document.body, 'radio', { name: /American Express ending in 0005/ }));
    });
  });

  test.each([
    [{ loader: 'sometimes' }, 'loader', 'auto|always|never, not sometimes.'],
    [{ setupFutureUsage: 'later' }, 'setupFutureUsage', 'off_session|on_session, not later.'],
  ])('does not pay with a wrong value in its group: %j', async (wrong, param, told) => {
    const { elements, pay } = await makeShop({
      mode: 'payment',
      amount: 1999,
      currency: 'eur',
      ...(wrong as object),
    });
    await payByMethod(container, 'card', card());
    await elements.submit();
    const refusal = { code: 'invalid_option', param, message: `options.${param} must be ${told}` };
    expect(await pay()).toMatchObject({ error: refusal });
  });

  test('collapses where the page says so', async () => {
    const { payment, events } = await makeShop();
    payment.collapse();
    await eventually(() => expect(events.at(-1)).toMatchObject({ type: 'change', collapsed: true }));
  });
});

test.each<[object, string | null]>([
  [{ setupFutureUsage: 'off_session' }, 'off_session'],
  [{ setup_future_usage: 'on_session' }, 'on_session'],
  [{}, null],
])('a confirmation token has what its group says about later payments: %j', async (options, usage) => {
  const { elements, payframe } = await makeShop({ ...eur, ...options });
  await payByMethod(container, 'card', card());
  expect((await elements.submit()).error).toBeUndefined();
  const { confirmationToken } = await payframe.createConfirmationToken({ elements });
  expect(confirmationToken?.setup_future_usage).toBe(usage);
});

describe('an email address in an Element of its own', () => {
  async function withContact(type: 'linkAuthentication' | 'contactDetails') {
    const shop = await makeShop(eur);
    const place = document.body.appendChild(document.createElement('div'));
    shop.elements.create(type).mount(place);
    await eventually(() => expect(place.querySelector('input')).not.toBeNull());
    return { ...shop, place };
  }

  test.each(['linkAuthentication', 'contactDetails'] as const)(
    '%s: is checked with the form, and is in the payment method',
    async (type) => {
      const { elements, payframe, place } = await withContact(type);
      await payByMethod(container, 'card', card());
      expect((await elements.submit()).error).toMatchObject({ code: 'incomplete_email' });
      await fillEmail(place, 'jenny@example.com');
      expect((await elements.submit()).error).toBeUndefined();
      const { confirmationToken } = await payframe.createConfirmationToken({ elements });
      expect(confirmationToken?.payment_method_preview.billing_details.email).toBe('jenny@example.com');
    },
  );

  test('is asked for by the Payment Element where there is no other Element', async () => {
    const { elements } = await withContact('linkAuthentication');
    await payByMethod(container, 'sepa_debit');
    await eventually(() => expect(container.querySelector('#panel-sepa_debit input')).not.toBeNull());
    const email = () => container.querySelector('#panel-sepa_debit input[autocomplete="email"]');
    expect(email()).toBeNull();
    elements.getElement('linkAuthentication')?.destroy();
    await eventually(() => expect(email()).not.toBeNull());
  });
});

test('addresses in Elements of their own are checked with the form, and go along with the payment', async () => {
  const { elements, payframe } = await makeShop(eur);
  const mount = (options: AddressElementOptions) => {
    const place = document.body.appendChild(document.createElement('div'));
    elements.create('address', options).mount(place);
    return place;
  };
  const shipping = mount({ mode: 'shipping' });
  const billing = mount({ mode: 'billing', defaultValues: { name: 'John Rosen' } });
  await payByMethod(container, 'card', {
    'Card number': number('4242', '4242', '4242', '4242'),
    'Expiration date': '12/34',
    'Security code': '123',
  });
  expect((await elements.submit()).error).toMatchObject({ code: 'incomplete_name' });
  const address = { country: 'DE', line1: 'Musterstraße 12', city: 'Berlin', postal_code: '10115' };
  await fillAddress(shipping, { name: 'Jenny Rosen', ...address });
  await fillAddress(billing, { ...address, city: 'Potsdam', postal_code: '1446' });
  expect((await elements.submit()).error).toMatchObject({ code: 'invalid_zip' });
  await fillAddress(billing, { postal_code: '14467' });
  expect((await elements.submit()).error).toBeUndefined();
  const value = await elements.getElement('address', { mode: 'shipping' })?.getValue();
  expect(value).toMatchObject({ complete: true, value: { name: 'Jenny Rosen', address } });
  const { confirmationToken } = await payframe.createConfirmationToken({ elements });
  expect(confirmationToken?.payment_method_preview.billing_details).toMatchObject({
    name: 'John Rosen',
    address: { city: 'Potsdam', postal_code: '14467', country: 'DE' },
  });
});

test('an Australian account is debited by its Element', async () => {
  const payframe = createPayframeDouble({ intents: { pi_1: { amount: 1999, currency: 'aud' } } });
  const account = payframe.elements().create('auBankAccount');
  account.mount(container);
  await eventually(() => expect(container.querySelector('input')).not.toBeNull());
  const pay = () =>
    payframe.confirmAuBecsDebitPayment('pi_1_secret_2', {
      payment_method: {
        au_becs_debit: account,
        billing_details: { name: 'Jenny Rosen', email: 'jenny@example.com' },
      },
    });
  expect(await pay()).toMatchObject({ error: { code: 'incomplete_bsb' } });
  await fillAuBankAccount(container, { bsb: '000-000', account: '000123456' });
  expect(await pay()).toMatchObject({ paymentIntent: { status: 'processing' } });
});
