/** @jsxImportSource hono/jsx */
import { Hono } from 'hono';
import type { KeyStore } from '../api-keys/index.js';
import type { ApiError } from '../kernel/errors.js';
import { explained } from '../kernel/http/explained.js';
import type { Log } from '../kernel/http/log.js';
import { serveAccounts } from './accounts/routes.js';
import { createAudit } from './audit/audit.js';
import { recorded } from './audit/recorded.js';
import { serveAudit } from './audit/routes.js';
import { COPY_SCRIPT_HASH } from './copying/copy-script.js';
import { serveCustomers } from './customers/routes.js';
import { type App, type Ctx, type Dashboard, type Env, viewOf } from './dashboard.js';
import { serveDisputes } from './disputes/routes.js';
import { serveEvents } from './events/routes.js';
import { serveHome } from './home/routes.js';
import { serveKeys } from './keys/routes.js';
import { Failure, Layout } from './layout.js';
import { serveLists } from './lists/routes.js';
import { serveMe } from './me/routes.js';
import { notFound } from './not-found.js';
import { createObjects } from './objects.js';
import { servePaymentLinks } from './payment-links/routes.js';
import { servePayments } from './payments/routes.js';
import { needs } from './people/needs.js';
import { createPeople } from './people/people.js';
import type { Role } from './people/roles.js';
import { servePeople } from './people/routes.js';
import { serveRequests } from './requests/routes.js';
import { serveSearch } from './search/routes.js';
import { serveSession } from './session/routes.js';
import { createSessions } from './session/sessions.js';
import { serveSettings } from './settings/routes.js';
import { knowTimeZone, serveTimeZone } from './time-zone/routes.js';
import { serveTwoFactor } from './two-factor/routes.js';
import { createTwoFactor } from './two-factor/two-factor.js';
import { serveWebhooks } from './webhooks/routes.js';

export interface DashboardOptions {
  accountId: string;
  keys: KeyStore;
  /** Password that lets a person in from anywhere. Without one, only people at this machine are let in. */
  password: string | undefined;
}

const HEADERS = {
  'Cache-Control': 'no-store',
  'Content-Security-Policy': `default-src 'none'; script-src ${COPY_SCRIPT_HASH}; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'`,
  'Referrer-Policy': 'same-origin',
  'X-Content-Type-Options': 'nosniff',
};

/** What the dashboard has pages for. */
interface Subject {
  serve(app: App, dashboard: Dashboard): void;
  /** The role without which none of its forms can be sent; `view` where its forms change nothing that is not the reader's own. */
  changes: Role;
  /** The role without which none of its pages can be seen; by default `view`. */
  reads?: Role;
}

/** The lists come last, because a subject's own page goes before the page of any object. */
const SUBJECTS: readonly Subject[] = [
  { serve: serveHome, changes: 'admin' },
  { serve: serveMe, changes: 'view' },
  { serve: serveTwoFactor, changes: 'view' },
  { serve: servePeople, changes: 'admin' },
  { serve: serveAudit, changes: 'admin', reads: 'admin' },
  { serve: serveAccounts, changes: 'admin' },
  { serve: serveCustomers, changes: 'support' },
  { serve: serveDisputes, changes: 'support' },
  { serve: serveEvents, changes: 'admin' },
  { serve: servePaymentLinks, changes: 'admin' },
  { serve: servePayments, changes: 'support' },
  { serve: serveSearch, changes: 'view' },
  { serve: serveSettings, changes: 'admin' },
  { serve: serveWebhooks, changes: 'admin' },
  { serve: serveRequests, changes: 'view' },
  { serve: serveKeys, changes: 'admin' },
  { serve: serveTimeZone, changes: 'view' },
  { serve: serveLists, changes: 'view' },
];

/** Serves a subject, with each of its forms for the people who may send it, and the pages that are only such a form. What they send is recorded. */
function serveSubject(app: App, dashboard: Dashboard, { changes, reads = 'view', serve }: Subject): void {
  const own: App = new Hono<Env>();
  serve(own, dashboard);
  const sent = new Set(own.routes.filter(({ method }) => method === 'POST').map(({ path }) => path));
  const isRead = (path: string) => !(sent.has(path) && FORM_PAGE.test(path));
  for (const { handler, method, path } of own.routes) {
    if (method === 'POST') app.post(path, recorded(path, dashboard));
    app.on(method, path, needs(method === 'GET' && isRead(path) ? reads : changes), handler);
  }
}

/** A page to create an object, or to do something with one. A form that is sent to its own address is all that is on it. */
const FORM_PAGE = /\/:\w+\/|\/new(?:\/|$)/;

/** Shows people the keys, requests and objects of the platform's own account. */
export function createDashboard(
  platform: Dashboard['platform'],
  { accountId, keys, password }: DashboardOptions,
  log: Log,
  api: Dashboard['api'],
): App {
  const dashboard: Dashboard = {
    accountId,
    api,
    audit: createAudit(platform.db, accountId, log),
    keys,
    objects: createObjects(platform, accountId),
    people: createPeople(platform),
    platform,
    sessions: password === undefined ? undefined : createSessions(platform, password),
    twoFactor: createTwoFactor(platform),
  };
  const app = new Hono<Env>();

  app.use(async (c, next) => {
    await next();
    for (const [name, value] of Object.entries(HEADERS)) c.res.headers.set(name, value);
  });

  knowTimeZone(app, dashboard);
  serveSession(app, dashboard, password);

  for (const subject of SUBJECTS) serveSubject(app, dashboard, subject);

  app.all('*', notFound);

  app.onError((error, c) => {
    const requestId = c.get('requestId');
    const told = explained(error, requestId, log);
    return told.status === 404 || told.body.error.code === 'account_invalid' ? notFound(c) : failed(c, told);
  });

  return app;
}

const failed = (c: Ctx, { status, message }: ApiError) =>
  c.html(
    <Layout title="That did not work" view={viewOf(c)}>
      <Failure message={message} />
    </Layout>,
    status,
  );
