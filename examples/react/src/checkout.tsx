import type { Payframe } from 'payframe';
import { useCallback, useEffect, useState } from 'react';
import { Payment } from './payment';
import { methodName } from './saved-cards';
import { isBack, type Order, openOrder, type Receipt, readReceipt } from './shop';

const UNFINISHED = 'The payment was not finished. Please try again.';
const UNREACHABLE = 'The shop could not be reached. Please try again.';

interface Props {
  payframe: Promise<Payframe | null>;
  onLoadError(): void;
}

export function Checkout({ payframe, onLoadError }: Props) {
  const [order, setOrder] = useState<Order>();
  const [receipt, setReceipt] = useState<Receipt>();
  const [error, setError] = useState('');
  const [notice, setNotice] = useState('');

  const finish = useCallback(async () => {
    setReceipt(await readReceipt());
    setOrder(undefined);
  }, []);

  const begin = useCallback(async () => {
    setError('');
    try {
      const opened = await openOrder();
      const failure = isBack(opened) ? await failureAtBank(opened, await payframe) : '';
      if (failure === undefined) return await finish();
      setNotice(failure);
      setOrder(opened);
    } catch {
      setError(UNREACHABLE);
    }
  }, [payframe, finish]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: Only a shopper starts over.
  useEffect(() => void begin(), []);

  function again() {
    setReceipt(undefined);
    void begin();
  }

  if (receipt) return <Thanks receipt={receipt} again={again} />;
  if (order)
    return (
      <Payment order={order} payframe={payframe} notice={notice} onPaid={finish} onLoadError={onLoadError} />
    );
  if (!error) return <p className="quiet">Opening your order …</p>;
  return (
    <div className="notice" role="alert">
      <p>{error}</p>
      <button type="button" className="secondary" onClick={begin}>
        Try again
      </button>
    </div>
  );
}

/** Returns why a payment failed at a bank, or nothing if it did not. The form is shown only for one that failed. */
async function failureAtBank({ clientSecret }: Order, payframe: Payframe | null) {
  const outcome = await payframe?.retrievePaymentIntent(clientSecret);
  const { status, last_payment_error } = outcome?.paymentIntent ?? {};
  if (status === 'succeeded' || status === 'processing') return undefined;
  return outcome?.error?.message ?? last_payment_error?.message ?? UNFINISHED;
}

function Thanks({ receipt, again }: { receipt: Receipt; again(): void }) {
  return (
    <div className="success">
      <svg viewBox="0 0 48 48" width="48" height="48" aria-hidden="true">
        <circle cx="24" cy="24" r="22" fill="none" stroke="currentColor" strokeWidth="2" />
        <path
          d="M15 25l6 6 12-14"
          fill="none"
          stroke="currentColor"
          strokeWidth="2.5"
          strokeLinecap="round"
        />
      </svg>
      {/* Without this, the focus would be lost where the form was. */}
      <h2 tabIndex={-1} ref={(title) => title?.focus()}>
        Thank you
      </h2>
      <p>Paid with {methodName(receipt)}</p>
      <button type="button" className="secondary" onClick={again}>
        Order another one
      </button>
    </div>
  );
}
