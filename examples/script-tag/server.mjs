/**
 * The shop's server: serves the checkout, and opens, reads and refunds payments for its page. Only this
 * server uses the secret key.
 */
import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { playgroundFile } from '../playground/server.mjs';
import { COUNTRIES } from './countries.mjs';
import { createEvents } from './events.mjs';
import { createPayments } from './payments.mjs';

const files = {
  '/checkout.css': 'text/css',
  '/checkout.js': 'text/javascript',
  '/events.js': 'text/javascript',
  '/prices.js': 'text/javascript',
  '/saved-cards.js': 'text/javascript',
  '/shop.js': 'text/javascript',
  '/wire.js': 'text/javascript',
  '/test-cards.js': 'text/javascript',
  '/favicon.svg': 'image/svg+xml',
  '/product.svg': 'image/svg+xml',
};
/** Path of the playground of the Elements, which is linked from the checkout. */
const PLAYGROUND = '/playground/';
const maxBodyBytes = 4096;
const maxEventBytes = 256 * 1024;

/**
 * Starts the shop. `sandbox` is the result of `startSandbox`; any host with the same API works.
 *
 * @param {{ port?: number, host?: string, sandbox: { url: string, script: string, publishableKey: string,
 * secretKey: string } }} options
 * @returns {Promise<{ url: string, close(): Promise<void> }>}
 */
