/** @jsxImportSource hono/jsx */
import { renderSVG } from 'uqr';
import { Failure, Layout, Notice, type View } from '../layout.js';
import type { Proposal } from './two-factor.js';

/** Where a person's second factor is. */
export const TWO_FACTOR = 'me/two-factor';

const ACTION = `/dashboard/${TWO_FACTOR}`;

interface SetUpPageProps {
  view: View;
  proposal: Proposal;
  isRequired: boolean;
  error?: string;
}

/** Shows what an authenticator app needs, as a picture and as text, and asks for the first code. */
export const SetUpPage = ({ view, proposal, isRequired, error }: SetUpPageProps) => (
  <Layout title="Set up two-factor" view={view} page="me">
    {error && <Failure message={error} />}
    {isRequired && <p>It is required here: set it up to continue.</p>}
    <p>
      Scan this with an authenticator app, or type in the key. From then on, you sign in with your password
      and a code of the app.
    </p>
    <div
      class="qr"
      role="img"
      aria-label="QR code for an authenticator app"
      dangerouslySetInnerHTML={{ __html: renderSVG(proposal.uri, { border: 4 }) }}
    />
    <p>
      <label for="key">Key to type</label>
      <output id="key" class="copied">
        {proposal.secret.replace(/(.{4})(?=.)/g, '$1 ')}
      </output>
    </p>
    <form method="post" action={ACTION}>
      <input type="hidden" name="sealed" value={proposal.sealed} />
      <CodeField label="The code that the app shows" />
      <button type="submit">Turn on two-factor</button>
    </form>
  </Layout>
);

const CodeField = ({ id = 'code', label }: { id?: string; label: string }) => (
  <p>
    <label for={id}>{label}</label>
    <input
      id={id}
      name="code"
      type="text"
      autocomplete="one-time-code"
      autocapitalize="none"
      spellcheck={false}
      required
    />
  </p>
);

/** Shows recovery codes. They are shown only here. */
export const RecoveryCodesPage = ({ view, codes }: { view: View; codes: string[] }) => (
  <Layout title="Your recovery codes" view={view} page="me">
    <Notice>
      <p>
        Two-factor is on. Keep these codes where you find them without your phone: they are not shown again.
      </p>
      <p>Each code signs you in once, instead of a code from the app.</p>
    </Notice>
    <ul class="plain">
      {codes.map((code) => (
        <li>
          <code>{code}</code>
        </li>
      ))}
    </ul>
    <p>
      <a href="/dashboard">I have saved them</a>
    </p>
  </Layout>
);

interface TwoFactorPageProps {
  view: View;
  codesLeft: number;
  isRequired: boolean;
  error?: string;
}

/** Shows a person's second factor, which a code changes: whoever finds an open browser can't. */
export const TwoFactorPage = ({ view, codesLeft, isRequired, error }: TwoFactorPageProps) => (
  <Layout title="Two-factor" view={view} page="me">
    {error && <Failure message={error} />}
    <p>
      Two-factor is on. You have {codesLeft} recovery {codesLeft === 1 ? 'code' : 'codes'} left.
    </p>
    <h2>New recovery codes</h2>
    <p>The old ones no longer work.</p>
    <form method="post" action={`${ACTION}/recovery-codes`}>
      <CodeField id="renewing" label="A code of the app" />
      <button type="submit" class="quiet">
        Create new codes
      </button>
    </form>
    <h2>Turn it off</h2>
    {isRequired ? (
      <p>
        An admin requires two-factor of everyone, so it stays on. For a new phone, ask an admin to reset it.
      </p>
    ) : (
      <form method="post" action={`${ACTION}/off`}>
        <CodeField id="ending" label="A code of the app, or a recovery code" />
        <button type="submit" class="danger">
          Turn off two-factor
        </button>
      </form>
    )}
    <p>
      <a href="/dashboard/me">Back</a>
    </p>
  </Layout>
);

/** Asks for a code at the sign-in. */
export const CodePage = ({ problem }: { problem?: string }) => (
  <Layout title="Enter your code">
    {problem && <Notice bad>{problem}</Notice>}
    <form method="post" action="/dashboard/sign-in/code">
      <CodeField label="The code of your authenticator app, or a recovery code" />
      <button type="submit">Sign in</button>
    </form>
    <p>
      Without your phone and your recovery codes, ask an admin. The owner uses the command{' '}
      <code>payframe-sandbox dashboard reset-two-factor</code>.
    </p>
  </Layout>
);

/** What is said of a code that is not taken. */
export const PROBLEMS = {
  wrong: 'The code is wrong, or was used before. Wait for the next one.',
  blocked: 'Too many wrong codes. For 15 minutes, only a recovery code works.',
} as const;
