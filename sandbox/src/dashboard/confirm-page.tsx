/** @jsxImportSource hono/jsx */
import type { Child } from 'hono/jsx';
import { address, Failure, Layout, type View } from './layout.js';

interface ConfirmPageProps {
  view: View;
  /** The list that the object belongs to. */
  page: string;
  title: string;
  /** Path of the page of the object, which is led back to. */
  back: string;
  /** Path that the form is sent to. */
  action: string;
  button: string;
  /** Whether it takes something away. */
  isDanger?: boolean;
  error?: string | undefined;
  /** What comes of it, in words. */
  children?: Child;
}

/** Asks a person whether they want something that can't be undone. */
export const ConfirmPage = ({
  action,
  back,
  button,
  children,
  error,
  page,
  title,
  view,
  isDanger,
}: ConfirmPageProps) => (
  <Layout title={title} view={view} page={page}>
    {error && <Failure message={error} />}
    {children}
    <form method="post" action={address(action, view)}>
      <p class="actions">
        <button type="submit" class={isDanger ? 'danger' : ''}>
          {button}
        </button>
        <a href={address(back, view)}>Go back without changes</a>
      </p>
    </form>
  </Layout>
);
