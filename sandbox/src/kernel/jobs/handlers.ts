import { settleDebit } from '../../methods/sepa-debit/debit.js';
import { decideDispute } from '../../resources/disputes/disputes.js';
import { settleRefund } from '../../resources/refunds/refunds.js';
import type { Work } from '../scope.js';
import type { JobName } from './queue.js';

/** What is done for an object in one transaction, as a request would. */
export type Handler = (work: Work, id: string) => Promise<void>;

export const HANDLERS: Record<Exclude<JobName, 'deliver'>, Handler> = {
  settle_debit: settleDebit,
  settle_refund: settleRefund,
  decide_dispute: decideDispute,
};
