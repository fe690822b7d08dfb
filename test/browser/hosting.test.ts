/** A host as `docs/hosting.md` sets it up: the built files by the headers that it says, and the API behind a proxy. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
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

/** What the guide's own script writes for nginx. */
function writtenLocations(): string {
  const guide = readFileSync('docs/hosting.md', 'utf8');
  const script = snippetsOf('docs/hosting.md', guide).find(({ code }) =>
    code.includes('nginx-locations.mjs'),
  );
  const directory = mkdtempSync(join(tmpdir(), 'payframe-hosting-'));
  try {
    const file = join(directory, 'nginx-locations.mjs');
    writeFileSync(file, script?.code ?? '');
    return execFileSync(process.execPath, [file, folder], { encoding: 'utf8' });
  } finally {
    rmSync(directory, { recursive: true });
  }
}

/** Headers by path, as nginx would read them out of it. */
const readLocations = (text: string) =>
  new Map(
    [...text.matchAll(/^location = (\S+) \{\n([\s\S]*?)^\}$/gm)].map(([, path = '', block = '']) => {
      const added = [...block.matchAll(/^ {2}add_header (\S+) "([^"]*)";$/gm)];
      const type = /^ {2}types \{\} default_type "([^"]*)";$/m.exec(block)?.[1];
      return [
        path,
        Object.fromEntries([['Content-Type', type], ...added.map(([, name, value]) => [name, value])]),
      ];
    }),
  );

const locations = readLocations(writtenLocations());

/** A copy of the script under a name of its own. */
const PINNED = '/js/payframe-0.1.0.js';
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

function headersOf(path: string): Record<string, string> | undefined {
  if (path === PINNED)
    return { ...locations.get('/js/v1/payframe.js'), 'Cache-Control': 'public, max-age=31536000, immutable' };
  const headers = locations.get(path);
  if (!headers || !knownShop || !FRAMED.test(path)) return headers;
  const policy = `${headers['Content-Security-Policy']}; frame-ancestors ${knownShop}`;
  return { ...headers, 'Content-Security-Policy': policy };
}

async function startHost() {
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://any').pathname;
    if (/^\/(v1|3ds)\//.test(path)) return proxy(request, response);
    const headers = headersOf(path);
    if (!headers) return response.writeHead(404).end();
    response
      .writeHead(200, headers)
      .end(readFileSync(path === PINNED ? join(dist, 'payframe.js') : folder + path));
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
});

test('the guide’s script writes each file of the manifest with its headers, and HSTS', () => {
  const wanted = Object.entries(hostHeaders).map(([path, { Vary: _, ...headers }]) => [
    path,
    { ...headers, 'Strict-Transport-Security': 'max-age=31536000' },
  ]);
  expect(Object.fromEntries(locations)).toEqual(Object.fromEntries(wanted));
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

test('a script under a name of its own is held to its hash', async () => {
  const { 'payframe.js': hash } = JSON.parse(readFileSync(join(dist, 'integrity.json'), 'utf8'));
  const script = (integrity: string) =>
    `<div id="card"></div><script src="${host.url}${PINNED}" integrity="${integrity}" crossorigin="anonymous"></script>`;
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
