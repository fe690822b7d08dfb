import type { CallMessage } from '../../../wire/index.js';
import type { Answer } from '../../api/answer.js';
import { answerCall, type ElementCalls } from '../../api/element-calls.js';
import type { ApiAccess } from '../../api/headers.js';
import { createSender, type Send } from '../../api/sender.js';

const CALLS: ElementCalls<string> = {
  createPaymentMethod: (code, data, send) =>
    send({ path: '/v1/payment_methods', params: { ...data, type: 'voucher', voucher: { code } } }),
};

/** The calls of a voucher, for one page. */
export const createCalls =
  (access: ApiAccess, send: Send = createSender(access)) =>
  (message: CallMessage, code: string): Promise<Answer> =>
    answerCall(CALLS, message, code, code, send);
