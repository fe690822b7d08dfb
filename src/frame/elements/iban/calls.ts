import type { CallMessage } from '../../../wire/index.js';
import type { Answer } from '../../api/answer.js';
import { debitCalls } from '../../api/debit-calls.js';
import { answerCall, type ElementCalls } from '../../api/element-calls.js';
import type { ApiAccess } from '../../api/headers.js';
import { createSender, type Send } from '../../api/sender.js';
import { bankTokenRequest, sepaDebitMethod } from './requests.js';

const CALLS: ElementCalls<string> = {
  ...debitCalls(sepaDebitMethod),
  createToken: (iban, params, send) => send(bankTokenRequest(iban, params)),
};

/**
 * Creates the calls of an IBAN, for one page. They send the typed IBAN to the API, and return the answer
 * without it.
 */
export const createCalls =
  (access: ApiAccess, send: Send = createSender(access)) =>
  (message: CallMessage, iban: string): Promise<Answer> =>
    answerCall(CALLS, message, iban, iban, send);
