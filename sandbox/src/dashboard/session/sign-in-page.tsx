/** @jsxImportSource hono/jsx */
import { Layout, Notice } from '../layout.js';

interface SignInPageProps {
  problem?: string;
  email?: string;
}

/** Asks who someone is. The owner has no email. */
export const SignInPage = ({ problem, email }: SignInPageProps) => (
  <Layout title="Sign in">
    {problem && <Notice bad>{problem}</Notice>}
    <form method="post" action="/dashboard/sign-in">
      <p>
        <label for="email">Email (the owner leaves it empty)</label>
        <input
          id="email"
          name="email"
          type="text"
          inputmode="email"
          autocomplete="username"
          autocapitalize="none"
          spellcheck={false}
          value={email}
        />
      </p>
      <p>
        <label for="password">Password</label>
        <input id="password" name="password" type="password" autocomplete="current-password" required />
      </p>
      <button type="submit">Sign in</button>
    </form>
  </Layout>
);
