/**
 * The shop's server: serves the app that Vite builds, opens a payment for an order, and reports what was
 * paid. Only this server uses the secret key.
 */
import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import { build } from 'vite';
import config from './vite.config.mjs';

const AMOUNT = { amount: '5200', currency: 'eur' };

const types = {
  css: 'text/css',
  html: 'text/html',
  js: 'text/javascript',
  svg: 'image/svg+xml',
};

/**
 * Starts the shop. `sandbox` is what `startSandbox` returned; any host with the same API will do.
 *
 * @param {{ port?: number, host?: string, sandbox: { url: string, publishableKey: string, secretKey: string },
 *   app?: import('vite').InlineConfig }} options `app` is what Vite builds, where it is not this folder's.
 * @returns {Promise<{ url: string, close(): Promise<void> }>}
 */
export async function startShop({ port = 0, host = 'localhost', sandbox, app = config }) {
  const files = await buildApp(app);
  const shoppers = new Map();
  const server = createServer({ requestTimeout: 10_000 }, (request, response) => {
    const shopper = shopperOf(request, response, shoppers);
    answer(request, { files, sandbox, shopper }).then(
      ({ status = 200, type = 'application/json', body }) => {
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

/** Builds an app. Returns its files by path, in memory. */
export async function buildApp(app) {
  const { output } = await build({
    ...app,
    configFile: false,
    logLevel: 'error',
    build: { ...app.build, write: false },
  });
  return new Map(output.map(({ fileName, code, source }) => [`/${fileName}`, code ?? source]));
}

/** Finds the shopper by a cookie; a real shop has accounts. */
function shopperOf({ headers, url }, response, shoppers) {
  const id = /(?:^|; )shopper=([\w-]+)/.exec(headers.cookie ?? '')?.[1];
  const known = shoppers.get(id);
  if (known || url !== '/') return known;
  const name = randomUUID();
  const shopper = {};
  shoppers.set(name, shopper);
  // A strict cookie would not come along when a bank sends the shopper back.
  response.setHeader('set-cookie', `shopper=${name}; HttpOnly; SameSite=Lax; Path=/`);
  return shopper;
}

// Allows the only things that a page with card Elements needs from elsewhere: one script and its frames, from
// one host.
function securityHeaders({ url }) {
  return {
    'content-security-policy': [
      "default-src 'none'",
      `script-src 'self' ${url}`,
      `frame-src ${url}`,
      "style-src 'self'",
      "img-src 'self'",
      "connect-src 'self'",
      "form-action 'self'",
      "base-uri 'none'",
      "frame-ancestors 'none'",
      // No text becomes script or markup; `payframe` is the policy that loads the SDK, `vue` is Vue's own.
      "require-trusted-types-for 'script'",
      'trusted-types payframe vue',
    ].join('; '),
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'strict-origin-when-cross-origin',
    'cache-control': 'no-store',
  };
}

async function answer(request, { files, sandbox, shopper }) {
  const { pathname } = new URL(request.url, 'http://shop');
  if (request.method === 'POST') {
    // Only this shop's own page may ask: a browser says where a request comes from.
    if (!shopper || !['same-origin', undefined].includes(request.headers['sec-fetch-site']))
      return { status: 403 };
    if (pathname === '/order') return json(await openOrder(shopper, sandbox));
    if (pathname === '/receipt') return json(await readReceipt(shopper, sandbox));
  }
  if (request.method === 'GET' && pathname === '/') return { type: types.html, body: page(files, sandbox) };
  const file = request.method === 'GET' ? files.get(pathname) : undefined;
  if (file === undefined) return { status: 404, type: 'text/plain', body: 'Not found' };
  return { type: types[pathname.split('.').at(-1)], body: file };
}

const json = (value) => ({ body: JSON.stringify(value) });

const page = (files, { publishableKey, url }) =>
  `${files.get('/index.html')}`.replace('{{publishableKey}}', publishableKey).replace('{{host}}', url);

/**
 * Returns the payment of a shopper's open order, and the cards that they saved. Two requests at once get the
 * same payment.
 */
async function openOrder(shopper, sandbox) {
  shopper.customer ??= post(sandbox, 'customers', { description: 'A shopper' });
  const customer = await shopper.customer;
  // It names no types of payment methods, so that it takes all that can pay it.
  shopper.payment ??= post(sandbox, 'payment_intents', { ...AMOUNT, customer: customer.id });
  const [payment, cards] = await Promise.all([
    shopper.payment,
    ask(sandbox, 'GET', `customers/${customer.id}/payment_methods?type=card`),
  ]);
  const savedCards = cards.data.map(({ id, card }) => ({ id, ...shown(card) }));
  return { clientSecret: payment.client_secret, savedCards };
}

/** Returns what was paid. After that, the next order has a new payment. */
async function readReceipt(shopper, sandbox) {
  const { id } = (await shopper.payment) ?? {};
  const payment = await ask(sandbox, 'GET', `payment_intents/${id}?expand[]=payment_method`);
  // A debit takes its bank some days.
  if (!['succeeded', 'processing'].includes(payment.status))
    throw new Error(`The payment is ${payment.status}.`);
  shopper.payment = undefined;
  const { type, card } = payment.payment_method;
  return { type, ...(card && { card: shown(card) }) };
}

const shown = ({ brand, last4, exp_month, exp_year }) => ({
  brand,
  last4,
  expires: `${String(exp_month).padStart(2, '0')}/${exp_year}`,
});

const post = (sandbox, path, params) => ask(sandbox, 'POST', path, new URLSearchParams(params));

async function ask({ url, secretKey }, method, path, body) {
  const response = await fetch(`${url}/v1/${path}`, {
    method,
    body,
    headers: { authorization: `Bearer ${secretKey}` },
    signal: AbortSignal.timeout(10_000),
  });
  const answered = await response.json();
  if (!response.ok)
    throw new Error(`The payment host answered ${response.status}: ${answered.error?.message}`);
  return answered;
}
