/** @jsxImportSource hono/jsx */
import type { Child } from 'hono/jsx';
import { money } from '../../../../src/contract/money.js';
import type { Listing } from '../../kernel/listing.js';
import { ForeignText, Json } from '../../kernel/pages/foreign-text.js';
import type { List } from '../../kernel/store/list.js';
import { registry } from '../../resources/registry.js';
import { ACCOUNTS, address, Failure, Layout, Table, Time, type View } from '../layout.js';
import { Items } from '../lists/objects-page.js';
import { may } from '../people/roles.js';

/** The parts of a connected account that its page explains. */
export interface ConnectedAccount {
  id: string;
  business_profile?: { name?: string | null } | null;
  capabilities?: Record<string, string>;
  charges_enabled: boolean;
  email?: string | null;
  payouts_enabled: boolean;
  requirements?: Partial<Record<Due, string[]>> & { disabled_reason?: string | null };
}

type Due = 'currently_due' | 'eventually_due' | 'past_due' | 'pending_verification';

/** The lists of requirements, the most urgent first. A requirement can be in several. */
const LISTS: Readonly<Record<Due, string>> = {
  past_due: 'Past due',
  currently_due: 'Due now',
  pending_verification: 'Being checked',
  eventually_due: 'Due later',
};

const PAYOUTS = registry.listings.find(({ path }) => path === '/v1/payouts')?.listing as Listing<never>;

const REASONS = ['fraud', 'terms_of_service', 'other'];

/** A connected account with its money. */
export interface AccountOverview {
  account: ConnectedAccount;
  balance: Balance;
  /** The newest ones. */
  payments: List<Payment>;
  payouts: List<{ id: string }>;
}

/** The parts of a balance that are shown, each by currency. */
export type Balance = Record<'available' | 'pending', { amount: number; currency: string }[]>;

/** A payment as its account has it: also one that the platform has transferred, which has no intent. */
export interface Payment {
  id: string;
  amount: number;
  amount_refunded: number;
  created: number;
  currency: string;
  disputed: boolean;
  payment_intent: string | null;
  status: string;
}

interface AccountPageProps extends AccountOverview {
  view: View;
  /** Why the last action was refused. */
  error?: string;
}

/**
 * Shows a connected account: what people look for first, its money and what is due of it, is open; what they seldom need unfolds.
 */
export const AccountPage = ({ view, account, balance, payments, payouts, error }: AccountPageProps) => {
  const { id, business_profile: profile, email, requirements = {} } = account;
  const name = profile?.name ?? email;
  const path = `${ACCOUNTS}/${id}`;
  const own = { ...view, account: id };
  return (
    <Layout title={id} view={view} page={ACCOUNTS}>
      {error && <Failure message={error} />}
      <p>
        {name && (
          <>
            <ForeignText text={name} /> ·{' '}
          </>
        )}
        payments are <State isOn={account.charges_enabled} />, payouts are{' '}
        <State isOn={account.payouts_enabled} />
        {requirements.disabled_reason && (
          <>
            {': '}
            <code>{requirements.disabled_reason}</code>
          </>
        )}
      </p>
      <h2>Balance</h2>
      <Money of={balance} />
      <h2>Newest payments</h2>
      <Payments of={payments} view={own} />
      <h2>Newest payouts</h2>
      <Items view={own} listing={PAYOUTS} list={payouts} />
      <p>
        <a href={address('payments', own)}>Show all its objects</a>
      </p>
      <Requirements
        of={requirements}
        action={may(view, 'admin') ? address(`${path}/onboard`, view) : undefined}
      />
      <Capabilities of={account.capabilities ?? {}} />
      {may(view, 'admin') && (
        <Section title="Reject" isOpen={error !== undefined}>
          <form method="post" action={address(`${path}/reject`, view)} class="row">
            <span>
              <label for="reason">Reason</label>
              <select id="reason" name="reason">
                {REASONS.map((reason) => (
                  <option value={reason}>{reason}</option>
                ))}
              </select>
            </span>
            <button type="submit" class="danger">
              Reject the account
            </button>
          </form>
        </Section>
      )}
      <Section title="As the API shows it">
        <pre>
          <Json value={JSON.stringify(account, null, 2)} />
        </pre>
      </Section>
      <p>
        <a href={address(ACCOUNTS, view)}>Back to the list</a>
      </p>
    </Layout>
  );
};

