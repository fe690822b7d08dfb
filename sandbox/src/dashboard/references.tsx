/** @jsxImportSource hono/jsx */
import { ForeignText } from '../kernel/pages/foreign-text.js';
import { registry } from '../resources/registry.js';
import { address, type View } from './layout.js';
import type { Loaded } from './objects.js';

/** The page that leads to the page of any object, by its id. */
export const OBJECTS = 'objects';

/** The pages of objects, by their kind, as in `checkout.session`. */
const PAGES = new Map([
  ['webhook_endpoint', 'webhooks'],
  ...registry.listings.map(
    ({ path, listing }) =>
      [path.slice('/v1/'.length).replaceAll('/', '.').replace(/s$/, ''), listing.page] as const,
  ),
]);

/** Returns the path of the page that shows an object; `undefined` for a kind that has none. An attempt is shown by its payment. */
export function pathOf({ id, object, payment_intent: payment }: Loaded): string | undefined {
  if (object === 'charge' && typeof payment === 'string') return `${PAGES.get('payment_intent')}/${payment}`;
  const page = PAGES.get(object);
  return page && `${page}/${id}`;
}

interface ReferenceProps {
  id: string;
  view: View;
  /** The property that has the id, where the id does not say what it is of. */
  property?: string;
}

/** Shows an id, as a link where it is that of an object. */
export const Reference = ({ id, property, view }: ReferenceProps) => {
  const shown = (
    <code>
      <ForeignText text={id} />
    </code>
  );
  return isReference(id, property) ? <a href={address(`${OBJECTS}/${id}`, view)}>{shown}</a> : shown;
};

/** Tells whether a text is the id of an object, or of a request. */
export const isReference = (id: string, property?: string): boolean =>
  ID.test(id) && (id.startsWith('req_') || registry.loaderOf(id, property) !== undefined);

/** An id, and not a word of the API such as `in_transit`. */
const ID = /^[a-z]+_(?:[a-z]+_)?[A-Za-z0-9]{10,}$/;
