/** The samples of the guides that run on a server, by the official client, with what each guide promises. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type Stripe from 'stripe';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Sandbox } from '../../sandbox/src/index.js';
import { ofServer } from '../docs/samples/kinds.js';
import { scriptOf } from '../docs/samples/modules.js';
import { isAsCommented, runScript, type Scope, type Shown } from '../docs/samples/run.js';
import { start, temporaryDirectory } from './harness.js';
import { activeAccount, officialClient } from './official.js';

interface Guide {
  /** What its samples take for granted. */
  given?(): Promise<Scope> | Scope;
  /** What has happened before the sample that has these words, such as what a customer does. */
  before?: Record<string, (scope: Scope) => Promise<Scope | undefined> | Scope | undefined>;
  /** What the guide says that its samples come to. */
  promises(scope: Scope): Promise<void> | void;
}

let sandbox: Sandbox;
let stripe: Stripe;

beforeAll(async () => {
  sandbox = await start();
  stripe = officialClient(sandbox);
});
afterAll(() => sandbox?.close());

const CARD = { payment_method: 'pm_card_visa', invoice_settings: { default_payment_method: 'pm_card_visa' } };

async function plan(name: string, unit_amount: number, interval: 'month' | 'year' = 'month') {
  const product = await stripe.products.create({ name });
  const recurring = { interval } as const;
  return stripe.prices.create({ product: product.id, currency: 'usd', unit_amount, recurring });
}

/** Where a sample sends the browser. */
function browser() {
  const sent: string[] = [];
  const to = (status: number, url: string) => sent.push(`${status} ${url}`);
  const writeHead = (status: number, { location }: { location: string }) => to(status, location);
  return { response: { redirect: to, writeHead }, sent };
}

const BOWL = { currency: 'eur', unit_amount: 2400, product_data: { name: 'Bowl' } };

