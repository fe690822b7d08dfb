/** The shop's server: opens a payment for each visit, and shows what became of it. Only this server uses the secret key. */
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';

const files = {
  '/pay.js': ['pay.js', 'text/javascript'],
  '/style.css': ['style.css', 'text/css'],
  '/favicon.svg': ['../html/favicon.svg', 'image/svg+xml'],
};

/** What a shopper reads about a payment, by its status. */
const OUTCOMES = {
  succeeded: ['Thank you', 'Your bowl is on its way.'],
  processing: ['Thank you', 'Your bank needs a few days. We send the bowl when it has paid.'],
};
const UNPAID = ['Not paid', 'The payment was not completed. Please try again.'];

/**
 * Starts the shop. `sandbox` is the result of `startSandbox`; any host with the same API works.
 *
 * @param {{ port?: number, host?: string, sandbox: { url: string, script: string, publishableKey: string,
 * secretKey: string } }} options
 * @returns {Promise<{ url: string, close(): Promise<void> }>}
 */
export async function startShop({ port = 0, host = 'localhost', sandbox }) {
  const server = createServer((request, response) => {
    answer(request, sandbox).then(
      ({ status = 200, type = 'text/html', body = '' }) => {
        response.writeHead(status, { ...securityHeaders(sandbox), 'content-type': `${type}; charset=utf-8` });
        response.end(body);
      },
      (error) => {
        // The error's message is only for the shop's log.
        process.stderr.write(`${request.method} ${request.url}: ${error.message}\n`);
        response.writeHead(500).end();
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

// Allows the only things that a page with Elements needs from elsewhere: one script and its frames, from one host.
function securityHeaders({ url }) {
  return {
    'content-security-policy':
      `default-src 'none'; script-src 'self' ${url}; frame-src ${url}; style-src 'self'; img-src 'self'; ` +
      "form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-store',
  };
}

async function answer({ method, url }, sandbox) {
  const { pathname, searchParams } = new URL(url, 'http://shop');
  if (method !== 'GET') return { status: 405 };
  if (pathname === '/') return checkout(sandbox);
  if (pathname === '/done') return outcome(sandbox, searchParams.get('payment_intent'));
  if (!Object.hasOwn(files, pathname)) return { status: 404 };
  const [file, type] = files[pathname];
  return { type, body: await read(file) };
}

/** Opens a payment. A real shop opens one for each order. */
async function checkout(sandbox) {
  const { client_secret } = await ask(sandbox, 'payment_intents', { amount: '5200', currency: 'eur' });
  return page('index.html', { ...sandbox, clientSecret: client_secret });
}

/** Shows what became of a payment, as the payment host reports it: the address is no proof. */
async function outcome(sandbox, id) {
  if (!/^pi_\w{1,64}$/.test(id ?? '')) return { status: 404 };
  const { status } = await ask(sandbox, `payment_intents/${id}`);
  const [title, text] = OUTCOMES[status] ?? UNPAID;
  return page('done.html', { title, text });
}

async function ask({ url, secretKey }, path, params) {
  const response = await fetch(`${url}/v1/${path}`, {
    method: params ? 'POST' : 'GET',
    body: params && new URLSearchParams(params),
    headers: { authorization: `Bearer ${secretKey}` },
    signal: AbortSignal.timeout(10_000),
  });
  return response.json();
}

async function page(name, values) {
  return { body: (await read(name)).replace(/\{\{(\w+)\}\}/g, (_, key) => escapeHtml(`${values[key]}`)) };
}

const read = (name) => readFile(new URL(name, import.meta.url), 'utf8');

const escapeHtml = (text) => text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
