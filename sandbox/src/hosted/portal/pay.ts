import { missing } from '../../kernel/errors.js';
import { inTransaction } from '../../kernel/transaction.js';
import { collect, holdInvoice } from '../../resources/invoices/index.js';
import { waitsForBank } from '../payment-form.js';
import { type Action, ownMethod } from './act.js';

/** What became of a payment: the bank may ask its customer. */
export type Payment = 'asks' | 'declined' | 'went_on';

/** Pays an invoice of the customer of a visit with one of their payment methods. */
export const payInvoice = (
  { origin, visit, ...services }: Action,
  invoice: string,
  method: string,
): Promise<Payment> =>
  inTransaction(services, { accountId: visit.accountId, livemode: visit.livemode, origin }, async (work) => {
    const held = await holdInvoice(work, invoice);
    if (held.customer.id !== visit.customerId) throw missing('invoice', invoice, 'invoice');
    // It may have been paid in another tab.
    if (held.invoice.status !== 'open' || held.intent?.status === 'processing') return 'went_on';
    const row = await ownMethod(work, visit, method);
    const { held: after, refusal } = await collect(held, {
      isAutomatic: false,
      method: row,
      offSession: false,
      origin,
    });
    if (!refusal) return 'went_on';
    return after.intent && waitsForBank(after.intent) ? 'asks' : 'declined';
  });
