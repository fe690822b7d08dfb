import { isRecord, type JsonObject } from '../../wire/index.js';
import type { Answer } from '../api/answer.js';
import { sessionIdIn } from '../api/checkout-secret.js';
import type { Request } from '../api/sender.js';

/** What a page asks of its session, with the end of the path. */
const STEPS: Readonly<Record<string, string>> = { change: '', confirm: '/confirm', open: '/init' };

export const NO_SESSION: Answer = {
  error: {
    type: 'invalid_request_error',
    code: 'invalid_client_secret',
    param: 'clientSecret',
    message: 'Pass the client_secret of a Checkout Session with ui_mode elements (or custom): cs_…_secret_….',
  },
};

/** Returns the request of a call about a Checkout Session; `undefined` without a client secret of one. */
export function checkoutRequest({ attempt, client_secret, step, told }: JsonObject): Request | undefined {
  const id = sessionIdIn(`${client_secret}`);
  if (id === undefined || typeof step !== 'string' || !Object.hasOwn(STEPS, step)) return undefined;
  return {
    path: `/v1/payment_pages/${id}${STEPS[step]}`,
    params: { ...(isRecord(told) && (told as JsonObject)), client_secret: client_secret as string },
    attempt: typeof attempt === 'string' ? attempt : undefined,
  };
}
