/**
 * What no test may find anywhere but in its one place: the number of each card that is typed, and the sandbox's secret
 * key. The servers of a test's process are listened to, and what a page shows of itself is read.
 */
import { subscribe } from 'node:diagnostics_channel';
import type { IncomingMessage } from 'node:http';
import { cards } from '../browser/checkout.js';

/** A request as it reached a server of this process. */
interface Arrived {
  method: string;
  url: string;
  headers: IncomingMessage['headers'];
  body: string;
}

const arrived: Arrived[] = [];

subscribe('http.server.request.start', (message) => {
  const { request } = message as { request: IncomingMessage };
  const seen = { method: request.method ?? '', url: request.url ?? '', headers: request.headers, body: '' };
  arrived.push(seen);
  // Where the parser puts the body: a listener would take it from whoever reads it.
  const push = request.push;
  request.push = (chunk: Buffer | null, ...rest) => {
    if (chunk) seen.body += chunk.toString('latin1');
    return push.call(request, chunk, ...rest);
  };
});

/** The requests that carry a card: of a frame, to the API of its own origin. */
const TAKES_CARDS =
  /^\/v1\/(tokens|payment_methods|confirmation_tokens|(payment|setup)_intents\/\w+\/confirm)(\?|$)/;

const isCardsOwn = ({ method, url, headers }: Arrived) =>
  method === 'POST' && TAKES_CARDS.test(url) && headers['sec-fetch-site'] !== 'cross-site';

/** A server of the shop may send the secret key; a browser says what it is. */
const isOfBrowser = ({ headers }: Arrived) => /Mozilla/.test(headers['user-agent'] ?? '');

/** Which canaries a text holds, however the digits are set: the card's brand, or `secret key`. */
export function canariesIn(text: string, secretKey: string): string[] {
  const found = Object.entries(cards)
    .filter(([, number]) => new RegExp([...number].join('[\\s.+_-]{0,2}(?:%20)?')).test(text))
    .map(([name]) => `the number of ${name}`);
  const body = secretKey.slice('sk_test_'.length);
  return text.includes(body) ? [...found, 'the secret key'] : found;
}

/** What the requests since the last look held that they should not have: each with where it was. */
export function takeLeaksOfRequests(secretKey: string): string[] {
  return arrived.splice(0).flatMap((request) => {
    const { method, url, headers, body } = request;
    const parts: [string, string][] = [['address', decode(url)]];
    if (isOfBrowser(request)) parts.push(['headers', JSON.stringify(headers)]);
    if (isOfBrowser(request) && !isCardsOwn(request)) parts.push(['body', decode(body)]);
    return parts.flatMap(([where, text]) =>
      canariesIn(text, secretKey).map(
        (canary) => `${canary} in the ${where} of ${method} ${url.split('?')[0]}`,
      ),
    );
  });
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Runs in a page: all that it shows to whoever can read its markup, storage, history or timings. */
export async function readTraces(): Promise<string[]> {
  const attempt = async (read: () => unknown) => {
    try {
      return JSON.stringify(await read()) ?? '';
    } catch {
      return '';
    }
  };
  return Promise.all(
    [
      () => document.documentElement.outerHTML,
      () => [...document.querySelectorAll('input')].map(({ value }) => value),
      () => [document.title, location.href, document.referrer, document.cookie, window.name],
      () => history.state,
      () => ({ ...localStorage }),
      () => ({ ...sessionStorage }),
      () => indexedDB.databases(),
      () => caches.keys(),
      () => performance.getEntries(),
    ].map(attempt),
  );
}
