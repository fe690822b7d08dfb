/** An Express Checkout Element in React: our binding, or, with `data-binding="stripe"`, that of Stripe.js as it is published. */
import * as theirs from '@stripe/react-stripe-js';
import type { Stripe } from '@stripe/stripe-js';
import { loadPayframe } from 'payframe';
import { Elements, ExpressCheckoutElement, useElements, usePayframe } from 'payframe/react';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import {
  GROUP,
  host,
  key,
  note,
  OPTIONS,
  onClick,
  onShippingAddressChange,
  pay,
  paysNothing,
  root,
} from './express-shop.js';

const payframe = loadPayframe(key, { host });

const HANDLERS = {
  onClick,
  onShippingAddressChange,
  onReady: (event: object) => note('ready', event),
  onCancel: (event: object) => note('cancel', event),
};

function Express() {
  const [payframe, elements] = [usePayframe(), useElements()];
  return (
    <ExpressCheckoutElement
      options={OPTIONS}
      {...HANDLERS}
      {...(!paysNothing && { onConfirm: () => void pay(payframe, elements) })}
    />
  );
}

function StripeExpress() {
  const [stripe, elements] = [theirs.useStripe(), theirs.useElements()];
  return (
    <theirs.ExpressCheckoutElement
      options={OPTIONS}
      {...HANDLERS}
      // Its types want one.
      onConfirm={paysNothing ? (undefined as never) : () => void pay(stripe, elements)}
    />
  );
}

createRoot(root).render(
  <StrictMode>
    {root.dataset.binding === 'stripe' ? (
      <theirs.Elements stripe={payframe as unknown as Promise<Stripe>} options={GROUP}>
        <StripeExpress />
      </theirs.Elements>
    ) : (
      <Elements payframe={payframe} options={GROUP}>
        <Express />
      </Elements>
    )}
    <input aria-label="Voucher" />
  </StrictMode>,
);
