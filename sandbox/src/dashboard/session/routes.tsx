/** @jsxImportSource hono/jsx */
import { isOwnForm } from '../../kernel/http/browser.js';
import { callerOf } from '../../kernel/http/client-address.js';
import { readForm, textIn } from '../../kernel/http/form.js';
import { sameSecret } from '../../kernel/same-secret.js';
import { recorded } from '../audit/recorded.js';
import { type App, addressOf, type Claimed, type Ctx, type Dashboard } from '../dashboard.js';
import { LONGEST_PASSWORD, SHORTEST_PASSWORD } from '../people/password.js';
import { AT_THIS_MACHINE, OWNER, OWNER_ID } from '../people/roles.js';
import { CodePage, PROBLEMS, TWO_FACTOR } from '../two-factor/pages.js';
import { giveToken, tokenOf } from './cookie.js';
import { JoinPage, NoInvitationPage } from './join-page.js';
import { createPasswordTries } from './password-tries.js';
import type { Sessions } from './sessions.js';
import { SignInPage } from './sign-in-page.js';
import { isLocalName, isLoopback } from './this-machine.js';

const CROWDED = 'Too many passwords were tried from your address. Try again later.';

/** Lets in whoever may see the dashboard, and refuses forms of other sites. What is served after it is behind it. */
export function serveSession(app: App, dashboard: Dashboard, password: string | undefined): void {
  app.use(async (c, next) => {
    if (c.req.method !== 'GET' && !isOwnForm(c.req.raw.headers))
      return c.text('This form was not sent from the dashboard.\n', 403);
    return next();
  });

  const { sessions } = dashboard;
  if (password !== undefined && sessions) serveSignedIn(app, { ...dashboard, sessions }, password);
  else serveThisMachine(app, dashboard);
}

type Guarded = Dashboard & { sessions: Sessions };

/** Lets in whoever has signed in. */
function serveSignedIn(app: App, dashboard: Guarded, password: string): void {
  serveSignIn(app, dashboard, password);
  serveCode(app, dashboard);
  serveJoin(app, dashboard);
  app.use(async (c, next) => {
    const found = await dashboard.sessions.find(tokenOf(c), new Date());
    if (!found) return c.html(<SignInPage />, 401);
    c.set('person', found.person);
    return found.mustSetUp && !isOwnPage(c.req.path) ? c.redirect(`/dashboard/${TWO_FACTOR}`, 303) : next();
  });
}

/** Tells whether a path is of what people do for themselves. */
const isOwnPage = (path: string) => path === '/dashboard/me' || path.startsWith('/dashboard/me/');

/** Lets in people at this machine, and nobody else. */
function serveThisMachine(app: App, { platform }: Dashboard): void {
  app.use(async (c, next) => {
    const isHere = isLoopback(addressOf(c, platform) ?? '') && isLocalName(c.req.header('host') ?? '');
    if (!isHere)
      return c.text('The dashboard is visible only from this machine, unless a password is set.\n', 403);
    c.set('person', AT_THIS_MACHINE);
    return next();
  });
}

/** Signs in the owner by the operator's password, and others by their email and their own. */
function serveSignIn(app: App, dashboard: Guarded, ownersPassword: string): void {
  const tries = createPasswordTries();
  const idOf = async (email: string, given: string) => {
    if (email) return (await dashboard.people.check(email, given))?.id;
    return sameSecret(given, ownersPassword) ? OWNER_ID : undefined;
  };

  const claimedBy = async (email: string): Promise<Claimed> =>
    email ? ((await dashboard.people.findByEmail(email)) ?? UNKNOWN) : OWNER;

  app.post('/sign-in', recorded('/sign-in', dashboard), async (c) => {
    const form = await readForm(c.req.raw);
    const [email, given] = [textIn(form, 'email').trim(), textIn(form, 'password')];
    let id: string | undefined;
    const outcome = await tries.check(callerOf(addressOf(c, dashboard.platform)), async () => {
      id = await idOf(email, given);
      return id !== undefined;
    });
    if (outcome === 'crowded')
      return c.html(<SignInPage problem={CROWDED} email={email} />, 429, { 'Retry-After': '10' });
    c.set('claimed', await claimedBy(email));
    if (id === undefined) return c.html(<SignInPage problem={wrong(email)} email={email} />, 401);
    return passwordGiven(c, dashboard, id);
  });
}

