/** @jsxImportSource hono/jsx */
import type { Child } from 'hono/jsx';
import { registry } from '../resources/registry.js';
import { ForeignText } from './foreign-text.js';
import { STYLE } from './style.js';

export type Mode = 'test' | 'live';

const PAGES = [
  ...registry.listings.map(({ listing }) => [listing.page, listing.title] as const),
  ...[...registry.switches, ...registry.profiles].map(({ page, title }) => [page, title] as const),
  ['requests', 'Requests'],
  ['keys', 'Keys'],
] as const;

/** A page of the dashboard. */
export const Layout = ({ title, mode, page, children }: LayoutProps) => (
  <html lang="en">
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <title>{title} · Payframe</title>
      <style dangerouslySetInnerHTML={{ __html: STYLE }} />
    </head>
    <body>
      <header>
        <div>
          <strong>Payframe</strong>
          {mode && <Menu mode={mode} page={page} />}
        </div>
      </header>
      <main>
        <h1>{title}</h1>
        {children}
      </main>
    </body>
  </html>
);

interface LayoutProps {
  title: string;
  /** `undefined` before the sign-in. */
  mode?: Mode;
  page?: string;
  children?: Child;
}

const Menu = ({ mode, page }: { mode: Mode; page: string | undefined }) => {
  const other = mode === 'test' ? 'live' : 'test';
  return (
    <nav aria-label="Dashboard">
      <ul>
        {PAGES.map(([name, title]) => (
          <li>
            <a href={address(name, mode)} aria-current={name === page ? 'page' : undefined}>
              {title}
            </a>
          </li>
        ))}
        <li>
          <a href={address(page ?? 'payments', other)}>
            {mode === 'test' ? 'Test mode · switch to live' : 'Live mode · switch to test'}
          </a>
        </li>
      </ul>
    </nav>
  );
};

/** Returns the address of a page in a mode. */
export const address = (path: string, mode: Mode): string =>
  `/dashboard/${path}${mode === 'live' ? '?mode=live' : ''}`;

/** A table that scrolls by itself where the screen is narrow. */
export const Table = ({ name, head, children }: { name: string; head: string[]; children?: Child }) => (
  // A region that scrolls has to be reachable by keyboard (WCAG 2.1.1).
  <section class="scroll" aria-label={name} tabindex={0}>
    <table>
      <thead>
        <tr>
          {head.map((title) => (
            <th scope="col">{title}</th>
          ))}
        </tr>
      </thead>
      <tbody>{children}</tbody>
    </table>
  </section>
);

export const Notice = ({ bad, children }: { bad?: boolean; children?: Child }) => (
  <div class={bad ? 'notice error' : 'notice'} role={bad ? 'alert' : 'status'}>
    {children}
  </div>
);

/** Shows an error. The message may contain text that was sent. */
export const Failure = ({ message }: { message: string }) => (
  <Notice bad>
    <ForeignText text={message} />
  </Notice>
);

/** Shows a time in UTC, because this machine cannot know the reader's time zone. */
export const Time = ({ at }: { at: Date | number }) => {
  const iso = (typeof at === 'number' ? new Date(at * 1000) : at).toISOString();
  return <time datetime={iso}>{iso.slice(0, 19).replace('T', ' ')} UTC</time>;
};
