import { forbidden } from '../errors.js';

/**
 * Tells whether a browser sent the request. Node's own `fetch` sends only `Sec-Fetch-Mode`, so that header
 * does not count.
 */
export const fromBrowser = (headers: Headers): boolean =>
  headers.has('origin') || headers.has('sec-fetch-site');

/**
 * Lets only the host's own pages use the API: the frames are on its origin, and no other page has a reason to
 * call it. The server sends no CORS header, so that a browser would not show the answer to another page
 * either.
 *
 * @throws ApiError 403
 */
export function refuseForeignPages(headers: Headers): void {
  const site = headers.get('sec-fetch-site');
  const origin = headers.get('origin');
  if (site !== null && site !== 'same-origin' && site !== 'none') throw foreignPage();
  // A page that sends no referrer may send the origin `null`; the browser then still confirms the origin in
  // the other header.
  if (origin === null || (origin === 'null' && site === 'same-origin')) return;
  if (!sameHost(origin, headers.get('host'))) throw foreignPage();
}

/**
 * Tells whether a form was sent from a page of this host. Browsers say so; a form of another site is refused, with or
 * without a session.
 */
export const isOwnForm = (headers: Headers): boolean =>
  sameHost(headers.get('origin') ?? '', headers.get('host'));

/** Tells whether an origin is of a host. The scheme is not compared: a proxy in front may speak HTTPS for us. */
export function sameHost(origin: string, host: string | null): boolean {
  return URL.canParse(origin) && new URL(origin).host === host?.toLowerCase();
}

const foreignPage = () =>
  forbidden(
    'This API can be called by the frames of its own host and by servers, not from a page of another origin. ' +
      'Use Payframe Elements in the page, or call the API from your server.',
  );