const GUIDES: Record<string, Guide> = {
  'docs/billing.md': {
    before: {
      'creditNotes.create': async ({ bill }) => {
        await stripe.invoices.finalizeInvoice(bill.id);
        return {};
      },
    },
    async promises({ data, hour, bill, customer, clock, punctual }) {
      expect(data).toMatchObject([{ id: hour.id }]);
      expect(await stripe.invoices.retrieve(bill.id)).toMatchObject({ amount_remaining: 9020 });
      expect((await stripe.customers.listTaxIds(customer.id)).data).toMatchObject([{ value: 'DE123456789' }]);
      expect(punctual.test_clock).toBe(clock.id);
      await expect
        .poll(async () => (await stripe.testHelpers.testClocks.retrieve(clock.id)).frozen_time)
        .toBe(clock.frozen_time + 7200);
    },
  },
  'docs/charges.md': {
    async promises({ id, customer, card }) {
      expect(await stripe.charges.retrieve(id)).toMatchObject({ captured: true, amount_captured: 1500 });
      expect(await stripe.customers.retrieve(customer.id)).toMatchObject({ default_source: card.id });
    },
  },
  'docs/checkout.md': {
    promises({ session }) {
      expect(session).toMatchObject({ status: 'open', amount_total: 3000, url: expect.any(String) });
    },
  },
  'docs/identity.md': {
    before: { 'verified_outputs }': untilVerified },
    promises({ verified_outputs }) {
      expect(verified_outputs).toMatchObject({ first_name: 'Ada', dob: { day: 10, month: 12, year: 1985 } });
    },
  },
  'docs/payment-links.md': {
    given: async () => ({ price: await stripe.prices.create({ ...BOWL }) }),
    async promises({ link }) {
      expect((await fetch(link.url)).status).toBe(200);
    },
  },
  'docs/payments.md': {
    before: { verifyMicrodeposits: async () => ({ intent: await waitingForMicrodeposits() }) },
    async promises({ intent, id }) {
      // The bank may have answered by now.
      expect((await stripe.paymentIntents.retrieve(intent.id)).status).toMatch(/^(?:processing|succeeded)$/);
      const { klarna } = await stripe.paymentMethodConfigurations.retrieve(id);
      expect(klarna?.display_preference.preference).toBe('off');
    },
  },
  'docs/platforms.md': {
    given: () => ({ ...browser(), ...signedEvent() }),
    before: {
      'readFile(': async () => ({
        account: await stripe.accounts.create({ type: 'custom', country: 'US', business_type: 'individual' }),
        texts: { 'passport.jpg': passport() },
      }),
      createLoginLink: async () => ({ account: await stripe.accounts.create({ type: 'express' }) }),
      application_fee_amount: activeSeller,
      'customer: ': savedAtPlatform,
      'refunds.create': async ({ account }) => ({ intent: await paidTo(account.id) }),
      'transfers.create': async () => ({ charge: await available() }),
      'payouts.create': async ({ account }) => {
        await available({ stripeAccount: account.id });
      },
      'pay_out`': async ({ account }) => {
        await available({ stripeAccount: account.id });
      },
    },
    async promises({ account, seller, copy, intent, transfer, sent, states, stripe }) {
      expect(sent).toEqual([expect.stringMatching(/^303 http:\/\/127\.0\.0\.1:\d+\//)]);
      expect(copy.customer).toBeNull();
      expect((await stripe.refunds.list({ payment_intent: intent.id })).data).toHaveLength(1);
      expect(await stripe.transfers.retrieve(transfer.id)).toMatchObject({ amount_reversed: 2000 });
      expect((await stripe.payouts.list({}, { stripeAccount: seller })).data).toHaveLength(2);
      expect(states).toEqual([['acct_1', true]]);
      expect(account).toMatchObject({ charges_enabled: true, payouts_enabled: true });
    },
  },
  'docs/saved-methods.md': {
    given: async () => ({ texts: { 'cus_…': (await stripe.customers.create()).id } }),
    promises({ session, intent, customer }) {
      expect(session.client_secret).toMatch(/^cuss_/);
      expect(intent).toMatchObject({ customer, client_secret: expect.any(String) });
    },
  },
  'docs/servers.md': {
    promises({ intent }) {
      expect(intent).toMatchObject({ amount: 3600, currency: 'eur', status: 'requires_payment_method' });
    },
  },
  'docs/subscriptions.md': {
    given: async () => {
      const clock = await stripe.testHelpers.testClocks.create({
        frozen_time: Math.floor(Date.now() / 1000),
      });
      const customer = await stripe.customers.create({
        ...CARD,
        test_clock: clock.id,
        email: 'ada@shop.example',
      });
      const [monthly, extra, basic, gold] = await Promise.all(
        ['Monthly', 'Extra', 'Basic', 'Gold'].map((name, at) => plan(name, 1000 * (at + 1))),
      );
      const yearly = await stripe.prices.create({
        product: `${monthly?.product}`,
        currency: 'usd',
        unit_amount: 10_000,
        recurring: { interval: 'year' },
      });
      const product = await stripe.products.retrieve(`${monthly?.product}`);
      return { ...browser(), clock, customer, product, monthly, yearly, extra, basic, gold };
    },
    before: {
      '= subscription.items.data': subscribed,
      'subscriptionSchedules.create': async () => ({ customer: await stripe.customers.create(CARD) }),
      'cancel_at: ': subscribed,
    },
    async promises({ subscription, schedule, metered, invoice, session, sent, clock, frozen_time }) {
      expect(await stripe.subscriptions.retrieve(subscription.id)).toMatchObject({ status: 'canceled' });
      expect(schedule).toMatchObject({ status: 'active', phases: { length: 2 } });
      expect(metered.unit_amount_decimal.toString()).toBe('0.25');
      expect(invoice.total).toBeGreaterThan(0);
      expect(sent).toEqual([`303 ${session.url}`]);
      const { status, frozen_time: now } = await stripe.testHelpers.testClocks.retrieve(clock.id);
      expect(status === 'advancing' || now > frozen_time).toBe(true);
    },
  },
  'docs/webhooks.md': {
    given: shopWithWebhook,
    async promises({ deliver, endpoint, fulfilled }) {
      expect(await deliver('payment_intent.succeeded')).toBe(200);
      expect(fulfilled).toEqual(['pi_1']);
      await expect(deliver('payment_intent.succeeded', 'whsec_another')).rejects.toThrow('signature');
      expect(endpoint).toMatchObject({ enabled_events: ['payment_intent.succeeded', 'charge.refunded'] });
    },
  },
  'examples/checkout-embedded/README.md': {
    given: () => ({ BOWL, shop: 'http://localhost:3000' }),
    promises({ session }) {
      expect(session).toMatchObject({
        amount_total: 2400,
        client_secret: expect.stringMatching(/^cs_test_/),
      });
    },
  },
  'examples/checkout-redirect/README.md': {
    given: () => ({ ...browser(), BOWL, shop: 'http://localhost:3000' }),
    promises({ session, sent }) {
      expect(sent).toEqual([`303 ${session.url}`]);
    },
  },
  'examples/marketplace/README.md': {
    before: { application_fee_amount: activeSeller },
    promises({ link }) {
      expect(link.url).toContain(sandbox.url);
    },
  },
  'examples/saas/README.md': {
    given: async () => ({ customer: await stripe.customers.create(), price: await plan('Plan', 1000) }),
    promises({ subscription }) {
      expect(subscription).toMatchObject({
        status: 'incomplete',
        latest_invoice: { confirmation_secret: { client_secret: expect.stringMatching(/^pi_/) } },
      });
    },
  },
  'sandbox/README.md': {
    async promises({ stripe }) {
      expect(await stripe.balance.retrieve()).toMatchObject({ object: 'balance' });
    },
  },
};

/** A seller whose account can be charged for. */
async function activeSeller(): Promise<Scope> {
  const account = await activeAccount(stripe);
  return { account, seller: account.id };
}

async function savedAtPlatform(): Promise<Scope> {
  const { id } = await stripe.customers.create({ payment_method: 'pm_card_visa' });
  const { data } = await stripe.customers.listPaymentMethods(id);
  return { texts: { 'cus_…': id, 'pm_…': data[0]?.id ?? '' } };
}

const paidTo = (destination: string) =>
  stripe.paymentIntents.create({
    amount: 10_000,
    currency: 'usd',
    payment_method: 'pm_card_visa',
    confirm: true,
    off_session: true,
    application_fee_amount: 1000,
    transfer_data: { destination },
  });

/** A charge whose money is available at once. */
const available = (options: Stripe.RequestOptions = {}) =>
  stripe.charges.create({ amount: 10_000, currency: 'usd', source: 'tok_bypassPending' }, options);

function passport(): string {
  const path = join(temporaryDirectory(), 'passport.jpg');
  writeFileSync(path, Buffer.from('ffd8ffe000104a46494600010100000100010000ffd9', 'hex'));
  return path;
}

const eventOf = (type: string, object: object, account?: string) =>
  JSON.stringify({ id: 'evt_1', object: 'event', type, account, data: { object } });

/** An event as a server gets it: the bytes of its body, with their signature. */
function signedEvent() {
  const secret = ['whsec', 'sample'].join('_');
  const payload = eventOf('account.updated', { id: 'acct_1', charges_enabled: true }, 'acct_1');
  const states: unknown[] = [];
  return {
    secret,
    signature: stripe.webhooks.generateTestHeaderString({ payload, secret }),
    request: { body: Buffer.from(payload) },
    states,
    showState: async (...state: unknown[]) => states.push(state),
  };
}

/** A server of the shop's, of which a sample sets up the answer to events. */
function shopWithWebhook(): Scope {
  const secret = ['whsec', 'sample'].join('_');
  process.env.WEBHOOK_SECRET = secret;
  const fulfilled: string[] = [];
  let handle: (request: object, response: { sendStatus(status: number): void }) => void;
  return {
    fulfilled,
    fulfil: ({ id }: { id: string }) => fulfilled.push(id),
    express: { raw: () => undefined },
    app: {
      post: (_path: string, _parse: unknown, given: typeof handle) => {
        handle = given;
      },
    },
    deliver: async (type: string, by = secret) => {
      const payload = eventOf(type, { id: 'pi_1' });
      const headers = {
        'stripe-signature': stripe.webhooks.generateTestHeaderString({ payload, secret: by }),
      };
      let answered = 0;
      handle({ headers, body: Buffer.from(payload) }, { sendStatus: (status) => (answered = status) });
      return answered;
    },
  };
}

async function untilVerified({ session }: Scope): Promise<undefined> {
  const status = async () => (await stripe.identity.verificationSessions.retrieve(session.id)).status;
  await expect.poll(status).toBe('verified');
}

/** Another customer, whose card pays, with a subscription. */
async function subscribed({ monthly }: Scope): Promise<Scope> {
  const customer = await stripe.customers.create(CARD);
  const subscription = await stripe.subscriptions.create({
    customer: customer.id,
    items: [{ price: monthly.id, quantity: 2 }],
  });
  return { customer, subscription, item: subscription.items.data[0] };
}

const waitingForMicrodeposits = () =>
  stripe.paymentIntents.create({
    amount: 1099,
    currency: 'usd',
    allowed_payment_method_types: ['us_bank_account'],
    payment_method_data: {
      type: 'us_bank_account',
      billing_details: { name: 'Jenny Rosen', email: 'jenny@example.com' },
      us_bank_account: {
        account_holder_type: 'individual',
        account_number: ['000', '123456789'].join(''),
        routing_number: '110000000',
      },
    },
    mandate_data: { customer_acceptance: { type: 'offline' } },
    confirm: true,
  });

/** The texts of a sample that a reader has to replace. */
const inHere = (code: string, texts: Record<string, string>): string =>
  Object.entries(texts).reduce((replaced, [from, to]) => replaced.replaceAll(from, to), code);

test.each(Object.keys(ofServer))('%s: its samples run, and come to what it says', async (guide) => {
  const { given = () => ({}), before = {}, promises } = GUIDES[guide] ?? {};
  const texts = { 'port: 4242': `port: ${new URL(sandbox.url).port}`, 'http://127.0.0.1:4242': sandbox.url };
  let scope: Scope = { stripe, secretKey: sandbox.secretKey, ...(await given()) };
  const shown: Shown[] = [];
  for (const sample of ofServer[guide] ?? []) {
    for (const [words, happen] of Object.entries(before))
      if (sample.code.includes(words)) scope = { ...scope, ...(await happen(scope)) };
    const script = scriptOf(sample);
    if (!script) throw new Error(`${guide} has no script.`);
    process.env.SECRET_KEY = sandbox.secretKey;
    scope = await runScript(
      { ...script, code: inHere(script.code, { ...texts, ...scope.texts }) },
      scope,
      shown,
    );
  }
  expect(shown.filter((line) => !isAsCommented(line))).toEqual([]);
  if (!promises) throw new Error(`Say in GUIDES what the samples of ${guide} come to.`);
  await promises(scope);
});
