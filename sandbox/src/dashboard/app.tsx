/** @jsxImportSource hono/jsx */
import type { HttpBindings } from '@hono/node-server';
import { type Context, Hono } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import type { KeyRow, KeyStore } from '../api-keys/index.js';
import type { ApiError } from '../kernel/errors.js';
import { refuseAccountNumbers } from '../kernel/http/account-numbers.js';
import { callerOf } from '../kernel/http/client-address.js';
import { explained } from '../kernel/http/explained.js';
import { type Params, parseForm, readForm, textIn } from '../kernel/http/form.js';
import type { Log } from '../kernel/http/log.js';
import type { Platform } from '../kernel/http/pipeline.js';
import type { Work } from '../kernel/scope.js';
import { inTransaction } from '../kernel/transaction.js';
import type { RequestLog } from '../request-log/index.js';
import { registry } from '../resources/registry.js';
import { InvalidField, type KeyFields, readKeyFields } from './key-fields.js';
import { KeyPage, KeysPage, MadeKeyPage, NewKeyPage, ROLL_DELAYS } from './keys-page.js';
import { Failure, Layout, type Mode, Notice } from './layout.js';
import { createObjects } from './objects.js';
import { ListPage, ObjectPage, REQUESTS } from './objects-page.js';
import { createPasswordTries } from './password-tries.js';
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
    if (c.req.method !== 'GET' && !isOwnForm(c))
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
    return c.text('The dashboard can be seen from this machine alone, unless a password is set.\n', 403);
  });

  app.get('/', (c) => c.redirect('/dashboard/payments'));

  for (const { path, listing } of registry.listings) {
    app.get(`/${listing.page}`, async (c) => {
      const list = await objects.list<never>(path, modeOf(c), afterOf(c));
      return c.html(<ListPage mode={modeOf(c)} listing={listing} list={list} />);
    });
    app.get(`/${listing.page}/:id`, async (c) => {
      const { id } = c.req.param();
      const object = await objects.retrieve(path, id, modeOf(c));
      return c.html(<ObjectPage mode={modeOf(c)} page={listing.page} id={id} object={object} />);
    });
  }

  const inAccount = <Result,>(run: (work: Work) => Promise<Result>) =>
    inTransaction(platform, { accountId, livemode: false }, run);

  for (const switches of registry.switches) {
    app.get(`/${switches.page}`, async (c) => {
      const mode = modeOf(c);
      const parts = mode === 'live' ? undefined : await inAccount(switches.read);
      return c.html(<SwitchesPage mode={mode} switches={switches} parts={parts} />);
    });
    app.post(`/${switches.page}`, async (c) => {
      const { on = [] } = await readForm(c.req.raw);
      const parts = await inAccount(async (work) => {
        await switches.save(work, new Set(on as string[]));
        return switches.read(work);
      });
      return c.html(<SwitchesPage mode="test" switches={switches} parts={parts} saved />);
    });
  }

  for (const profile of registry.profiles) {
    app.get(`/${profile.page}`, async (c) => {
      const text = await inAccount(profile.read);
      return c.html(<ProfilePage mode={modeOf(c)} profile={profile} text={text} />);
    });
    app.post(`/${profile.page}`, async (c) => {
      const text =
        textIn(await readKept(c), 'text')
          .trim()
          .slice(0, profile.longest) || null;
      await inAccount((work) => profile.save(work, text));
      return c.html(<ProfilePage mode={modeOf(c)} profile={profile} text={text} saved />);
    });
  }

  app.get('/requests', async (c) => {
    const list = await objects.requests(modeOf(c), afterOf(c));
    return c.html(<ListPage mode={modeOf(c)} listing={REQUESTS} list={list} />);
  });

  app.get('/requests/:id', async (c) => {
    const { id } = c.req.param();
    const request = await platform.requests.find(accountId, id);
    if (!request) return notFound(c);
    return c.html(<ObjectPage mode={modeOf(c)} page="requests" id={id} object={request} />);
  });

  app.get('/keys', async (c) => {
    const mode = modeOf(c);
    const rows = (await keys.list()).filter(({ livemode }) => livemode === (mode === 'live'));
    return c.html(<KeysPage mode={mode} keys={rows} now={new Date()} />);
  });

  app.get('/keys/new/:kind', (c) => {
    const kind = kindOf(c.req.param('kind'));
    if (!kind) return notFound(c);
    const preset = PRESETS.find(({ name }) => name === c.req.query('preset'));
    const fields = { kind, note: '', permissions: preset?.permissions ?? {}, origins: null, ipRanges: null };
    return c.html(<NewKeyPage mode={modeOf(c)} fields={fields} />);
  });

  app.post('/keys/new/:kind', async (c) => {
    const kind = kindOf(c.req.param('kind'));
    if (!kind) return notFound(c);
    const mode = modeOf(c);
    const { fields, error } = tryRead(kind, await readKept(c));
    if (error) return c.html(<NewKeyPage mode={mode} fields={fields} error={error} />, 400);
    const made = await keys.create({ ...fields, livemode: mode === 'live' });
    return c.html(<MadeKeyPage mode={mode} made={made} />);
  });

  app.get('/keys/:id', (c) =>
    withKey(c, (row) => c.html(<KeyPage mode={modeOf(c)} row={row} now={new Date()} />)),
  );

  app.post('/keys/:id', (c) =>
    withKey(c, async (row) => {
      const { fields, error } = tryRead(row.kind, await readKept(c));
      const { kind, ...change } = fields;
      if (!error) await keys.change(row.id, change);
      const page = { mode: modeOf(c), row: { ...row, ...change }, now: new Date() };
      return error ? c.html(<KeyPage {...page} error={error} />, 400) : c.html(<KeyPage {...page} saved />);
    }),
  );

  app.post('/keys/:id/reveal', (c) =>
    withKey(c, (row) => c.html(<KeyPage mode={modeOf(c)} row={row} now={new Date()} revealed />)),
  );

  app.post('/keys/:id/roll', (c) =>
    withKey(c, async (row) => {
      const delay = ROLL_DELAYS.get(textIn(await readForm(c.req.raw), 'expire'));
      const made = delay === undefined ? undefined : await keys.roll(row.id, delay);
      return made ? c.html(<MadeKeyPage mode={modeOf(c)} made={made} />) : notFound(c);
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
    return told.status === 404 ? notFound(c) : failed(c, told);
  });

  const addressOf = (c: Ctx) =>
    platform.clientAddress({
      peer: c.env.incoming.socket.remoteAddress,
      forwardedFor: c.req.header('x-forwarded-for'),
    });

  async function withKey(c: Ctx, answer: (row: KeyRow) => Response | Promise<Response>): Promise<Response> {
    const row = await keys.find(c.req.param('id') ?? '');
    return row ? answer(row) : notFound(c);
  }

  return app;
}

