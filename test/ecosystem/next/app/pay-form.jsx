'use client';

import { CardElement, useElements, usePayframe } from 'payframe/react';
import { useState } from 'react';

export function PayForm({ children }) {
  const payframe = usePayframe();
  const elements = useElements();
  const [message, setMessage] = useState('');

  async function pay(event) {
    event.preventDefault();
    const card = elements.getElement(CardElement);
    const { paymentMethod, error } = await payframe.createPaymentMethod({ type: 'card', card });
    setMessage(error ? error.message : `Paid with •••• ${paymentMethod.card.last4}`);
  }

  return (
    <form onSubmit={pay}>
      <label htmlFor="card">Card</label>
      {children}
      <p role="alert">{message}</p>
      <button type="submit" disabled={!payframe}>
        Pay
      </button>
    </form>
  );
}
