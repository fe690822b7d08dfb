import { and, eq } from 'drizzle-orm';
import { changing, selection } from '../../kernel/db/statement.js';
import { invalidRequest } from '../../kernel/errors.js';
import type { Work } from '../../kernel/scope.js';
import { found, ownedBy } from '../../kernel/store/owner.js';
import { methods } from '../../methods/index.js';
import { askedOf, makeTestPaymentMethod } from './create.js';
import { type PaymentMethodRow, paymentMethodObject } from './object.js';
import { paymentMethods } from './table.js';

const find = selection(paymentMethods);
const lock = selection(paymentMethods, { lock: 'update' });
const update = changing(paymentMethods);

/**
 * Finds a payment method, or creates one where the id is a constant such as `pm_card_visa`. It is locked
 * until the transaction ends.
 *
 * @throws ApiError 404 `resource_missing` at `param`.
 */
export async function findOrMakePaymentMethod(
  work: Work,
  id: string,
  param = 'payment_method',
): Promise<PaymentMethodRow> {
  return (await makeTestPaymentMethod(work, id)) ?? lockPaymentMethod(work, id, param);
}

/** @throws ApiError 404 `resource_missing` at `param`. */
export async function findPaymentMethod(
  work: Work,
  id: string,
  param = 'payment_method',
): Promise<PaymentMethodRow> {
  return found(await find(work, id), { kind: 'PaymentMethod', id, param });
}

/**
 * Finds a payment method and locks it until the transaction ends.
 *
 * @throws ApiError 404 `resource_missing` at `param`.
 */
export async function lockPaymentMethod(
  work: Work,
  id: string,
  param = 'payment_method',
): Promise<PaymentMethodRow> {
  return found(await lock(work, id), { kind: 'PaymentMethod', id, param });
}

type Change = Partial<Omit<PaymentMethodRow, 'id' | 'accountId' | 'livemode' | 'createdAt'>>;

export async function changePaymentMethod(
  work: Work,
  row: PaymentMethodRow,
  change: Change,
): Promise<PaymentMethodRow> {
  await update(work, row.id, change);
  return { ...row, ...change };
}

/**
 * Saves a payment method with a customer, without a payment or a set-up: its issuer is asked now. The
 * customer has to be held.
 *
 * @throws ApiError 402 where the issuer refuses; 404 at `param`; 400 for one that can't be saved.
 */
export async function savePaymentMethod(
  work: Work,
  id: string,
  customerId: string,
  param?: string,
): Promise<PaymentMethodRow> {
  const row = await findOrMakePaymentMethod(work, id, param);
  refuseConsumed(row);
  methods.of(row.type).checkSaving?.(row.details);
  return attachPaymentMethod(work, row, customerId);
}

/**
 * Saves a payment method with a customer after its issuer has agreed, by a payment or a set-up. The customer
 * has to be held.
 *
 * @throws ApiError 400 for one that belongs to another customer, or that was used up.
 */
export async function attachPaymentMethod(
  work: Work,
  row: PaymentMethodRow,
  customerId: string,
): Promise<PaymentMethodRow> {
  if (row.customerId === customerId) return row;
  refuseConsumed(row);
  if (row.customerId) {
    throw invalidRequest('The payment method you provided has already been attached to a customer.', {
      code: 'payment_method_unexpected_state',
      param: 'payment_method',
    });
  }
  const attached = await changePaymentMethod(work, row, { customerId, details: askedOf(row) });
  work.outbox.emit('payment_method.attached', paymentMethodObject(attached));
  return attached;
}

/**
 * Detaches a payment method from its customer for good.
 *
 * @throws ApiError 400 for one that has no customer.
 */
export async function detachPaymentMethod(work: Work, row: PaymentMethodRow): Promise<PaymentMethodRow> {
  if (!row.customerId) {
    throw invalidRequest(
      'The payment method you provided is not attached to a customer so detachment is impossible.',
      { code: 'payment_method_unexpected_state', param: 'payment_method' },
    );
  }
  const detached = await changePaymentMethod(work, row, { customerId: null, consumed: true });
  const previous = { customer: row.customerId };
  work.outbox.emit('payment_method.detached', paymentMethodObject(detached), previous);
  return detached;
}

/** Detaches all payment methods from a deleted customer. The customer has to be locked. */
export async function detachAll(work: Work, customerId: string): Promise<void> {
  const rows = await work.db
    .select()
    .from(paymentMethods)
    .where(and(ownedBy(work, paymentMethods), eq(paymentMethods.customerId, customerId)));
  for (const row of rows) await detachPaymentMethod(work, row);
}

/**
 * Notes that its issuer was asked for a payment. A payment method without a customer can't be used again once
 * it has paid.
 */
export async function notePayment(
  work: Work,
  row: PaymentMethodRow,
  paid: boolean,
): Promise<PaymentMethodRow> {
  const consumed = paid && row.customerId === null;
  const details = askedOf(row);
  const unchanged = consumed === row.consumed && details === row.details;
  return unchanged ? row : changePaymentMethod(work, row, { details, consumed });
}

/** @throws ApiError 400 for one that was used without a customer, or detached from one. */
export function refuseConsumed(row: PaymentMethodRow): void {
  if (!row.consumed) return;
  throw invalidRequest(
    'The provided PaymentMethod was previously used with a PaymentIntent without Customer attachment, shared with a ' +
      'connected account without Customer attachment, or was detached from a Customer. It may not be used again. To use a ' +
      'PaymentMethod multiple times, you must attach it to a Customer first.',
    { param: 'payment_method' },
  );
}
