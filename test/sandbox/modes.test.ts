import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { request } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { apiKeys } from '../../sandbox/src/api-keys/table.js';
import type { Sandbox } from '../../sandbox/src/index.js';
import { liveObjects } from '../../sandbox/src/live/table.js';
import { requests } from '../../sandbox/src/request-log/table.js';
import { paymentMethods } from '../../sandbox/src/resources/payment-methods/table.js';
import type { ElementsSession } from '../../src/contract/elements-session.js';
import { startCommand } from './command.js';
import {
  createPaymentMethod,
  createToken,
  get,
  post,
  start,
  temporaryDirectory,
  withDatabase,
} from './harness.js';
import { officialClient } from './official.js';

describe('without an upstream', () => {
  let sandbox: Sandbox;
  let keys: { publishable: string; secret: string };
  beforeAll(async () => {
    sandbox = await start();
    const made = await Promise.all(
      (['publishable', 'secret'] as const).map((kind) => sandbox.keys.create({ kind, livemode: true })),
    );
    keys = { publishable: made[0]?.key ?? '', secret: made[1]?.key ?? '' };
  });
  afterAll(() => sandbox.close());

  test('every live call says that none is configured and how to do that, before it looks at a card', async () => {
    const answers = [
      await createToken(sandbox, {}, { key: keys.publishable }),
      await createPaymentMethod(sandbox, { 'card[number]': 'x' }, { key: keys.secret }),
      await get(sandbox, '/v1/customers', keys.secret),
      await get(sandbox, '/v1/balance', keys.secret),
    ];
    for (const { status, json } of answers) {
      expect(status).toBe(400);
      expect(json.error).toMatchObject({ type: 'invalid_request_error', code: 'live_mode_unavailable' });
      expect(json.error.message).toMatch(/no upstream .* configured.*PAYFRAME_UPSTREAM_URL.*test mode keys/s);
    }
  });

  test('the live secret key is stored only as a hash', async () => {
    const dataDir = temporaryDirectory();
    await (await start({ memory: false, dataDir })).close();
    const stored = await withDatabase(dataDir, (db) => db.select().from(apiKeys));
    expect(stored).toHaveLength(4);
    for (const { kind, livemode, plaintext, hash } of stored) {
      expect(hash).toMatch(/^[0-9a-f]{64}$/);
      expect(plaintext === null).toBe(kind === 'secret' && livemode);
    }
  });

  test('an upstream that cards could be read on the way to is not taken', async () => {
    const secretKey = sandbox.secretKey;
    for (const url of ['http://api.example.com', 'ftp://api.example.com', 'api.example.com']) {
      await expect(start({ upstream: { url, secretKey } })).rejects.toThrow('https://');
    }
  });
});

/** A number that passes every check and is no test card's, as far as this platform knows. */
const LIVE_NUMBER = '4539578763621486';
const TEST_NUMBER = '4242424242424242';

/**
 * HTTPS in front of a sandbox, which plays the bank for one number that is not a test card's: it knows its own test cards
 * alone.
 */
async function overHttps(target: string, directory: string) {
  const [key, cert] = [join(directory, 'key.pem'), join(directory, 'cert.pem')];
  execFileSync(
    'openssl',
    ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '1', '-subj', '/CN=localhost'].concat([
      ...['-addext', 'subjectAltName=DNS:localhost', '-keyout', key, '-out', cert],
    ]),
    { stdio: 'ignore' },
  );
  const server = createHttpsServer(
    { key: readFileSync(key), cert: readFileSync(cert) },
    (incoming, answer) => {
      let body = '';
      incoming.setEncoding('utf8');
      incoming.on('data', (chunk) => {
        body += chunk;
      });
      incoming.on('end', () => {
        const sent = body.replace(LIVE_NUMBER, TEST_NUMBER);
        const { hostname, port } = new URL(target);
        const headers = { ...incoming.headers, 'content-length': String(Buffer.byteLength(sent)) };
        const { method, url: path } = incoming;
        request({ hostname, port, method, path, headers }, (reply) => {
          answer.writeHead(reply.statusCode ?? 0, reply.headers);
          reply.pipe(answer);
        }).end(sent);
      });
    },
  );
  await new Promise<void>((resolve) => server.listen(0, resolve));
  return {
    url: `https://localhost:${(server.address() as AddressInfo).port}`,
    cert,
    close: () => server.close(),
  };
}

