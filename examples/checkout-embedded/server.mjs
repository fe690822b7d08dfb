/** The shop's server: creates a session for each visit, and shows what became of it. Only this server uses the secret key. */
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import Stripe from 'stripe';

const files = {
  '/checkout.js': ['checkout.js', 'text/javascript'],
  '/style.css': ['style.css', 'text/css'],
  '/favicon.svg': ['../html/favicon.svg', 'image/svg+xml'],
};

/** What is sold. */
const BOWL = { currency: 'eur', unit_amount: 5200, product_data: { name: 'Supper bowl' } };

/** What a shopper reads about a session, by its `payment_status`. */
const OUTCOMES = {
  paid: ['Thank you', 'Your bowl is on its way.'],
  unpaid: ['Thank you', 'Your bank needs a few days. We send the bowl when it has paid.'],
};
const NOT_BOUGHT = ['Not paid', 'The purchase was not completed. Please try again.'];

/**
 * Starts the shop. `sandbox` is the result of `startSandbox`; any host with the same API works.
 *
 * @param {{ port?: number, host?: string, sandbox: { url: string, script: string, publishableKey: string,
 * secretKey: string } }} options
 * @returns {Promise<{ url: string, close(): Promise<void> }>}
 */
export async function startShop({ port = 0, host = 'localhost', sandbox }) {
  const api = new URL(sandbox.url);
  const stripe = new Stripe(sandbox.secretKey, {
    host: api.hostname,
    port: api.port,
    protocol: api.protocol.slice(0, -1),
    telemetry: false,
  });
  const server = createServer((request, response) => {
    answer(request, stripe, sandbox).then(
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

// Allows the only things that a page with embedded Checkout needs from elsewhere: one script and its frame, from one host.
function securityHeaders({ url }) {
  return {
    'content-security-policy':
      `default-src 'none'; script-src 'self' ${url}; frame-src ${url}; style-src 'self'; img-src 'self'; ` +
      "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-store',
  };
}

async function answer({ headers, method, url }, stripe, sandbox) {
  const { pathname, searchParams } = new URL(url, 'http://shop');
  if (method === 'POST' && pathname === '/session')
    return { type: 'text/plain', body: await openSession(stripe, `http://${headers.host}`) };
  if (method !== 'GET') return { status: 405 };
  if (pathname === '/') return { body: fill(await read('index.html'), sandbox) };
  if (pathname === '/done') return outcome(stripe, searchParams.get('session'));
  if (!Object.hasOwn(files, pathname)) return { status: 404 };
  const [file, type] = files[pathname];
  return { type, body: await read(file) };
}

/** Creates the session of a purchase, and returns its client secret. */
async function openSession(stripe, shop) {
  const session = await stripe.checkout.sessions.create({
    ui_mode: 'embedded_page',
    mode: 'payment',
    line_items: [{ price_data: BOWL, quantity: 1 }],
    return_url: `${shop}/done?session={CHECKOUT_SESSION_ID}`,
  });
  return session.client_secret;
}

/** Shows what became of a session, as the host reports it: the address is no proof. */
async function outcome(stripe, id) {
  if (!/^cs_test_\w{1,100}$/.test(id ?? '')) return { status: 404 };
  const { payment_status, status } = await stripe.checkout.sessions.retrieve(id);
  const [title, text] = (status === 'complete' && OUTCOMES[payment_status]) || NOT_BOUGHT;
  return { body: fill(await read('done.html'), { title, text }) };
}

const read = (name) => readFile(new URL(name, import.meta.url), 'utf8');

const fill = (page, values) => page.replace(/\{\{(\w+)\}\}/g, (_, key) => escapeHtml(`${values[key]}`));

const escapeHtml = (text) => text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
