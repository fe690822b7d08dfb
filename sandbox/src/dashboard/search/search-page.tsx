/** @jsxImportSource hono/jsx */
import { type Listing, SEARCH } from '../../kernel/listing.js';
import { ForeignText } from '../../kernel/pages/foreign-text.js';
import type { List } from '../../kernel/store/list.js';
import { address, EVERYTHING, Layout, type View } from '../layout.js';
import { Items } from '../lists/objects-page.js';

/** The newest objects of a kind that fit what is looked for. */
export interface Found {
  listing: Listing<never>;
  list: List<{ id: string }>;
}

interface SearchPageProps {
  view: View;
  text: string;
  found: readonly Found[];
}

/** Shows what was found of each kind, and leads to the rest of it. */
export const SearchPage = ({ view, text, found }: SearchPageProps) => (
  <Layout title="Search" view={view} page={EVERYTHING} searched={text}>
    <p role="status">
      {text === '' ? (
        'Type an email, an amount, the last four digits of a card, an id, a name, part of a description or a metadata value into the field above.'
      ) : found.length === 0 ? (
        <>
          Nothing was found for <ForeignText text={text} />.
        </>
      ) : (
        <>
          Found for <ForeignText text={text} />, the newest of each kind first:
        </>
      )}
    </p>
    {found.map(({ listing, list }) => (
      <section>
        <h2>{listing.title}</h2>
        <Items view={view} listing={listing} list={list} />
        {list.has_more && (
          <p>
            <a href={address(listing.page, view, { [SEARCH]: text })}>
              All {listing.title.toLowerCase()} that fit
            </a>
          </p>
        )}
      </section>
    ))}
  </Layout>
);
