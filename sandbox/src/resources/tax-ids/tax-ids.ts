import { and, asc, eq } from 'drizzle-orm';
import type Stripe from 'stripe';
import { planned } from '../../kernel/db/statement.js';
import { newId } from '../../kernel/ids.js';
import { previousAttributes } from '../../kernel/previous-attributes.js';
import type { JobType, ScopedDatabase, Work } from '../../kernel/scope.js';
import { seconds } from '../../kernel/seconds.js';
import { type Documents, documents } from '../../kernel/store/documents.js';
import { ownedBy } from '../../kernel/store/owner.js';
import { taxIds as table } from './table.js';
import { checkTaxId, countryOf, outcomeOf } from './types.js';

type TaxId = Stripe.TaxId;

export const taxIds: Documents<typeof table> = documents(table, 'tax_id');

export interface TaxIdStart {
  type: string;
  value: string;
}

/**
 * Creates a tax id of a customer, or of the account itself. A government that can be asked is asked a moment later.
 *
 * @param param Name of its value, for errors: `value`.
 * @throws ApiError 400 `tax_id_invalid`.
 */
export async function createTaxId(
  work: Work,
  customer: string | null,
  start: TaxIdStart,
  param = 'value',
): Promise<TaxId> {
  checkTaxId(start, param);
  const isAsked = outcomeOf(start) !== 'unavailable';
  const body: TaxId = {
    id: newId('txi'),
    object: 'tax_id',
    country: countryOf(start),
    created: seconds(work.now),
    customer,
    customer_account: null,
    livemode: work.livemode,
    owner: customer
      ? { customer, customer_account: null, type: 'customer' }
      : { customer_account: null, type: 'self' },
    type: start.type,
    value: start.value,
    verification: customer ? verificationOf(isAsked ? 'pending' : 'unavailable') : null,
  };
  await taxIds.insert(work, { id: body.id, body, customerId: customer });
  if (!customer) return body;
  work.outbox.emit('customer.tax_id.created', body);
  if (isAsked) work.outbox.later(CHECK, body.id, 0);
  return body;
}

const verificationOf = (status: Stripe.TaxId.Verification['status']): Stripe.TaxId.Verification => ({
  status,
  verified_address: null,
  verified_name: null,
});

const CHECK = { name: 'check_tax_id' };

/** The job that takes what a government says of a tax id. */
export const check: JobType = {
  ...CHECK,
  async run(work, id) {
    const { body: before } = await taxIds.lock(work, id);
    const after = { ...before, verification: verificationOf(outcomeOf(before)) };
    if (after.verification.status === before.verification?.status) return;
    await taxIds.replace(work, id, { body: after });
    work.outbox.emit('customer.tax_id.updated', after, previousAttributes(before, after));
  },
};

/** Deletes a tax id. Invoices that were finalized with it keep it. */
export async function deleteTaxId(work: Work, { body }: { body: TaxId }): Promise<Stripe.DeletedTaxId> {
  await taxIds.remove(work, body.id);
  if (body.customer) work.outbox.emit('customer.tax_id.deleted', body);
  return { id: body.id, object: 'tax_id', deleted: true };
}

/** Returns the tax ids of a customer as an invoice shows them, in the order in which they were created. */
export async function taxIdsOn(
  work: ScopedDatabase,
  customer: string,
): Promise<Stripe.Invoice.CustomerTaxId[]> {
  const query = work.db
    .select()
    .from(table)
    .where(and(ownedBy(work, table), eq(table.customerId, customer)))
    .orderBy(asc(table.seq));
  const rows = await planned(work.db, table, query);
  return rows.map(({ body: { type, value } }) => ({ type, value }));
}
