import type Stripe from 'stripe';
import * as v from 'valibot';
import { invalidRequest } from '../../kernel/errors.js';
import { common } from '../../kernel/http/params.js';
import { type RouteDefinition, route } from '../../kernel/http/route.js';
import type { JobType, Work } from '../../kernel/scope.js';
import { type ChargeRow, charges } from '../charges/index.js';
import { EXPIRY } from '../charging/index.js';
import { end } from './cancel.js';
import { paymentIntents } from './kind.js';

/** The job that releases the money of a charge that nobody has captured in time. */
export const expiry: JobType = {
  ...EXPIRY,
  async run(work, chargeId) {
    await expire(work, chargeId);
  },
};

/** A route for tests, which can't wait for seven days. */
export const expiryRoute: RouteDefinition = route({
  method: 'POST',
  path: '/v1/test_helpers/charges/:id/expire',
  resource: 'charges',
  keys: ['secret'],
  params: v.strictObject({ expand: common.expand }),
  async handle(call) {
    const charge = await expire(call, call.id);
    if (charge) return charge;
    throw invalidRequest(`Charge ${call.id} does not wait to be captured, so that it can't expire.`, {
      code: 'charge_not_captured',
    });
  },
});

/** Releases the money of a charge, and cancels its intent. Returns nothing where it is captured or released already. */
async function expire(work: Work, chargeId: string): Promise<Stripe.Charge | undefined> {
  const { paymentIntentId } = await charges.find(work, chargeId);
  const intent = paymentIntentId ? (await paymentIntents.lock(work, paymentIntentId)).body : undefined;
  const { body: before } = await charges.lock(work, chargeId);
  if (before.status !== 'succeeded' || before.captured || before.refunded) return undefined;
  const body = { ...before, amount_refunded: before.amount, refunded: true };
  await charges.replace(work, chargeId, { body, expiredAt: work.now });
  work.outbox.emit('charge.expired', body);
  if (intent) await end(work, intent, 'automatic');
  return body;
}

/** @throws ApiError 400 for money that the issuer no longer reserves. */
export function refuseExpired({ id, expiredAt }: ChargeRow): void {
  if (!expiredAt) return;
  throw invalidRequest(
    `Charge ${id} can no longer be captured: an issuer reserves money for seven days. Create another payment.`,
    { code: 'charge_expired_for_capture' },
  );
}
