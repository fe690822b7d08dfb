import type { CallMessage, JsonObject } from '../../../wire/index.js';
import type { Answer } from '../../api/answer.js';
import { debitCalls } from '../../api/debit-calls.js';
import { answerCall } from '../../api/element-calls.js';
import type { ApiAccess } from '../../api/headers.js';
import { createSender, type Send } from '../../api/sender.js';

/** What was typed, in the form in which the API takes it. */
export type AuBankAccount = Record<'bsb_number' | 'account_number', string>;

// The typed numbers come last, so that no parameter of the page's replaces them.
const CALLS = debitCalls(
  (account: AuBankAccount, data): JsonObject => ({ ...data, type: 'au_becs_debit', au_becs_debit: account }),
);

/**
 * Creates the calls of an Australian bank account, for one page. They send the typed numbers to the API, and
 * return the answer without them.
 */
export const createCalls =
  (access: ApiAccess, send: Send = createSender(access)) =>
  (message: CallMessage, account: AuBankAccount): Promise<Answer> =>
    answerCall(CALLS, message, account, account.account_number, send);
