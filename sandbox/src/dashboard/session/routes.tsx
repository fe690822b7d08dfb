/** @jsxImportSource hono/jsx */
import { getCookie, setCookie } from 'hono/cookie';
import { isOwnForm } from '../../kernel/http/browser.js';
import { callerOf } from '../../kernel/http/client-address.js';
import { readForm, textIn } from '../../kernel/http/form.js';
import { type App, addressOf, type Dashboard, isSecure } from '../dashboard.js';
import { createPasswordTries } from './password-tries.js';
import { createGate, isLocalName, isLoopback } from './session.js';
import { SignInPage } from './sign-in-page.js';

const COOKIE = 'payframe_dashboard';

const CROWDED = 'Too many passwords are tried from your address at the moment. Try again in a while.';

/** Lets in whoever may see the dashboard, and refuses forms of other sites. What is served after it is behind it. */
export function serveSession(app: App, { platform }: Dashboard, password: string | undefined): void {
  const gate = createGate(password);
  const tries = createPasswordTries();

  app.use(async (c, next) => {
    if (c.req.method !== 'GET' && !isOwnForm(c.req.raw.headers))
      return c.text('This form was not sent from the dashboard.\n', 403);
    return next();
  });

  app.post('/sign-in', async (c) => {
    const given = textIn(await readForm(c.req.raw), 'password');
    const outcome = await tries.check(callerOf(addressOf(c, platform)), () => gate.isPassword(given));
    if (outcome === 'wrong') return c.html(<SignInPage problem="That is not the password." />, 401);
    if (outcome === 'crowded') return c.html(<SignInPage problem={CROWDED} />, 429, { 'Retry-After': '10' });
    setCookie(c, COOKIE, gate.open(new Date()), {
      httpOnly: true,
      sameSite: 'Strict',
      path: '/dashboard',
      secure: isSecure(c),
    });
    return c.redirect('/dashboard', 303);
  });

  app.use(async (c, next) => {
    if (gate.hasPassword) {
      return gate.isOpen(getCookie(c, COOKIE), new Date()) ? next() : c.html(<SignInPage />, 401);
    }
    if (isLoopback(addressOf(c, platform) ?? '') && isLocalName(c.req.header('host') ?? '')) return next();
    return c.text('The dashboard can only be seen from this machine, unless a password is set.\n', 403);
  });
}
