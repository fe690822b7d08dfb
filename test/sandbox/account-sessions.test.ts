import { readFileSync } from 'node:fs';
import type Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Sandbox } from '../../sandbox/src/index.js';
import { start } from './harness.js';
import { officialClient, refusal } from './official.js';

let sandbox: Sandbox;
let stripe: Stripe;
let account: string;

beforeAll(async () => {
  sandbox = await start();
  stripe = officialClient(sandbox);
  account = (await stripe.accounts.create({ type: 'express' })).id;
});
afterAll(() => sandbox.close());

describe('an account session', () => {
  test('has a secret, and the components as they were sent', async () => {
    const session = await stripe.accountSessions.create({
      account,
      components: {
        account_onboarding: { enabled: true },
        payments: { enabled: true, features: { refund_management: false, dispute_management: true } },
        payouts: { enabled: false },
      },
    });
    expect(session).toMatchObject({ object: 'account_session', account, livemode: false });
    expect(session.client_secret).toMatch(/^accs_secret_\w{40}$/);
    expect(session.expires_at * 1000).toBeGreaterThan(Date.now());
    const { account_onboarding, payments, payouts, balances } = session.components;
    expect(account_onboarding).toEqual({
      enabled: true,
      features: { disable_stripe_user_authentication: false, external_account_collection: true },
    });
    expect(payments.features).toMatchObject({ refund_management: false, dispute_management: true });
    expect([payouts.enabled, balances.enabled]).toEqual([false, false]);
  });

  test('has a secret of its own each time, except for a request that is repeated', async () => {
    const params = { account, components: { balances: { enabled: true } } };
    const idempotencyKey = 'session-1';
    const [first, again, other] = [
      await stripe.accountSessions.create(params, { idempotencyKey }),
      await stripe.accountSessions.create(params, { idempotencyKey }),
      await stripe.accountSessions.create(params),
    ];
    expect(again.client_secret).toBe(first.client_secret);
    expect(other.client_secret).not.toBe(first.client_secret);
  });

  test.each<[string, object, object]>([
    ['no component', {}, { param: 'components' }],
    ['none that is enabled', { payments: { enabled: false } }, { param: 'components' }],
    ['an unknown component', { checkout: { enabled: true } }, { code: 'parameter_unknown' }],
    [
      'an unknown feature',
      { payments: { enabled: true, features: { magic: true } } },
      { code: 'parameter_unknown', param: 'components[payments][features][magic]' },
    ],
  ])('is refused with %s', async (_, components, expected) => {
    const error = await refusal(stripe.accountSessions.create({ account, components }));
    expect(error).toMatchObject({ statusCode: 400, ...expected });
  });

  test('is refused for an account that is not connected', async () => {
    const components = { balances: { enabled: true } };
    const error = await refusal(stripe.accountSessions.create({ account: 'acct_none', components }));
    expect(error).toMatchObject({ statusCode: 403, code: 'account_invalid' });
  });

  test('has no component that the guide does not name as missing', async () => {
    const session = await stripe.accountSessions.create({
      account,
      components: { balances: { enabled: true } },
    });
    const guide = readFileSync('docs/platforms.md', 'utf8');
    for (const name of Object.keys(session.components)) expect(guide).toContain(`\`${name}\``);
  });
});
