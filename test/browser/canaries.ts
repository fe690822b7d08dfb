/**
 * What no test may find anywhere but in its one place: the number of a test card, and the sandbox's secret key. After each
 * test of a checkout, what its pages show and wrote is searched, and each request that reached a server of its process.
 */
import { subscribe } from 'node:diagnostics_channel';
import type { IncomingMessage } from 'node:http';
import { testCards } from '../../sandbox/src/index.js';

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

/** Which canaries a text holds, however its digits are set. */
function canariesIn(text: string, secretKey: string): string[] {
  const runs = (text.match(/\d(?:(?:[\s.+_-]|%20){0,2}\d){12,}/g) ?? []).map((run) =>
    run.replaceAll('%20', '').replace(/\D/g, ''),
  );
  const found = testCards
    .filter(({ number }) => runs.some((run) => run.includes(number)))
    .map(({ name }) => `the number of ${name}`);
  return text.includes(secretKey.slice('sk_test_'.length)) ? [...found, 'the secret key'] : found;
}

/** Forgets what arrived for an earlier file of this worker, whose tests may send a number on purpose. */
export function forgetRequests(): void {
  arrived.length = 0;
}

/**
 * Looks for canaries in texts that pages showed or wrote, and in the requests since the last look.
 *
 * @throws Error that says where each was found, and not what it is.
 */
export function expectNoCanaries(texts: string[], secretKey: string): void {
  const places = [
    ...texts.map((text) => ({ where: `what a page showed or wrote`, text })),
    ...arrived.splice(0).flatMap(placesIn),
  ];
  const leaks = places.flatMap(({ where, text }) =>
    canariesIn(text, secretKey).map((canary) => `${canary} in ${where}`),
  );
  if (leaks.length) throw new Error(`What should be nowhere was found:\n${leaks.join('\n')}`);
}

function placesIn(request: Arrived): { where: string; text: string }[] {
  const { method, url, headers, body } = request;
  const of = `of ${method} ${url.split('?')[0]?.replace(/\d{6,}/g, '…')}`;
  const places = [{ where: `the address ${of}`, text: decode(url) }];
  if (isOfBrowser(request)) places.push({ where: `the headers ${of}`, text: JSON.stringify(headers) });
  if (isOfBrowser(request) && !isCardsOwn(request))
    places.push({ where: `the body ${of}`, text: decode(body) });
  return places;
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
      // Not their times, whose digits can be any.
      () => performance.getEntries().map(({ name }) => name),
    ].map(attempt),
  );
}
