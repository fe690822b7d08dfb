import type * as v from 'valibot';
import { awaitedBy, settleAuthentication } from '../../issuer/index.js';
import { invalidRequest } from '../../kernel/errors.js';
import type { Call } from '../../kernel/http/route.js';
import { waitingPayment } from '../payment-intents/index.js';
import { waitingSetup } from '../setup-intents/index.js';
import { confirmSession } from './confirm.js';
import { expireSession } from './expire.js';
import { takesMethod } from './offered.js';
import type { completeParams } from './params.js';
import { type Session, sessions } from './store.js';

/** What the customer pays with, where a test names nothing. */
const USUAL = { fail: 'pm_card_chargeDeclined', pay: 'pm_card_visa' };

/** The email of a customer who is not known, where a test names none. */
const USUAL_EMAIL = 'jenny.rosen@example.com';

/** Does what a customer does in the page of a session, without a browser: pays, is refused, or leaves. */
export async function completeByTest(call: Call<v.InferOutput<typeof completeParams>>): Promise<Session> {
  const { expand: _, outcome, payment_method: named, ...told } = call.params;
  if (outcome === 'abandon') return expireSession(call, call.id);
  const session = await sessions.find(call, call.id, 'session');
  const known = session.body.customer_details?.email ?? USUAL_EMAIL;
  const method = takesMethod(session) ? { payment_method: named ?? USUAL[outcome] } : {};
  const { asking, refusal, row } = await confirmSession(call, {
    method,
    told: { ...told, email: told.email ?? known },
  });
  if (outcome === 'pay' && refusal) throw refusal;
  const question = asking && awaitedBy(asking);
  if (asking && question) {
    const waiting = { payment_intent: waitingPayment, setup_intent: waitingSetup };
    await settleAuthentication(call, waiting, question, outcome === 'pay' ? 'complete' : 'fail');
  }
  const { body } = await sessions.find(call, row.id);
  if (outcome === 'fail' && body.status === 'complete') throw notRefused(method.payment_method);
  return body;
}

const notRefused = (method: string | undefined) =>
  invalidRequest(
    method
      ? `${method} is not refused. Leave out payment_method, or send one that is, such as ${USUAL.fail}.`
      : 'Nothing is paid by this session, so that no payment can fail.',
    { param: 'outcome' },
  );
