/** The marketplace's server: shows sellers and what they sell, and leads to the pages of the payment host. */
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { createMarket, SELLERS } from './market.mjs';
import { checkoutPage, donePage, homePage, sellerPage } from './pages.mjs';

const files = {
  '/pay.js': ['pay.js', 'text/javascript'],
  '/style.css': ['style.css', 'text/css'],
  '/favicon.svg': ['../html/favicon.svg', 'image/svg+xml'],
};

/**
 * Starts the marketplace. `sandbox` is the result of `startSandbox`; any host with the same API works.
 *
 * @param {{ port?: number, host?: string, sandbox: { url: string, script: string, publishableKey: string,
 * secretKey: string } }} options
 * @returns {Promise<{ url: string, close(): Promise<void> }>}
 */
export async function startShop({ port = 0, host = 'localhost', sandbox }) {
  const market = createMarket(sandbox);
  const server = createServer((request, response) => {
    const url = `http://${host}:${server.address().port}`;
    answer(request, { market, sandbox, url }).then(
      ({ status = 200, type = 'text/html', body = '', location }) => {
        response.writeHead(location ? 303 : status, {
          ...securityHeaders(sandbox),
          'content-type': `${type}; charset=utf-8`,
          ...(location && { location }),
        });
        response.end(body);
      },
      (error) => {
        // The error's message is only for the marketplace's log.
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

// A form leads to the host's page, where a seller is asked what is due. The rest is what a page with Elements needs.
function securityHeaders({ url }) {
  return {
    'content-security-policy':
      `default-src 'none'; script-src 'self' ${url}; frame-src ${url}; style-src 'self'; img-src 'self'; ` +
      `form-action 'self' ${url}; base-uri 'none'; frame-ancestors 'none'`,
    // A form's origin is checked below.
    'referrer-policy': 'same-origin',
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-store',
  };
}

async function answer({ method, url: path, headers }, shop) {
  const { pathname, searchParams } = new URL(path, 'http://shop');
  if (method === 'POST') return headers.origin === shop.url ? act(pathname, shop) : { status: 403 };
  if (method !== 'GET') return { status: 405 };
  if (pathname === '/') return home(shop);
  if (pathname === '/done') return done(shop, searchParams.get('payment_intent'));
  if (Object.hasOwn(files, pathname)) {
    const [file, type] = files[pathname];
    return { type, body: await readFile(new URL(file, import.meta.url), 'utf8') };
  }
  const { seller, page } = placeOf(pathname);
  if (!seller) return { status: 404 };
  if (page === 'buy') return checkout(shop, seller);
  // A link that was used or has expired leads here, and a new one on to the host.
  if (page === 'refresh') return { location: await onboardingUrl(shop, seller) };
  return page === '' ? desk(shop, seller) : { status: 404 };
}

/** Carries out what a seller asks for. A real marketplace knows its sellers by their sessions. */
async function act(pathname, shop) {
  const { market, url } = shop;
  const { seller, page } = placeOf(pathname);
  if (!seller) return { status: 404 };
  if (page === 'onboard') return { location: await onboardingUrl(shop, seller) };
  if (page === 'account') return { location: await market.loginUrl(seller) };
  if (page !== 'pay-out') return { status: 404 };
  await market.payOut(seller);
  return { location: `${url}/sellers/${seller.name}` };
}

/** Reads a path such as `/sellers/mara/buy`. */
function placeOf(pathname) {
  const [, name, page = ''] = /^\/sellers\/(\w+)(?:\/([\w-]+))?$/.exec(pathname) ?? [];
  return { seller: SELLERS.find((one) => one.name === name), page };
}

function onboardingUrl({ market, url }, seller) {
  const place = `${url}/sellers/${seller.name}`;
  return market.onboardingUrl(seller, { refreshUrl: `${place}/refresh`, returnUrl: place });
}

async function home({ market }) {
  const accounts = await Promise.all(SELLERS.map((seller) => market.account(seller)));
  const offers = SELLERS.map((seller, index) => ({ ...seller, isOpen: accounts[index].charges_enabled }));
  return { body: homePage(offers) };
}

/** Shows a seller what became of the account: the host decides, not the address that they came back to. */
async function desk({ market }, seller) {
  const [account, money] = await Promise.all([market.account(seller), market.money(seller)]);
  return { body: sellerPage(seller, account, money) };
}

async function checkout({ market, sandbox }, seller) {
  const account = await market.account(seller);
  if (!account.charges_enabled) return { location: '/' };
  const { client_secret: clientSecret } = await market.open(seller);
  const { script, publishableKey } = sandbox;
  return { body: checkoutPage(seller, { script, publishableKey, clientSecret }) };
}

async function done({ market }, id) {
  if (!/^pi_\w{1,64}$/.test(id ?? '')) return { status: 404 };
  return { body: donePage(await market.purchase(id)) };
}
