// @vitest-environment jsdom
/** The binding's checkout of a Checkout Session, on the double. */
import { afterEach, expect, test, vi } from 'vitest';
import { createApp, defineComponent, h, type Ref } from 'vue';
import { createPayframeDouble, payByMethod } from '../../src/testing/index.js';
import { CheckoutProvider, type CheckoutState, PaymentElement, useCheckout } from '../../src/vue/index.js';
import { numbers } from '../testing/scenarios.js';

let unmount = () => {};
afterEach(() => {
  unmount();
  document.body.replaceChildren();
});

let state: Ref<CheckoutState>;

const Total = defineComponent(function Total() {
  state = useCheckout();
  return () =>
    h('output', state.value.type === 'success' ? state.value.checkout.total.total.amount : state.value.type);
});

const checkout = () => {
  if (state.value.type !== 'success') throw new Error(`The checkout is ${state.value.type}.`);
  return state.value.checkout;
};

const shown = () => document.querySelector('output')?.textContent;

function show(clientSecret: string) {
  const payframe = createPayframeDouble({
    checkoutSessions: { cs_1: { currency: 'eur', lineItems: [{ name: 'T-shirt', unitAmount: 1500 }] } },
  });
  const app = createApp({
    render: () =>
      h(CheckoutProvider, { payframe, options: { clientSecret } }, () => [h(Total), h(PaymentElement)]),
  });
  app.mount(document.body.appendChild(document.createElement('div')));
  unmount = () => app.unmount();
}

test('a session is shown, changed and paid under its provider', async () => {
  show('cs_1_secret_2');
  await vi.waitFor(() => expect(shown()).toBe('€15.00'));
  const [line] = checkout().lineItems;
  await checkout().updateLineItemQuantity({ lineItem: String(line?.id), quantity: 2 });
  await vi.waitFor(() => expect(shown()).toBe('€30.00'));
  await checkout().updateEmail('ada@shop.example');
  await vi.waitFor(() => expect(document.querySelectorAll('option').length).toBeGreaterThan(100));
  await payByMethod(document.body, 'card', {
    'Card number': numbers.visa,
    'Expiration date': '12/40',
    'Security code': '123',
    'Country or region': 'Germany',
  });
  await vi.waitFor(() => expect(checkout().canConfirm).toBe(true));
  const result = await checkout().confirm();
  expect(result.error).toBeUndefined();
  await vi.waitFor(() => expect(checkout().status.type).toBe('complete'));
});

test('is in the slot of its provider, and needed by a component that calls useCheckout', async () => {
  const payframe = createPayframeDouble();
  const slot = (value: CheckoutState) => [
    h('output', value.type === 'success' ? value.checkout.total.total.amount : value.type),
  ];
  const app = createApp({
    render: () =>
      h(CheckoutProvider, { payframe, options: { clientSecret: 'cs_1_secret_2' } }, { default: slot }),
  });
  app.mount(document.body.appendChild(document.createElement('div')));
  unmount = () => app.unmount();
  await vi.waitFor(() => expect(shown()).toBe('$10.00'));

  const alone = createApp(Total);
  alone.config.warnHandler = () => {};
  expect(() => alone.mount(document.createElement('div'))).toThrow('must be under a <CheckoutProvider>');
});

test('says why there is no session', async () => {
  show('pi_1_secret_2');
  await vi.waitFor(() => expect(shown()).toBe('error'));
  expect(state.value).toMatchObject({ error: { code: 'invalid_client_secret' } });
});
