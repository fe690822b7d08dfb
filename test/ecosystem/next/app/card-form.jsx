'use client';

import { loadPayframe } from 'payframe';
import { CardElement, Elements } from 'payframe/react';
import { host, key } from './host';
import { PayForm } from './pay-form';

const payframe = loadPayframe(key, { host });

export const CardForm = () => (
  <Elements payframe={payframe}>
    <PayForm>
      <CardElement id="card" className="card-box" />
    </PayForm>
  </Elements>
);
