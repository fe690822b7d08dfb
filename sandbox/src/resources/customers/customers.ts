import type Stripe from 'stripe';
import { selection } from '../../kernel/db/statement.js';
import { missing } from '../../kernel/errors.js';
import { previousAttributes } from '../../kernel/previous-attributes.js';
import type { Work } from '../../kernel/scope.js';
import { documents } from '../../kernel/store/documents.js';
import { found, ownRow } from '../../kernel/store/owner.js';
import { customers as table } from './table.js';

export type CustomerRow = typeof table.$inferSelect;

export const customers = documents(table, 'customer');

const share = selection(table, { lock: 'share' });

/** @throws ApiError 404 `resource_missing` at `param`; also for a deleted customer. */
export async function findCustomer(work: Work, id: string, param = 'customer'): Promise<Stripe.Customer> {
  return refuseDeleted(await customers.find(work, id, param), param).body;
}

/** @throws ApiError 404 `resource_missing` at `customer`; also for a deleted customer. */
export async function lockCustomer(work: Work, id: string): Promise<Stripe.Customer> {
  return refuseDeleted(await customers.lock(work, id), 'customer').body;
}

/**
 * Holds a customer for whom something is created or saved: nobody deletes the customer until the transaction
 * ends. The customer is held before its payment methods are locked. A deletion uses the same order, so that
 * neither waits for the other.
 *
 * @throws ApiError 404 `resource_missing` at `customer`; also for a deleted customer.
 */
export async function holdCustomer(work: Work, id: string): Promise<void> {
  const param = 'customer';
  refuseDeleted(found(await share(work, id), { kind: param, id, param }), param);
}

/**
 * Holds the customer of an intent, if it has one. Tells whether the customer is gone, so that nothing can be
 * saved for it.
 */
export async function isCustomerGone(work: Work, customer: Owner): Promise<boolean> {
  if (!customer) return false;
  const row = await share(work, String(customer));
  return row === undefined || row.deleted;
}

type Owner = Stripe.PaymentIntent['customer'] | Stripe.SetupIntent['customer'];

/** Changes properties of a customer, who has to be locked. */
export async function replaceCustomer(
  work: Work,
  before: Stripe.Customer,
  change: Partial<Stripe.Customer>,
): Promise<Stripe.Customer> {
  const after = { ...before, ...change };
  await customers.replace(work, after.id, { body: after, email: after.email });
  work.outbox.emit('customer.updated', after, previousAttributes(before, after));
  return after;
}

/** Loads the customer of an id, or the remains of a deleted one. */
export async function loadCustomer(
  work: Work,
  id: string,
): Promise<Stripe.Customer | Stripe.DeletedCustomer | undefined> {
  const [row] = await work.db
    .select()
    .from(table)
    .where(ownRow(work, table, id));
  return row && customerObject(row);
}

export const customerObject = ({
  id,
  deleted,
  body,
}: CustomerRow): Stripe.Customer | Stripe.DeletedCustomer =>
  deleted ? { id, object: 'customer', deleted } : body;

export function refuseDeleted(row: CustomerRow, param: string): CustomerRow {
  if (row.deleted) throw missing('customer', row.id, param);
  return row;
}

/** Returns the id of the customer that an object belongs to, if it belongs to one. */
export const customerOf = ({ customer }: { customer: Owner }): string | null => customer && String(customer);
