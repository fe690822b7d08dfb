/** @jsxImportSource hono/jsx */
import type { HttpBindings } from '@hono/node-server';
import { type Context, Hono } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import type { KeyRow, KeyStore } from '../api-keys/index.js';
import { ApiError } from '../kernel/errors.js';
import { findConnected, requireConnected } from '../kernel/http/account.js';
import { refuseAccountNumbers } from '../kernel/http/account-numbers.js';
import { isOwnForm } from '../kernel/http/browser.js';
import { callerOf } from '../kernel/http/client-address.js';
import { explained } from '../kernel/http/explained.js';
import { type Params, readForm, textIn } from '../kernel/http/form.js';
import type { Log } from '../kernel/http/log.js';
import type { Platform } from '../kernel/http/pipeline.js';
import type { Work } from '../kernel/scope.js';
import { inTransaction } from '../kernel/transaction.js';
import type { RequestLog } from '../request-log/index.js';
import { registry } from '../resources/registry.js';
import { type AccountOverview, AccountPage, type Balance, type ConnectedAccount } from './account-page.js';
import { InvalidField, type KeyFields, readKeyFields } from './key-fields.js';
import { KeyPage, KeysPage, MadeKeyPage, NewKeyPage, ROLL_DELAYS } from './keys-page.js';
import { ACCOUNTS, address, Failure, Layout, Notice, type View } from './layout.js';
import { placeOf, serveLists } from './lists.js';
import { createObjects } from './objects.js';
import { ListPage, ObjectPage, REQUESTS } from './objects-page.js';
import { createPasswordTries } from './password-tries.js';
import { servePayments } from './payment/routes.js';
import {
  LINKS,
  LinkPage,
  linkFieldsIn,
  linkParams,
  NewLinkPage,
  type PaymentLink,
} from './payment-link-page.js';
import { PRESETS } from './presets.js';
import { ProfilePage } from './profile-page.js';
import { createGate, isLocalName, isLoopback } from './session.js';
import { SignInPage } from './sign-in-page.js';
import { SwitchesPage } from './switches-page.js';

export interface DashboardOptions {
  accountId: string;
  keys: KeyStore;
  /** Password that lets a person in from anywhere. Without one, only people at this machine are let in. */
  password: string | undefined;
}

type Env = { Bindings: HttpBindings; Variables: { requestId: string } };
type Ctx = Context<Env>;

const COOKIE = 'payframe_dashboard';

/** Largest number of payments, and of payouts, on the page of a connected account. */
const NEWEST = 5;

const CROWDED = 'Too many passwords are tried from your address at the moment. Try again in a while.';

const HEADERS = {
  'Cache-Control': 'no-store',
  'Content-Security-Policy':
    "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
  'Referrer-Policy': 'same-origin',
  'X-Content-Type-Options': 'nosniff',
};

