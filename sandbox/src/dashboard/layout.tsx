/** @jsxImportSource hono/jsx */
import type { Child } from 'hono/jsx';
import { type Listing, SEARCH, type Section } from '../kernel/listing.js';
import { Document } from '../kernel/pages/document.js';
import { ForeignText } from '../kernel/pages/foreign-text.js';
import { clockTime } from '../kernel/time-zone.js';
import { registry } from '../resources/registry.js';
import { AUDIT } from './audit/page.js';
import { COPY_SCRIPT } from './copying/copy-script.js';
import { AT_THIS_MACHINE, may, type Person, type Role } from './people/roles.js';
import { STYLE } from './style.js';
import { currentTimeZone } from './time-zone/current.js';

export type Mode = 'test' | 'live';

/** The objects that a page shows. */
export interface View {
  mode: Mode;
  /** The connected account that they belong to; `undefined` for the platform's own. */
  account?: string;
  /** Who reads the page. Without one, it offers nothing that changes anything. */
  reader?: Person;
}

/** A page that the menu leads to. */
type MenuPage = Pick<Listing<never>, 'page' | 'section' | 'title'> & {
  /** The role without which it can't be seen. */
  reads?: Role;
};

/** The page that the dashboard opens with. */
export const HOME = '';

const HOME_PAGE: MenuPage = { page: HOME, section: 'Home', title: 'Home' };

/** The lists of objects, which each connected account has too. */
const LISTS: readonly MenuPage[] = registry.listings.map(({ listing }) => listing);

const PAGES: readonly MenuPage[] = [
  HOME_PAGE,
  ...LISTS,
  { page: 'webhooks', section: 'Developers', title: 'Webhooks' },
  { page: 'requests', section: 'Developers', title: 'Requests' },
  { page: 'keys', section: 'Developers', title: 'Keys' },
  ...[...registry.switches, ...registry.profiles].map(
    ({ page, title }) => ({ page, section: 'Settings', title }) as const,
  ),
  { page: 'people', section: 'Settings', title: 'People' },
  { page: AUDIT, section: 'Settings', title: 'Audit log', reads: 'admin' },
];

/** The page of the connected accounts, of which a connected account has none. */
export const ACCOUNTS = 'accounts';

const PAGES_OF_ACCOUNT = [HOME_PAGE, ...LISTS.filter(({ page }) => page !== ACCOUNTS)];

/** A page of the dashboard. */
export const Layout = ({ title, view, page, searched, children }: LayoutProps) => (
  <Document title={`${title} · Payframe`} style={STYLE}>
    <header>
      <div>
        <strong>Payframe</strong>
        {view?.mode === 'test' && <SearchForm view={view} searched={searched} />}
        {view?.reader && view.reader.id !== AT_THIS_MACHINE.id && <Reader {...view.reader} />}
        {view && <Menu view={view} page={page} />}
      </div>
    </header>
    <main>
      {view?.account && <InAccount account={view.account} />}
      <h1>{title}</h1>
      {children}
    </main>
    {view && <InTimeZone view={view} />}
    <script dangerouslySetInnerHTML={{ __html: COPY_SCRIPT }} />
  </Document>
);

interface LayoutProps {
  title: string;
  /** `undefined` before the sign-in. */
  view?: View;
  page?: string;
  /** What was looked for in everything. */
  searched?: string;
  children?: Child;
}

/** The page of what was found in everything. */
export const EVERYTHING = 'search';

/** Finds objects of any kind. Those of live mode are the upstream's. */
const SearchForm = ({ view, searched }: { view: View; searched: string | undefined }) => (
  <search aria-label="Everything">
    <form method="post" action={address(EVERYTHING, view)} class="everything">
      <input
        name={SEARCH}
        type="text"
        aria-label="Search everything"
        placeholder="Email, amount, last four, id …"
        autocomplete="off"
        required
        value={searched}
      />
      <button type="submit" class="quiet">
        Search
      </button>
    </form>
  </search>
);

/** Leads to what the reader of the page can do for themselves, such as signing out. */
const Reader = ({ name }: Person) => (
  <a class="reader" href="/dashboard/me">
    <ForeignText text={name} />
  </a>
);

