/** @jsxImportSource hono/jsx */
import type { Child } from 'hono/jsx';
import { type Cell, type Listing, listing } from '../kernel/listing.js';
import { ForeignText, Json } from '../kernel/pages/foreign-text.js';
import type { List } from '../kernel/store/list.js';
import type { RequestRow } from '../request-log/index.js';
import { address, Layout, Table, Time, type View } from './layout.js';

export const REQUESTS = listing<RequestRow>({
  page: 'requests',
  title: 'Requests',
  one: 'Request',
  columns: {
    Method: ({ method }) => method,
    Path: ({ path }) => path,
    Status: ({ status }) => ({ text: `${status}`, bad: status >= 400 }),
    Key: ({ keyKind, keyLast4 }) => `${keyKind} …${keyLast4}`,
    Took: ({ duration }) => `${duration} ms`,
    At: ({ createdAt }) => createdAt,
    Account: ({ connectedId }) => connectedId ?? '',
  },
});

interface ItemsProps {
  view: View;
  listing: Listing<never>;
  list: List<{ id: string }>;
}

interface ListPageProps extends ItemsProps {
  /** Leads to a form for another object. */
  create?: Child;
}

/** Shows a page of a list, newest first. */
export function ListPage({ view, listing, list, create }: ListPageProps) {
  const { page, title } = listing;
  const last = list.data.at(-1);
  return (
    <Layout title={title} view={view} page={page}>
      {create}
      <Items view={view} listing={listing} list={list} />
      {list.has_more && last && (
        <p>
          <a href={address(page, view, { after: last.id })}>Older</a>
        </p>
      )}
    </Layout>
  );
}

/** Shows the objects of a list. */
export const Items = ({ view, listing: { page, title, one, columns }, list }: ItemsProps) =>
  list.data.length === 0 ? (
    <p>There are none yet in {view.mode} mode.</p>
  ) : (
    <Table name={title} head={[one, ...Object.keys(columns)]}>
      {list.data.map((item) => (
        <tr>
          <td>
            <a href={address(`${page}/${item.id}`, view)}>
              <code>{item.id}</code>
            </a>
          </td>
          {Object.values(columns).map((column) => (
            <td>{contentOf(column(item as never))}</td>
          ))}
        </tr>
      ))}
    </Table>
  );

function contentOf(cell: Cell) {
  if (cell instanceof Date) return <Time at={cell} />;
  if (typeof cell === 'string') return <ForeignText text={cell} />;
  return <span class={cell.bad ? 'bad' : ''}>{cell.text}</span>;
}

/** Shows one object as the API returns it. */
export const ObjectPage = ({ view, page, id, object }: ObjectPageProps) => (
  <Layout title={id} view={view} page={page}>
    <pre>
      <Json value={JSON.stringify(object, withoutSecrets, 2)} />
    </pre>
    <p>
      <a href={address(page, view)}>Back to the list</a>
    </p>
  </Layout>
);

// The client secret is hidden from someone who looks over a shoulder.
export const withoutSecrets = (name: string, value: unknown) =>
  name === 'client_secret' ? '[hidden]' : value;

interface ObjectPageProps {
  view: View;
  page: string;
  id: string;
  object: object;
}
