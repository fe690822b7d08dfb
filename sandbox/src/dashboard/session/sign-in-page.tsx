/** @jsxImportSource hono/jsx */
import { Layout, Notice } from '../layout.js';

/** Asks for the dashboard's password. */
export const SignInPage = ({ problem }: { problem?: string }) => (
  <Layout title="Sign in">
    {problem && <Notice bad>{problem}</Notice>}
    <form method="post" action="/dashboard/sign-in">
      <p>
        <label for="password">Password</label>
        <input id="password" name="password" type="password" autocomplete="current-password" required />
      </p>
      <button type="submit">Sign in</button>
    </form>
  </Layout>
);