const modeOf = (c: Ctx): Mode => (c.req.query('mode') === 'live' ? 'live' : 'test');

const kindOf = (name: string): KeyFields['kind'] | undefined =>
  name === 'publishable' || name === 'secret' || name === 'restricted' ? name : undefined;

/**
 * Tells whether a form was sent from this site. Browsers say so; a form of another site is refused, with or
 * without a session.
 */
function isOwnForm(c: Ctx): boolean {
  const { origin, host } = { origin: c.req.header('origin'), host: c.req.header('host') };
  return origin !== undefined && URL.canParse(origin) && new URL(origin).host === host;
}

/** Reads a form whose values are stored in part. */
async function readKept(c: Ctx): Promise<Params> {
  const form = await readForm(c.req.raw);
  refuseAccountNumbers(form);
  return form;
}

/** Returns the id after which a list continues. */
function afterOf(c: Ctx): string | undefined {
  const { after } = parseForm(new URL(c.req.url).search.slice(1));
  return typeof after === 'string' ? after : undefined;
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
    <Layout title="That did not work" mode={modeOf(c)}>
      <Failure message={message} />
    </Layout>,
    status,
  );

const notFound = (c: Ctx) =>
  c.html(
    <Layout title="Not found" mode={modeOf(c)}>
      <Notice bad>There is no such page, or no such object in {modeOf(c)} mode.</Notice>
    </Layout>,
    404,
  );
