/** @jsxImportSource hono/jsx */
import { readForm, textIn } from '../../kernel/http/form.js';
import type { Work } from '../../kernel/scope.js';
import { inTransaction } from '../../kernel/transaction.js';
import { registry } from '../../resources/registry.js';
import { type App, type Dashboard, readKept, viewOf } from '../dashboard.js';
import { ProfilePage } from './profile-page.js';
import { SwitchesPage } from './switches-page.js';

/** Serves the settings that resources have: what can be switched on and off, and texts that an account is known by. */
export function serveSettings(app: App, { accountId, platform }: Dashboard): void {
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
      return c.html(
        <SwitchesPage view={{ ...viewOf(c), mode: 'test' }} switches={switches} parts={parts} saved />,
      );
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
}
