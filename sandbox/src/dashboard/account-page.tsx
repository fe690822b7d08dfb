/** @jsxImportSource hono/jsx */
import { ForeignText, Json } from '../kernel/pages/foreign-text.js';
import { ACCOUNTS, address, Failure, Layout, Table, type View } from './layout.js';

/** The parts of a connected account that its page explains. */
export interface ConnectedAccount {
  id: string;
  capabilities?: Record<string, string>;
  charges_enabled: boolean;
  payouts_enabled: boolean;
  requirements?: Partial<Record<List, string[]>> & { disabled_reason?: string | null };
}

type List = 'currently_due' | 'eventually_due' | 'past_due' | 'pending_verification';

/** The lists of requirements, the most urgent first. A requirement can be in several. */
const LISTS: Readonly<Record<List, string>> = {
  past_due: 'Past due',
  currently_due: 'Due now',
  pending_verification: 'Being checked',
  eventually_due: 'Due later',
};

const REASONS = ['fraud', 'terms_of_service', 'other'];

interface AccountPageProps {
  view: View;
  account: ConnectedAccount;
  /** Why the last action was refused. */
  error?: string;
}

/** Shows a connected account: what it may do, what is due of it, and the actions of its platform. */
export const AccountPage = ({ view, account, error }: AccountPageProps) => {
  const { id, capabilities = {}, requirements = {} } = account;
  const path = `${ACCOUNTS}/${id}`;
  return (
    <Layout title={id} view={view} page={ACCOUNTS}>
      {error && <Failure message={error} />}
      <p>
        Payments are <State isOn={account.charges_enabled} />, payouts are{' '}
        <State isOn={account.payouts_enabled} />
        {requirements.disabled_reason && (
          <>
            {': '}
            <code>{requirements.disabled_reason}</code>
          </>
        )}
        .
      </p>
      <p>
        <a href={address('payments', { ...view, account: id })}>Show its objects</a>
      </p>
      <h2>Capabilities</h2>
      {Object.keys(capabilities).length === 0 ? (
        <p>None is requested.</p>
      ) : (
        <Table name="Capabilities" head={['Capability', 'State']}>
          {Object.entries(capabilities).map(([name, status]) => (
            <tr>
              <td>
                <code>{name}</code>
              </td>
              <td class={status === 'active' ? '' : 'bad'}>{status}</td>
            </tr>
          ))}
        </Table>
      )}
      <h2>Requirements</h2>
      <Requirements of={requirements} />
      <form method="post" action={address(`${path}/onboard`, view)}>
        <button type="submit">Open its onboarding</button>
      </form>
      <h2>Reject</h2>
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
      <h2>As the API shows it</h2>
      <pre>
        <Json value={JSON.stringify(account, null, 2)} />
      </pre>
      <p>
        <a href={address(ACCOUNTS, view)}>Back to the list</a>
      </p>
    </Layout>
  );
};

const State = ({ isOn }: { isOn: boolean }) => <span class={isOn ? '' : 'bad'}>{isOn ? 'on' : 'off'}</span>;

const Requirements = ({ of }: { of: NonNullable<ConnectedAccount['requirements']> }) => {
  const urgent = (Object.keys(LISTS) as List[]).reverse();
  const rows = new Map(
    urgent.flatMap((list) => (of[list] ?? []).map((name) => [name, LISTS[list]] as const)),
  );
  if (rows.size === 0) return <p>Nothing is due.</p>;
  return (
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
  );
};
