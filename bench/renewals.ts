import Stripe from 'stripe';

const CUSTOMERS = 100;
/** Customers of one test clock, as many as it can have. */
const PER_CLOCK = 3;
const MONTHS = 12;
/** The time that all renewals may take, in seconds. */
const GOAL = 20;

const at = (month: number, hours = 0) => Date.UTC(2031, month, 1, hours) / 1000;

/** Renews the subscriptions of 100 customers each month for a year, and prints how long that takes. */
export async function printRenewals({ url, secretKey }: { url: string; secretKey: string }): Promise<void> {
  const { hostname, port } = new URL(url);
  const stripe = new Stripe(secretKey, { host: hostname, port, protocol: 'http', telemetry: false });
  const { id: price } = await stripe.prices.create({
    currency: 'usd',
    unit_amount: 2000,
    product_data: { name: 'Gold' },
    recurring: { interval: 'month' },
  });
  const clocks = await Promise.all(
    Array.from({ length: Math.ceil(CUSTOMERS / PER_CLOCK) }, () =>
      stripe.testHelpers.testClocks.create({ frozen_time: at(0) }),
    ),
  );
  for (let count = 0; count < CUSTOMERS; count++) {
    const customer = await stripe.customers.create({
      test_clock: String(clocks[Math.floor(count / PER_CLOCK)]?.id),
      payment_method: 'pm_card_visa',
      invoice_settings: { default_payment_method: 'pm_card_visa' },
    });
    await stripe.subscriptions.create({ customer: customer.id, items: [{ price }] });
  }
  const began = performance.now();
  // A clock is advanced by at most two intervals.
  for (let month = 2; month <= MONTHS; month += 2) await advance(stripe, clocks, at(month));
  // The last renewal is paid an hour after it.
  await advance(stripe, clocks, at(MONTHS, 2));
  const took = (performance.now() - began) / 1000;
  const paid = await count(stripe.invoices.list({ status: 'paid', limit: 100 }));
  const renewals = paid - CUSTOMERS;
  if (renewals !== CUSTOMERS * MONTHS) throw new Error(`${renewals} renewals were paid.`);
  console.log(
    `${renewals} renewals of ${CUSTOMERS} customers by ${clocks.length} test clocks\n` +
      `  ${took.toFixed(1)} s, goal ${GOAL} s: ${took <= GOAL ? 'met' : 'MISSED'}\n`,
  );
}

/** Advances clocks together, and waits for one after the other: the questions are not what is measured. */
async function advance(
  stripe: Stripe,
  clocks: readonly { id: string }[],
  frozen_time: number,
): Promise<void> {
  const { testClocks } = stripe.testHelpers;
  await Promise.all(clocks.map(({ id }) => testClocks.advance(id, { frozen_time })));
  for (const { id } of clocks)
    while ((await testClocks.retrieve(id)).status !== 'ready')
      await new Promise((resolve) => setTimeout(resolve, 50));
}

async function count(list: AsyncIterable<unknown>): Promise<number> {
  let found = 0;
  for await (const _ of list) found += 1;
  return found;
}
