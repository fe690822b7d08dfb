import type { Payframe, PayframeElements } from 'payframe';
import { CardNumberElement, PaymentElement, useElements, usePayframe } from 'payframe/react';
import { type FormEvent, useState } from 'react';
import { CardFields } from './card-fields';
import { ANOTHER } from './saved-cards';
import type { Order } from './shop';
import { TOTAL } from './summary';
import type { Tab } from './tabs';

const UNKNOWN =
  'The shop could not be reached. Your payment may have been made: look at your order before you pay again.';

/** Most customers pay by card, and so its fields are there at once. */
const LAYOUT = { type: 'accordion', defaultCollapsed: false } as const;

interface Props {
  order: Order;
  /** Id of a saved card, or `ANOTHER`. */
  chosen: string;
  tab: Tab;
  notice: string;
  onPaid(): Promise<void>;
}

export function PaymentForm({ order, chosen, tab, notice, onPaid }: Props) {
  const payframe = usePayframe();
  const elements = useElements();
  const [complete, setComplete] = useState(false);
  const [paying, setPaying] = useState(false);
  const [error, setError] = useState(notice);
  const isNew = chosen === ANOTHER;
  const ready = !!payframe && (!isNew || complete);

  async function pay(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    // A second click, or Enter and a click, is still one payment.
    if (!payframe || !elements || !ready || paying) return;
    setPaying(true);
    setError('');
    const isElement = isNew && tab === 'methods';
    const form = new FormData(event.currentTarget);
    const outcome = await (isElement
      ? payByElement(payframe, elements)
      : payByCard(payframe, elements, order.clientSecret, chosen, form));
    if (outcome.error) setError(outcome.error.message);
    else await onPaid().catch(() => setError(UNKNOWN));
    setPaying(false);
  }

  return (
    <form onSubmit={pay}>
      {isNew && (
        <div id="panel" role="tabpanel" aria-labelledby={`tab-${tab}`}>
          {tab === 'methods' ? (
            <PaymentElement
              options={{ layout: LAYOUT, readOnly: paying }}
              onChange={(event) => setComplete(event.complete)}
            />
          ) : (
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
        </div>
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

/** Pays by what is chosen in the Payment Element. Some methods lead to another page, which comes back to this one. */
async function payByElement(payframe: Payframe, elements: PayframeElements) {
  // Before anything else is awaited, so that what is missing is said at once.
  const { error } = await elements.submit();
  if (error) return { error };
  return payframe.confirmPayment({
    elements,
    confirmParams: { return_url: location.origin + location.pathname },
    redirect: 'if_required',
  });
}

/** Pays with a saved card, or with the card in the fields. If the bank asks, its own page is shown in a dialog. */
function payByCard(
  payframe: Payframe,
  elements: PayframeElements,
  clientSecret: string,
  saved: string,
  form: FormData,
) {
  const card = elements.getElement(CardNumberElement);
  return payframe.confirmCardPayment(
    clientSecret,
    saved !== ANOTHER || !card
      ? { payment_method: saved }
      : {
          payment_method: { card, billing_details: { name: `${form.get('name')}` } },
          ...(form.has('save') && { setup_future_usage: 'on_session' as const }),
        },
  );
}
