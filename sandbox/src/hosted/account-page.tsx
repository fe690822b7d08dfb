/** @jsxImportSource hono/jsx */
import { money } from '../../../src/contract/money.js';
import { ForeignText } from '../kernel/pages/foreign-text.js';
import type { Overview } from './account.js';
import { Layout } from './layout.js';

/** Shows the holder of an Express account its state and its money. */
export const AccountPage = ({ platform, account, balance, payouts }: Overview) => (
  <Layout title="Your account" platform={platform}>
    <p class="test">Test mode: no money moves.</p>
    <dl>
      <dt>Name</dt>
      <dd>
        <ForeignText text={account.business_profile?.name ?? account.id} />
      </dd>
      <dt>Payments</dt>
      <dd>{account.charges_enabled ? 'on' : 'off'}</dd>
      <dt>Payouts</dt>
      <dd>{account.payouts_enabled ? 'on' : 'off'}</dd>
    </dl>
    <h2>Balance</h2>
    <dl>
      {balance.available.map(({ amount, currency }, index) => (
        <>
          <dt>Available</dt>
          <dd>{money(amount, currency)}</dd>
          <dt>On its way</dt>
          <dd>{money(balance.pending[index]?.amount ?? 0, currency)}</dd>
        </>
      ))}
    </dl>
    <h2>Payouts</h2>
    {payouts.length === 0 ? (
      <p>There are none yet.</p>
    ) : (
      // A region that scrolls has to be reachable by keyboard (WCAG 2.1.1).
      <section class="scroll" aria-label="Payouts" tabindex={0}>
        <table>
          <thead>
            <tr>
              <th scope="col">Amount</th>
              <th scope="col">State</th>
              <th scope="col">Arrives</th>
            </tr>
          </thead>
          <tbody>
            {payouts.map(({ amount, currency, status, failure_code: failure, arrival_date: arrival }) => (
              <tr>
                <td>{money(amount, currency)}</td>
                <td>{failure ?? status}</td>
                <td>{new Date(arrival * 1000).toISOString().slice(0, 10)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    )}
  </Layout>
);