/** Leads to each part of the dashboard, and below that to the other pages of the part that is open. */
const Menu = ({ view, page }: { view: View; page: string | undefined }) => {
  const all = view.account ? PAGES_OF_ACCOUNT : PAGES;
  const pages = all.filter(({ reads }) => reads === undefined || may(view, reads));
  const open = pages.find((one) => one.page === page)?.section;
  const sections = [...new Set(pages.map(({ section }) => section))];
  const of = (section: Section | undefined) => pages.filter((one) => one.section === section);
  const siblings = of(open);
  return (
    <>
      <nav aria-label="Dashboard">
        <ul>
          {sections.map((section) => (
            <li>
              <a
                href={address(of(section)[0]?.page ?? HOME, view)}
                aria-current={section === open ? 'true' : undefined}
              >
                {section}
              </a>
            </li>
          ))}
          {!view.account && <ModeSwitch page={page} mode={view.mode} />}
        </ul>
      </nav>
      {open && siblings.length > 1 && (
        <nav aria-label={open}>
          <ul>
            {siblings.map(({ page: name, title }) => (
              <li>
                <a href={address(name, view)} aria-current={name === page ? 'page' : undefined}>
                  {title}
                </a>
              </li>
            ))}
          </ul>
        </nav>
      )}
    </>
  );
};

const ModeSwitch = ({ page, mode }: { page: string | undefined; mode: Mode }) => (
  <li>
    <a href={address(page ?? HOME, { mode: mode === 'test' ? 'live' : 'test' })}>
      {mode === 'test' ? 'Test mode · switch to live' : 'Live mode · switch to test'}
    </a>
  </li>
);

/** Says whose objects are shown. */
const InAccount = ({ account }: { account: string }) => (
  <p class="notice">
    These are the objects of the connected account <code>{account}</code>.{' '}
    <a href={address(`${ACCOUNTS}/${account}`, { mode: 'test' })}>Back to the platform</a>
  </p>
);

/** Says which time zone the times of a page are in. */
const InTimeZone = ({ view }: { view: View }) => (
  <footer>
    <p>
      Times are those of {currentTimeZone().replaceAll('_', ' ')}.{' '}
      <a href={address('time-zone', { mode: view.mode })}>Change the time zone</a>
    </p>
  </footer>
);

/** Returns the address of a page of a view. */
export function address(path: string, { mode, account }: View, query: Record<string, string> = {}): string {
  const params = new URLSearchParams({
    ...query,
    ...(account && { account }),
    ...(mode === 'live' && { mode }),
  });
  return `/dashboard${path && `/${path}`}${params.size > 0 ? `?${params}` : ''}`;
}

/** The roles of a table's parts. What is laid out in another way has lost them in some browsers, unless they are said. */
export const ROLES = {
  cell: { role: 'cell' },
  group: { role: 'rowgroup' },
  head: { role: 'columnheader' },
  row: { role: 'row' },
  table: { role: 'table' },
} as const;

interface TableProps {
  name: string;
  head: string[];
  /** Whether a narrow screen shows each row as a card. Its rows and cells say their roles. */
  isCards?: boolean;
  children?: Child;
}

/** A table that scrolls by itself where the screen is narrow. */
export const Table = ({ name, head, isCards, children }: TableProps) => (
  // A region that scrolls has to be reachable by keyboard (WCAG 2.1.1).
  <section class="scroll" aria-label={name} tabindex={0}>
    <table class={isCards ? 'cards' : undefined} {...(isCards && ROLES.table)}>
      <thead {...(isCards && ROLES.group)}>
        <tr {...(isCards && ROLES.row)}>
          {head.map((title) => (
            <th scope="col" {...(isCards && ROLES.head)}>
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody {...(isCards && ROLES.group)}>{children}</tbody>
    </table>
  </section>
);

interface EditFormProps {
  view: View;
  /** The role that may send it. */
  needs: Role;
  action: string;
  children?: Child;
}

/** A form with what is set now. Whoever may not send it reads its fields, and sees no button. */
export const EditForm = ({ view, needs, action, children }: EditFormProps) =>
  may(view, needs) ? (
    <form method="post" action={action}>
      {children}
    </form>
  ) : (
    <fieldset disabled class="read-only">
      {children}
    </fieldset>
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

/** Shows a time in the reader's time zone. */
export const Time = ({ at }: { at: Date | number }) => {
  const time = typeof at === 'number' ? new Date(at * 1000) : at;
  return <time datetime={time.toISOString()}>{clockTime(time, currentTimeZone())}</time>;
};
