// @vitest-environment jsdom
import { getByLabelText, getByRole, queryByRole } from '@testing-library/dom';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createApi } from '../../src/testing/double/api.js';
import {
  authoriseAtBank,
  createPayframeDouble,
  type DoubleOptions,
  failAtBank,
  payByMethod,
} from '../../src/testing/index.js';
import { numbers } from './scenarios.js';

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
  await vi.waitFor(() =>
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
    expect(getByRole(container, 'radio', { name: 'Card' })).toHaveProperty('checked', true);
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
    await vi.waitFor(async () =>
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

  test('collapses where the page says so', async () => {
    const { payment, events } = await makeShop();
    payment.collapse();
    await vi.waitFor(() => expect(events.at(-1)).toMatchObject({ type: 'change', collapsed: true }));
  });
});
