/** A checkout in React that a test drives by its buttons, as a person does. */
import type { loadPayframe } from 'payframe';
import {
  CardCvcElement,
  CardElement,
  CardExpiryElement,
  CardNumberElement,
  Elements,
  useElements,
  usePayframe,
} from 'payframe/react';
import { Activity, type ReactNode, StrictMode, Suspense, use, useEffect, useReducer, useState } from 'react';

interface CheckoutProps {
  payframe: ReturnType<typeof loadPayframe> | null;
}

const note = (type: string, event: object) =>
  window.seen.push({ ...(JSON.parse(JSON.stringify(event)) as object), type });

/** Options and handlers are made anew at each render, as most apps do. */
function Card({ id = 'card' }) {
  const [renders, render] = useReducer((count: number) => count + 1, 0);
  const [disabled, setDisabled] = useState(false);
  return (
    <form onSubmit={(event) => event.preventDefault()}>
      <label htmlFor={id}>Card</label>
      <CardElement
        id={id}
        className={renders % 2 ? 'odd' : 'even'}
        options={{ hidePostalCode: true, disabled, style: { base: { color: 'rgb(10, 20, 30)' } } }}
        onReady={() => note('ready', {})}
        onChange={(event) => note('change', event)}
        onFocus={(event) => note('focus', event)}
        onBlur={(event) => note('blur', event)}
        onLoadError={(event) => note('loaderror', event)}
      />
      <button type="button" onClick={render}>
        Render {renders}
      </button>
      <button type="button" onClick={() => setDisabled(!disabled)}>
        {disabled ? 'Enable' : 'Disable'}
      </button>
    </form>
  );
}

function Split() {
  return (
    <>
      <CardNumberElement id="number" onReady={() => note('ready', {})} />
      <CardExpiryElement id="expiry" onReady={() => note('ready', {})} />
      <CardCvcElement id="cvc" onReady={() => note('ready', {})} />
    </>
  );
}

/** Pays with whatever Element is there; the outcome is the test's. */
function Pay({ of: Field = CardElement }: { of?: typeof CardElement | typeof CardNumberElement }) {
  const payframe = usePayframe();
  const elements = useElements();
  const [outcome, setOutcome] = useState('');
  async function pay() {
    const card = elements?.getElement(Field);
    if (!payframe || !card) throw new Error('Not there yet.');
    const { paymentMethod, error } = await payframe.createPaymentMethod({ type: 'card', card });
    setOutcome(paymentMethod?.id ?? error?.code ?? 'nothing');
  }
  return (
    <>
      <button type="button" onClick={pay}>
        Pay
      </button>
      <output>{outcome}</output>
    </>
  );
}

const Switch = ({ name, children }: { name: string; children(on: boolean): ReactNode }) => {
  const [on, setOn] = useState(false);
  return (
    <>
      <button type="button" onClick={() => setOn(!on)}>
        {name}
      </button>
      {children(on)}
    </>
  );
};

const Wait = ({ until }: { until: Promise<unknown> | undefined }) => <>{until && `${use(until)}`}</>;

/** Suspends beside the field until the test says `resume`. */
function Suspending() {
  const [until, setUntil] = useState<Promise<unknown>>();
  const suspend = () =>
    setUntil(new Promise((resolve) => Object.assign(window, { resume: () => resolve('Resumed') })));
  return (
    <>
      <button type="button" onClick={suspend}>
        Suspend
      </button>
      <Suspense fallback="Waiting">
        <Card />
        <Wait until={until} />
      </Suspense>
    </>
  );
}

/** A list whose items change places by their keys. */
function Moving() {
  const [turned, turn] = useReducer((now: boolean) => !now, false);
  const items = [
    <li key="card">
      <Card />
    </li>,
    <li key="wallet">Wallet</li>,
    <li key="debit">Debit</li>,
  ];
  return (
    <>
      <button type="button" onClick={turn}>
        Turn
      </button>
      <ul>{turned ? items.reverse() : items}</ul>
    </>
  );
}

/** Tabs that are kept while another one is shown, each with a card of the same group. */
function Tabs() {
  const [shown, show] = useState('card');
  return ['card', 'other'].map((tab) => (
    <section key={tab}>
      <button type="button" onClick={() => show(tab)}>
        Tab {tab}
      </button>
      <Activity mode={tab === shown ? 'visible' : 'hidden'}>
        <Card id={tab} />
      </Activity>
    </section>
  ));
}

const CONTENTS: Record<string, () => ReactNode> = {
  card: () => <Card />,
  split: () => <Split />,
  moving: () => <Moving />,
  suspending: () => <Suspending />,
  tabs: () => <Tabs />,
  hiding: () => (
    <Switch name="Hide">
      {(hidden) => (
        <Activity mode={hidden ? 'hidden' : 'visible'}>
          <Card />
        </Activity>
      )}
    </Switch>
  ),
};

export function Checkout({ payframe, content = 'card' }: CheckoutProps & { content?: string }) {
  const [locale, setLocale] = useState('en');
  const [hydrated, setHydrated] = useState(false);
  useEffect(() => setHydrated(true), []);
  return (
    <StrictMode>
      <Elements
        payframe={payframe}
        options={{ locale }}
        onLoadError={(error) => note('failed', error as object)}
      >
        {CONTENTS[content]?.()}
        <Pay of={content === 'split' ? CardNumberElement : CardElement} />
      </Elements>
      <button type="button" onClick={() => setLocale('de')}>
        Deutsch
      </button>
      <p>{hydrated ? 'In the browser' : 'From the server'}</p>
    </StrictMode>
  );
}
