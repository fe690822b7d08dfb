/** What a platform holds back for its connected accounts is what they owe, after any history. */
import Stripe from 'stripe';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Sandbox } from '../../sandbox/src/index.js';
import { createRandom, type Random } from '../soak/random.js';
import { shares } from '../thorough.js';
import { post, start } from './harness.js';
import { activeAccount, officialClient, refusal } from './official.js';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await start();
});
afterAll(() => sandbox.close());

interface Seller {
  id: string;
  /** Whether the platform is liable for what it owes. */
  isCovered: boolean;
  client: Stripe;
}

interface Market {
  platform: Stripe;
  key: string;
  sellers: Seller[];
  transfers: Stripe.Transfer[];
}

const CURRENCIES = ['eur', 'usd'];

const oneOf = <Item>(items: readonly Item[], random: Random): Item =>
  items[random.between(0, items.length - 1)] as Item;

async function openMarket(): Promise<Market> {
  const made = await officialClient(sandbox).rawRequest('POST', '/v1/test_helpers/accounts');
  const key = (made as unknown as { keys: { secret: string } }).keys.secret;
  const platform = officialClient(sandbox, key);
  for (const currency of CURRENCIES)
    await platform.charges.create({ amount: 900_000, currency, source: 'tok_bypassPending' });
  const market: Market = { platform, key, sellers: [], transfers: [] };
  for (const type of ['custom', 'custom', 'custom', 'standard'] as const) await open(market, type);
  return market;
}

async function open({ platform, sellers, key }: Market, type: 'custom' | 'standard'): Promise<void> {
  const { id } =
    type === 'custom'
      ? await activeAccount(platform)
      : ((await platform.rawRequest('POST', '/v1/test_helpers/accounts', { type })) as never as {
          id: string;
        });
  const client = officialClient(sandbox, key, { stripeAccount: id });
  sellers.push({ id, isCovered: type === 'custom', client });
}

type Step = (market: Market, random: Random) => Promise<unknown>;

const pay =
  (source: string): Step =>
  ({ sellers }, random) =>
    oneOf(sellers, random).client.charges.create({
      amount: random.between(100, 5000),
      currency: oneOf(CURRENCIES, random),
      source,
    });

const STEPS: Step[] = [
  pay('tok_createDispute'),
  pay('tok_createDispute'),
  pay('tok_bypassPending'),
  pay('tok_visa'),
  async ({ platform, sellers, transfers }, random) => {
    const { id: destination } = oneOf(sellers, random);
    const amount = random.between(100, 5000);
    transfers.push(
      await platform.transfers.create({ amount, currency: oneOf(CURRENCIES, random), destination }),
    );
  },
  async ({ platform, transfers }, random) => {
    const transfer = oneOf(transfers, random);
    if (transfer) await platform.transfers.createReversal(transfer.id, { amount: random.between(1, 2000) });
  },
  async ({ key, sellers }, random) =>
    random.between(0, 3) > 0 ||
    post(sandbox, '/v1/test_helpers/reset', '', {
      key,
      headers: { 'Stripe-Account': oneOf(sellers, random).id },
    }),
  async (market, random) => {
    if (random.between(0, 3) > 0) return;
    const { id } = oneOf(market.sellers, random);
    await market.platform.accounts.del(id);
    market.sellers = market.sellers.filter((seller) => seller.id !== id);
    await open(market, 'custom');
  },
];

/** What the accounts owe, added up from the balance of each. */
async function owed({ sellers }: Market): Promise<Record<string, number>> {
  const sums: Record<string, number> = { eur: 0, usd: 0 };
  for (const { client, isCovered } of sellers) {
    for (const { amount, currency } of isCovered ? (await client.balance.retrieve()).available : [])
      sums[currency] = (sums[currency] ?? 0) + Math.max(0, -amount);
  }
  return sums;
}

async function reserved({ platform }: Market): Promise<Record<string, number>> {
  const { connect_reserved: parts = [] } = await platform.balance.retrieve();
  return Object.fromEntries(parts.map(({ amount, currency }) => [currency, amount]));
}

for (const [seeds, options] of shares([1, 2, 3], 3))
  test.each(seeds)(
    'a platform holds back what its accounts owe, whatever happens to them: history %i',
    options,
    async (seed) => {
      const random = createRandom(seed);
      const market = await openMarket();
      let most = 0;
      for (let step = 0; step < 60; step++) {
        const made = oneOf(STEPS, random)(market, random);
        // Money that is not there, or an account that was reset or deleted: nothing may have changed then.
        await made.catch((error: Error) => expect(error).toBeInstanceOf(Stripe.errors.StripeError));
        const sums = await reserved(market);
        expect(sums, `after step ${step}`).toEqual(await owed(market));
        most = Math.max(most, ...Object.values(sums));
      }
      expect(most).toBeGreaterThan(0);
    },
  );

test('two disputes at once of two accounts are both held back', async () => {
  const market = await openMarket();
  const disputes = market.sellers
    .slice(0, 3)
    .flatMap(({ client }) =>
      [1000, 2000, 3000].map((amount) =>
        client.charges.create({ amount, currency: 'usd', source: 'tok_createDispute' }),
      ),
    );
  await Promise.all(disputes);
  expect(await reserved(market)).toEqual(await owed(market));
  const { usd = 0 } = await reserved(market);
  expect(usd).toBeGreaterThan(0);
  const [seller] = market.sellers as [Seller];
  const all = market.platform.transfers.create({ amount: 870_000, currency: 'usd', destination: seller.id });
  expect((await refusal(all)).code).toBe('balance_insufficient');
});
