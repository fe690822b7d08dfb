import { sql } from 'drizzle-orm';
import Stripe from 'stripe';
import type { OpenDatabase } from '../sandbox/src/kernel/db/open-database.js';
import { quantile } from './stats.js';

const PAYMENTS = 100_000;
const CUSTOMERS = 20_000;
/** The days that the payments are spread over. */
const DAYS = 90;
/** The time in which a page answers, in ms. */
const GOAL = 50;
const RUNS = 20;

interface Addressed {
  url: string;
  secretKey: string;
}

/** What a payment has in place of its own number and amount, until it is copied. */
const NUMBER = '7777777';
const AMOUNT = 1_234_567;

type Params = Partial<Stripe.PaymentIntentCreateParams> & { payment_method_types?: string[] };

/** The kinds of payments, by how many of a thousand are of it. */
const KINDS: [number, Params][] = [
  [885, { payment_method: 'pm_card_visa' }],
  [50, { payment_method: 'pm_card_chargeDeclined' }],
  [30, { payment_method: 'pm_card_mastercard', metadata: { refund: 'true' } }],
  [5, { payment_method: 'pm_card_createDispute' }],
  [10, { payment_method: 'pm_card_authenticationRequired' }],
  [5, { payment_method: 'pm_card_visa', capture_method: 'manual' }],
  [10, { currency: 'eur', payment_method: 'pm_success_de', payment_method_types: ['sepa_debit'] }],
  [5, { confirm: false }],
];

/** Fills a sandbox with payments, of which a few are real and the others their copies, and prints how long its pages take. */
export async function printDashboard(
  run: <Result>(work: (sandbox: Addressed) => Promise<Result>) => Promise<Result>,
  open: () => Promise<OpenDatabase>,
): Promise<void> {
  const { customer, originals } = await run(createOriginals);
  const database = await open();
  await fill(database, customer, originals);
  // The statistics that the sandbox would have taken in the meantime.
  await database.maintain();
  await database.close();
  console.log(`Pages of the dashboard, with ${PAYMENTS} payments on the embedded database: p50 / p95`);
  await run(printPages);
  console.log();
}

/** Stands for the charge of a payment that has none. */
const NO_CHARGE = 'no charge';

/** A payment that is copied. */
interface Original {
  id: string;
  charge: string;
  share: number;
}

async function createOriginals({ url, secretKey }: Addressed) {
  const { hostname, port } = new URL(url);
  const stripe = new Stripe(secretKey, { host: hostname, port, protocol: 'http', telemetry: false });
  const { id: customer } = await stripe.customers.create({ email: `shopper-${NUMBER}@shop.example` });
  const originals: Original[] = [];
  for (const [share, { metadata, ...params }] of KINDS) {
    const { id, latest_charge } = await stripe.paymentIntents
      .create({
        ...{ amount: AMOUNT, confirm: true, currency: 'usd', customer, description: `Order ${NUMBER}` },
        metadata: { order: `no-${NUMBER}` },
        payment_method_types: ['card'],
        ...(params.payment_method_types && { mandate_data: { customer_acceptance: { type: 'offline' } } }),
        ...params,
      })
      .catch((error) => error.payment_intent as Stripe.PaymentIntent);
    if (metadata) await stripe.refunds.create({ payment_intent: id });
    originals.push({ id, charge: String(latest_charge ?? NO_CHARGE), share });
  }
  return { customer, originals };
}

/** Copies the originals, each as often as its kind is usual. */
async function fill({ db }: OpenDatabase, customer: string, originals: readonly Original[]): Promise<void> {
  // What triggers keep is computed at once in the end, which is much quicker.
  await db.execute(sql`set session_replication_role = replica`);
  await db.execute(sql`
    insert into customers (id, account_id, livemode, created_at, body, email)
    select 'cus_bench' || n, account_id, livemode, created_at,
      replace(replace(body::text, id, 'cus_bench' || n), ${NUMBER}, n::text)::json, replace(email, ${NUMBER}, n::text)
    from customers, generate_series(1, ${CUSTOMERS}) n where id = ${customer}`);
  let before = 0;
  for (const original of originals) {
    await copy(db, customer, original, before);
    before += original.share;
  }
  await db.execute(sql`set session_replication_role = default`);
  await db.execute(sql`delete from volumes`);
  await db.execute(sql`
    insert into volumes (account_id, livemode, quarter, currency, amount, succeeded, failed)
    select account_id, livemode, date_bin('15 minutes', created_at, 'epoch') as quarter, body ->> 'currency' as currency,
      sum(volume.amount), sum(volume.succeeded), sum(volume.failed)
    from charges, volume_of(body, type) as volume group by account_id, livemode, quarter, currency`);
  await db.execute(sql`delete from payment_search`);
  await db.execute(sql`
    insert into payment_search select found.* from payment_intents, search_of_payment(payment_intents) as found`);
}