/** A part of the page that unfolds. */
const Section = ({ title, note, isOpen, children }: SectionProps) => (
  <details open={isOpen}>
    <summary>
      <h2>{title}</h2>
      {note && <span class="quiet">{note}</span>}
    </summary>
    {children}
  </details>
);

interface SectionProps {
  title: string;
  /** What is in it, in a few words. */
  note?: string;
  isOpen?: boolean;
  children?: Child;
}

const Money = ({ of: { available, pending } }: { of: Balance }) => (
  <Table name="Balance" head={['Currency', 'Available', 'Pending']}>
    {available.map(({ amount, currency }, index) => (
      <tr>
        <td>{currency.toUpperCase()}</td>
        <td class={amount < 0 ? 'bad' : ''}>{money(amount, currency)}</td>
        <td>{money(pending[index]?.amount ?? 0, currency)}</td>
      </tr>
    ))}
  </Table>
);

const Payments = ({ of: { data }, view }: { of: List<Payment>; view: View }) =>
  data.length === 0 ? (
    <p>There are none yet.</p>
  ) : (
    <Table name="Newest payments" head={['Amount', 'State', 'Payment', 'Created']}>
      {data.map((payment) => (
        <tr>
          <td>{money(payment.amount, payment.currency)}</td>
          <td class={isBad(payment) ? 'bad' : ''}>{stateOf(payment)}</td>
          <td>
            {payment.payment_intent ? (
              <a href={address(`payments/${payment.payment_intent}`, view)}>
                <code>{payment.id}</code>
              </a>
            ) : (
              <code>{payment.id}</code>
            )}
          </td>
          <td>
            <Time at={payment.created} />
          </td>
        </tr>
      ))}
    </Table>
  );

const isBad = ({ disputed, status }: Payment) => disputed || status === 'failed';

function stateOf({ amount_refunded: refunded, currency, disputed, status }: Payment): string {
  if (disputed) return 'disputed';
  return refunded > 0 ? `${money(refunded, currency)} refunded` : status;
}

const Capabilities = ({ of }: { of: Record<string, string> }) => {
  const all = Object.entries(of);
  const active = all.filter(([, status]) => status === 'active').length;
  return (
    <Section
      title="Capabilities"
      note={all.length > 0 ? `${active} of ${all.length} active` : 'none is requested'}
    >
      <Table name="Capabilities" head={['Capability', 'State']}>
        {all.map(([name, status]) => (
          <tr>
            <td>
              <code>{name}</code>
            </td>
            <td class={status === 'active' ? '' : 'bad'}>{status}</td>
          </tr>
        ))}
      </Table>
    </Section>
  );
};

const State = ({ isOn }: { isOn: boolean }) => <span class={isOn ? '' : 'bad'}>{isOn ? 'on' : 'off'}</span>;

/** Shows what is due, unfolded where something is due now, and opens the onboarding in which it is given. */
const Requirements = ({ of, action }: RequirementsProps) => {
  const urgent = (Object.keys(LISTS) as Due[]).reverse();
  const rows = new Map(
    urgent.flatMap((list) => (of[list] ?? []).map((name) => [name, LISTS[list]] as const)),
  );
  const now = new Set([...(of.past_due ?? []), ...(of.currently_due ?? [])]).size;
  return (
    <Section title="Requirements" note={now > 0 ? `${now} due now` : 'nothing is due now'} isOpen={now > 0}>
      {action && (
        <form method="post" action={action}>
          <button type="submit">Open its onboarding</button>
        </form>
      )}
      {rows.size > 0 && (
        <Table name="Requirements" head={['Requirement', 'State']}>
          {[...rows].map(([name, state]) => (
            <tr>
              <td>
                <code>
                  <ForeignText text={name} />
                </code>
              </td>
              <td>{state}</td>
            </tr>
          ))}
        </Table>
      )}
    </Section>
  );
};

interface RequirementsProps {
  of: NonNullable<ConnectedAccount['requirements']>;
  /** Where the form that opens the onboarding is sent to; `undefined` for a reader who may not. */
  action: string | undefined;
}
