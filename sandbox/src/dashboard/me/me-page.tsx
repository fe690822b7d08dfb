/** @jsxImportSource hono/jsx */
import { Layout, Table, Time, type View } from '../layout.js';
import { ROLE_WORDS } from '../people/roles.js';
import { TWO_FACTOR } from '../two-factor/pages.js';

interface MePageProps {
  view: View;
  /** Whether they have two-factor. */
  hasTwoFactor: boolean;
  sessions: { address: string | null; createdAt: Date }[];
}

/** Shows the reader who they are and where they are signed in. */
export const MePage = ({ view, hasTwoFactor, sessions }: MePageProps) => (
  <Layout title={view.reader?.name ?? ''} view={view} page="me">
    {view.reader && (
      <p>
        Your role is <strong>{view.reader.role}</strong>, which {ROLE_WORDS[view.reader.role]}.
      </p>
    )}
    {sessions.length > 0 ? (
      <>
        <p>
          Two-factor is {hasTwoFactor ? 'on' : 'off'}.{' '}
          <a href={`/dashboard/${TWO_FACTOR}`}>{hasTwoFactor ? 'Change it' : 'Set it up'}</a>
        </p>
        <h2>Where you are signed in</h2>
        <Table name="Where you are signed in" head={['Since', 'From']}>
          {sessions.map(({ address, createdAt }) => (
            <tr>
              <td>
                <Time at={createdAt} />
              </td>
              <td>
                <code>{address}</code>
              </td>
            </tr>
          ))}
        </Table>
        <p>A session ends 12 hours after you signed in.</p>
        <div class="actions">
          <form method="post" action="/dashboard/me/sign-out">
            <button type="submit">Sign out</button>
          </form>
          <form method="post" action="/dashboard/me/sign-out-everywhere">
            <button type="submit" class="danger">
              Sign out everywhere
            </button>
          </form>
        </div>
      </>
    ) : (
      <p>
        You are on the machine that runs the sandbox, so you need no password. With{' '}
        <code>PAYFRAME_DASHBOARD_PASSWORD</code>, people sign in, from anywhere.
      </p>
    )}
  </Layout>
);
