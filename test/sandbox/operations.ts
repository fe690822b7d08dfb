/** Random operations of a marketplace on a sandbox that is killed on the way, and the audit of its books. */
import Stripe from 'stripe';
import { createRandom, type Random } from '../soak/random.js';
import { startCommand } from './command.js';
import { temporaryDirectory } from './harness.js';
import { activeAccount, officialClient } from './official.js';

const CLIENTS = 16;
const SELLERS = 4;

export interface Plan {
  /** Number of operations. */
  operations: number;
  /** How often the sandbox is killed while they run. */
  kills: number;
  seed: number;
}

/** A marketplace after its operations. */
export interface Outcome {
  /** Clients of the platform and of each of its sellers. */
  clients: Stripe[];
  /** Ids of what operations answered with, by the number of the operation. */
  acknowledged: Map<number, string>;
  close(): Promise<void>;
}

/** Runs the operations: each is asked for until it is answered, with one idempotency key. */
export async function operate({ operations, kills, seed }: Plan): Promise<Outcome> {
  const directory = temporaryDirectory();
  let sandbox = await startCommand([], directory);
  const port = new URL(sandbox.url).port;
  const platform = officialClient(sandbox);
  const sellers = await Promise.all(Array.from({ length: SELLERS }, () => openSeller(sandbox, platform)));
  const shop: Marketplace = {
    platform,
    sellers,
    made: { charges: [], transfers: [], fees: [], payouts: [] },
  };
  await platform.topups.create({ amount: 5_000_000, currency: 'usd' });

  const random = createRandom(seed);
  const acknowledged = new Map<number, string>();
  let next = 0;
  const running = Promise.all(
    Array.from({ length: CLIENTS }, async () => {
      while (next < operations) {
        const order = next++;
        const id = await untilAnswered(draw(shop, random), order);
        acknowledged.set(order, id ?? 'refused');
      }
    }),
  );
  for (let kill = 1; kill <= kills; kill++) {
    await reached(acknowledged, (operations * kill) / (kills + 1));
    sandbox.child.kill('SIGKILL');
    await sandbox.exited;
    sandbox = await startCommand(['--port', port], directory);
  }
  await running;
  return {
    clients: [platform, ...sellers.map(({ client }) => client)],
    acknowledged,
    async close() {
      sandbox.child.kill();
      await sandbox.exited;
    },
  };
}

interface Seller {
  id: string;
  client: Stripe;
}

interface Marketplace {
  platform: Stripe;
  sellers: Seller[];
  /** What earlier operations created, for later ones. */
  made: Record<'charges' | 'fees' | 'payouts' | 'transfers', Made[]>;
}

interface Made {
  client: Stripe;
  id: string;
}

type Options = Stripe.RequestOptions;
/** A request, with the number of the operation in its metadata. Returns the id of what it creates or changes. */
type Operation = (metadata: { order: number }, options: Options) => Promise<string>;

async function openSeller(sandbox: { url: string; secretKey: string }, platform: Stripe): Promise<Seller> {
  const { id } = await activeAccount(platform, {
    settings: {
      payments: { statement_descriptor: 'ROCKET RIDES' },
      payouts: { schedule: { interval: 'manual' } },
    },
  });
  return { id, client: officialClient(sandbox, sandbox.secretKey, { stripeAccount: id }) };
}

/** How often each kind of operation is chosen. */
const WEIGHTS = {
  cancelPayout: 5,
  payDirectly: 15,
  payOut: 10,
  payPlatform: 10,
  payWithFee: 15,
  payWithShare: 10,
  refund: 10,
  refundFee: 5,
  reverse: 10,
  transfer: 15,
};
type Kind = keyof typeof WEIGHTS;

/** Draws the parameters of an operation; `undefined` where it needs something that is not there yet. */
type Draw = (shop: Marketplace, random: Random) => Operation | undefined;

const oneOf = <Item>(items: Item[], random: Random): Item | undefined =>
  items.length === 0 ? undefined : items[random.between(0, items.length - 1)];

const sellerOf = ({ sellers }: Marketplace, random: Random) => oneOf(sellers, random) as Seller;

