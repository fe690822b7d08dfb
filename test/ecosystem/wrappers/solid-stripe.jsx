import { loadPayframe } from 'payframe';
import { createSignal, For, Show } from 'solid-js';
import {
  CardCvcElement,
  CardElement,
  CardExpiryElement,
  CardNumberElement,
  Elements,
  IbanElement,
  useElements,
  useStripe,
} from 'solid-stripe';
import { content, host, key, note, own, secret, told } from './shop.js';

const stripePromise = loadPayframe(key, { host });
const fields = {
  card: [CardElement],
  split: [CardNumberElement, CardExpiryElement, CardCvcElement],
  iban: [IbanElement],
}[content];

function Form() {
  const stripe = useStripe();
  const elements = useElements();
  const [disabled, setDisabled] = createSignal(false);
  const [outcome, setOutcome] = createSignal('');
  const card = () => elements().getElement(fields[0]);

  async function pay(event) {
    event.preventDefault();
    setOutcome(told(await stripe().createPaymentMethod({ type: 'card', card: card() })));
  }

  async function confirm() {
    setOutcome(told(await stripe().confirmCardPayment(secret, { payment_method: { card: card() } })));
  }

  return (
    <form onSubmit={pay}>
      <For each={fields}>
        {(Field) => (
          <Field
            options={{ ...own, disabled: disabled() }}
            onReady={(element) => note('ready', element)}
            onChange={(event) => note('change', event)}
          />
        )}
      </For>
      <button type="submit">Pay</button>
      <button type="button" onClick={confirm}>
        Confirm
      </button>
      <button type="button" onClick={() => setDisabled(!disabled())}>
        Lock
      </button>
      <output>{outcome()}</output>
    </form>
  );
}

export default function App() {
  const [shown, setShown] = createSignal(true);
  const [locale, setLocale] = createSignal('en');
  return (
    <>
      <Show when={shown()}>
        <Elements stripe={stripePromise} options={{ locale: locale() }}>
          <Form />
        </Elements>
      </Show>
      <button type="button" onClick={() => setLocale('de')}>
        Deutsch
      </button>
      <button type="button" onClick={() => setShown(!shown())}>
        Show
      </button>
    </>
  );
}
