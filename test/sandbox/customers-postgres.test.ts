import type Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Sandbox } from '../../sandbox/src/index.js';
import { shares } from '../thorough.js';
import { newestBinaries, startCluster } from './cluster.js';
import { FORM, send, start } from './harness.js';
import { officialClient } from './official.js';

const binaries = newestBinaries();

/** Has a payment method saved for a customer; a refusal is as good, whichever of both was first. */
type Saving = (
  stripe: Stripe,
  customer: string,
) => Promise<{
  /** Gets everything ready. */
  method: string;
  /** What happens at the moment at which the customer is deleted. */
  save(): Promise<unknown>;
}>;

const make = async (stripe: Stripe) =>
  (await stripe.paymentMethods.create({ type: 'card', card: { token: 'tok_visa' } })).id;
const payment = {
  amount: 1000,
  currency: 'usd',
  allowed_payment_method_types: ['card'],
  setup_future_usage: 'off_session' as const,
};

describe.skipIf(!binaries)('a customer who is deleted while something is saved for it, on PostgreSQL', () => {
  let cluster: Awaited<ReturnType<typeof startCluster>>;
  let sandboxes: Sandbox[] = [];
  let clients: Stripe[];

  beforeAll(async () => {
    cluster = await startCluster(binaries ?? '');
    const options = { memory: false, databaseUrl: cluster.url };
    sandboxes = await Promise.all([start(options), start(options)]);
    clients = sandboxes.map((sandbox) => officialClient(sandbox));
  });
  afterAll(async () => {
    await Promise.all(sandboxes.map((sandbox) => sandbox.close()));
    await cluster.stop();
  });

  /** A customer whose payment takes longer than the lock's 2 s, as on a busy machine, is deleted by the next try. */
  const deleteOnceFree = (stripe: Stripe, customer: string): Promise<unknown> =>
    stripe.customers.del(customer).catch((error) => {
      if (error.code !== 'lock_timeout') throw error;
      return deleteOnceFree(stripe, customer);
    });

  const answerOfTheBank = (action: { use_stripe_sdk?: { source?: string } } | null) =>
    send(`${sandboxes[0]?.url}/3ds/${action?.use_stripe_sdk?.source}`, {
      method: 'POST',
      headers: FORM,
      body: 'outcome=complete',
    });

  const SAVINGS: Record<string, Saving> = {
    'it is attached': async (stripe, customer) => {
      const method = await make(stripe);
      return { method, save: () => stripe.paymentMethods.attach(method, { customer }) };
    },
    'a payment is made and confirmed at once': async (stripe, customer) => {
      const method = await make(stripe);
      const params = { ...payment, customer, payment_method: method, confirm: true };
      return { method, save: () => stripe.paymentIntents.create(params) };
    },
    'a payment is confirmed': async (stripe, customer) => {
      const method = await make(stripe);
      const { id } = await stripe.paymentIntents.create({ ...payment, customer });
      return { method, save: () => stripe.paymentIntents.confirm(id, { payment_method: method }) };
    },
    'the bank has a payment go on': async (stripe, customer) => {
      const { payment_method, next_action } = await stripe.paymentIntents.create({
        ...payment,
        customer,
        payment_method: 'pm_card_authenticationRequired',
        confirm: true,
      });
      return { method: String(payment_method), save: () => answerOfTheBank(next_action) };
    },
    'a debit is sent': async (stripe, customer) => {
      const { id } = await stripe.paymentMethods.create({
        type: 'sepa_debit',
        sepa_debit: { iban: 'DE89370400440532013000' },
        billing_details: { name: 'Jenny Rosen', email: 'jenny@example.com' },
      });
      const params: Stripe.PaymentIntentCreateParams = {
        ...payment,
        currency: 'eur',
        allowed_payment_method_types: ['sepa_debit'],
        customer,
        payment_method: id,
        confirm: true,
        mandate_data: { customer_acceptance: { type: 'offline' } },
      };
      return { method: id, save: () => stripe.paymentIntents.create(params) };
    },
    'a set-up is made and confirmed at once': async (stripe, customer) => {
      const method = await make(stripe);
      const params = {
        customer,
        payment_method: method,
        allowed_payment_method_types: ['card'],
        confirm: true,
      };
      return { method, save: () => stripe.setupIntents.create(params) };
    },
    'a set-up is confirmed': async (stripe, customer) => {
      const method = await make(stripe);
      const { id } = await stripe.setupIntents.create({ customer, allowed_payment_method_types: ['card'] });
      return { method, save: () => stripe.setupIntents.confirm(id, { payment_method: method }) };
    },
    'the bank has a set-up go on': async (stripe, customer) => {
      const { payment_method, next_action } = await stripe.setupIntents.create({
        customer,
        allowed_payment_method_types: ['card'],
        payment_method: 'pm_card_authenticationRequired',
        confirm: true,
      });
      return { method: String(payment_method), save: () => answerOfTheBank(next_action) };
    },
  };

  const shared = shares(Object.keys(SAVINGS), 3);
  for (const [rows, options] of shared)
    test.each(rows)('keeps no payment method when %s', options, async (how) => {
      const [one, other] = clients as [Stripe, Stripe];
      const faults: unknown[] = [];
      const tries = Array.from({ length: 12 }, async () => {
        const { id: customer } = await one.customers.create();
        const { method, save } = await (SAVINGS[how] as Saving)(one, customer);
        // Where the deletion comes first, it is refused.
        const saved = save().catch((error) => {
          if (error.statusCode >= 500) faults.push(error);
        });
        await Promise.all([saved, deleteOnceFree(other, customer)]);
        return (await one.paymentMethods.retrieve(method)).customer;
      });
      expect(await Promise.all(tries)).toEqual(tries.map(() => null));
      expect(faults).toEqual([]);
    });

  test('is deleted, with what others attach and detach meanwhile, and nobody waits for another for good', async () => {
    const [one, other] = clients as [Stripe, Stripe];
    for (let round = 0; round < 5; round++) {
      const { id: customer } = await one.customers.create();
      const methods = await Promise.all(Array.from({ length: 4 }, () => make(one)));
      for (const method of methods.slice(0, 2)) await one.paymentMethods.attach(method, { customer });
      const outcomes = await Promise.allSettled([
        ...methods.slice(0, 2).map((method) => other.paymentMethods.detach(method)),
        ...methods.slice(2).map((method) => one.paymentMethods.attach(method, { customer })),
        one.customers.update(customer, {
          invoice_settings: { default_payment_method: methods[0] as string },
        }),
        other.customers.del(customer),
      ]);
      const refused = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason] : []));
      expect(refused.filter(({ statusCode }) => statusCode !== 400 && statusCode !== 404)).toEqual([]);
      const left = await Promise.all(methods.map((method) => one.paymentMethods.retrieve(method)));
      expect(left.map(({ customer: owner }) => owner)).toEqual(methods.map(() => null));
    }
  });
});
