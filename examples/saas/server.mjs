/** Fieldbook's server: serves the app that Vite builds, asks the payment host, and takes its webhooks. Only this server uses the secret key. */
import { createServer } from 'node:http';
import { buildApp } from '../react/server.mjs';
import { createBilling } from './billing.mjs';
import { createMembers, shown } from './members.mjs';
import config from './vite.config.mjs';
import { aboutOf, listen } from './webhooks.mjs';

const TYPES = {
  css: 'text/css',
  html: 'text/html',
  js: 'text/javascript',
  json: 'application/json',
  svg: 'image/svg+xml',
};

/**
 * Starts Fieldbook. `sandbox` is the result of `startSandbox`; any host with the same API works.
 *
 * @param {{ port?: number, host?: string, sandbox: { url: string, publishableKey: string, secretKey: string }
 * }} options
 * @returns {Promise<{ url: string, close(): Promise<void> }>}
 */
export async function startShop({ port = 0, host = 'localhost', sandbox }) {
  const [files, billing] = await Promise.all([buildApp(config), createBilling(sandbox)]);
  const service = { billing, files, members: createMembers(), sandbox };
  const server = createServer((request, response) => {
    answer(request, response, service).catch((error) => {
      // The error's message is only for the service's log.
      process.stderr.write(`${request.method} ${request.url}: ${error.message}\n`);
      if (!response.headersSent) response.writeHead(500);
      response.end();
    });
  });
  await new Promise((resolve, reject) => server.once('error', reject).listen(port, host, resolve));
  service.url = `http://${host}:${server.address().port}`;
  const webhooks = await listen(billing.stripe, `${service.url}/webhook`);
  service.webhookSecret = webhooks.secret;
  return {
    url: service.url,
    async close() {
      await webhooks.stop();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

// Allows the only things that a page with Elements needs from elsewhere: one script and its frames, from one
// host.
const securityHeaders = ({ url }) => ({
  'content-security-policy':
    `default-src 'none'; script-src 'self' ${url}; frame-src ${url}; style-src 'self'; img-src 'self'; connect-src 'self'; ` +
    `form-action 'self'; base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types payframe`,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'strict-origin-when-cross-origin',
  'cache-control': 'no-store',
});

async function answer(request, response, service) {
  const { pathname } = new URL(request.url, 'http://fieldbook');
  const session = /(?:^|; )session=([\w-]+)/.exec(request.headers.cookie ?? '')?.[1];
  const member = service.members.of(session);
  if (request.method === 'GET' && pathname === '/changes' && member) return tellChanges(member, response);
  const {
    status = 200,
    type = TYPES.json,
    body = '',
    cookie,
  } = await (request.method === 'GET'
    ? fileAt(pathname, service)
    : resultOf(pathname, { request, member, service }));
  response.writeHead(status, {
    ...securityHeaders(service.sandbox),
    'content-type': `${type}; charset=utf-8`,
    ...(cookie && { 'set-cookie': cookie }),
  });
  response.end(body);
}

function fileAt(pathname, { files, sandbox }) {
  const file = files.get(pathname === '/' ? '/index.html' : pathname);
  if (file === undefined) return { status: 404 };
  if (pathname !== '/') return { type: TYPES[pathname.split('.').at(-1)], body: file };
  const { publishableKey, url } = sandbox;
  return {
    type: TYPES.html,
    body: `${file}`.replace('{{publishableKey}}', publishableKey).replace('{{host}}', url),
  };
}

const MAX_BODY_BYTES = 1_000_000;

async function bodyOf(request) {
  let body = '';
  for await (const part of request) {
    body += part;
    if (body.length > MAX_BODY_BYTES) throw new Error('The body is too long.');
  }
  return body;
}

async function resultOf(pathname, { request, member, service }) {
  const body = await bodyOf(request);
  if (pathname === '/webhook') return takeEvent(body, request.headers['stripe-signature'], service);
  // Only this service's own page may ask: a browser says where a request comes from.
  if (!['same-origin', undefined].includes(request.headers['sec-fetch-site'])) return { status: 403 };
  const asked = JSON.parse(body);
  if (pathname === '/sign-up') return signUp(asked, service);
  if (pathname === '/member') return json(shown(member, service.billing.plans));
  const action = member && Object.hasOwn(ACTIONS, pathname) && ACTIONS[pathname];
  return action ? json(await action(member, asked, service)) : { status: 404 };
}

const json = (value) => ({ body: JSON.stringify(value ?? {}) });

/** The member's own subscription is asked for again: events may come twice, late and out of order. */
async function takeEvent(body, signature, { billing, members, webhookSecret }) {
  const about = aboutOf(billing.stripe, { body, signature, secret: webhookSecret });
  if (!about) return { status: 400 };
  members.tell(about.customer, await billing.read(about.subscription));
  return {};
}

async function signUp({ email, plan, isTrial }, { billing, members }) {
  const { session, member } = members.add(await billing.signUp(email));
  member.subscription = await billing.subscribe(member.customer, { plan, isTrial });
  // A strict cookie would not come along when the portal or a bank sends the member back.
  return { ...json({}), cookie: `session=${session}; HttpOnly; SameSite=Lax; Path=/` };
}

/** What a member can ask for. */
const ACTIONS = {
  async '/subscribe'(member, { plan }, { billing }) {
    member.subscription = await billing.subscribe(member.customer, { plan, isTrial: false });
  },
  '/preview': ({ subscription }, { plan }, { billing }) => billing.preview(subscription, plan),
  async '/change'(member, { plan, date }, { billing }) {
    const { latest_invoice: invoice, pending_update: pending } = await billing.change(
      member.subscription,
      plan,
      date,
    );
    return { asks: pending ? invoice.confirmation_secret.client_secret : null };
  },
  async '/confirmed'(member, _, { billing }) {
    member.subscription = await billing.read(member.subscription.id);
  },
  '/portal': async ({ customer }, _, { billing, url }) => ({ url: await billing.portalUrl(customer, url) }),
  '/pass-time': ({ subscription }, _, { billing }) => billing.passTime(subscription),
};

/** Tells a member's page whenever there is something new, as server-sent events. */
function tellChanges({ listeners }, response) {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
  const tell = () => response.write('data: changed\n\n');
  listeners.add(tell);
  response.once('close', () => listeners.delete(tell));
  // What came before this connection would be missed.
  tell();
}
