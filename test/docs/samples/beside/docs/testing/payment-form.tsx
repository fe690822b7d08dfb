/** The shop's form with a Payment Element that the guide's unit test is for. */
import { PaymentElement, useElements, usePayframe } from 'payframe/react';
import { type FormEvent, useState } from 'react';

export function PaymentForm({ clientSecret }: { clientSecret: string }) {
  const payframe = usePayframe();
  const elements = useElements();
  const [message, setMessage] = useState('');

  async function pay(event: FormEvent) {
    event.preventDefault();
    if (!payframe || !elements) return;
    const { error: incomplete } = await elements.submit();
    if (incomplete) return setMessage(incomplete.message);
    const { error } = await payframe.confirmPayment({
      elements,
      clientSecret,
      confirmParams: { return_url: 'https://shop.example/done' },
      redirect: 'if_required',
    });
    setMessage(error ? error.message : 'Thank you');
  }

  return (
    <form onSubmit={pay}>
      <PaymentElement />
      <p role="alert">{message}</p>
      <button type="submit">Pay</button>
    </form>
  );
}
