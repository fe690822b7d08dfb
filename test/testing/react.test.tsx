// @vitest-environment jsdom
import { act, cleanup, configure, fireEvent, render, screen } from '@testing-library/react';
import { useState } from 'react';
import { afterEach, expect, test } from 'vitest';
import { CardElement, Elements, useElements, usePayframe } from '../../src/react/index.js';
import { createPayframeDouble, fillCard, readCard } from '../../src/testing/index.js';
import { numbers, whole } from './scenarios.js';

// A busy machine may take longer than the second that is waited for a text.
configure({ asyncUtilTimeout: 20_000 });

afterEach(cleanup);

function Checkout() {
  const payframe = usePayframe();
  const elements = useElements();
  const [complete, setComplete] = useState(false);
  const [said, setSaid] = useState('');

  async function pay(event: { preventDefault(): void }) {
    event.preventDefault();
    const card = elements?.getElement(CardElement);
    if (!payframe || !card) return;
    const { error } = await payframe.confirmCardPayment('pi_1_secret_2', { payment_method: { card } });
    setSaid(error?.message ?? 'Thank you');
  }

  return (
    <form onSubmit={pay}>
      <CardElement onChange={(event) => setComplete(event.complete)} />
      <p role="alert">{said}</p>
      <button type="submit" disabled={!complete}>
        Pay
      </button>
    </form>
  );
}

test.each([
  [numbers.visa, 'Thank you'],
  [numbers.declined, 'Your card has insufficient funds.'],
  [numbers.challenged, 'Thank you'],
])("a React app's checkout is tested without a frame: %s", async (number, message) => {
  render(
    <Elements payframe={createPayframeDouble()}>
      <Checkout />
    </Elements>,
    { reactStrictMode: true },
  );
  const button = screen.getByRole<HTMLButtonElement>('button', { name: 'Pay' });
  expect(button.disabled).toBe(true);
  await act(() => fillCard(document.body, whole(number)));
  expect(button.disabled).toBe(false);
  fireEvent.click(button);
  expect(await screen.findByText(message)).toBeTruthy();
});

test('a value that is set at once is laid out too', async () => {
  render(
    <Elements payframe={createPayframeDouble()}>
      <Checkout />
    </Elements>,
  );
  fireEvent.change(screen.getByRole('textbox', { name: 'Card number' }), { target: { value: numbers.amex } });
  expect(await readCard(document.body)).toMatchObject({ number: '3782 822463 10005' });
});
