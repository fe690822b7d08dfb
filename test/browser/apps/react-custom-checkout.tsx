/** A checkout with a Checkout Session by the binding for React. */
import { loadPayframe } from 'payframe';
import { CheckoutProvider, PaymentElement, useCheckout } from 'payframe/react';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { CheckoutForm } from './checkout-form.js';

window.seen = [];
const root = document.getElementById('root') as HTMLElement;
const { key = '', host, secret = '', redirect } = root.dataset;

const payframe = loadPayframe(key, { host, locale: 'en' });
/** As of a request to the shop's server. */
const clientSecret = new Promise<string>((resolve) => setTimeout(() => resolve(secret), 50));

const Checkout = () => <CheckoutForm state={useCheckout()} redirect={redirect} />;

createRoot(root).render(
  <StrictMode>
    <CheckoutProvider
      payframe={payframe}
      options={{ clientSecret, elementsOptions: { appearance: { theme: 'stripe' } } }}
    >
      <Checkout />
      <PaymentElement id="payment" options={{ layout: 'tabs' }} />
    </CheckoutProvider>
  </StrictMode>,
);