/** Shows people the keys, requests and objects of the platform's own account. */
export function createDashboard(
  platform: Platform & { requests: RequestLog },
  { accountId, keys, password }: DashboardOptions,
  log: Log,
): Hono<Env> {
  const gate = createGate(password);
  const tries = createPasswordTries();
  const objects = createObjects(platform, accountId);
  const app = new Hono<Env>();

  app.use(async (c, next) => {
    await next();
    for (const [name, value] of Object.entries(HEADERS)) c.res.headers.set(name, value);
  });

  app.use(async (c, next) => {
    if (c.req.method !== 'GET' && !isOwnForm(c.req.raw.headers))
      return c.text('This form was not sent from the dashboard.\n', 403);
    return next();
  });

  app.post('/sign-in', async (c) => {
    const given = textIn(await readForm(c.req.raw), 'password');
    const outcome = await tries.check(callerOf(addressOf(c)), () => gate.isPassword(given));
    if (outcome === 'wrong') return c.html(<SignInPage problem="That is not the password." />, 401);
    if (outcome === 'crowded') return c.html(<SignInPage problem={CROWDED} />, 429, { 'Retry-After': '10' });
    // The scheme that the browser sees: a proxy in front may speak HTTPS.
    const secure = c.req.header('origin')?.startsWith('https:') ?? false;
    setCookie(c, COOKIE, gate.open(new Date()), {
      httpOnly: true,
      sameSite: 'Strict',
      path: '/dashboard',
      secure,
    });
    return c.redirect('/dashboard/payments', 303);
  });

  app.use(async (c, next) => {
    if (gate.hasPassword) {
      return gate.isOpen(getCookie(c, COOKIE), new Date()) ? next() : c.html(<SignInPage />, 401);
    }
    if (isLoopback(addressOf(c) ?? '') && isLocalName(c.req.header('host') ?? '')) return next();
    return c.text('The dashboard can only be seen from this machine, unless a password is set.\n', 403);
  });

  app.get('/', (c) => c.redirect('/dashboard/payments'));

  app.get(`/${ACCOUNTS}/:id`, async (c) => {
    return c.html(<AccountPage view={viewOf(c)} {...(await overviewOf(c, c.req.param('id')))} />);
  });

  app.post(`/${ACCOUNTS}/:id/onboard`, (c) =>
    withAccount(c, async (account) => {
      const origin = c.req.header('origin') ?? '';
      const back = `${origin}${address(`${ACCOUNTS}/${account}`, viewOf(c))}`;
      const params = { account, type: 'account_onboarding', refresh_url: back, return_url: back };
      const link = (await objects.post('/v1/account_links', '', params, { origin })) as { url: string };
      return c.redirect(link.url, 303);
    }),
  );

  app.post(`/${ACCOUNTS}/:id/reject`, (c) =>
    withAccount(c, async (account) => {
      const reason = textIn(await readForm(c.req.raw), 'reason');
      await objects.post('/v1/accounts/:id/reject', account, { reason });
      return c.redirect(address(`${ACCOUNTS}/${account}`, viewOf(c)), 303);
    }),
  );

  app.get(`/${LINKS}/new`, (c) => c.html(<NewLinkPage view={{ mode: 'test' }} />));

  app.post(`/${LINKS}/new`, async (c) => {
    const fields = linkFieldsIn(await readKept(c));
    try {
      const origin = c.req.header('origin') ?? '';
      const link = (await objects.post('/v1/payment_links', '', linkParams(fields), {
        origin,
      })) as PaymentLink;
      return c.redirect(address(`${LINKS}/${link.id}`, { mode: 'test' }), 303);
    } catch (error) {
      if (!(error instanceof ApiError) || error.status >= 500) throw error;
      return c.html(<NewLinkPage view={{ mode: 'test' }} fields={fields} error={error.message} />, 400);
    }
  });

  app.get(`/${LINKS}/:id`, async (c) => {
    const view = await objectsView(c);
    const link = (await objects.retrieve('/v1/payment_links', c.req.param('id'), view)) as PaymentLink;
    return c.html(<LinkPage view={view} link={link} />);
  });

  app.post(`/${LINKS}/:id`, async (c) => {
    const active = textIn(await readForm(c.req.raw), 'active');
    await objects.post('/v1/payment_links/:id', c.req.param('id'), { active });
    return c.redirect(address(`${LINKS}/${c.req.param('id')}`, { mode: 'test' }), 303);
  });

  servePayments(app, { objects, viewOf: objectsView });

  serveLists(app, { objects, viewOf: objectsView });

  const inAccount = <Result,>(run: (work: Work) => Promise<Result>) =>
    inTransaction(platform, { accountId, livemode: false }, run);

  for (const switches of registry.switches) {
    app.get(`/${switches.page}`, async (c) => {
      const view = viewOf(c);
      const parts = view.mode === 'live' ? undefined : await inAccount(switches.read);
      return c.html(<SwitchesPage view={view} switches={switches} parts={parts} />);
    });
    app.post(`/${switches.page}`, async (c) => {
      const { on = [] } = await readForm(c.req.raw);
      const parts = await inAccount(async (work) => {
        await switches.save(work, new Set(on as string[]));
        return switches.read(work);
      });
      return c.html(<SwitchesPage view={{ mode: 'test' }} switches={switches} parts={parts} saved />);
    });
  }

  for (const profile of registry.profiles) {
    app.get(`/${profile.page}`, async (c) => {
      const text = await inAccount(profile.read);
      return c.html(<ProfilePage view={viewOf(c)} profile={profile} text={text} />);
    });
    app.post(`/${profile.page}`, async (c) => {
      const text =
        textIn(await readKept(c), 'text')
          .trim()
          .slice(0, profile.longest) || null;
      await inAccount((work) => profile.save(work, text));
      return c.html(<ProfilePage view={viewOf(c)} profile={profile} text={text} saved />);
    });
  }

  app.get('/requests', async (c) => {
    const place = placeOf(c);
    const list = await objects.requests(viewOf(c), place);
    return c.html(<ListPage view={viewOf(c)} listing={REQUESTS} list={list} place={place} />);
  });

  app.get('/requests/:id', async (c) => {
    const { id } = c.req.param();
    const request = await platform.requests.find(accountId, id);
    if (!request) return notFound(c);
    return c.html(<ObjectPage view={viewOf(c)} page="requests" id={id} object={request} />);
  });

  app.get('/keys', async (c) => {
    const view = viewOf(c);
    const rows = (await keys.list()).filter(({ livemode }) => livemode === (view.mode === 'live'));
    return c.html(<KeysPage view={view} keys={rows} now={new Date()} />);
  });

  app.get('/keys/new/:kind', (c) => {
    const kind = kindOf(c.req.param('kind'));
    if (!kind) return notFound(c);
    const preset = PRESETS.find(({ name }) => name === c.req.query('preset'));
    const fields = { kind, note: '', permissions: preset?.permissions ?? {}, origins: null, ipRanges: null };
    return c.html(<NewKeyPage view={viewOf(c)} fields={fields} />);
  });

  app.post('/keys/new/:kind', async (c) => {
    const kind = kindOf(c.req.param('kind'));
    if (!kind) return notFound(c);
    const view = viewOf(c);
    const { fields, error } = tryRead(kind, await readKept(c));
    if (error) return c.html(<NewKeyPage view={view} fields={fields} error={error} />, 400);
    const made = await keys.create({ ...fields, livemode: view.mode === 'live' });
    return c.html(<MadeKeyPage view={view} made={made} />);
  });

  app.get('/keys/:id', (c) =>
    withKey(c, (row) => c.html(<KeyPage view={viewOf(c)} row={row} now={new Date()} />)),
  );

  app.post('/keys/:id', (c) =>
    withKey(c, async (row) => {
      const { fields, error } = tryRead(row.kind, await readKept(c));
      const { kind, ...change } = fields;
      if (!error) await keys.change(row.id, change);
      const page = { view: viewOf(c), row: { ...row, ...change }, now: new Date() };
      return error ? c.html(<KeyPage {...page} error={error} />, 400) : c.html(<KeyPage {...page} saved />);
    }),
  );

  app.post('/keys/:id/reveal', (c) =>
    withKey(c, (row) => c.html(<KeyPage view={viewOf(c)} row={row} now={new Date()} revealed />)),
  );

  app.post('/keys/:id/roll', (c) =>
    withKey(c, async (row) => {
      const delay = ROLL_DELAYS.get(textIn(await readForm(c.req.raw), 'expire'));
      const made = delay === undefined ? undefined : await keys.roll(row.id, delay);
      return made ? c.html(<MadeKeyPage view={viewOf(c)} made={made} />) : notFound(c);
    }),
  );

  app.post('/keys/:id/revoke', (c) =>
    withKey(c, async (row) => {
      await keys.revoke(row.id);
      return c.redirect(`/dashboard/keys${row.livemode ? '?mode=live' : ''}`, 303);
    }),
  );

  app.all('*', (c) => notFound(c));

  app.onError((error, c) => {
    const requestId = c.get('requestId');
    const told = explained(error, requestId, log);
    return told.status === 404 || told.body.error.code === 'account_invalid' ? notFound(c) : failed(c, told);
  });

  const addressOf = (c: Ctx) =>
    platform.clientAddress({
      peer: c.env.incoming.socket.remoteAddress,
      forwardedFor: c.req.header('x-forwarded-for'),
    });

  /**
   * Returns the objects that a page is asked for: the platform's own, or those of a connected account.
   *
   * @throws ApiError 403 for an account that is not connected to the platform.
   */
  async function objectsView(c: Ctx): Promise<View> {
    const account = c.req.query('account');
    if (account === undefined) return viewOf(c);
    requireConnected(await findConnected(platform.db, accountId, account), account);
    return { mode: 'test', account };
  }

  /** @throws ApiError 403 for an account that is not connected to the platform. */
  async function overviewOf(c: Ctx, id: string): Promise<AccountOverview> {
    const account = (await objects.retrieve('/v1/accounts', id, viewOf(c))) as ConnectedAccount;
    const own = { mode: 'test', account: id } as const;
    return {
      account,
      balance: (await objects.read('/v1/balance', own)) as Balance,
      payments: await objects.list('/v1/charges', own, { limit: NEWEST }),
      payouts: await objects.list('/v1/payouts', own, { limit: NEWEST }),
    };
  }

  /** Does something with a connected account. Its page shows why that was refused. */
  async function withAccount(c: Ctx, run: (id: string) => Promise<Response>): Promise<Response> {
    const id = c.req.param('id') ?? '';
    const overview = await overviewOf(c, id);
    return run(id).catch((error: unknown) => {
      if (!(error instanceof ApiError) || error.status >= 500) throw error;
      return c.html(<AccountPage view={viewOf(c)} {...overview} error={error.message} />, error.status);
    });
  }

  async function withKey(c: Ctx, answer: (row: KeyRow) => Response | Promise<Response>): Promise<Response> {
    const row = await keys.find(c.req.param('id') ?? '');
    return row ? answer(row) : notFound(c);
  }

  return app;
}

