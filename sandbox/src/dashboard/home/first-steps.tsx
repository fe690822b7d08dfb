/** @jsxImportSource hono/jsx */
import { address, HOME, Layout, type View } from '../layout.js';

/** Says what to do first in an account in which nothing has happened yet. */
export const FirstSteps = ({ view }: { view: View }) => (
  <Layout title="Home" view={view} page={HOME}>
    <p>There are no payments yet. Here is how to start:</p>
    {view.account ? <ConnectedSteps account={view.account} /> : <OwnSteps view={view} />}
    <p>After the first payment, this page shows what came in, what was declined and what needs attention.</p>
  </Layout>
);

const OwnSteps = ({ view }: { view: View }) => (
  <ol>
    <li>
      Take the{' '}
      <a href={address('keys', view)}>publishable key for your page and the secret key for your server</a>.
    </li>
    <li>
      Follow <a href="/docs/">the documentation</a>: it begins with a payment in five minutes.
    </li>
    <li>Pay with one of its test cards, or with a bank account that it lists.</li>
  </ol>
);

const ConnectedSteps = ({ account }: { account: string }) => (
  <ol>
    <li>
      See what <a href={address(`accounts/${account}`, { mode: 'test' })}>the account still has to tell</a>{' '}
      before it can be paid.
    </li>
    <li>
      Create a payment with the platform’s secret key and the header <code>Stripe-Account: {account}</code>,
      or send the account a share by <code>transfer_data</code>.
    </li>
  </ol>
);