/** Copies a payment so that of each thousand, the next ones are like it. */
async function copy(
  db: OpenDatabase['db'],
  customer: string,
  { charge, id, share }: Original,
  before: number,
): Promise<void> {
  const numbers = sql`(select n, now() - n * interval '1 day' * ${DAYS} / ${PAYMENTS}::float as at,
    'pi_bench' || n as payment, 'ch_bench' || n as charge, 'cus_bench' || n % ${CUSTOMERS} + 1 as customer
    from generate_series(1, ${PAYMENTS}) n where n % 1000 >= ${before} and n % 1000 < ${before + share}) as numbers`;
  const copied = (body: string) => sql`replace(replace(replace(replace(replace(replace(${sql.raw(body)}::text,
    ${id}, payment), ${charge}, charge), ${customer}, customer), ${NUMBER}, n::text), ${`${AMOUNT}`}, (100 + n % 50000)::text),
    '"last4":"4242"', '"last4":"' || lpad((n % 10000)::text, 4, '0') || '"')::json`;
  await db.execute(sql`
    insert into charges (id, account_id, livemode, created_at, body, payment_intent_id, customer_id, type, details)
    select charge, account_id, livemode, at, ${copied('body')}, payment, customer, type, details
    from ${numbers}, charges where id = ${charge}`);
  await db.execute(sql`
    insert into payment_intents (id, account_id, livemode, created_at, body, customer_id)
    select payment, account_id, livemode, at, ${copied('body')}, customer
    from ${numbers}, payment_intents where id = ${id}`);
  await db.execute(sql`
    insert into disputes (id, account_id, livemode, created_at, body, charge_id, payment_intent_id)
    select 'dp_bench' || n, account_id, livemode, at, ${copied("replace(body::text, disputes.id, 'dp_bench' || n)")}, charge, payment
    from ${numbers}, disputes where payment_intent_id = ${id}`);
  await db.execute(sql`
    insert into events (id, account_id, livemode, created_at, type, object_id, data)
    select 'evt_bench' || n, account_id, livemode, at, type, payment, ${copied('data')}
    from ${numbers}, events where object_id = ${id} and type = 'payment_intent.created'`);
}

const found = (query: Record<string, string>) => `payments?${new URLSearchParams(query)}`;
const foundAnywhere = (search: string) => `search?${new URLSearchParams({ search })}`;

const PAGES: Record<string, string> = {
  'home, 7 days': '?days=7',
  'home, 30 days': '?days=30',
  'home, 90 days': '?days=90',
  payments: 'payments',
  'payments, the second page': 'payments?after=pi_bench25',
  'payments, the last page': `payments?after=pi_bench${PAYMENTS - 25}`,
  'payments, the page before the last': `payments?before=pi_bench${PAYMENTS - 25}`,
  'a payment': 'payments/pi_bench50000',
  customers: 'customers',
  disputes: 'disputes',
  'found by email': found({ search: 'shopper-4711@shop.example' }),
  'found by the email of nobody': found({ search: 'nobody@shop.example' }),
  'found by last four digits': found({ search: '4711' }),
  'found by last four digits of none': found({ search: '0000' }),
  'found by id': found({ search: 'pi_bench4711' }),
  'found by the id of a charge': found({ search: 'ch_bench4711' }),
  'found by metadata': found({ search: 'no-4711' }),
  'found by description': found({ search: 'order 47110' }),
  'found by no description': found({ search: 'hovercraft' }),
  ...Object.fromEntries(
    [
      ...['succeeded', 'refunded', 'disputed', 'declined', 'requires_capture', 'requires_action'],
      ...['processing', 'requires_payment_method', 'requires_confirmation', 'canceled'],
    ].map((status) => [`found by status ${status}`, found({ status })]),
  ),
  'found by method card': found({ method: 'card' }),
  'found by method sepa_debit': found({ method: 'sepa_debit' }),
  'found by method klarna, of which there is none': found({ method: 'klarna' }),
  'found by day': found({ from: dayBefore(45), to: dayBefore(44) }),
  'found by a day without any': found({ from: '2020-01-01', to: '2020-01-02' }),
  'found by amount': found({ least: '400', most: '401' }),
  'found by an amount that none has': found({ least: '90000' }),
  'found anywhere by email': foundAnywhere('shopper-4711@shop.example'),
  'found anywhere by last four digits': foundAnywhere('4711'),
  'found anywhere by id': foundAnywhere('pi_bench4711'),
  'found anywhere by metadata': foundAnywhere('no-4711'),
  'found anywhere by amount': foundAnywhere('400.50'),
  'found anywhere by an amount that none has': foundAnywhere('90000'),
  'found anywhere by no description': foundAnywhere('hovercraft'),
  'found by status, day and amount': found({ from: dayBefore(60), least: '400', status: 'declined' }),
};

function dayBefore(days: number): string {
  return new Date(Date.now() - days * 24 * 3600 * 1000).toISOString().slice(0, 10);
}

/** Prints how long each page takes, beside a request to the API in the same moment: a busy machine delays both. */
async function printPages({ url, secretKey }: Addressed): Promise<void> {
  const width = Math.max(...Object.keys(PAGES).map(({ length }) => length));
  for (const [name, path] of Object.entries(PAGES)) {
    const [times, baseline]: [number[], number[]] = [[], []];
    // The first three warm up: each of the plans of a statement is used.
    for (let run = -3; run < RUNS; run++) {
      const page = await timeOf(`${url}/dashboard/${path}`);
      const list = await timeOf(`${url}/v1/customers?limit=1`, { Authorization: `Bearer ${secretKey}` });
      if (run < 0) continue;
      times.push(page);
      baseline.push(list);
    }
    const [usual, slow] = [quantile(times, 0.5), quantile(times, 0.95)];
    const verdict = slow <= GOAL ? 'met' : 'MISSED';
    const ratio = usual / quantile(baseline, 0.5);
    console.log(
      `  ${name.padEnd(width)}  ${usual.toFixed(1)} / ${slow.toFixed(1)} ms, goal ${GOAL}: ${verdict}; ${ratio.toFixed(1)} times as long as a list of the API`,
    );
  }
}

async function timeOf(url: string, headers: Record<string, string> = {}): Promise<number> {
  const began = performance.now();
  const answer = await fetch(url, { headers });
  await answer.text();
  if (answer.status !== 200) throw new Error(`${url}: ${answer.status}`);
  return performance.now() - began;
}
