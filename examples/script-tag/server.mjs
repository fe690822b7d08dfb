/**
 * The shop's server: serves the checkout, and looks up with the secret key what a payment method's id stands for.
 * The secret key is used here and nowhere else.
 */
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';

const files = {
  '/checkout.css': 'text/css',
  '/checkout.js': 'text/javascript',
  '/wire.js': 'text/javascript',
  '/test-cards.js': 'text/javascript',
  '/favicon.svg': 'image/svg+xml',
  '/product.svg': 'image/svg+xml',
};
const maxBodyBytes = 4096;

/**
 * Starts the shop. `sandbox` is what `startSandbox` returned; any host with the same API will do.
 *
 * @param {{ port?: number, host?: string, sandbox: { url: string, script: string, publishableKey: string,
 *   secretKey: string } }} options
 * @returns {Promise<{ url: string, close(): Promise<void> }>}
 */
export async function startShop({ port = 0, host = 'localhost', sandbox }) {
  const server = createServer({ requestTimeout: 10_000 }, (request, response) => {
    answer(request, sandbox).then(
      ({ status = 200, type = 'application/json', body }) => {
        response.writeHead(status, { ...securityHeaders(sandbox), 'content-type': `${type}; charset=utf-8` });
        response.end(request.method === 'HEAD' ? undefined : body);
      },
      (error) => {
        // What went wrong is for the shop's log; the shopper gets a sentence.
        process.stderr.write(`${request.method} ${request.url}: ${error.message}\n`);
        response.writeHead(500, { 'content-type': 'application/json' });
        response.end(sorry('Something went wrong in the shop. Please try again.').body);
      },
    );
  });
  await new Promise((resolve, reject) => server.once('error', reject).listen(port, host, resolve));
  return {
    url: `http://${host}:${server.address().port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

// All that a page with card Elements needs from elsewhere: one script and its frames, from one host.
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
    ].join('; '),
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'strict-origin-when-cross-origin',
    'cache-control': 'no-store',
  };
}

async function answer(request, sandbox) {
  const { pathname } = new URL(request.url, 'http://shop');
  if (pathname === '/pay') return request.method === 'POST' ? pay(request, sandbox) : notAllowed();
  if (request.method !== 'GET' && request.method !== 'HEAD') return notAllowed();
  if (pathname === '/') return { type: 'text/html', body: await page(sandbox) };
  if (Object.hasOwn(files, pathname)) return { type: files[pathname], body: await read(pathname.slice(1)) };
  return { status: 404, type: 'text/plain', body: 'Not found' };
}

async function page({ script, publishableKey }) {
  const values = { script, publishableKey };
  return (await read('index.html')).replace(/\{\{(\w+)\}\}/g, (_, name) => escapeHtml(values[name]));
}

async function pay(request, sandbox) {
  // Only this shop's own page may ask: a browser says where a request comes from.
  if (!['same-origin', undefined].includes(request.headers['sec-fetch-site']))
    return sorry('Not from here.', 403);
  const body = await readBody(request);
  if (body === undefined) return sorry('That is more than a payment method.', 413);
  const received = parse(body);
  const id = received?.payment_method;
  if (typeof id !== 'string' || !/^pm_\w{1,64}$/.test(id)) return sorry('That is not a payment method.', 400);
  const card = await lookUp(id, sandbox);
  if (!card) return sorry('The payment host does not know this card. Please enter it again.', 402, received);
  // Here a shop creates the payment. The page gets what a receipt shows.
  return { body: JSON.stringify({ received, card }) };
}

async function lookUp(id, { url, secretKey }) {
  const response = await fetch(`${url}/v1/payment_methods/${id}`, {
    headers: { authorization: `Bearer ${secretKey}` },
    signal: AbortSignal.timeout(10_000),
  });
  if (response.status === 404) return undefined;
  if (!response.ok) throw new Error(`The payment host answered ${response.status}.`);
  const { brand, last4, exp_month, exp_year } = (await response.json()).card;
  return { brand, last4, exp_month, exp_year };
}

// Reads to the end in any case, since an answer needs an open connection, but keeps no more than is allowed.
async function readBody(request) {
  const chunks = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size <= maxBodyBytes) chunks.push(chunk);
  }
  return size <= maxBodyBytes ? Buffer.concat(chunks).toString('utf8') : undefined;
}

function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function sorry(message, status = 400, received = undefined) {
  return { status, body: JSON.stringify({ received, error: { message } }) };
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
