/** @jsxImportSource hono/jsx */
import { type App, type Dashboard, viewOf } from '../dashboard.js';
import { AT_THIS_MACHINE } from '../people/roles.js';
import { takeToken, tokenOf } from '../session/cookie.js';
import { MePage } from './me-page.js';

/** Serves what people do for themselves: see where they are signed in, and sign out. */
export function serveMe(app: App, { sessions, twoFactor }: Dashboard): void {
  app.get('/me', async (c) => {
    const { id } = c.get('person');
    const hasTwoFactor = (await twoFactor.codesLeft(id)) !== undefined;
    const open = (await sessions?.list(id, new Date())) ?? [];
    return c.html(<MePage view={viewOf(c)} hasTwoFactor={hasTwoFactor} sessions={open} />);
  });

  app.post('/me/sign-out', async (c) => {
    await sessions?.close(tokenOf(c));
    takeToken(c);
    return c.redirect('/dashboard', 303);
  });

  app.post('/me/sign-out-everywhere', async (c) => {
    const { id } = c.get('person');
    if (id !== AT_THIS_MACHINE.id) await sessions?.closeAll(id);
    takeToken(c);
    return c.redirect('/dashboard', 303);
  });
}
