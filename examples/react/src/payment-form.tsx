import { CardNumberElement, useElements, usePayframe } from 'payframe/react';
import { type FormEvent, useState } from 'react';
import { CardFields } from './card-fields';
import { ANOTHER, SavedCards } from './saved-cards';
import type { Order } from './shop';
import { TOTAL } from './summary';

const UNKNOWN =
  'The shop could not be reached. Your card may have been charged: look at your order before you pay again.';

export function PaymentForm({ order, onPaid }: { order: Order; onPaid(): Promise<void> }) {
  const payframe = usePayframe();
  const elements = useElements();
  const [chosen, setChosen] = useState(order.savedCards[0]?.id ?? ANOTHER);
  const [complete, setComplete] = useState(false);
  const [paying, setPaying] = useState(false);
  const [error, setError] = useState('');
  const ready = !!payframe && (chosen !== ANOTHER || complete);

  async function pay(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    // A second click, or Enter and a click, is still one payment.
    if (!payframe || !ready || paying) return;
    const form = new FormData(event.currentTarget);
    setPaying(true);
    setError('');
    const card = elements?.getElement(CardNumberElement);
    // It shows the bank's own page in a dialog if the bank asks for it, and settles when that is done.
    const outcome = await payframe.confirmCardPayment(
      order.clientSecret,
      chosen !== ANOTHER || !card
        ? { payment_method: chosen }
        : {
            payment_method: { card, billing_details: { name: `${form.get('name')}` } },
            ...(form.has('save') && { setup_future_usage: 'on_session' }),
          },
    );
    if (outcome.error) setError(outcome.error.message);
    else await onPaid().catch(() => setError(UNKNOWN));
    setPaying(false);
  }

  return (
    <form onSubmit={pay}>
      <h2>Payment</h2>
      {order.savedCards.length > 0 && (
        <SavedCards cards={order.savedCards} chosen={chosen} onChoose={setChosen} />
      )}
      {chosen === ANOTHER && (
        <>
          <div className="field">
            <label htmlFor="name">Name on card</label>
            <input id="name" name="name" autoComplete="cc-name" required readOnly={paying} />
          </div>
          <CardFields disabled={paying} onComplete={setComplete} />
          <label className="save">
            <input type="checkbox" name="save" disabled={paying} /> Save this card for next time
          </label>
        </>
      )}
      <p className="error" role="alert">
        {error}
      </p>
      <button type="submit" className="primary" disabled={!ready} aria-disabled={paying}>
        {paying ? 'Paying …' : `Pay ${TOTAL}`}
      </button>
      <p className="quiet fine-print">
        Your card number goes straight from the field to the payment host. This shop never sees it.
      </p>
    </form>
  );
}
