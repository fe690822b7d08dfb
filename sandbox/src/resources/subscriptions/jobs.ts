import type { JobType } from '../../kernel/scope.js';
import { seconds } from '../../kernel/seconds.js';
import { holdInvoice, voidInvoice } from '../invoices/index.js';
import { billedAtEnd, ENDED, end } from './cancel.js';
import { CANCELING, EXPIRY } from './job-names.js';
import { holdSubscription, subscriptions } from './store.js';

/** The job that ends a subscription at its time, if that is still to come to an end then. */
export const canceling: JobType = {
  ...CANCELING,
  async run(work, id) {
    const held = await holdSubscription(work, id);
    const { cancel_at: at, status } = held.subscription;
    if (ENDED.includes(status) || at === null || at > seconds(work.now)) return;
    await end(await billedAtEnd(held), 'cancellation_requested');
  },
};

/** The job that gives up a subscription whose first invoice was not paid. Its invoice is void, and so is the payment. */
export const expiry: JobType = {
  ...EXPIRY,
  async run(work, id) {
    const { body } = await subscriptions.find(work, id);
    if (body.status !== 'incomplete') return;
    const invoice = await holdInvoice(work, String(body.latest_invoice));
    if (invoice.invoice.status === 'open') await voidInvoice(invoice);
  },
};
