'use client';

import { Payframe } from 'payframe';
import { CardElement, Elements } from 'payframe/react';
import { host, key } from '../host';
import { PayForm } from '../pay-form';

// With the SDK in the page's own script there is an object at once, on the server too.
const payframe = Payframe(key, { host });

export default function Page() {
  return (
    <Elements payframe={payframe}>
      <PayForm>
        <CardElement id="card" className="card-box" />
      </PayForm>
    </Elements>
  );
}
