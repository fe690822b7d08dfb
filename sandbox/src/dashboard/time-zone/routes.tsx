/** @jsxImportSource hono/jsx */
import { contextStorage } from 'hono/context-storage';
import { getCookie, setCookie } from 'hono/cookie';
import { readForm, textIn } from '../../kernel/http/form.js';
import { OWN_TIME_ZONE, TIME_ZONES } from '../../kernel/time-zone.js';
import { type App, addressOf, type Ctx, type Dashboard, isSecure, viewOf } from '../dashboard.js';
import { isLocalName, isLoopback } from '../session/this-machine.js';
import { TimeZonePage } from './time-zone-page.js';

const COOKIE = 'payframe_time_zone';

const YEAR_SECONDS = 365 * 24 * 3600;

/** Finds out which time zone the reader of each page has chosen. What is served after it can show times. */
export function knowTimeZone(app: App, { platform }: Dashboard): void {
  app.use(contextStorage());

  app.use(async (c, next) => {
    const chosen = getCookie(c, COOKIE) ?? '';
    c.set('timeZone', TIME_ZONES.has(chosen) ? chosen : usual(c));
    return next();
  });

  // Whoever looks from this machine has its clock before them. Where others are, the server can't know.
  const usual = (c: Ctx) =>
    isLoopback(addressOf(c, platform) ?? '') && isLocalName(c.req.header('host') ?? '')
      ? OWN_TIME_ZONE
      : 'UTC';
}

/** Serves the page on which a person chooses the time zone. */
export function serveTimeZone(app: App): void {
  app.get('/time-zone', (c) => c.html(<TimeZonePage view={viewOf(c)} />));

  app.post('/time-zone', async (c) => {
    const chosen = textIn(await readForm(c.req.raw), 'zone');
    if (!TIME_ZONES.has(chosen)) return c.html(<TimeZonePage view={viewOf(c)} outcome="unknown" />, 400);
    setCookie(c, COOKIE, chosen, {
      ...{ httpOnly: true, maxAge: YEAR_SECONDS, path: '/dashboard', sameSite: 'Lax' },
      secure: isSecure(c),
    });
    c.set('timeZone', chosen);
    return c.html(<TimeZonePage view={viewOf(c)} outcome="saved" />);
  });
}
