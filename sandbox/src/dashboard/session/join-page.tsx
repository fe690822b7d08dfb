/** @jsxImportSource hono/jsx */
import { ForeignText } from '../../kernel/pages/foreign-text.js';
import { Layout, Notice } from '../layout.js';
import { LONGEST_PASSWORD, SHORTEST_PASSWORD } from '../people/password.js';
import type { Person } from '../people/roles.js';

/** Lets a person who was invited choose a password. */
export const JoinPage = ({ person, problem }: { person: Person; problem?: string }) => (
  <Layout title="Choose your password">
    {problem && <Notice bad>{problem}</Notice>}
    <p>
      <ForeignText text={person.name} />, you sign in with <ForeignText text={person.email ?? ''} /> and the
      password that you choose here.
    </p>
    <form method="post">
      <input type="hidden" name="email" autocomplete="username" value={person.email ?? ''} />
      <p>
        <label for="password">New password (at least {SHORTEST_PASSWORD} characters)</label>
        <input
          id="password"
          name="password"
          type="password"
          autocomplete="new-password"
          minlength={SHORTEST_PASSWORD}
          maxlength={LONGEST_PASSWORD}
          required
        />
      </p>
      <p>
        <label for="again">Repeat the password</label>
        <input id="again" name="again" type="password" autocomplete="new-password" required />
      </p>
      <button type="submit">Save and sign in</button>
    </form>
  </Layout>
);

/** Says that a link does not work. It does not say whether it ever did. */
export const NoInvitationPage = () => (
  <Layout title="This link does not work">
    <Notice bad>
      It was used before, has expired or is incomplete. Ask the person who gave it to you for a new one.
    </Notice>
    <p>
      <a href="/dashboard">Sign in</a>
    </p>
  </Layout>
);
