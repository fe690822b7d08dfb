/** BLIK: a code that the payer types, and a question in the app of their bank. */
import { readFileSync } from 'node:fs';
import { sql } from 'drizzle-orm';
import type Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Sandbox } from '../../sandbox/src/index.js';
import { blikCodes } from '../../src/contract/test-blik-codes.js';
import { eventually, post, removeDirectories, start, temporaryDirectory, withDatabase } from './harness.js';
import { officialClient, refusal } from './official.js';

let sandbox: Sandbox;
let stripe: Stripe;

beforeAll(async () => {
  sandbox = await start();
  stripe = officialClient(sandbox);
});
afterAll(async () => {
  await sandbox.close();
  removeDirectories();
});

const pay = (
  code?: string,
  params: Partial<Stripe.PaymentIntentCreateParams> = {},
  client = stripe,
): Promise<Stripe.PaymentIntent> =>
  client.paymentIntents.create({
    amount: 2000,
    currency: 'pln',
    allowed_payment_method_types: ['blik'],
    confirm: true,
    payment_method_data: { type: 'blik' },
    ...(code !== undefined && { payment_method_options: { blik: { code } } }),
    ...params,
  });

const ended = (id: string, client = stripe) =>
  eventually(
    () => client.paymentIntents.retrieve(id, { expand: ['latest_charge'] }),
    ({ status }) => status !== 'requires_action',
  );

describe.concurrent('a payment by BLIK', () => {
  test('waits for the payer’s app, and succeeds by itself', async () => {
    const intent = await pay('777123');
    expect(intent).toMatchObject({
      status: 'requires_action',
      next_action: { type: 'blik_authorize', blik_authorize: {} },
    });
    expect(JSON.stringify(intent)).not.toContain('777123');
    const paid = await ended(intent.id);
    expect(paid).toMatchObject({
      status: 'succeeded',
      next_action: null,
      latest_charge: { paid: true, payment_method_details: { type: 'blik', blik: { buyer_id: null } } },
    });
    const refund = await stripe.refunds.create({ payment_intent: intent.id, amount: 500 });
    expect(refund).toMatchObject({ status: 'succeeded', destination_details: { type: 'blik' } });
  });

  test('fails with the decline of its test code, and another code pays', async () => {
    const declines = blikCodes.filter(({ answer }) => answer !== 'no_answer');
    const trial = async ({ code, answer }: (typeof blikCodes)[number]) => {
      const intent = await pay(code);
      expect(await ended(intent.id)).toMatchObject({
        status: 'requires_payment_method',
        next_action: null,
        last_payment_error: {
          type: 'card_error',
          code: 'payment_intent_payment_attempt_failed',
          decline_code: answer,
          payment_method: { type: 'blik' },
        },
      });
      await stripe.paymentIntents.confirm(intent.id, {
        payment_method_data: { type: 'blik' },
        payment_method_options: { blik: { code: '777123' } },
      });
      expect((await ended(intent.id)).status).toBe('succeeded');
    };
    await Promise.all(declines.map(trial));
  });

  test('is refused without a code, and with one that is not six digits', async () => {
    expect(await refusal(pay())).toMatchObject({
      statusCode: 400,
      code: 'parameter_missing',
      param: 'payment_method_options[blik][code]',
    });
    for (const code of ['12345', '1234567', 'abcdef']) {
      expect(await refusal(pay(code))).toMatchObject({
        statusCode: 400,
        param: 'payment_method_options[blik][code]',
      });
    }
  });

  test('is confirmed by a browser', async () => {
    const { id, client_secret } = await stripe.paymentIntents.create({
      amount: 2000,
      currency: 'pln',
      allowed_payment_method_types: ['blik'],
    });
    const answer = await post(sandbox, `/v1/payment_intents/${id}/confirm`, {
      client_secret: String(client_secret),
      'payment_method_data[type]': 'blik',
      'payment_method_options[blik][code]': '777123',
      use_stripe_sdk: 'true',
    });
    expect(answer.json.next_action).toEqual({ type: 'blik_authorize', blik_authorize: {} });
    expect((await ended(id)).status).toBe('succeeded');
  });

  test('is confirmed anew with a new code, and the first answer counts no longer', async () => {
    const intent = await pay('100001');
    await stripe.paymentIntents.confirm(intent.id, {
      payment_method_data: { type: 'blik' },
      payment_method_options: { blik: { code: '777123' } },
    });
    expect(await ended(intent.id)).toMatchObject({ status: 'succeeded', last_payment_error: null });
    const charges = await stripe.charges.list({ payment_intent: intent.id });
    expect(charges.data).toHaveLength(1);
  });

  test('is never made without the payer', async () => {
    for (const params of [{ off_session: true }, { error_on_requires_action: true }]) {
      expect(await refusal(pay('777123', params))).toMatchObject({
        statusCode: 402,
        code: 'authentication_required',
      });
    }
  });
});

test('a payer who does not answer within a minute has to begin anew, where the payment was not canceled', async () => {
  const dataDir = temporaryDirectory();
  const first = await start({ memory: false, dataDir });
  const client = officialClient(first);
  const canceled = await pay('100006', {}, client);
  await client.paymentIntents.cancel(canceled.id);
  const intent = await pay('100006', {}, client);
  expect(intent.status).toBe('requires_action');
  await first.close();
  await withDatabase(dataDir, async (db) => {
    const due = await db.execute(
      sql`select round(extract(epoch from due_at - created_at))::int as seconds from due_work
          where name = 'answer_in_app'`,
    );
    expect((due as { rows: unknown[] }).rows).toEqual([{ seconds: 60 }, { seconds: 60 }]);
    await db.execute(sql`update due_work set due_at = due_at - interval '60 seconds'`);
  });
  const second = await start({ memory: false, dataDir });
  const failed = await ended(intent.id, officialClient(second));
  // The job of the canceled one came first.
  const { status } = await officialClient(second).paymentIntents.retrieve(canceled.id);
  await second.close();
  expect(status).toBe('canceled');
  expect(failed).toMatchObject({
    status: 'requires_payment_method',
    last_payment_error: { code: 'payment_intent_payment_attempt_expired' },
  });
});

test('the documentation has each test code', () => {
  const document = readFileSync(new URL('../../docs/test-cards.md', import.meta.url), 'utf8');
  const rows = [...document.matchAll(/^\| .* \| `(\d{6})` \| .* \|$/gm)];
  expect(rows.map(([, code]) => code)).toEqual(blikCodes.map(({ code }) => code));
});
