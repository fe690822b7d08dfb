/**
 * The shop's server: serves the page, pays with the payment method whose id the page's form sends, and tells the page the
 * client secret by which a wallet pays. Only this server uses the secret key.
 */
import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';

const files = {
  '/checkout.css': ['../react/src/checkout.css', 'text/css'],
  '/fields.css': ['fields.css', 'text/css'],
  '/express.js': ['express.js', 'text/javascript'],
  '/messages.js': ['messages.js', 'text/javascript'],
  '/favicon.svg': ['favicon.svg', 'image/svg+xml'],
  '/bowl.svg': ['bowl.svg', 'image/svg+xml'],
  // In a real shop: node_modules/payframe/dist/element.mjs
  '/element.mjs': ['../../dist/element.mjs', 'text/javascript'],
};
const maxBodyBytes = 4096;

/**
 * Starts the shop. `sandbox` is the result of `startSandbox`; any host with the same API works.
 *
 * @param {{ port?: number, host?: string, sandbox: { url: string, publishableKey: string, secretKey: string }
 * }} options
 * @returns {Promise<{ url: string, close(): Promise<void> }>}
 */
export async function startShop({ port = 0, host = 'localhost', sandbox }) {
  const orders = new Map();
  const server = createServer({ requestTimeout: 10_000 }, (request, response) => {
    answer(request, { sandbox, orders, origin: origin() }).then(
      ({ status = 200, type = 'text/plain', body, headers }) => {
        response.writeHead(status, {
          ...securityHeaders(sandbox),
          'content-type': `${type}; charset=utf-8`,
          ...headers,
        });
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
  const origin = () => `http://${host}:${server.address().port}`;
  return {
    url: origin(),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

// Allows the only things that a page with card Elements needs from elsewhere: one script and its frames, from
// one host. The form's answer may lead to the bank.
function securityHeaders({ url }) {
  return {
    'content-security-policy': [
      "default-src 'none'",
      `script-src 'self' ${url}`,
      `frame-src ${url}`,
      // For the order's intent, which a wallet pays.
      "connect-src 'self'",
      "style-src 'self'",
      "img-src 'self'",
      `form-action 'self' ${url}`,
      "base-uri 'none'",
      "frame-ancestors 'none'",
      // No text becomes script or markup; `payframe` is the policy that loads the SDK.
      "require-trusted-types-for 'script'",
      'trusted-types payframe',
    ].join('; '),
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'strict-origin-when-cross-origin',
    'cache-control': 'no-store',
  };
}

async function answer(request, shop) {
  const { pathname, searchParams } = new URL(request.url, shop.origin);
  if (pathname === '/pay' && request.method === 'POST') return pay(request, shop);
  if (pathname === '/intent' && request.method === 'POST') return tellIntent(request, shop);
  if (request.method !== 'GET') return { status: 405, body: 'Method not allowed' };
  if (pathname === '/') return checkout(shop, openOrder(shop));
  if (pathname === '/paid') return showOutcome(searchParams.get('payment_intent'), shop);
  if (!Object.hasOwn(files, pathname)) return { status: 404, body: 'Not found' };
  const [file, type] = files[pathname];
  return { type, body: await read(file) };
}

function openOrder({ orders }) {
  const order = randomUUID();
  orders.set(order, {});
  return order;
}

/** Pays an order by the card whose payment method the form sends. */
async function pay(request, shop) {
  if (!isOwn(request)) return { status: 403 };
  const form = await readForm(request);
  const order = form.get('order');
  if (!shop.orders.has(order)) return checkout(shop, openOrder(shop), 'This order is no longer open.');
  const { id } = await intentOf(order, shop);
  const { error, next_action } = await ask(shop, `payment_intents/${id}/confirm`, {
    payment_method: form.get('payment_method') ?? '',
    receipt_email: form.get('email') ?? '',
    ...shippingIn(form),
    return_url: `${shop.origin}/paid`,
  });
  // It leads to the bank, where the bank asks; the bank then sends the shopper to `return_url`.
  if (next_action) return seeOther(next_action.redirect_to_url.url);
  return error && error.payment_intent?.status !== 'succeeded'
    ? checkout(shop, order, error.message)
    : seeOther(`/paid?payment_intent=${id}`);
}

/** Answers with the client secret by which the page pays an order itself, with a wallet. */
async function tellIntent(request, shop) {
  if (!isOwn(request)) return { status: 403 };
  const order = (await readForm(request)).get('order');
  if (!shop.orders.has(order)) return { status: 404, body: 'Not found' };
  const { client_secret: clientSecret } = await intentOf(order, shop);
  return { type: 'application/json', body: JSON.stringify({ clientSecret }) };
}

/** Returns the PaymentIntent of an order. An order has one, however often and however the shopper tries to pay. */
function intentOf(order, shop) {
  const known = shop.orders.get(order);
  known.payment ??= ask(shop, 'payment_intents', {
    amount: '5200',
    currency: 'eur',
    'payment_method_types[]': 'card',
    'metadata[order]': order,
  });
  return known.payment;
}

/** Only this shop's own page may ask: a browser says where a request comes from. */
const isOwn = ({ headers }) => ['same-origin', undefined].includes(headers['sec-fetch-site']);

/** Returns the parts of the address, which have the names that the API has for them. */
const shippingIn = (form) => Object.fromEntries([...form].filter(([name]) => name.startsWith('shipping[')));

/** Shows the result of a payment, as the payment host reports it: the address is no proof. */
async function showOutcome(id, shop) {
  if (!/^pi_\w{1,64}$/.test(id ?? '')) return { status: 404, body: 'Not found' };
  const { status, metadata, last_payment_error, payment_method, shipping } = await ask(
    shop,
    `payment_intents/${id}?expand[]=payment_method`,
  );
  if (status === 'succeeded')
    return page('thanks.html', {
      ...shipping.address,
      name: shipping.name,
      last4: payment_method.card.last4,
    });
  return checkout(shop, metadata.order, last_payment_error?.message ?? 'The payment was not completed.');
}

const checkout = ({ sandbox: { url, publishableKey } }, order, message = '') =>
  page('index.html', { host: url, publishableKey, order, message });

const seeOther = (location) => ({ status: 303, headers: { location } });

async function ask({ sandbox: { url, secretKey } }, path, params) {
  const response = await fetch(`${url}/v1/${path}`, {
    method: params ? 'POST' : 'GET',
    body: params && new URLSearchParams(params),
    headers: { authorization: `Bearer ${secretKey}` },
    signal: AbortSignal.timeout(10_000),
  });
  return response.json();
}

async function readForm(request) {
  let text = '';
  for await (const chunk of request.setEncoding('utf8')) {
    if (text.length + chunk.length > maxBodyBytes) throw new Error('That is more than a form of ours.');
    text += chunk;
  }
  return new URLSearchParams(text);
}

async function page(name, values) {
  const body = (await read(name)).replace(/\{\{(\w+)\}\}/g, (_, key) => escapeHtml(`${values[key]}`));
  return { type: 'text/html', body };
}

const read = (name) => readFile(new URL(name, import.meta.url), 'utf8');

const escapeHtml = (text) => text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
