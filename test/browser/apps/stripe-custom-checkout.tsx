/** A checkout with a Checkout Session that was written for Stripe.js with its React wrapper: only the object in `stripe` differs. */
import { CheckoutElementsProvider, PaymentElement, useCheckout } from '@stripe/react-stripe-js/checkout';
import { loadPayframe } from 'payframe';
import { type FormEvent, type ReactNode, StrictMode, useState } from 'react';
import { createRoot } from 'react-dom/client';

window.seen = [];
const root = document.getElementById('root') as HTMLElement;
const { key = '', host, secret = '', redirect } = root.dataset;

const stripe = loadPayframe(key, { host, locale: 'en' });
/** As of a request to the shop's server. */
const clientSecret = new Promise<string>((resolve) => setTimeout(() => resolve(secret), 50));

function Checkout(): ReactNode {
  const state = useCheckout();
  const [problem, setProblem] = useState('');
  if (state.type === 'loading') return <p>Loading</p>;
  if (state.type === 'error') return <p role="alert">{state.error.message}</p>;
  const { checkout } = state;

  const show = async (
    result: Promise<{ type: string; error?: { code: string | null; message: string } }>,
  ) => {
    const { error } = await result;
    setProblem(error ? `${error.code}: ${error.message}` : '');
  };
  async function pay(event: FormEvent) {
    event.preventDefault();
    await show(checkout.confirm(redirect ? {} : { redirect: 'if_required' }));
  }
  const [line] = checkout.lineItems;
  return (
    <form onSubmit={pay}>
      <label>
        Email
        <input
          defaultValue={checkout.email ?? ''}
          onBlur={({ target }) => show(checkout.updateEmail(target.value))}
        />
      </label>
      <label>
        Code
        <input onBlur={({ target }) => target.value && show(checkout.applyPromotionCode(target.value))} />
      </label>
      <button
        type="button"
        onClick={() =>
          line && show(checkout.updateLineItemQuantity({ lineItem: line.id, quantity: line.quantity + 1 }))
        }
      >
        One more
      </button>
      <button type="submit" disabled={!checkout.canConfirm}>
        Pay {checkout.total.total.amount}
      </button>
      <output>
        {checkout.status.type} {checkout.status.type === 'complete' && checkout.status.paymentStatus}
      </output>
      <p role="alert">{problem}</p>
    </form>
  );
}

createRoot(root).render(
  <StrictMode>
    <CheckoutElementsProvider
      stripe={stripe as never}
      options={{ clientSecret, elementsOptions: { appearance: { theme: 'stripe' } } }}
    >
      <Checkout />
      <PaymentElement
        id="payment"
        options={{ layout: 'tabs' }}
        onReady={() => window.seen.push({ type: 'ready' })}
        onChange={({ complete }) => window.seen.push({ type: 'change', complete })}
      />
    </CheckoutElementsProvider>
  </StrictMode>,
);
