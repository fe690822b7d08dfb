/**
 * A host as `docs/hosting.md` sets it up: the built files by the headers that it says, and the API behind a proxy.
 *
 * @module-tag thorough
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, request as forward, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { snippetsOf } from '../docs/markdown.js';
import { answerBank } from './bank.js';
import { type Checkouts, startCheckouts } from './checkout.js';
import { hostHeaders } from './hosts.js';

const dist = fileURLToPath(new URL('../../dist', import.meta.url));
const folder = join(dist, 'host');

/** What the guide's own script writes for nginx, for the newest release and earlier ones. */
function writtenLocations(...folders: string[]): string {
  const guide = readFileSync('docs/hosting.md', 'utf8');
  const script = snippetsOf('docs/hosting.md', guide).find(({ code }) =>
    code.includes('nginx-locations.mjs'),
  );
  const directory = mkdtempSync(join(tmpdir(), 'payframe-hosting-'));
  try {
    const file = join(directory, 'nginx-locations.mjs');
    writeFileSync(file, script?.code ?? '');
    return execFileSync(process.execPath, [file, ...folders], { encoding: 'utf8' });
  } finally {
    rmSync(directory, { recursive: true });
  }
}

interface Location {
  /** The file that answers. */
  file: string;
  headers: Record<string, string>;
}

/** Locations by what they match, as nginx would read them. */
const readLocations = (text: string) =>
  new Map(
    [...text.matchAll(/^location (=|~) (\S+) \{\n([\s\S]*?)^\}$/gm)].map(
      ([, kind = '', match = '', block = '']): [string, Location] => {
        const added = [...block.matchAll(/^ {2}add_header (\S+) "([^"]*)";$/gm)];
        const type = /^ {2}types \{\} default_type "([^"]*)";$/m.exec(block)?.[1];
        const root = /^ {2}root (\S+);$/m.exec(block)?.[1];
        const path = /^ {2}rewrite \^ (\S+) break;$/m.exec(block)?.[1] ?? match;
        return [
          `${kind} ${match}`,
          {
            file: `${root}${path}`,
            headers: Object.fromEntries([
              ['Content-Type', type],
              ...added.map(([, name, value]) => [name, value]),
            ]),
          },
        ];
      },
    ),
  );

/** A release before this one: other documents, one script that is its own, and one that both have. */
const earlier = mkdtempSync(join(tmpdir(), 'payframe-earlier-'));
const COMMON_SCRIPT = Object.keys(hostHeaders).find((path) => /\/calls-/.test(path)) ?? '';
/** The card's document under the address that stays. */
const NEWEST = '/frame/v1/card.html';
const EARLIER = { document: '/frame/v1/0a1b2c3d/card.html', script: '/frame/v1/calls-0a1b2c3d.js' };
const IMMUTABLE = 'public, max-age=31536000, immutable';

function writeEarlierRelease(): void {
  const headers = { 'Content-Type': 'text/javascript', 'Cache-Control': IMMUTABLE };
  const paths = [NEWEST, EARLIER.document, EARLIER.script, COMMON_SCRIPT];
  mkdirSync(join(earlier, 'frame/v1/0a1b2c3d'), { recursive: true });
  for (const path of paths) writeFileSync(join(earlier, path), `earlier ${path}`);
  writeFileSync(
    join(earlier, 'headers.json'),
    JSON.stringify(Object.fromEntries(paths.map((path) => [path, headers]))),
  );
}

writeEarlierRelease();
const locations = readLocations(writtenLocations(folder, earlier));

/** The location that nginx chooses: one for exactly that path, else the first pattern that fits. */
function locationOf(path: string): Location | undefined {
  const exact = locations.get(`= ${path}`);
  const fitting = [...locations].find(
    ([match]) => match.startsWith('~ ') && new RegExp(match.slice(2)).test(path),
  );
  return exact ?? fitting?.[1];
}

const FRAMED = /^\/frame\/v1\/(?:\w+\/)?(?:card|iban|agent|challenge)\.html$/;

let checkouts: Checkouts;
/** The shop that may show the frames, or '' for all. */
let knownShop = '';
let host: { url: string; close(): void };
const seen: IncomingMessage[] = [];

/** Sends what it is asked for on to the API, with `Host` as the browser sent it. */
function proxy(request: IncomingMessage, response: ServerResponse): void {
  seen.push(request);
  const { port } = new URL(checkouts.sandbox.url);
  const { method, url: path, headers } = request;
  const outgoing = forward({ port, host: '127.0.0.1', method, path, headers }, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(response);
  });
  outgoing.once('error', () => response.destroy());
  request.pipe(outgoing);
}

function answerTo(path: string): Location | undefined {
  const location = locationOf(path);
  if (!location) return undefined;
  const { file, headers } = location;
  if (!knownShop || !FRAMED.test(path)) return location;
  const policy = `${headers['Content-Security-Policy']}; frame-ancestors ${knownShop}`;
  const caching = hostHeaders[NEWEST]?.['Cache-Control'] ?? '';
  return { file, headers: { ...headers, 'Content-Security-Policy': policy, 'Cache-Control': caching } };
}

async function startHost() {
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://any').pathname;
    if (/^\/(v1|3ds)\//.test(path)) return proxy(request, response);
    const answer = answerTo(path);
    if (!answer) return response.writeHead(404).end();
    response.writeHead(200, answer.headers).end(readFileSync(answer.file));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const close = () => {
    server.close();
    server.closeAllConnections();
  };
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close };
}

beforeAll(async () => {
  checkouts = await startCheckouts();
  host = await startHost();
});

