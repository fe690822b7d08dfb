import type Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Sandbox } from '../../sandbox/src/index.js';
import { send, start } from './harness.js';
import { officialClient, refusal } from './official.js';

let sandbox: Sandbox;
let stripe: Stripe;

beforeAll(async () => {
  sandbox = await start();
  stripe = officialClient(sandbox);
});
afterAll(() => sandbox.close());

const created = async (params: Stripe.AccountCreateParams) =>
  (await stripe.accounts.create({ country: 'US', ...params })).id;

/** Opens a link as a browser does, and returns the page that it leads to. */
async function open(url: string) {
  const { status, headers } = await send(url);
  const [cookie = ''] = headers['set-cookie'] ?? [];
  if (status !== 303) return { status, text: '' };
  return send(`${sandbox.url}${headers.location}`, { headers: { cookie: cookie.split(';')[0] ?? '' } });
}

describe('a login link', () => {
  test('leads the holder of an Express account to its name and its balance', async () => {
    const id = await created({ type: 'express', business_profile: { name: 'Mara’s Pottery' } });
    const link = await stripe.accounts.createLoginLink(id);
    expect(link).toMatchObject({ object: 'login_link', created: expect.any(Number) });
    const { status, text } = await open(link.url);
    expect(status).toBe(200);
    for (const part of ['Your account', 'Mara’s Pottery', '$0.00']) expect(text).toContain(part);
    expect(text).not.toContain('<form');
  });

  test('is opened once', async () => {
    const { url } = await stripe.accounts.createLoginLink(await created({ type: 'express' }));
    expect((await open(url)).status).toBe(200);
    expect((await open(url)).status).toBe(410);
  });

  test('of one account shows nothing of another', async () => {
    const mine = await created({ type: 'express', business_profile: { name: 'Mine' } });
    await created({ type: 'express', business_profile: { name: 'Theirs' } });
    const { text } = await open((await stripe.accounts.createLoginLink(mine)).url);
    expect(text).toContain('Mine');
    expect(text).not.toContain('Theirs');
  });

  test('takes no form', async () => {
    const { url } = await stripe.accounts.createLoginLink(await created({ type: 'express' }));
    const { headers } = await send(url);
    const [cookie = ''] = headers['set-cookie'] ?? [];
    const { status } = await send(`${sandbox.url}${headers.location}`, {
      method: 'POST',
      headers: {
        cookie: cookie.split(';')[0] ?? '',
        origin: sandbox.url,
        'content-type': 'application/x-www-form-urlencoded',
      },
      body: 'action=fill',
    });
    expect(status).toBe(404);
  });

  test('shows nothing of an account that was deleted since', async () => {
    const id = await created({ type: 'express', business_profile: { name: 'Gone' } });
    const { url } = await stripe.accounts.createLoginLink(id);
    await stripe.accounts.del(id);
    const { status, text } = await open(url);
    expect(status).toBe(403);
    expect(text).not.toContain('Gone');
  });

  test.each<[string, Stripe.AccountCreateParams]>([
    ['standard', { type: 'standard' }],
    ['custom', { type: 'custom' }],
    ['without a dashboard', { controller: { stripe_dashboard: { type: 'none' } } }],
    ['with the full dashboard', { controller: { stripe_dashboard: { type: 'full' } } }],
  ])('is refused for an account that is %s', async (_, params) => {
    const error = await refusal(stripe.accounts.createLoginLink(await created(params)));
    expect(error).toMatchObject({ statusCode: 400, code: 'not_allowed_on_standard_account' });
  });

  test('is created for an account that has the Express dashboard by its controller', async () => {
    const id = await created({
      controller: { stripe_dashboard: { type: 'express' }, losses: { payments: 'application' } },
    });
    expect((await stripe.accounts.createLoginLink(id)).object).toBe('login_link');
  });

  test('is refused for an account that does not exist, and for a connected account that asks for it', async () => {
    const other = await created({ type: 'express' });
    const stripeAccount = await created({ type: 'express' });
    expect(await refusal(stripe.accounts.createLoginLink('acct_none'))).toMatchObject({
      statusCode: 403,
      code: 'account_invalid',
    });
    expect(await refusal(stripe.accounts.createLoginLink(other, {}, { stripeAccount }))).toMatchObject({
      statusCode: 400,
      code: 'platform_account_required',
    });
  });
});
