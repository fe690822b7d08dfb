import { CardElement } from 'payframe/react';
import { PayForm } from '../pay-form';
import { Provider } from './provider';

// A server component, with the SDK's own among its nodes.
export default function Page() {
  return (
    <Provider>
      <PayForm>
        <CardElement id="card" className="card-box" options={{ hideIcon: true }} />
      </PayForm>
    </Provider>
  );
}
