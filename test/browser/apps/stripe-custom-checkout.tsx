/** A checkout with a Checkout Session that was written for Stripe.js with its React wrapper: only the object in `stripe` differs. */
import {
  BillingAddressElement,
  CheckoutElementsProvider,
  PaymentElement,
  ShippingAddressElement,
  useCheckout,
} from '@stripe/react-stripe-js/checkout';
import { loadPayframe } from 'payframe';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { CheckoutForm } from './checkout-form.js';

window.seen = [];
const root = document.getElementById('root') as HTMLElement;
const { key = '', host, secret = '', redirect, addresses } = root.dataset;

const stripe = loadPayframe(key, { host, locale: 'en' });
/** As of a request to the shop's server. */
const clientSecret = new Promise<string>((resolve) => setTimeout(() => resolve(secret), 50));

const Checkout = () => <CheckoutForm state={useCheckout() as never} redirect={redirect} />;

createRoot(root).render(
  <StrictMode>
    <CheckoutElementsProvider
      stripe={stripe as never}
      options={{ clientSecret, elementsOptions: { appearance: { theme: 'stripe' } } }}
    >
      <Checkout />
      {addresses && (
        <>
          <ShippingAddressElement id="shipping" />
          <BillingAddressElement id="billing" />
        </>
      )}
      <PaymentElement
        id="payment"
        options={{ layout: 'tabs' }}
        onReady={() => window.seen.push({ type: 'ready' })}
        onChange={({ complete }) => window.seen.push({ type: 'change', complete })}
      />
    </CheckoutElementsProvider>
  </StrictMode>,
);
