import type { JobType } from '../../kernel/scope.js';
import { seconds } from '../../kernel/seconds.js';
import { collect } from './collect.js';
import { FINALIZING, OVERDUE, RETRY } from './job-names.js';
import { advance, automatically } from './lifecycle.js';
import { findInvoice, holdFound, holdInvoice } from './store.js';
import { tellSubscription } from './subscriber.js';

/** The job that finalizes a draft, and collects it. One that no longer goes on automatically, or only later, is left as it is. */
export const finalizing: JobType = {
  ...FINALIZING,
  async run(work, id) {
    const found = await findInvoice(work, id);
    if (!found) return;
    const held = await holdFound(work, found);
    const { automatically_finalizes_at: at, auto_advance, status } = held.invoice;
    if (status !== 'draft' || !auto_advance || at === null || at > seconds(work.now)) return;
    await advance(held, null);
  },
};

/** The job that tries again to collect an invoice. */
export const retry: JobType = {
  ...RETRY,
  async run(work, id) {
    const held = await holdInvoice(work, id);
    const { auto_advance, next_payment_attempt: next, status } = held.invoice;
    if (status !== 'open' || !auto_advance || next === null || next > seconds(work.now)) return;
    await collect(held, automatically(null));
  },
};

/** The job that tells of an invoice that was not paid in time. */
export const overdue: JobType = {
  ...OVERDUE,
  async run(work, id) {
    const { invoice } = await holdInvoice(work, id);
    const { due_date: due, status } = invoice;
    if (status !== 'open' || due === null || due > seconds(work.now)) return;
    work.outbox.emit('invoice.overdue', invoice);
    await tellSubscription(work, 'overdue', invoice);
  },
};
