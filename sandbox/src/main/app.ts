import type { HttpBindings } from '@hono/node-server';
import { type Context, Hono } from 'hono';
import { routePath } from 'hono/route';
import { createDashboard, type DashboardOptions } from '../dashboard/index.js';
import {
  createCheckoutPages,
  createHostedPages,
  createIdentityDialog,
  createIdentityPages,
  createInvoicePages,
  createLinkPages,
  createPortalPages,
  HOSTED_PATH,
  PAYMENT_SCRIPT_PATH,
  paymentScript,
} from '../hosted/index.js';
import { followPayments } from '../intents/index.js';
import { createIssuer, createVerificationPage } from '../issuer/index.js';
import { versionIn } from '../kernel/api-version.js';
import { answers } from '../kernel/db/away.js';
import { unrecognizedUrl } from '../kernel/errors.js';
import { type Answer, refusal } from '../kernel/http/answer.js';
import { refuseForeignPages } from '../kernel/http/browser.js';
import type { ApiKey } from '../kernel/http/caller.js';
import { explained } from '../kernel/http/explained.js';
import type { Params } from '../kernel/http/form.js';
import { type Log, loggedPath } from '../kernel/http/log.js';
import { originOf } from '../kernel/http/origin.js';
import { answer, type Platform } from '../kernel/http/pipeline.js';
import { newId } from '../kernel/ids.js';
import { setNumberSearches } from '../kernel/number-searches.js';
import { methods } from '../methods/index.js';
import { documentationFolder, fontsFolder } from '../paths.js';
import type { RequestLog } from '../request-log/index.js';
import { followAddedMethod, PORTAL_PATH } from '../resources/billing-portal/index.js';
import {
  followCheckoutInvoice,
  followCheckoutPayment,
  followCheckoutSetup,
} from '../resources/checkout-sessions/index.js';
import { followDeletions } from '../resources/customers/index.js';
import { IDENTITY_PATH } from '../resources/identity/index.js';
import { followInvoices, followPayment } from '../resources/invoices/index.js';
import { waitingPayment } from '../resources/payment-intents/index.js';
import { registry } from '../resources/registry.js';
import { followSetups, waitingSetup } from '../resources/setup-intents/index.js';
import { scheduler } from '../resources/subscription-schedules/index.js';
import {
  followDeletion,
  followSchedules,
  followSetup,
  subscriber,
} from '../resources/subscriptions/index.js';
import { noPage, pageAt } from './documentation.js';
import { findEarlierFile } from './earlier-files.js';
import { fileAt, type HostFiles, serveFile } from './host-files.js';
import { notHere } from './not-here.js';
import { payableBy } from './payable-by.js';

/** The platform with everything that the server is built on. */
export interface ServerPlatform extends Platform {
  requests: RequestLog;
}

type Env = {
  Bindings: HttpBindings;
  Variables: {
    requestId: string;
    now: Date;
    path: string;
    /** The key and the parameters, as soon as they are known. */
    asked: { key: ApiKey; params: Params } | undefined;
    /** The connected account that it is about, if a header named one. */
    connected: string | undefined;
    /** The answer's body, as JSON. */
    answer: string;
    isPolled: true | undefined;
  };
};

/** Headers that let a browser only read an answer. */
const API_HEADERS = {
  'Content-Type': 'application/json',
  'Cache-Control': 'no-store',
  'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
};

const WELCOME = `Payframe sandbox: the API is under /v1/, the SDK is /js/v1/payframe.js.\n`;

