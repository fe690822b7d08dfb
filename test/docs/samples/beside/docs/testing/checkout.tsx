/** The shop's checkout that the guide's unit test is for. */
import { CardElement, useElements, usePayframe } from 'payframe/react';
import { type FormEvent, useState } from 'react';

export function Checkout({ clientSecret }: { clientSecret: string }) {
  const payframe = usePayframe();
  const elements = useElements();
  const [message, setMessage] = useState('');

  async function pay(event: FormEvent) {
    event.preventDefault();
    const card = elements?.getElement(CardElement);
    if (!payframe || !card) return;
    const { error } = await payframe.confirmCardPayment(clientSecret, { payment_method: { card } });
    setMessage(error ? error.message : 'Thank you');
  }

  return (
    <form onSubmit={pay}>
      <CardElement />
      <p role="alert">{message}</p>
      <button type="submit">Pay</button>
    </form>
  );
}
