/** @jsxImportSource hono/jsx */
import { ApiError } from '../../kernel/errors.js';
import { readForm, textIn } from '../../kernel/http/form.js';
import { type App, type Ctx, type Dashboard, viewOf } from '../dashboard.js';
import { ACCOUNTS, address } from '../layout.js';
import { type AccountOverview, AccountPage, type Balance, type ConnectedAccount } from './account-page.js';

/** Largest number of payments, and of payouts, on the page of a connected account. */
const NEWEST = 5;

/** Serves the page of a connected account, and what can be done with it. */
export function serveAccounts(app: App, { objects }: Dashboard): void {
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
}