/** Returns the mode that a page is asked for in. Keys, requests and settings are shown of the platform itself. */
const viewOf = (c: Ctx): View => ({ mode: c.req.query('mode') === 'live' ? 'live' : 'test' });

const kindOf = (name: string): KeyFields['kind'] | undefined =>
  name === 'publishable' || name === 'secret' || name === 'restricted' ? name : undefined;

/** Reads a form whose values are stored in part. */
async function readKept(c: Ctx): Promise<Params> {
  const form = await readForm(c.req.raw);
  refuseAccountNumbers(form);
  return form;
}

function tryRead(kind: KeyFields['kind'], form: Params): { fields: KeyFields; error?: string } {
  try {
    return { fields: readKeyFields(kind, form) };
  } catch (error) {
    if (!(error instanceof InvalidField)) throw error;
    const { origins, ipRanges, ...kept } = form;
    return { fields: readKeyFields(kind, kept), error: error.message };
  }
}

const failed = (c: Ctx, { status, message }: ApiError) =>
  c.html(
    <Layout title="That did not work" view={viewOf(c)}>
      <Failure message={message} />
    </Layout>,
    status,
  );

const notFound = (c: Ctx) =>
  c.html(
    <Layout title="Not found" view={viewOf(c)}>
      <Notice bad>There is no such page, or no such object in {viewOf(c).mode} mode.</Notice>
    </Layout>,
    404,
  );
