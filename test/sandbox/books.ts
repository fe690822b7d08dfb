import type Stripe from 'stripe';
import { expect } from 'vitest';
import { booksOf, type Outcome, operate, ordersOf, type Plan } from './operations.js';

/** Types of money that only goes from one account of the platform to another. An adjustment is a fee that comes back. */
const WITHIN = new Set<string>([
  'adjustment',
  'application_fee',
  'application_fee_refund',
  'payment',
  'payment_refund',
  'transfer',
  'transfer_refund',
]);

const sum = (numbers: number[]) => numbers.reduce((total, number) => total + number, 0);

/** The part of an entry that goes to, or comes from, another account: its amount, and the platform's fee. */
const withinOf = ({ amount, fee_details: fees, type }: Stripe.BalanceTransaction) =>
  (WITHIN.has(type) ? amount : 0) -
  sum(fees.filter((fee) => fee.type === 'application_fee').map((fee) => fee.amount));

/** Runs random operations, and expects books in which nothing is lost and nothing is there twice. */
export async function expectBooksInOrder(plan: Plan): Promise<void> {
  const outcome = await operate(plan);
  try {
    await audit(outcome, plan);
  } finally {
    await outcome.close();
  }
}

async function audit({ acknowledged, clients }: Outcome, { operations }: Plan): Promise<void> {
  const books = await Promise.all(clients.map(booksOf));
  for (const { balance, entries } of books) expect(balance).toBe(sum(entries.map(({ net }) => net)));
  expect(sum(books.flatMap(({ entries }) => entries.map(withinOf)))).toBe(0);
  const [platform, ...sellers] = books;
  expect(platform?.reserved).toBe(sum(sellers.map(({ debt }) => debt)));

  expect(acknowledged.size).toBe(operations);
  const orders = await ordersOf(clients);
  expect(new Set(orders.map(({ order }) => order)).size).toBe(orders.length);
  for (const { order, id } of orders) expect(acknowledged.get(order)).toBe(id);
  const there = new Set(orders.map(({ id }) => id));
  const lost = [...acknowledged.values()].filter((id) => /^(ch|po|re|tr)_/.test(id) && !there.has(id));
  expect(lost).toEqual([]);
}