const draws: Record<Kind, Draw> = {
  payPlatform: (shop, random) => payment(shop, shop.platform, drawPayment(random)),
  payDirectly(shop, random) {
    const drawn = drawPayment(random);
    return payment(shop, sellerOf(shop, random).client, { ...drawn, application_fee_amount: tenth(drawn) });
  },
  payWithFee(shop, random) {
    const drawn = drawPayment(random);
    const transfer_data = { destination: sellerOf(shop, random).id };
    return payment(shop, shop.platform, { ...drawn, application_fee_amount: tenth(drawn), transfer_data });
  },
  payWithShare(shop, random) {
    const drawn = drawPayment(random);
    const transfer_data = { destination: sellerOf(shop, random).id, amount: drawn.amount - tenth(drawn) };
    return payment(shop, shop.platform, { ...drawn, transfer_data });
  },
  refund({ made, platform }, random) {
    const charge = oneOf(made.charges, random);
    const part = random.chance(0.5) ? {} : { amount: drawPart(random) };
    const back = charge?.client === platform && random.chance(0.5) ? { reverse_transfer: true } : {};
    return (
      charge &&
      (async (metadata, options) =>
        (await charge.client.refunds.create({ charge: charge.id, metadata, ...part, ...back }, options)).id)
    );
  },
  refundFee({ made, platform }, random) {
    const fee = oneOf(made.fees, random);
    const amount = drawPart(random);
    return (
      fee &&
      (async (metadata, options) =>
        (await platform.applicationFees.createRefund(fee.id, { amount, metadata }, options)).id)
    );
  },
  transfer(shop, random) {
    const params = { amount: drawPart(random), currency: 'usd', destination: sellerOf(shop, random).id };
    return async (metadata, options) => {
      const { id } = await shop.platform.transfers.create({ ...params, metadata }, options);
      return keep(shop, 'transfers', shop.platform, id);
    };
  },
  reverse({ made, platform }, random) {
    const transfer = oneOf(made.transfers, random);
    const amount = drawPart(random);
    return (
      transfer &&
      (async (metadata, options) =>
        (await platform.transfers.createReversal(transfer.id, { amount, metadata }, options)).id)
    );
  },
  payOut(shop, random) {
    const client = random.chance(0.2) ? shop.platform : sellerOf(shop, random).client;
    const params = { amount: drawPart(random), currency: 'usd' };
    return async (metadata, options) =>
      keep(shop, 'payouts', client, (await client.payouts.create({ ...params, metadata }, options)).id);
  },
  cancelPayout({ made }, random) {
    const payout = oneOf(made.payouts, random);
    return payout && (async (_, options) => (await payout.client.payouts.cancel(payout.id, {}, options)).id);
  },
};

const drawPart = (random: Random) => random.between(1, 400);

const drawPayment = (random: Random) => ({
  amount: random.between(500, 10_000),
  currency: 'usd',
  source: random.chance(0.3) ? 'tok_visa' : 'tok_bypassPending',
});

const tenth = ({ amount }: { amount: number }) => Math.floor(amount / 10);

function keep(shop: Marketplace, kind: keyof Marketplace['made'], client: Stripe, id: string): string {
  shop.made[kind].push({ client, id });
  return id;
}

const payment =
  (shop: Marketplace, client: Stripe, params: Stripe.ChargeCreateParams): Operation =>
  async (metadata, options) => {
    const { id, application_fee: fee } = await client.charges.create({ ...params, metadata }, options);
    if (fee) keep(shop, 'fees', shop.platform, String(fee));
    return keep(shop, 'charges', client, id);
  };

/** Draws an operation. One that lacks what it needs is a payment. */
const draw = (shop: Marketplace, random: Random): Operation =>
  draws[random.pick(WEIGHTS)](shop, random) ?? (draws.payPlatform(shop, random) as Operation);

/** Asks until there is an answer. Returns `undefined` where the answer is a refusal. */
async function untilAnswered(operation: Operation, order: number): Promise<string | undefined> {
  for (;;) {
    try {
      return await operation({ order }, { idempotencyKey: `operation-${order}`, maxNetworkRetries: 0 });
    } catch (error) {
      if (!(error instanceof Stripe.errors.StripeError)) throw error;
      const isUnread = error instanceof Stripe.errors.StripeConnectionError || error.statusCode === 408;
      // The first try may still be under way on the server.
      const isAsked = error.statusCode === 409;
      if (!isUnread && !isAsked) {
        if (error.statusCode === 400) return undefined;
        throw error;
      }
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}

async function reached(acknowledged: Map<number, string>, count: number): Promise<void> {
  while (acknowledged.size < count) await new Promise((resolve) => setTimeout(resolve, 5));
}

/** The books of one account. */
export interface Books {
  /** Sum of what is available and pending. */
  balance: number;
  /** What the account owes now. */
  debt: number;
  /** What is held back from a platform for its accounts. */
  reserved: number;
  entries: Stripe.BalanceTransaction[];
}

export async function booksOf(client: Stripe): Promise<Books> {
  // What is held back for the debts of connected accounts is the platform's money too.
  const { available, connect_reserved: reserved = [], pending } = await client.balance.retrieve();
  const entries = [];
  for await (const entry of client.balanceTransactions.list({ limit: 100 })) entries.push(entry);
  const sumOf = (amounts: { amount: number }[]) => amounts.reduce((sum, { amount }) => sum + amount, 0);
  return {
    balance: sumOf([...available, ...reserved, ...pending]),
    debt: Math.max(0, -sumOf(available)),
    reserved: sumOf(reserved),
    entries,
  };
}

/** The numbers of the operations whose objects exist, one for each object. */
export async function ordersOf(clients: Stripe[]): Promise<{ order: number; id: string }[]> {
  const found: { order: number; id: string }[] = [];
  const read = async (list: AsyncIterable<{ id: string; metadata?: Stripe.Metadata | null }>) => {
    for await (const { id, metadata } of list)
      if (metadata?.order !== undefined) found.push({ order: Number(metadata.order), id });
  };
  for (const client of clients) {
    await read(client.charges.list({ limit: 100 }));
    await read(client.refunds.list({ limit: 100 }));
    await read(client.payouts.list({ limit: 100 }));
  }
  await read(clients[0]?.transfers.list({ limit: 100 }) as AsyncIterable<Stripe.Transfer>);
  return found;
}
