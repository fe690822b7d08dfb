import { useCallback, useEffect, useState } from 'react';
import { PaymentForm } from './payment-form';
import { brandName } from './saved-cards';
import { type Order, openOrder, type Receipt, readReceipt } from './shop';

const UNREACHABLE = 'The shop could not be reached. Please try again.';

export function Checkout() {
  const [order, setOrder] = useState<Order>();
  const [receipt, setReceipt] = useState<Receipt>();
  const [error, setError] = useState('');

  const begin = useCallback(() => {
    setError('');
    openOrder().then(setOrder, () => setError(UNREACHABLE));
  }, []);
  useEffect(begin, [begin]);

  async function finish() {
    setReceipt(await readReceipt());
    setOrder(undefined);
  }

  function again() {
    setReceipt(undefined);
    begin();
  }

  if (receipt) return <Thanks receipt={receipt} again={again} />;
  if (order) return <PaymentForm order={order} onPaid={finish} />;
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
      <p>
        Paid with {brandName(receipt.brand)} •••• {receipt.last4}, expires {receipt.expires}
      </p>
      <button type="button" className="secondary" onClick={again}>
        Order another one
      </button>
    </div>
  );
}
