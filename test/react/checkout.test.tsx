// @vitest-environment jsdom
/** The binding's checkout of a Checkout Session, on the double. */
import { act, cleanup, render } from '@testing-library/react';
import { type ReactNode, StrictMode } from 'react';
import { afterEach, expect, test, vi } from 'vitest';
import type { CheckoutElementsSdkOptions } from '../../src/page/index.js';
import {
  CardElement,
  CheckoutProvider,
  type CheckoutState,
  PaymentElement,
  useCheckout,
  useElements,
  usePayframe,
} from '../../src/react/index.js';
import { createPayframeDouble, payByMethod } from '../../src/testing/index.js';
import { numbers } from '../testing/scenarios.js';
import { Boundary } from './app.js';

afterEach(cleanup);

const makeDouble = () =>
  createPayframeDouble({
    checkoutSessions: {
      cs_1: {
        currency: 'eur',
        lineItems: [{ name: 'T-shirt', quantity: 2, unitAmount: 1500 }],
        promotionCodes: { SPRING: 20 },
      },
    },
  });

let state: CheckoutState = { type: 'loading' };

function Total() {
  state = useCheckout();
  return <output>{state.type === 'success' ? state.checkout.total.total.amount : state.type}</output>;
}

const checkout = () => {
  if (state.type !== 'success') throw new Error(`The checkout is ${state.type}.`);
  return state.checkout;
};

const shown = () => document.querySelector('output')?.textContent;

function renderApp(clientSecret: Promise<string> | string, payframe = makeDouble()) {
  render(
    <StrictMode>
      <CheckoutProvider payframe={payframe} options={{ clientSecret }}>
        <Total />
        <PaymentElement className="payment" />
      </CheckoutProvider>
    </StrictMode>,
  );
}

test('a session is shown, changed and paid under its provider, in StrictMode too', async () => {
  renderApp(Promise.resolve('cs_1_secret_2'));
  expect(shown()).toBe('loading');
  await vi.waitFor(() => expect(shown()).toBe('€30.00'));
  await act(() => checkout().applyPromotionCode('spring'));
  await vi.waitFor(() => expect(shown()).toBe('€24.00'));
  await act(() => checkout().updateEmail('ada@shop.example'));
  await vi.waitFor(() => expect(document.querySelectorAll('.payment option').length).toBeGreaterThan(100));
  expect(checkout().canConfirm).toBe(false);
  await act(() =>
    payByMethod(document.body, 'card', {
      'Card number': numbers.visa,
      'Expiration date': '12/40',
      'Security code': '123',
      'Country or region': 'Germany',
    }),
  );
  await vi.waitFor(() => expect(checkout().canConfirm).toBe(true));
  const result = await act(() => checkout().confirm());
  expect(result.error).toBeUndefined();
  await vi.waitFor(() => expect(checkout().status).toEqual({ type: 'complete', paymentStatus: 'paid' }));
});

test('says why there is no session', async () => {
  renderApp('pi_1_secret_2');
  await vi.waitFor(() => expect(shown()).toBe('error'));
  expect(state).toMatchObject({ error: { code: 'invalid_client_secret' } });
  cleanup();
  renderApp('cs_1_secret_2', {} as never);
  await vi.waitFor(() =>
    expect(state).toMatchObject({ error: { message: expect.stringContaining('takes as `payframe`') } }),
  );
});

test('passes a new look on to the Elements', async () => {
  const payframe = makeDouble();
  const changeAppearance = vi.fn();
  const { initCheckoutElementsSdk } = payframe;
  payframe.initCheckoutElementsSdk = ((options: CheckoutElementsSdkOptions) =>
    new Proxy(initCheckoutElementsSdk(options), {
      get: (sdk, name) => (name === 'changeAppearance' ? changeAppearance : Reflect.get(sdk, name)),
    })) as typeof initCheckoutElementsSdk;
  const app = (colorPrimary: string) => (
    <CheckoutProvider
      payframe={payframe}
      options={{
        clientSecret: 'cs_1_secret_2',
        elementsOptions: { appearance: { variables: { colorPrimary } } },
      }}
    >
      <Total />
    </CheckoutProvider>
  );
  const { rerender } = render(app('#000000'));
  await vi.waitFor(() => expect(shown()).toBe('€30.00'));
  rerender(app('#000000'));
  rerender(app('#ffffff'));
  expect(changeAppearance.mock.calls).toEqual([[{ variables: { colorPrimary: '#ffffff' } }]]);
});

let seen: { elements: unknown; payframe: unknown };

function Look() {
  seen = { elements: useElements(), payframe: usePayframe() };
  return null;
}

test('has no group of Elements, and takes only the Elements of a checkout', async () => {
  const payframe = makeDouble();
  const app = (field: ReactNode) => (
    <CheckoutProvider payframe={payframe} options={{ clientSecret: 'cs_1_secret_2' }}>
      <Total />
      <Look />
      {field}
    </CheckoutProvider>
  );
  const failed = vi.fn();
  vi.spyOn(console, 'error').mockImplementation(() => {});
  render(
    app(
      <Boundary onError={failed}>
        <CardElement />
      </Boundary>,
    ),
  );
  await vi.waitFor(() => expect(shown()).toBe('€30.00'));
  expect(seen).toEqual({ elements: null, payframe });
  const refusal = expect.objectContaining({
    message: expect.stringContaining('no Element of the type card'),
  });
  await vi.waitFor(() => expect(failed).toHaveBeenCalledWith(refusal));
});

test('is needed by a component that calls useCheckout', () => {
  vi.spyOn(console, 'error').mockImplementation(() => {});
  expect(() => render(<Total />)).toThrow('must be under a <CheckoutProvider>');
});
