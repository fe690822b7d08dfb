/** @jsxImportSource hono/jsx */
import type Stripe from 'stripe';
import { money } from '../kernel/money.js';
import type { List } from '../kernel/store/list.js';
import type { RequestRow } from '../request-log/request-log.js';
import { address, Layout, type Mode, type PageName, Table, Time } from './layout.js';

/** How a kind of object is listed. */
export interface Listing<Item> {
  page: PageName;
  title: string;
  head: string[];
  /** The cells of a row after the first, which is the object's id. */
  cells(item: Item): unknown[];
}

export const PAYMENTS: Listing<Stripe.PaymentIntent> = {
  page: 'payments',
  title: 'Payments',
  head: ['Payment', 'Amount', 'Status', 'Customer', 'Made'],
  cells: ({ amount, currency, status, customer, created }) => [
    money(amount, currency),
    status,
    customer ? String(customer) : '',
    <Time at={created} />,
  ],
};

export const CUSTOMERS: Listing<Stripe.Customer> = {
  page: 'customers',
  title: 'Customers',
  head: ['Customer', 'Name', 'Email', 'Made'],
  cells: ({ name, email, created }) => [name ?? '', email ?? '', <Time at={created} />],
};

export const DISPUTES: Listing<Stripe.Dispute> = {
  page: 'disputes',
  title: 'Disputes',
  head: ['Dispute', 'Amount', 'Reason', 'Status', 'Made'],
  cells: ({ amount, currency, reason, status, created }) => [
    money(amount, currency),
    reason,
    status,
    <Time at={created} />,
  ],
};

export const EVENTS: Listing<Stripe.Event> = {
  page: 'events',
  title: 'Events',
  head: ['Event', 'Type', 'Object', 'Made'],
  cells: ({ type, data, created }) => [
    type,
    (data.object as { id?: string }).id ?? '',
    <Time at={created} />,
  ],
};

export const REQUESTS: Listing<RequestRow> = {
  page: 'requests',
  title: 'Requests',
  head: ['Request', 'Method', 'Path', 'Status', 'Key', 'Took', 'At'],
  cells: ({ method, path, status, keyKind, keyLast4, duration, createdAt }) => [
    method,
    path,
    <span class={status < 400 ? '' : 'bad'}>{status}</span>,
    `${keyKind} …${keyLast4}`,
    `${duration} ms`,
    <Time at={createdAt} />,
  ],
};

interface ListPageProps<Item> {
  mode: Mode;
  listing: Listing<Item>;
  list: List<Item>;
}

/** A page of a list, newest first. */
export function ListPage<Item extends { id: string }>({ mode, listing, list }: ListPageProps<Item>) {
  const { page, title, head, cells } = listing;
  const last = list.data.at(-1);
  return (
    <Layout title={title} mode={mode} page={page}>
      {list.data.length === 0 ? (
        <p>There are none yet in {mode} mode.</p>
      ) : (
        <Table name={title} head={head}>
          {list.data.map((item) => (
            <tr>
              <td>
                <a href={address(`${page}/${item.id}`, mode)}>
                  <code>{item.id}</code>
                </a>
              </td>
              {cells(item).map((cell) => (
                <td>{cell}</td>
              ))}
            </tr>
          ))}
        </Table>
      )}
      {list.has_more && last && (
        <p>
          <a href={`/dashboard/${page}?after=${last.id}${mode === 'live' ? '&mode=live' : ''}`}>Older ones</a>
        </p>
      )}
    </Layout>
  );
}

/** One object, as the API shows it. */
export const ObjectPage = ({ mode, page, id, object }: ObjectPageProps) => (
  <Layout title={id} mode={mode} page={page}>
    <pre>
      <code>{JSON.stringify(object, withoutSecrets, 2)}</code>
    </pre>
    <p>
      <a href={address(page, mode)}>Back to the list</a>
    </p>
  </Layout>
);

// Whoever looks over a shoulder needs no client secret.
const withoutSecrets = (name: string, value: unknown) => (name === 'client_secret' ? '[hidden]' : value);

interface ObjectPageProps {
  mode: Mode;
  page: PageName;
  id: string;
  object: object;
}
