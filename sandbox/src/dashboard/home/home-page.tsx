/** @jsxImportSource hono/jsx */
import type Stripe from 'stripe';
import { exponentOf, money } from '../../../../src/contract/money.js';
import { ForeignText } from '../../kernel/pages/foreign-text.js';
import { address, HOME, Layout, Table, Time, type View } from '../layout.js';
import { LENGTHS } from './days.js';
import type { Money } from './numbers.js';
import { Plot } from './plot.js';
import type { Home } from './read.js';

interface HomePageProps {
  view: View;
  home: Home;
}

/** Shows how an account does: what needs a person, and what came in and went out in the last days. */
export const HomePage = ({ view, home }: HomePageProps) => {
  const { balance, days, disputes, paidOut, volume } = home;
  const { names } = days;
  const attempts = sum(home.succeeded) + sum(home.failed);
  return (
    <Layout title="Home" view={view} page={HOME}>
      <Waiting view={view} waiting={home.waiting} />
      <h2>The last {names.length} days</h2>
      <nav aria-label="Days" class="actions">
        {LENGTHS.map((length) => (
          <a
            href={address(HOME, view, { days: `${length}` })}
            aria-current={length === names.length ? 'true' : undefined}
          >
            {length} days
          </a>
        ))}
      </nav>
      <dl class="facts">
        <div>
          <dt>Paid</dt>
          <dd>{volume.size > 0 ? <Amounts of={totalsOf(volume)} /> : 'Nothing yet'}</dd>
        </div>
        <div>
          <dt>Successful attempts</dt>
          <dd>{attempts > 0 ? `${percent(sum(home.succeeded) / attempts)} of ${attempts}` : 'None yet'}</dd>
        </div>
        <div>
          <dt>New disputes</dt>
          <dd>{sum(disputes) > 0 ? `${sum(disputes)}` : 'None'}</dd>
        </div>
        <div>
          <dt>Balance available now</dt>
          <dd>
            <Amounts of={balance.available} />
          </dd>
        </div>
        <div>
          <dt>Balance pending</dt>
          <dd>
            <Amounts of={balance.pending} />
          </dd>
        </div>
      </dl>
      <div class="plots">
        <MoneyPlots name="Volume" of={volume} days={names} />
        {attempts > 0 && (
          <Plot
            name="Successful attempts"
            kind="line"
            most={1}
            days={names}
            values={ratesOf(home)}
            say={percent}
          />
        )}
        {sum(disputes) > 0 && (
          <Plot name="New disputes" days={names} values={disputes} say={(value) => `${value}`} />
        )}
        <MoneyPlots name="Paid out" of={paidOut} days={names} />
      </div>
      <Payouts view={view} payouts={home.payouts} />
    </Layout>
  );
};

/** Says where the numbers of live mode are. */
export const LiveHomePage = ({ view }: { view: View }) => (
  <Layout title="Home" view={view} page={HOME}>
    <p>In live mode, payments are those of the upstream that they go to: its dashboard has their numbers.</p>
  </Layout>
);

/** Shows what somebody has to look at. */
const Waiting = ({ view, waiting: { disputes, payouts } }: { view: View; waiting: Home['waiting'] }) => (
  <>
    <h2>What needs attention</h2>
    {disputes.length + payouts.length === 0 ? (
      <p>Nothing right now.</p>
    ) : (
      <ul class="plain">
        {disputes.map(({ amount, currency, evidence_details: { due_by: due }, id, reason }) => (
          <li>
            <a href={address(`disputes/${id}`, view)}>A dispute of {money(amount, currency)}</a>:{' '}
            {reason.replaceAll('_', ' ')}
            {due !== null && (
              <>
                , to be answered by <Time at={due} />
              </>
            )}
          </li>
        ))}
        {payouts.map(({ amount, currency, created, failure_message: message, id }) => (
          <li>
            <a href={address(`payouts/${id}`, view)}>A failed payout of {money(amount, currency)}</a>,{' '}
            <Time at={created} />
            {message && (
              <>
                : <ForeignText text={message} />
              </>
            )}
          </li>
        ))}
      </ul>
    )}
  </>
);

const Payouts = ({ view, payouts }: { view: View; payouts: readonly Stripe.Payout[] }) => (
  <>
    <h2>Newest payouts</h2>
    {payouts.length === 0 ? (
      <p>There are none yet.</p>
    ) : (
      <Table name="Newest payouts" head={['Amount', 'Status', 'Arrives']}>
        {payouts.map(({ amount, arrival_date: arrival, currency, id, status }) => (
          <tr>
            <td>
              <a href={address(`payouts/${id}`, view)}>{money(amount, currency)}</a>
            </td>
            <td>
              <span class={status === 'failed' ? 'bad' : ''}>{status.replaceAll('_', ' ')}</span>
            </td>
            <td>
              <Time at={arrival} />
            </td>
          </tr>
        ))}
      </Table>
    )}
  </>
);

/** Draws money by day, once for each currency. */
const MoneyPlots = ({ name, of, days }: { name: string; of: Money; days: readonly string[] }) => (
  <>
    {[...of].map(([currency, values]) => (
      <Plot
        name={`${name} in ${currency.toUpperCase()}`}
        days={days}
        values={values}
        say={(amount) => money(amount, currency)}
        sayShort={(amount) => shortMoney(amount, currency)}
      />
    ))}
  </>
);

const Amounts = ({ of }: { of: readonly { amount: number; currency: string }[] }) => (
  <>
    {of.map(({ amount, currency }) => (
      <span class="amount">{money(amount, currency)}</span>
    ))}
  </>
);

const sum = (values: readonly number[]) => values.reduce((all, value) => all + value, 0);

const totalsOf = (volume: Money) =>
  [...volume].map(([currency, values]) => ({ amount: sum(values), currency }));

const percent = (part: number) => `${Math.round(part * 1000) / 10} %`;

/** Returns the part of each day's attempts that succeeded; `null` where nobody tried. */
const ratesOf = ({ failed, succeeded }: Home) =>
  succeeded.map((number, index) => {
    const all = number + (failed[index] ?? 0);
    return all === 0 ? null : number / all;
  });

const shortMoney = (amount: number, currency: string) =>
  new Intl.NumberFormat('en-US', { currency, notation: 'compact', style: 'currency' }).format(
    amount / 10 ** exponentOf(currency),
  );
