/** @jsxImportSource hono/jsx */
import { type Cell, type Listing, listing } from '../kernel/listing.js';
import type { List } from '../kernel/store/list.js';
import type { RequestRow } from '../request-log/index.js';
import { ForeignText, Json } from './foreign-text.js';
import { address, Layout, type Mode, Table, Time } from './layout.js';

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
  },
});

interface ListPageProps {
  mode: Mode;
  listing: Listing<never>;
  list: List<{ id: string }>;
}

/** Shows a page of a list, newest first. */
export function ListPage({ mode, listing, list }: ListPageProps) {
  const { page, title, one, columns } = listing;
  const last = list.data.at(-1);
  return (
    <Layout title={title} mode={mode} page={page}>
      {list.data.length === 0 ? (
        <p>There are none yet in {mode} mode.</p>
      ) : (
        <Table name={title} head={[one, ...Object.keys(columns)]}>
          {list.data.map((item) => (
            <tr>
              <td>
                <a href={address(`${page}/${item.id}`, mode)}>
                  <code>{item.id}</code>
                </a>
              </td>
              {Object.values(columns).map((column) => (
                <td>{contentOf(column(item as never))}</td>
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

function contentOf(cell: Cell) {
  if (cell instanceof Date) return <Time at={cell} />;
  if (typeof cell === 'string') return <ForeignText text={cell} />;
  return <span class={cell.bad ? 'bad' : ''}>{cell.text}</span>;
}

/** Shows one object as the API returns it. */
export const ObjectPage = ({ mode, page, id, object }: ObjectPageProps) => (
  <Layout title={id} mode={mode} page={page}>
    <pre>
      <Json value={JSON.stringify(object, withoutSecrets, 2)} />
    </pre>
    <p>
      <a href={address(page, mode)}>Back to the list</a>
    </p>
  </Layout>
);

// The client secret is hidden from someone who looks over a shoulder.
const withoutSecrets = (name: string, value: unknown) => (name === 'client_secret' ? '[hidden]' : value);

interface ObjectPageProps {
  mode: Mode;
  page: string;
  id: string;
  object: object;
}
