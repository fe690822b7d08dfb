import type { Payframe, PayframeElements } from 'payframe';
import { Elements, PaymentElement, useElements, usePayframe } from 'payframe/react';
import { type FormEvent, useState } from 'react';
import { useAppearance } from '../../react/src/look';
import { loaded } from './payframe';
import { confirmed, type Due } from './service';
import { money } from './texts';
import { useTask } from './use-task';

interface Props {
  due: Due;
  onDone(): Promise<void>;
}

/** A form for a card: it pays what is due, or is kept for the time after the trial. */
export function CardForm({ due, onDone }: Props) {
  const appearance = useAppearance();
  const [failed, setFailed] = useState(false);
  if (failed)
    return (
      <p className="notice" role="alert">
        The card’s fields could not be loaded. A content blocker or the connection may be in the way.
      </p>
    );
  return (
    <Elements
      payframe={loaded}
      options={{ clientSecret: due.clientSecret, appearance }}
      onLoadError={() => setFailed(true)}
    >
      <Form due={due} onDone={onDone} />
    </Elements>
  );
}

function Form({ due, onDone }: Props) {
  const payframe = usePayframe();
  const elements = useElements();
  const [complete, setComplete] = useState(false);
  const [refusal, setRefusal] = useState('');
  const { busy, error, run } = useTask();

  function pay(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (!payframe || !elements || !complete) return;
    void run(async () => {
      setRefusal('');
      const { error } = await confirm(payframe, elements, due);
      if (error) return setRefusal(error.message);
      await confirmed();
      await onDone();
    });
  }

  return (
    <form onSubmit={pay} aria-label="Card">
      <PaymentElement
        options={{ business: { name: 'Fieldbook' }, readOnly: busy }}
        onChange={(event) => setComplete(event.complete)}
      />
      <p className="error" role="alert">
        {refusal || error}
      </p>
      <button type="submit" className="primary" disabled={!complete} aria-disabled={busy}>
        {due.kind === 'payment' ? `Pay ${money(due.amount)}` : 'Save card'}
      </button>
    </form>
  );
}

/** Pays, or saves the card. If the bank asks, its own page is shown in a dialog. */
async function confirm(payframe: Payframe, elements: PayframeElements, { kind }: Due) {
  const { error } = await elements.submit();
  if (error) return { error };
  const confirmParams = { return_url: location.origin };
  return kind === 'payment'
    ? payframe.confirmPayment({ elements, confirmParams, redirect: 'if_required' })
    : payframe.confirmSetup({ elements, confirmParams, redirect: 'if_required' });
}
