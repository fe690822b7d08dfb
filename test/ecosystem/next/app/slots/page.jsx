import { CardElement } from 'payframe/react';
import { PayForm } from '../pay-form';
import { Payment } from '../payment';

// A server component, with the SDK's own among its nodes.
export default function Page() {
  return (
    <Payment>
      <PayForm>
        <CardElement id="card" className="card-box" options={{ hideIcon: true }} />
      </PayForm>
    </Payment>
  );
}