afterEach(() => {
  knownShop = '';
  return checkouts.closePages();
});

afterAll(async () => {
  host?.close();
  await checkouts?.close();
  rmSync(earlier, { recursive: true });
});

const HSTS = { 'Strict-Transport-Security': 'max-age=31536000' };
const headersOnHost = (path: string) => {
  const { Vary: _, ...headers } = hostHeaders[path] ?? {};
  return { ...headers, ...HSTS };
};

test('the guide’s script writes each file of the manifest with its headers, and HSTS', () => {
  for (const path of Object.keys(hostHeaders))
    expect(locationOf(path), path).toEqual({ file: folder + path, headers: headersOnHost(path) });
});

test('the guide’s script writes the files of earlier releases that their frames still load, and the newest document in the place of theirs', () => {
  const exact = [...locations.keys()].filter((match) => match.startsWith('= '));
  const files = Object.keys(hostHeaders).map((path) => `= ${path}`);
  expect(exact.filter((match) => !files.includes(match))).toEqual([`= ${EARLIER.script}`]);
  expect(locationOf(EARLIER.script)).toEqual({
    file: earlier + EARLIER.script,
    headers: { 'Content-Type': 'text/javascript', 'Cache-Control': IMMUTABLE, ...HSTS },
  });
  expect(locationOf(EARLIER.document)).toEqual({
    file: folder + NEWEST,
    headers: { ...headersOnHost(NEWEST), 'Cache-Control': 'no-store' },
  });
  for (const path of ['/frame/v1/x/card.html', '/frame/v1/0a1b/gone.html', '/frame/v1/0a1b/cardxhtml', '/x'])
    expect(locationOf(path), path).toBeUndefined();
});

test('a card is tokenized on a host whose API is behind a proxy', async () => {
  const checkout = await checkouts.open({ host: host.url });
  await checkout.typeCard();
  const { paymentMethod, error } = await checkout.pay();
  expect(error).toBeUndefined();
  expect(paymentMethod?.card).toMatchObject({ brand: 'visa', last4: '4242' });
  expect(seen.map(({ method, url }) => `${method} ${url}`)).toEqual(['POST /v1/payment_methods']);
  expect(checkout.requests.filter(({ url }) => url.startsWith(checkouts.sandbox.url))).toEqual([]);
  expect(checkout.console).toEqual([]);
});

test('a cross-origin isolated shop can show the frames', async () => {
  const isolated = {
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Embedder-Policy': 'require-corp',
  };
  const checkout = await checkouts.open({ host: host.url, headers: isolated });
  expect(await checkout.page.evaluate(() => crossOriginIsolated)).toBe(true);
  await checkout.typeCard();
  expect(await checkout.token()).toMatchObject({ token: { card: { last4: '4242' } } });
});

/** A payment whose cardholder says yes at the bank, and what it comes to. */
async function payAtBank() {
  const response = await fetch(`${host.url}/v1/payment_intents`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${checkouts.sandbox.secretKey}` },
    body: new URLSearchParams({
      amount: '1999',
      currency: 'eur',
      confirm: 'true',
      payment_method: 'pm_card_threeDSecure2Required',
      'payment_method_types[]': 'card',
    }),
  });
  const { client_secret: clientSecret } = (await response.json()) as { client_secret: string };
  const { page, console: lines } = await checkouts.open({ host: host.url });
  const outcome = page.evaluate(
    (secret) => window.payframe.handleNextAction({ clientSecret: secret }),
    clientSecret,
  );
  await answerBank(page, 'Complete authentication');
  return { page, lines, outcome };
}

test('the bank’s page is on the host’s name, and the payment succeeds', async () => {
  const { page, lines, outcome } = await payAtBank();
  expect(await outcome).toMatchObject({ paymentIntent: { status: 'succeeded' } });
  expect(page.frames().filter((frame) => frame.url().startsWith(checkouts.sandbox.url))).toEqual([]);
  expect(lines).toEqual([]);
});

const pins: Record<string, string> = JSON.parse(readFileSync(join(dist, 'integrity.json'), 'utf8'));

test('a script that a page pins is held to its hash', async () => {
  const [path = '', hash = ''] =
    Object.entries(pins).find(([name]) => name.startsWith('/js/v1/payframe-')) ?? [];
  const script = (integrity: string) =>
    `<div id="card"></div><script src="${host.url}${path}" integrity="${integrity}" crossorigin="anonymous"></script>`;
  const checkout = await checkouts.open({ host: host.url, script: false, body: script(hash) });
  await checkout.typeCard();
  expect(await checkout.token()).toMatchObject({ token: { card: { last4: '4242' } } });

  const other = `sha384-${createHash('sha384').update('another script').digest('base64')}`;
  const refused = await checkouts.open({ host: host.url, script: false, mount: false, body: script(other) });
  expect(await refused.page.evaluate(() => typeof window.Payframe)).toBe('undefined');
});

test('a host that names its shops can be shown by them, the bank’s page too, and by no other [E1]', async () => {
  knownShop = checkouts.shop.url;
  expect(await (await payAtBank()).outcome).toMatchObject({ paymentIntent: { status: 'succeeded' } });

  knownShop = 'https://another-shop.example';
  const { page } = await checkouts.open({ host: host.url, mount: false });
  const code = await page.evaluate((key) => {
    const card = window.Payframe(key).elements().create('card');
    const failed = new Promise((resolve) => card.on('loaderror', ({ error }) => resolve(error.code)));
    card.mount('#card');
    return failed;
  }, checkouts.sandbox.publishableKey);
  expect(code).toBe('frame_timeout');
});