/** Creates the whole server: the API under `/v1/`, and beside it the files of the host. */
export function createApp(
  platform: ServerPlatform,
  hostFiles: HostFiles,
  dashboard: DashboardOptions,
  log: Log,
): Hono<Env> {
  setNumberSearches(methods.numberSearches);
  followPayments({
    cs: followCheckoutPayment,
    async in(work, invoice, intent) {
      await followPayment(work, invoice, intent);
      await followCheckoutInvoice(work, intent);
    },
  });
  followInvoices(subscriber);
  followSchedules(scheduler);
  followSetups(followSetup, followAddedMethod, followCheckoutSetup);
  followDeletions(followDeletion);
  const app = new Hono<Env>();

  // Probes come every few seconds: before the log, so that they do not fill it.
  app.get('/livez', () => plain(200, 'alive\n'));
  app.get('/readyz', async () =>
    (await answers(platform.db)) ? plain(200, 'ready\n') : plain(503, 'The database does not answer.\n'),
  );

  app.use(async (c, next) => {
    const started = performance.now();
    const requestId = newId('req');
    c.set('requestId', requestId);
    c.set('now', new Date());
    c.set('path', new URL(c.req.url).pathname);
    await next();
    // `c.header` would create a new answer, with a stream for its text, which takes much longer to send.
    c.res.headers.set('Request-Id', requestId);
    const version = c.get('path').startsWith('/v1/') && versionIn(c.req.raw.headers);
    if (version) c.res.headers.set('Stripe-Version', version);
    if (c.get('isPolled') && c.res.status < 400) return;
    const asked = c.get('asked');
    const request = {
      id: requestId,
      at: c.get('now'),
      method: c.req.method,
      path: hostFiles.has(c.get('path')) ? c.get('path') : loggedPath(c.get('path')),
      status: c.res.status,
      duration: performance.now() - started,
    };
    const connected = c.get('connected') ?? null;
    log({ ...request, kind: 'request', route: routePath(c), key: asked?.key, connected });
    const idempotencyKey = c.req.header('idempotency-key') ?? null;
    if (asked)
      platform.requests.add({ ...request, ...asked, connected, idempotencyKey, answer: c.get('answer') });
  });

  // No object has a zero character in its id, and PostgreSQL accepts no text that has one.
  app.use((c, next) => {
    const path = c.get('path');
    if (!path.includes('%00')) return next();
    if (path.startsWith('/v1/')) throw unrecognizedUrl(c.req.method, path);
    return Promise.resolve(c.notFound());
  });

  for (const route of registry.routes) {
    app.on(route.method, route.path, async (c) => {
      c.set('isPolled', route.isPolled);
      return send(c, await answer(platform, route, incoming(c, platform)));
    });
  }

  const waiting = { payment_intent: waitingPayment, setup_intent: waitingSetup };
  const issuer = createIssuer(platform, waiting);
  app.route('/', createCheckoutPages(platform, { payableBy: payableBy(platform) }, log));
  app.route('/', createLinkPages(platform, log));

  // The bank's page, and the page of a voucher.
  for (const path of ['/3ds/:id', '/pay/:id'] as const) {
    app.get(path, (c) => issuer.visit(c.req.raw, c.req.param('id')));
    app.post(path, (c) => issuer.decide(c.req.raw, c.req.param('id')));
  }

  const verification = createVerificationPage(platform, waiting);
  app.get('/microdeposits/:id', (c) => verification.visit(c.req.raw, c.req.param('id')));
  app.post('/microdeposits/:id', (c) => verification.answer(c.req.raw, c.req.param('id')));

  app.route(HOSTED_PATH, createHostedPages(platform, log));

  const pages = { fonts: fontsFolder, payableBy: payableBy(platform) };
  app.get(PAYMENT_SCRIPT_PATH, paymentScript);

  app.route(PORTAL_PATH, createPortalPages(platform, pages, log));

  app.route(`${IDENTITY_PATH}/dialog`, createIdentityDialog(platform, log));

  app.route(IDENTITY_PATH, createIdentityPages(platform, log));

  app.route('/', createInvoicePages(platform, pages, log));

  app.get('/dashboard/', (c) => c.redirect('/dashboard', 308));
  app.route(
    '/dashboard',
    createDashboard(platform, dashboard, log, (request, bindings) => app.fetch(request, bindings)),
  );

  for (const path of ['/v1/*', '/v2/*'] as const) {
    app.all(path, (c) => {
      refuseForeignPages(c.req.raw.headers);
      throw notHere(c.req.method, c.get('path'));
    });
  }

  app.get('/docs', (c) => c.redirect('/docs/', 308));
  app.on(['GET', 'HEAD'], '/docs/*', async (c, next) => {
    // The host has a page of its own there, which errors lead to.
    if (hostFiles.has(c.get('path'))) return next();
    const page = pageAt(c.get('path').slice('/docs/'.length), documentationFolder);
    return page ? serveFile(page, c.req.raw) : plain(404, noPage(documentationFolder));
  });

  app.on(['GET', 'HEAD'], '*', async (c) => {
    const path = c.get('path');
    const file = fileAt(hostFiles, path) ?? (await findEarlierFile(platform.db, path));
    if (file) return serveFile(file, c.req.raw);
    return path === '/' ? plain(200, WELCOME) : plain(404, 'Not found\n');
  });

  app.notFound(() => plain(404, 'Not found\n'));

  app.onError((error, c) => {
    return send(c, refusal(explained(error, c.get('requestId'), log), originOf(c.req.raw)));
  });

  return app;
}

const incoming = (c: Context<Env>, { clientAddress }: Platform) => ({
  request: c.req.raw,
  path: c.get('path'),
  id: c.req.param('id') ?? '',
  subId: c.req.param('subId') ?? '',
  origin: originOf(c.req.raw),
  requestId: c.get('requestId'),
  clientIp: clientAddress({
    peer: c.env.incoming.socket.remoteAddress,
    forwardedFor: c.req.header('x-forwarded-for'),
  }),
  now: c.get('now'),
  identified: (key: ApiKey, params: Params) => c.set('asked', { key, params }),
  actsFor: (connected: string) => c.set('connected', connected),
});

function send(c: Context<Env>, { status, body, headers }: Answer): Response {
  c.set('answer', body);
  return new Response(body, { status, headers: { ...API_HEADERS, ...headers } });
}

const plain = (status: number, text: string) =>
  new Response(text, { status, headers: { ...API_HEADERS, 'Content-Type': 'text/plain; charset=utf-8' } });
