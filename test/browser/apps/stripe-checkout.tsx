/** A checkout that was written for Stripe.js with its React wrapper: the object in `<Elements stripe>` is all that differs. */
import {
  AddressElement,
  CardCvcElement,
  CardElement,
  CardExpiryElement,
  CardNumberElement,
  Elements,
  ElementsConsumer,
  EmbeddedCheckout,
  EmbeddedCheckoutProvider,
  IbanElement,
  PaymentElement,
  useElements,
  useStripe,
} from '@stripe/react-stripe-js';
import type { Stripe } from '@stripe/stripe-js';
import { loadStripe } from '@stripe/stripe-js/pure';
import { loadPayframe, Payframe } from 'payframe';
import { type FormEvent, type ReactNode, StrictMode, useEffect, useReducer, useState } from 'react';
import { createRoot } from 'react-dom/client';

window.seen = [];
const root = document.getElementById('root') as HTMLElement;
const { key = '', host, content = 'card', from, secret = '' } = root.dataset;

const SOURCES = {
  Payframe: () => Payframe(key, { host }),
  loadPayframe: () => loadPayframe(key, { host }),
  /** Once the test has routed Stripe's address to ours. */
  loadStripe: () =>
    new Promise<Stripe | null>((resolve) => Object.assign(window, { load: () => resolve(loadStripe(key)) })),
};
const stripe = SOURCES[(from ?? 'loadPayframe') as keyof typeof SOURCES]();

const note = (type: string) => (event: unknown) =>
  window.seen.push({ ...(JSON.parse(JSON.stringify(event ?? {})) as object), type });

const handlers = {
  onReady: note('ready'),
  onChange: note('change'),
  onFocus: note('focus'),
  onBlur: note('blur'),
};

function Form({ field: Field, children }: { field: typeof CardElement; children: ReactNode }) {
  const stripe = useStripe();
  const elements = useElements();
  const [outcome, setOutcome] = useState('');

  async function pay(event: FormEvent) {
    event.preventDefault();
    const card = elements?.getElement(Field);
    if (!stripe || !card) return setOutcome('not there yet');
    const { token, error } = await stripe.createToken(card);
    const made = await stripe.createPaymentMethod({ type: 'card', card });
    setOutcome(error?.code ?? `${token?.id} ${made.paymentMethod?.id}`);
  }

  async function confirm() {
    const card = elements?.getElement(Field);
    if (!stripe || !card) return setOutcome('not there yet');
    const { paymentIntent, error } = await stripe.confirmCardPayment(secret, { payment_method: { card } });
    setOutcome(error?.code ?? `${paymentIntent?.id} ${paymentIntent?.status}`);
  }

  return (
    <form onSubmit={pay}>
      {children}
      <button type="submit" disabled={!stripe}>
        Pay
      </button>
      <button type="button" onClick={confirm}>
        Confirm
      </button>
      <output>{outcome}</output>
    </form>
  );
}

function Card() {
  const [renders, render] = useReducer((count: number) => count + 1, 0);
  return (
    <Form field={CardElement}>
      <CardElement options={{ hidePostalCode: true, disabled: renders % 3 === 1 }} {...handlers} />
      <button type="button" onClick={render}>
        Render
      </button>
    </Form>
  );
}

const Split = () => (
  <Form field={CardNumberElement as unknown as typeof CardElement}>
    <CardNumberElement id="number" options={{ showIcon: true }} onReady={note('ready')} />
    <CardExpiryElement id="expiry" onReady={note('ready')} />
    <CardCvcElement id="cvc" onReady={note('ready')} />
  </Form>
);

const Iban = () => (
  <ElementsConsumer>
    {({ elements, stripe }) => (
      <>
        <IbanElement options={{ supportedCountries: ['SEPA'] }} {...handlers} />
        <output>{stripe && elements ? 'Both are there' : ''}</output>
      </>
    )}
  </ElementsConsumer>
);

const Addresses = () => (
  <>
    <AddressElement id="shipping" options={{ mode: 'shipping' }} {...handlers} />
    <AddressElement id="billing" options={{ mode: 'billing' }} onReady={note('ready')} />
  </>
);

/** Pays with whatever is chosen in the form. */
function Payment() {
  const stripe = useStripe();
  const elements = useElements();
  const [outcome, setOutcome] = useState('');

  async function pay(event: FormEvent) {
    event.preventDefault();
    if (!stripe || !elements) return setOutcome('not there yet');
    const submitted = await elements.submit();
    if (submitted.error) return setOutcome(`${submitted.error.code}`);
    const { paymentIntent, error } = await stripe.confirmPayment({ elements, redirect: 'if_required' });
    setOutcome(error?.code ?? `${submitted.selectedPaymentMethod} ${paymentIntent?.status}`);
  }

  return (
    <form onSubmit={pay}>
      <PaymentElement
        id="payment"
        options={{ layout: 'tabs' }}
        {...handlers}
        onLoadError={note('loaderror')}
      />
      <button type="submit">Pay</button>
      <output>{outcome}</output>
    </form>
  );
}

/** Asks for a wallet, as pages do that show its button where there is one. */
function Wallet() {
  const stripe = useStripe();
  const [outcome, setOutcome] = useState('');
  useEffect(() => {
    const request = stripe?.paymentRequest({
      country: 'DE',
      currency: 'eur',
      total: { label: 'Cup', amount: 3200 },
    });
    request?.on('paymentmethod', () => {});
    request?.canMakePayment().then((result) => setOutcome(result ? 'By wallet' : 'By card'));
  }, [stripe]);
  return (
    <>
      <output>{outcome}</output>
      <Card />
    </>
  );
}

const CONTENTS: Record<string, () => ReactNode> = {
  card: Card,
  split: Split,
  iban: Iban,
  address: Addresses,
  payment: Payment,
  wallet: Wallet,
};
const Content = CONTENTS[content] as () => ReactNode;

const embedded = { clientSecret: secret, onComplete: () => window.seen.push({ type: 'complete' }) };

createRoot(root).render(
  <StrictMode>
    {content === 'checkout' ? (
      <EmbeddedCheckoutProvider stripe={stripe} options={embedded}>
        <EmbeddedCheckout id="checkout" />
      </EmbeddedCheckoutProvider>
    ) : (
      <Elements
        stripe={stripe}
        options={{ locale: 'en', ...(content === 'payment' && { clientSecret: secret }) }}
      >
        <Content />
      </Elements>
    )}
  </StrictMode>,
);