/** Whoever gives an email that nobody has. It may be a password in the wrong field, and is not recorded. */
const UNKNOWN: Claimed = { id: null, name: 'Unknown', email: null };

const wrong = (email: string) =>
  email ? 'The email or the password is wrong.' : 'That is not the owner’s password.';

/** Asks whoever has given their password for a code. */
function serveCode(app: App, dashboard: Guarded): void {
  const waiting = (c: Ctx) => dashboard.sessions.findWaiting(tokenOf(c), new Date());

  app.get('/sign-in/code', async (c) =>
    (await waiting(c)) ? c.html(<CodePage />) : c.redirect('/dashboard'),
  );

  app.post('/sign-in/code', recorded('/sign-in/code', dashboard), async (c) => {
    const code = textIn(await readForm(c.req.raw), 'code');
    const person = await waiting(c);
    if (!person) return c.redirect('/dashboard', 303);
    c.set('claimed', person);
    const outcome = await dashboard.twoFactor.check(person.id, code, new Date());
    if (outcome === 'right') return signedIn(c, dashboard, person.id);
    return c.html(<CodePage problem={PROBLEMS[outcome]} />, outcome === 'wrong' ? 401 : 429);
  });
}

/** Lets people who were invited choose their password. */
function serveJoin(app: App, dashboard: Guarded): void {
  const { people } = dashboard;

  app.get('/join/:secret', async (c) => {
    const person = await people.invited(c.req.param('secret'), new Date());
    return person ? c.html(<JoinPage person={person} />) : c.html(<NoInvitationPage />, 404);
  });

  app.post('/join/:secret', recorded('/join/:secret', dashboard), async (c) => {
    const [secret, now] = [c.req.param('secret'), new Date()];
    const form = await readForm(c.req.raw);
    const invited = await people.invited(secret, now);
    if (!invited) return c.html(<NoInvitationPage />, 404);
    c.set('claimed', invited);
    const [chosen, again] = [textIn(form, 'password'), textIn(form, 'again')];
    const problem = wrongIn(chosen, again);
    if (problem) return c.html(<JoinPage person={invited} problem={problem} />, 400);
    const person = await people.join(secret, chosen, now);
    return person ? passwordGiven(c, dashboard, person.id) : c.html(<NoInvitationPage />, 404);
  });
}

function wrongIn(chosen: string, again: string): string | undefined {
  if (chosen.length < SHORTEST_PASSWORD)
    return `Choose a password of at least ${SHORTEST_PASSWORD} characters.`;
  if (chosen.length > LONGEST_PASSWORD) return `Choose a password of at most ${LONGEST_PASSWORD} characters.`;
  return chosen === again ? undefined : 'The two passwords are not the same.';
}

/** Signs in whoever has given their password, or asks for a code where they have two-factor. */
async function passwordGiven(c: Ctx, dashboard: Guarded, personId: string): Promise<Response> {
  if ((await dashboard.twoFactor.codesLeft(personId)) === undefined) return signedIn(c, dashboard, personId);
  await dashboard.sessions.close(tokenOf(c));
  giveToken(c, await dashboard.sessions.wait(personId, addressOf(c, dashboard.platform), new Date()));
  return c.redirect('/dashboard/sign-in/code', 303);
}

/** Opens a new session, whatever token the browser had before: somebody else may have put it there. */
async function signedIn(c: Ctx, { platform, sessions }: Guarded, personId: string): Promise<Response> {
  await sessions.close(tokenOf(c));
  giveToken(c, await sessions.open(personId, addressOf(c, platform), new Date()));
  return c.redirect('/dashboard', 303);
}
