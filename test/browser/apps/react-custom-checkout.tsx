/** A checkout with a Checkout Session by the binding for React. */
import { loadPayframe } from 'payframe';
import { AddressElement, CheckoutProvider, PaymentElement, useCheckout } from 'payframe/react';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { CheckoutForm } from './checkout-form.js';

window.seen = [];
const root = document.getElementById('root') as HTMLElement;
const { key = '', host, secret = '', redirect, addresses } = root.dataset;
/** Which Address Element has the box that both are the same. */
const sync = addresses === 'shipping' ? 'shipping' : 'billing';

const payframe = loadPayframe(key, { host, locale: 'en' });
/** As of a request to the shop's server. */
const clientSecret = new Promise<string>((resolve) => setTimeout(() => resolve(secret), 50));

const Checkout = () => <CheckoutForm state={useCheckout()} redirect={redirect} />;

createRoot(root).render(
  <StrictMode>
    <CheckoutProvider
      payframe={payframe}
      options={{
        clientSecret,
        elementsOptions: { appearance: { theme: 'stripe' }, syncAddressCheckbox: sync },
      }}
    >
      <Checkout />
      {addresses && (
        <>
          <AddressElement id="shipping" options={{ mode: 'shipping' }} />
          <AddressElement id="billing" options={{ mode: 'billing' }} />
        </>
      )}
      <PaymentElement id="payment" options={{ layout: 'tabs' }} />
    </CheckoutProvider>
  </StrictMode>,
);
