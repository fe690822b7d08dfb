/** @jsxImportSource hono/jsx */
import type { Child } from 'hono/jsx';
import { inWords } from '../../kernel/in-words.js';
import type { Cell, Listing } from '../../kernel/listing.js';
import { ForeignText, Json } from '../../kernel/pages/foreign-text.js';
import type { List } from '../../kernel/store/list.js';
import { address, Failure, Layout, ROLES, Table, Time, type View } from '../layout.js';
import type { Place } from '../objects.js';
import { isReference, Reference } from '../references.js';
import { type Asked, FinderForm } from './finder-form.js';

interface ItemsProps {
  view: View;
  listing: Listing<never>;
  list: List<{ id: string }>;
}

interface ListPageProps extends ItemsProps {
  /** Which page of the list it is. */
  place: Place;
  /** What is looked for. */
  asked?: Asked;
  /** Why that can't be looked for. */
  error?: string;
  /** Leads to a form for another object. */
  create?: Child;
  /** Whether the list can be had as a file. */
  hasFile?: boolean;
  /** Whether live mode has it too. */
  isOfBothModes?: boolean;
}

/** Shows a page of a list, newest first, and the form by which its objects are found. */
export function ListPage({
  view,
  listing,
  list,
  place,
  asked = {},
  error,
  create,
  hasFile,
  isOfBothModes,
}: ListPageProps) {
  const { finder, page, title } = listing;
  const isFound = Object.keys(asked).length > 0;
  return (
    <Layout title={title} view={view} page={page}>
      {create}
      {error && <Failure message={error} />}
      {finder && (isOfBothModes || view.mode === 'test') && (
        <FinderForm
          view={view}
          page={page}
          title={`Find ${title.toLowerCase()}`}
          finder={finder}
          asked={asked}
        />
      )}
      {isFound && list.data.length === 0 ? (
        <p>Nothing matches these filters.</p>
      ) : (
        <Items view={view} listing={listing} list={list} />
      )}
      <nav aria-label="Pages" class="actions">
        <Pages view={view} page={page} list={list} place={place} asked={asked} />
        {hasFile && list.data.length > 0 && <a href={address(`${page}.csv`, view, asked)}>Download as CSV</a>}
      </nav>
    </Layout>
  );
}

interface PagesProps extends Pick<ListPageProps, 'list' | 'place' | 'view'> {
  page: string;
  asked: Asked;
}

/** Leads to the pages of a list before and after this one. */
export function Pages({ view, page, list, place: { after, before }, asked }: PagesProps) {
  const [first, last] = [list.data[0], list.data.at(-1)];
  if (!first || !last) return null;
  const isBackwards = before !== undefined;
  return (
    <>
      {(isBackwards ? list.has_more : after !== undefined) && (
        <a href={address(page, view, { ...asked, before: first.id })}>Newer</a>
      )}
      {(isBackwards || list.has_more) && (
        <a href={address(page, view, { ...asked, after: last.id })}>Older</a>
      )}
    </>
  );
}

/** Shows the objects of a list: on a phone each separately, with the heads of the columns before its values. */
export const Items = ({ view, listing: { page, title, one, columns }, list }: ItemsProps) =>
  list.data.length === 0 ? (
    <p>There are none yet in {view.mode} mode.</p>
  ) : (
    <Table name={title} head={[one, ...Object.keys(columns)]} isCards>
      {list.data.map((item) => (
        <tr {...ROLES.row}>
          <td {...ROLES.cell} data-head={one}>
            <a href={address(`${page}/${item.id}`, view)}>
              <code>{item.id}</code>
            </a>
          </td>
          {Object.entries(columns).map(([head, column]) => {
            const cell = column(item as never);
            return (
              <td {...ROLES.cell} data-head={head} class={cell === '' ? 'empty' : undefined}>
                {contentOf(cell, view)}
              </td>
            );
          })}
        </tr>
      ))}
    </Table>
  );

function contentOf(cell: Cell, view: View) {
  if (cell instanceof Date) return <Time at={cell} />;
  if (typeof cell === 'string')
    return isReference(cell) ? <Reference id={cell} view={view} /> : <ForeignText text={cell} />;
  if ('href' in cell)
    return (
      <a href={cell.href}>
        <code>
          <ForeignText text={cell.text} />
        </code>
      </a>
    );
  return <span class={cell.bad ? 'bad' : ''}>{cell.text}</span>;
}

/** Shows one object as the API returns it, and leads to those that it belongs to. */
export const ObjectPage = ({ view, page, id, object }: ObjectPageProps) => (
  <Layout title={id} view={view} page={page}>
    <dl class="facts">
      {Object.entries(object).map(
        ([name, value]) =>
          typeof value === 'string' &&
          value !== id &&
          isReference(value, name) && (
            <div>
              <dt>{inWords(name)}</dt>
              <dd>
                <Reference id={value} property={name} view={view} />
              </dd>
            </div>
          ),
      )}
    </dl>
    <pre>
      <Json value={JSON.stringify(object, withoutSecrets, 2)} />
    </pre>
    {page && (
      <p>
        <a href={address(page, view)}>Back to the list</a>
      </p>
    )}
  </Layout>
);

// The client secret is hidden from someone who looks over a shoulder.
export const withoutSecrets = (name: string, value: unknown) =>
  name === 'client_secret' ? '[hidden]' : value;

interface ObjectPageProps {
  view: View;
  /** The list that it belongs to, if it has one. */
  page?: string;
  id: string;
  object: object;
}