export async function startShop({ port = 0, host = 'localhost', sandbox }) {
  const payments = createPayments(sandbox);
  const events = createEvents(payments.stripe);
  const shop = { sandbox, payments, events, shoppers: new Map() };
  const server = createServer({ requestTimeout: 10_000 }, (request, response) => {
    if (request.method === 'GET' && request.url === '/events') return events.stream(response);
    answer(request, response, shop).then(
      ({ status = 200, type = 'application/json', body }) => {
        response.writeHead(status, { ...securityHeaders(sandbox), 'content-type': `${type}; charset=utf-8` });
        response.end(request.method === 'HEAD' ? undefined : body);
      },
      (error) => {
        // The error's message is for the shop's log; the shopper gets a general sentence.
        process.stderr.write(`${request.method} ${request.url}: ${error.message}\n`);
        response.writeHead(500, { 'content-type': 'application/json' });
        response.end(sorry('Something went wrong in the shop. Please try again.').body);
      },
    );
  });
  await new Promise((resolve, reject) => server.once('error', reject).listen(port, host, resolve));
  const url = `http://${host}:${server.address().port}`;
  await events.listen(`${url}/webhook`);
  return {
    url,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

// Allows the only things that a page with Elements needs from elsewhere: one script and its frames, from
// one host.
function securityHeaders({ script }) {
  const host = new URL(script).origin;
  return {
    'content-security-policy': [
      "default-src 'none'",
      `script-src 'self' ${host}`,
      `frame-src ${host}`,
      "style-src 'self'",
      "img-src 'self'",
      "connect-src 'self'",
      "form-action 'self'",
      "base-uri 'none'",
      "frame-ancestors 'none'",
      // No text becomes script or markup; `shop` is the policy with which the page loads the SDK again.
      "require-trusted-types-for 'script'",
      'trusted-types shop',
    ].join('; '),
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'strict-origin-when-cross-origin',
    'cache-control': 'no-store',
  };
}

async function answer(request, response, shop) {
  const { pathname } = new URL(request.url, 'http://shop');
  if (request.method === 'POST') return take(request, pathname, shop);
  if (request.method !== 'GET' && request.method !== 'HEAD') return notAllowed();
  if (pathname === '/') {
    welcome(request, response, shop);
    return { type: 'text/html', body: await page(shop.sandbox) };
  }
  if (pathname.startsWith(PLAYGROUND)) {
    const file = await playgroundFile(pathname.slice(PLAYGROUND.length - 1), shop.sandbox);
    if (file) return file;
  }
  if (Object.hasOwn(files, pathname)) return { type: files[pathname], body: await read(pathname.slice(1)) };
  if (Object.hasOwn(calls, pathname)) return notAllowed();
  return { status: 404, type: 'text/plain', body: 'Not found' };
}

/** Requests of the page to the shop. Each returns its answer, or `undefined` where it can't be done. */
const calls = {
  '/pay': (shopper, { country, save }, { payments }) =>
    payments.open(shopper, { country, save: save === true }),
  '/returned': (shopper, { payment_intent }, { payments }) => payments.returned(shopper, payment_intent),
  '/receipt': (shopper, { payment_intent }, { payments }) => payments.receipt(shopper, payment_intent),
  '/saved-cards': (shopper, _, { payments }) => payments.savedCards(shopper),
  '/refund': (shopper, { payment_intent }, { payments }) => payments.refund(shopper, payment_intent),
};

async function take(request, pathname, shop) {
  if (pathname === '/webhook') return takeEvent(request, shop);
  if (!Object.hasOwn(calls, pathname)) return { status: 404, type: 'text/plain', body: 'Not found' };
  // Only this shop's own page may ask: a browser says where a request comes from.
  if (!['same-origin', undefined].includes(request.headers['sec-fetch-site']))
    return sorry('Not from here.', 403);
  const body = await readBody(request, maxBodyBytes);
  if (body === undefined) return sorry('That is more than this shop reads.', 413);
  const received = parse(body);
  if (typeof received !== 'object' || received === null) return sorry('That is not JSON.', 400);
  const shopper = shop.shoppers.get(shopperId(request));
  if (!shopper) return sorry('Your visit has ended. Please load the page again.', 401);
  const result = await calls[pathname](shopper, received, shop);
  return result ? { body: JSON.stringify(result) } : sorry('There is no such payment of yours.', 404);
}

async function takeEvent(request, { events }) {
  const body = await readBody(request, maxEventBytes);
  const isGenuine = body !== undefined && events.take(body, request.headers['stripe-signature']);
  return isGenuine ? { body: '{}' } : sorry('This event is not signed by the payment host.', 400);
}

/** Gives a new shopper a cookie that identifies them; a real shop has accounts. */
function welcome(request, response, { shoppers }) {
  if (shoppers.has(shopperId(request))) return;
  const id = randomUUID();
  shoppers.set(id, {});
  // A strict cookie would not come along when a bank sends the shopper back.
  response.setHeader('set-cookie', `shopper=${id}; HttpOnly; SameSite=Lax; Path=/`);
}

const shopperId = ({ headers }) => /(?:^|; )shopper=([\w-]+)/.exec(headers.cookie ?? '')?.[1];

async function page({ script, publishableKey }) {
  const values = { script: escapeHtml(script), publishableKey: escapeHtml(publishableKey), countries };
  return (await read('index.html')).replace(/\{\{(\w+)\}\}/g, (_, name) => values[name]);
}

/** The choices of a country, with its prices. */
const countries = Object.entries(COUNTRIES)
  .map(
    ([code, { name, currency, item, shipping }]) =>
      `<option value="${code}" data-currency="${currency}" data-item="${item}" data-shipping="${shipping}">${name}</option>`,
  )
  .join('\n');

// It always reads to the end, because an answer needs an open connection, but keeps no more than is allowed.
async function readBody(request, maxBytes) {
  const chunks = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size <= maxBytes) chunks.push(chunk);
  }
  return size <= maxBytes ? Buffer.concat(chunks).toString('utf8') : undefined;
}

function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function sorry(message, status = 400) {
  return { status, body: JSON.stringify({ error: { message } }) };
}

function notAllowed() {
  return { status: 405, type: 'text/plain', body: 'Method not allowed' };
}

function read(name) {
  return readFile(new URL(name, import.meta.url), 'utf8');
}

function escapeHtml(text) {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