describe('with another sandbox as its upstream, over HTTPS', () => {
  let upstream: Sandbox;
  let front: Awaited<ReturnType<typeof overHttps>>;
  let sandbox: Awaited<ReturnType<typeof startCommand>>;
  let live: { publishable: string; secret: string; restricted: string };
  const directory = temporaryDirectory();

  beforeAll(async () => {
    upstream = await start();
    front = await overHttps(upstream.url, temporaryDirectory());
    // The keys of live mode are shown once: made before the process starts whose requests they sign.
    const first = await start({ memory: false, dataDir: join(directory, '.payframe') });
    const [publishable, secret, restricted] = await Promise.all([
      first.keys.create({ kind: 'publishable', livemode: true }),
      first.keys.create({ kind: 'secret', livemode: true }),
      first.keys.create({ kind: 'restricted', livemode: true, permissions: { payment_intents: 'read' } }),
    ]);
    live = { publishable: publishable.key, secret: secret.key, restricted: restricted.key };
    await first.close();
    process.env.PAYFRAME_UPSTREAM_URL = front.url;
    process.env.PAYFRAME_UPSTREAM_SECRET_KEY = upstream.secretKey;
    process.env.NODE_EXTRA_CA_CERTS = front.cert;
    sandbox = await startCommand([], directory);
    for (const name of ['PAYFRAME_UPSTREAM_URL', 'PAYFRAME_UPSTREAM_SECRET_KEY', 'NODE_EXTRA_CA_CERTS']) {
      delete process.env[name];
    }
  });
  afterAll(async () => {
    sandbox.child.kill('SIGINT');
    await sandbox.exited;
    front.close();
    await upstream.close();
  });

  const card = { 'card[number]': LIVE_NUMBER };
  const payMethod = () => createPaymentMethod(sandbox as never, card, { key: live.publishable });

  test('a card that was typed is at the upstream, and what a page gets of it is what it gets in test mode', async () => {
    const { status, json } = await payMethod();
    expect(status).toBe(200);
    expect(json).toMatchObject({ object: 'payment_method', livemode: true, card: { last4: '4242' } });
    expect(JSON.stringify(json)).not.toContain('fingerprint');
    expect(await officialClient(upstream).paymentMethods.retrieve(json.id)).toMatchObject({ id: json.id });
  });

  test('a payment is made, confirmed from a page, read and refunded by the official client', async () => {
    const stripe = officialClient(sandbox as never, live.secret);
    const customer = await stripe.customers.create({ name: 'Jenny' });
    const intent = await stripe.paymentIntents.create({
      amount: 2000,
      currency: 'usd',
      customer: customer.id,
      automatic_payment_methods: { enabled: true, allow_redirects: 'never' },
    });
    expect(intent.livemode).toBe(true);
    const path = `/v1/payment_intents/${intent.id}`;
    const wrong = await post(
      sandbox as never,
      `${path}/confirm`,
      { client_secret: `${intent.id}_secret_x` },
      {
        key: live.publishable,
      },
    );
    expect(wrong.status).toBe(404);
    const confirmed = await post(
      sandbox as never,
      `${path}/confirm`,
      {
        client_secret: `${intent.client_secret}`,
        'payment_method_data[type]': 'card',
        'payment_method_data[card][number]': LIVE_NUMBER,
        'payment_method_data[card][exp_month]': '12',
        'payment_method_data[card][exp_year]': '2034',
        use_stripe_sdk: 'true',
      },
      { key: live.publishable },
    );
    expect(confirmed.json).toMatchObject({ id: intent.id, status: 'succeeded' });
    expect(confirmed.json).not.toHaveProperty('customer');
    const { data } = await stripe.paymentIntents.list({ customer: customer.id });
    expect(data.map(({ id }) => id)).toEqual([intent.id]);
    const refund = await stripe.refunds.create({ payment_intent: intent.id });
    expect(await officialClient(upstream).refunds.retrieve(refund.id)).toMatchObject({ status: 'succeeded' });
  });

  test('a payment that the bank asks about opens our own dialog', async () => {
    const stripe = officialClient(sandbox as never, live.secret);
    const intent = await stripe.paymentIntents.create({
      amount: 2000,
      currency: 'usd',
      automatic_payment_methods: { enabled: true, allow_redirects: 'never' },
      payment_method: 'pm_card_threeDSecure2Required',
    });
    const { json } = await post(
      sandbox as never,
      `/v1/payment_intents/${intent.id}/confirm`,
      { client_secret: `${intent.client_secret}`, use_stripe_sdk: 'true' },
      { key: live.publishable, headers: { Host: 'pay.example' } },
    );
    expect(json.status).toBe('requires_action');
    expect(json.next_action.use_stripe_sdk).toMatchObject({ type: 'three_d_secure_redirect' });
    expect(json.next_action.use_stripe_sdk.stripe_js).toMatch(/^https?:/);
  });

  test('a verification of a person is the upstream’s, with its page, and no dialog or test of ours ends it', async () => {
    const sessions = officialClient(sandbox as never, live.secret).identity.verificationSessions;
    const { client_secret, id, livemode, url } = await sessions.create({ type: 'document' });
    expect(livemode).toBe(true);
    expect(url).toContain('/identity/open/');
    expect(url).not.toContain(sandbox.url);
    const theirs = await officialClient(upstream).identity.verificationSessions.retrieve(id);
    expect([theirs.id, theirs.status]).toEqual([id, 'requires_input']);
    const path = `/v1/identity/verification_sessions/${id}`;
    for (const step of ['open', 'progress']) {
      const form = { client_secret: `${client_secret}` };
      const { json } = await post(sandbox as never, `${path}/${step}`, form, { key: live.publishable });
      expect(json.error).toMatchObject({ code: 'method_not_available' });
    }
    const helper = path.replace('/v1/', '/v1/test_helpers/');
    const refused = await post(
      sandbox as never,
      `${helper}/submit`,
      { outcome: 'verified' },
      { key: live.secret },
    );
    expect(refused.json.error.code).toBe('method_not_available');
    expect((await sessions.cancel(id)).status).toBe('canceled');
  });

  test('a Checkout Session and a Payment Link are the upstream’s, with its pages, and no page or test of ours completes them', async () => {
    const client = officialClient(sandbox as never, live.secret);
    const line_items = [
      { price_data: { currency: 'eur', product_data: { name: 'Hat' }, unit_amount: 1500 }, quantity: 1 },
    ];
    const success_url = 'https://shop.example/thanks';
    const session = await client.checkout.sessions.create({ line_items, mode: 'payment', success_url });
    const link = await client.paymentLinks.create({ line_items });
    for (const { livemode, url } of [session, link]) {
      expect(livemode).toBe(true);
      expect(url).toMatch(/^https?:/);
      expect(url).not.toContain(sandbox.url);
      expect((await fetch(`${sandbox.url}${new URL(String(url)).pathname}`)).status).toBe(404);
    }
    expect((await officialClient(upstream).checkout.sessions.retrieve(session.id)).status).toBe('open');
    for (const step of ['', '/confirm']) {
      const path = `/v1/payment_pages/${session.id}${step}`;
      const { json } = await post(sandbox as never, path, {}, { key: live.publishable });
      expect(json.error).toMatchObject({ code: 'live_mode_unavailable' });
    }
    const helper = `/v1/test_helpers/checkout/sessions/${session.id}/complete`;
    const refused = await post(sandbox as never, helper, {}, { key: live.secret });
    expect(refused.json.error).toMatchObject({ code: 'live_mode_unavailable' });
    expect((await client.checkout.sessions.expire(session.id)).status).toBe('expired');
    expect((await client.paymentLinks.update(link.id, { active: false })).active).toBe(false);
  });

  describe('a Payment Element', () => {
    const ask = (form: Record<string, string>) =>
      post(sandbox as never, '/v1/elements/sessions', form, { key: live.publishable });
    const typesIn = ({ json }: { json: ElementsSession }) => json.payment_methods.map(({ type }) => type);

    test('is told the methods of an intent at the upstream, with its client secret', async () => {
      const stripe = officialClient(sandbox as never, live.secret);
      const customer = await stripe.customers.create({ name: 'Jenny' });
      const payment = await stripe.paymentIntents.create({
        amount: 2000,
        currency: 'eur',
        customer: customer.id,
      });
      const setup = await stripe.setupIntents.create({});
      for (const { id, object, client_secret, payment_method_types } of [payment, setup]) {
        const answer = await ask({ client_secret: `${client_secret}` });
        expect(answer.json).toMatchObject({ livemode: true, intent: { id, object }, customer: null });
        expect(typesIn(answer)).toEqual(payment_method_types);
        expect(answer.text).not.toContain(customer.id);
        for (const wrong of [`${id}_secret_x`, `${id}0_secret_x`, `${id}/../x_secret_x`]) {
          const refused = await ask({ client_secret: wrong });
          expect(refused.status).toBe(404);
          expect(refused.json.error.code).toBe('resource_missing');
        }
      }
      await stripe.paymentIntents.cancel(payment.id);
      const { json } = await ask({ client_secret: `${payment.client_secret}` });
      expect(json.error).toMatchObject({
        code: 'payment_intent_unexpected_state',
        payment_intent: { id: payment.id, livemode: true },
      });
      expect(json.error.payment_intent).not.toHaveProperty('customer');
    });

    test('is told the methods that the upstream has switched on, for an intent that is created later', async () => {
      const later = { 'deferred_intent[mode]': 'setup' };
      const configurations = officialClient(upstream).paymentMethodConfigurations;
      expect(typesIn(await ask(later))).toContain('sepa_debit');
      const without = await configurations.create({
        sepa_debit: { display_preference: { preference: 'off' } },
      });
      const named = { ...later, 'deferred_intent[payment_method_configuration]': without.id };
      expect(typesIn(await ask(named))).not.toContain('sepa_debit');
      expect(typesIn(await ask(named))).toContain('card');
      const unknown = await ask({ ...named, 'deferred_intent[payment_method_configuration]': 'pmc_x' });
      expect(unknown.json.error.code).toBe('resource_missing');
      const saved = await ask({ ...later, customer_session_client_secret: 'cuss_1_secret_2' });
      expect(saved.json.error).toMatchObject({
        code: 'live_mode_unavailable',
        param: 'customer_session_client_secret',
      });
    });
  });

  test('a decline is told as the upstream tells it', async () => {
    const stripe = officialClient(sandbox as never, live.secret);
    await expect(
      stripe.paymentIntents.create({
        amount: 2000,
        currency: 'usd',
        automatic_payment_methods: { enabled: true, allow_redirects: 'never' },
        payment_method: 'pm_card_chargeDeclinedInsufficientFunds',
        confirm: true,
      }),
    ).rejects.toMatchObject({ statusCode: 402, code: 'card_declined', decline_code: 'insufficient_funds' });
  });

  /** Intents of a customer, as a page and a service with a restricted key would ask for them. */
  async function customersIntents() {
    const stripe = officialClient(sandbox as never, live.secret);
    const customer = await stripe.customers.create({ name: 'Jenny' });
    const params = {
      customer: customer.id,
      automatic_payment_methods: { enabled: true, allow_redirects: 'never' },
      metadata: { order: '6735' },
    };
    const payment = await stripe.paymentIntents.create({ amount: 2000, currency: 'usd', ...params });
    const setup = await stripe.setupIntents.create(params);
    return { customer, payment, setup };
  }

  test('a page is told no more of an intent than in test mode, also where a payment is declined', async () => {
    const { customer, payment, setup } = await customersIntents();
    const declined = await post(
      sandbox as never,
      `/v1/payment_intents/${payment.id}/confirm`,
      { client_secret: `${payment.client_secret}`, payment_method: 'pm_card_chargeDeclined' },
      { key: live.publishable },
    );
    expect(declined.status).toBe(402);
    expect(declined.json.error.payment_intent).toMatchObject({ id: payment.id, livemode: true });
    const read = await get(
      sandbox as never,
      `/v1/setup_intents/${setup.id}?client_secret=${setup.client_secret}`,
      live.publishable,
    );
    expect(read.json).toMatchObject({ id: setup.id, status: 'requires_payment_method' });
    for (const { text } of [declined, read]) {
      for (const hidden of [customer.id, '6735', 'fingerprint']) expect(text).not.toContain(hidden);
    }
  });

  test('expanding does not get a key beyond what it may read', async () => {
    const { customer, payment } = await customersIntents();
    const path = `/v1/payment_intents/${payment.id}`;
    expect((await get(sandbox as never, path, live.restricted)).status).toBe(200);
    for (const [key, query] of [
      [live.restricted, 'expand[]=customer'],
      [live.publishable, `client_secret=${payment.client_secret}&expand[]=customer`],
    ]) {
      const refused = await get(sandbox as never, `${path}?${query}`, key);
      expect(refused.status).toBe(400);
      expect(refused.json.error.param).toBe('expand');
    }
    const allowed = await get(sandbox as never, `${path}?expand[]=customer`, live.secret);
    expect(allowed.json.customer).toMatchObject({ id: customer.id, name: 'Jenny' });
  });

  test('a test card is refused [K12]', async () => {
    for (const key of [live.publishable, live.secret]) {
      const { status, json } = await createPaymentMethod(sandbox as never, {}, { key });
      expect(status).toBe(402);
      expect(json.error).toMatchObject({ code: 'card_declined', decline_code: 'live_mode_test_card' });
    }
  });

  test('pages and frames without HTTPS are refused', async () => {
    const { host } = new URL(sandbox.url);
    const from = (origin: string, page: string) =>
      createPaymentMethod(sandbox as never, card, {
        key: live.publishable,
        headers: {
          Host: host,
          Origin: origin,
          'Sec-Fetch-Site': 'same-origin',
          'Payframe-Page-Origin': page,
        },
      });
    expect((await from(`https://${host}`, 'https://shop.example')).status).toBe(200);
    for (const answer of [
      await from(`http://${host}`, 'https://shop.example'),
      await from(`https://${host}`, 'http://shop.example'),
    ]) {
      expect(answer.status).toBe(403);
      expect(answer.json.error.code).toBe('https_required');
    }
  });

  test('an object of one mode is not there for a key of the other, which is told so [F13, S10]', async () => {
    const { json: liveMethod } = await payMethod();
    const { json: testMethod } = await createPaymentMethod(sandbox as never);
    for (const [id, key, exists, used] of [
      [liveMethod.id, sandbox.secretKey, 'live', 'test'],
      [testMethod.id, live.secret, 'test', 'live'],
    ]) {
      const { status, json } = await get(sandbox as never, `/v1/payment_methods/${id}`, key);
      expect(status).toBe(404);
      expect(json.error.code).toBe('resource_missing');
      expect(json.error.message).toContain(
        `a similar object exists in ${exists} mode, but a ${used} mode key was used to make this request.`,
      );
    }
  });

  test('nothing of a live object is kept but its id', async () => {
    const { json } = await payMethod();
    sandbox.child.kill('SIGINT');
    await sandbox.exited;
    await withDatabase(join(directory, '.payframe'), async (db) => {
      expect(await db.$count(liveObjects, eq(liveObjects.id, json.id))).toBe(1);
      expect(await db.$count(paymentMethods, eq(paymentMethods.livemode, true))).toBe(0);
      const logged = await db.select().from(requests).where(eq(requests.livemode, true));
      expect(logged.length).toBeGreaterThan(0);
      expect(logged.every(({ params }) => Object.keys(params).length === 0)).toBe(true);
    });
  });
});
