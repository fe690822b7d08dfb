/** Whether the platform's books agree, with each other and with what the shop was told. */
import { sql } from 'drizzle-orm';
import { openInDirectory } from '../../sandbox/src/kernel/db/pglite.js';
import { officialClient } from '../sandbox/official.js';
import type { Receiver } from './receiver.js';
import type { ShopServer } from './shop-server.js';

const DELIVERED_BY_MS = 120_000;

/** What does not agree: each payment, its charge, its entry in the ledger and its event are there once. */
export async function audit(
  platform: { url: string; secretKey: string },
  { orders, refunds }: ShopServer,
  { received }: Receiver,
): Promise<string[]> {
  const stripe = officialClient(platform);
  const wrong: string[] = [];
  const expect = (agrees: boolean, what: string) => agrees || wrong.push(what);

  const intents = await all(stripe.paymentIntents.list({ limit: 100 }));
  const paid = intents.filter(({ status }) => status === 'succeeded');
  const byOrder = groupBy(paid, ({ metadata }) => metadata.order ?? '');
  for (const [order, id] of orders) {
    const payments = byOrder.get(order) ?? [];
    expect(payments.length === 1, `Order ${order} has ${payments.length} payments.`);
    expect(payments[0]?.id === id, `Order ${order} was paid by another intent than its own.`);
  }
  expect(byOrder.size === orders.size, `${byOrder.size} orders are paid, ${orders.size} were made.`);

  const charges = groupBy(
    (await all(stripe.charges.list({ limit: 100 }))).filter((charge) => charge.paid),
    (charge) => `${charge.payment_intent}`,
  );
  for (const { id, amount, amount_received } of paid) {
    const count = charges.get(id)?.length ?? 0;
    expect(count === 1, `${id} was charged ${count} times.`);
    expect(amount === amount_received, `${id} received ${amount_received} of ${amount}.`);
  }
  expect(charges.size === paid.length, `${charges.size} intents were charged, ${paid.length} are paid.`);

  const entries = await all(stripe.balanceTransactions.list({ limit: 100 }));
  const wanted = paid.length + refunds.size;
  expect(entries.length === wanted, `The ledger has ${entries.length} entries for ${wanted} movements.`);
  const net = entries.reduce((sum, entry) => sum + entry.net, 0);
  const { available, pending } = await stripe.balance.retrieve();
  const balance = [...available, ...pending].reduce((sum, { amount }) => sum + amount, 0);
  expect(balance === net, `The balance is ${balance}, and the ledger's sum ${net}.`);

  const events = await all(stripe.events.list({ limit: 100 }));
  const told = groupBy(
    events.filter(({ type }) => type === 'payment_intent.succeeded'),
    ({ data }) => (data.object as { id: string }).id,
  );
  for (const { id } of paid) {
    const count = told.get(id)?.length ?? 0;
    expect(count === 1, `${id} has ${count} events that it succeeded.`);
  }
  const until = Date.now() + DELIVERED_BY_MS;
  const missing = () => events.filter(({ id }) => !received.has(id)).length;
  while (missing() > 0 && Date.now() < until) await new Promise((resolve) => setTimeout(resolve, 100));
  expect(missing() === 0, `${missing()} of ${events.length} events were never delivered.`);
  return wrong;
}

/** What a stopped platform has left in its database that should be gone. */
export async function leftInDatabase(dataDir: string): Promise<string[]> {
  const database = await openInDirectory(dataDir);
  try {
    const count = async (from: string) => {
      const { rows } = (await database.db.execute(
        sql.raw(`select count(*)::int as rows from ${from}`),
      )) as unknown as { rows: { rows: number }[] };
      return rows[0]?.rows ?? 0;
    };
    const left = {
      'jobs that are not done': (await count('jobs.job')) + (await count('due_work where due_at <= now()')),
      'deliveries that are not made': await count(`webhook_deliveries where status = 'pending'`),
    };
    return Object.entries(left)
      .filter(([, rows]) => rows > 0)
      .map(([what, rows]) => `The database holds ${rows} ${what}.`);
  } finally {
    await database.close();
  }
}

async function all<Item>(list: AsyncIterable<Item>): Promise<Item[]> {
  const items: Item[] = [];
  for await (const item of list) items.push(item);
  return items;
}

function groupBy<Item>(items: Item[], keyOf: (item: Item) => string): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return groups;
}
