import { settleDebit } from '../payments/debits.js';
import { decideDispute } from '../payments/disputes.js';
import { settleRefund } from '../payments/refunds.js';
import type { Work } from '../work.js';
import type { JobName } from './job-queue.js';

/** What is done for an object in one transaction, as a request would. */
export type Handler = (work: Work, id: string) => Promise<void>;

export const HANDLERS: Record<Exclude<JobName, 'deliver'>, Handler> = {
  settle_debit: settleDebit,
  settle_refund: settleRefund,
  decide_dispute: decideDispute,
};
