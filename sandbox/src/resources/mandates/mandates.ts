import { and, desc, eq } from 'drizzle-orm';
import type Stripe from 'stripe';
import * as v from 'valibot';
import { invalidRequest } from '../../kernel/errors.js';
import { clearable, flag, integer, text } from '../../kernel/http/params.js';
import type { Call } from '../../kernel/http/route.js';
import { newId } from '../../kernel/ids.js';
import { previousAttributes } from '../../kernel/previous-attributes.js';
import { redact } from '../../kernel/redact.js';
import type { JobType, Work } from '../../kernel/scope.js';
import { seconds } from '../../kernel/seconds.js';
import { documents } from '../../kernel/store/documents.js';
import { ownedBy } from '../../kernel/store/owner.js';
import { type MandateChange, methods } from '../../methods/index.js';
import {
  changePaymentMethod,
  findPaymentMethod,
  lockPaymentMethod,
  type PaymentMethodRow,
} from '../payment-methods/index.js';
import { mandates as table } from './table.js';

/** Parameters for the consent of an account's holder to debits. */
export const mandateDataParams = v.strictObject({
  customer_acceptance: v.strictObject({
    type: v.picklist(['offline', 'online']),
    accepted_at: v.optional(integer({ minimum: 0 })),
    offline: v.optional(clearable(v.strictObject({}))),
    online: v.optional(
      v.strictObject({
        infer_from_client: v.optional(flag),
        ip_address: v.optional(text(100)),
        user_agent: v.optional(text(1000)),
      }),
    ),
  }),
});

export type MandateData = v.InferOutput<typeof mandateDataParams>;

/** A holder's consent, as `MandateData` or a confirmation token has it. */
export interface Consent {
  customer_acceptance: {
    type: string;
    accepted_at?: number | undefined;
    online?:
      | {
          infer_from_client?: boolean | undefined;
          ip_address?: string | null | undefined;
          user_agent?: string | null | undefined;
        }
      | null
      | undefined;
  };
}

export const mandates = documents(table, 'mandate');

/** A holder's consent, as it was given by a request. */
export interface Agreement {
  acceptance: Stripe.Mandate.CustomerAcceptance;
  /** The platform's origin, which the mandate's address is on. */
  origin: string;
}

/**
 * Notes how the holder of an account agrees to debits.
 *
 * @param given How they agreed. Left out where the page that confirms has just asked them.
 */
export const agreementOf = (call: Call, given?: Consent | null): Agreement => ({
  acceptance: acceptanceOf(call, given?.customer_acceptance),
  origin: call.origin,
});

/**
 * Stores the consent of an account's holder to debits.
 *
 * @param options The `mandate_options` of the intent.
 */
export async function makeMandate(
  work: Work,
  { id: paymentMethod, type, details: account }: PaymentMethodRow,
  { acceptance, origin }: Agreement,
  options: object = {},
): Promise<Stripe.Mandate> {
  const id = newId('mandate');
  const { mandate, mandateStatus, mandateAnswer } = methods.of(type);
  const details = mandate?.(id, `${origin}/v1/mandates/${id}`, options);
  const body: Stripe.Mandate = {
    id,
    object: 'mandate',
    customer_acceptance: acceptance,
    livemode: work.livemode,
    multi_use: {},
    payment_method: paymentMethod,
    payment_method_details: { type, [type]: details },
    status: mandateAnswer ? 'pending' : (mandateStatus?.(account) ?? 'active'),
    type: 'multi_use',
  };
  await mandates.insert(work, { id, body, paymentMethodId: paymentMethod });
  if (mandateAnswer) work.outbox.later(mandateDecision, id, ANSWERS_AFTER_SECONDS);
  return body;
}

/** Finds the id of the newest consent to debits of an account; `null` where its holder has given none. */
export async function newestMandateOf(work: Work, paymentMethodId: string): Promise<string | null> {
  const [row] = await work.db
    .select({ id: table.id })
    .from(table)
    .where(and(ownedBy(work, table), eq(table.paymentMethodId, paymentMethodId)))
    .orderBy(desc(table.seq))
    .limit(1);
  return row?.id ?? null;
}

/**
 * Finds a consent that was given before.
 *
 * @throws ApiError 404 `resource_missing`; 400 for one of another payment method, and for one that has ended.
 */
export async function givenMandate(
  work: Work,
  id: string,
  { id: method }: PaymentMethodRow,
): Promise<string> {
  const param = 'mandate';
  const { body } = await mandates.find(work, id, param);
  if (body.payment_method !== method) {
    throw invalidRequest(`The mandate ${id} is not of the payment method ${method}.`, { param });
  }
  if (body.status === 'inactive') {
    throw invalidRequest(
      `The mandate ${id} is inactive. Collect a new one from the customer, with the parameter mandate_data.`,
      { param },
    );
  }
  return id;
}

/** Time that a bank takes to accept or refuse a mandate. */
const ANSWERS_AFTER_SECONDS = 2;

/** The job of a bank's answer to a new mandate. */
export const mandateDecision: JobType = {
  name: 'decide_mandate',
  async run(work, id) {
    const { body } = await mandates.find(work, id);
    const { type, details } = await findPaymentMethod(work, String(body.payment_method));
    await changeMandate(work, id, methods.of(type).mandateAnswer?.(details) ?? 'accepted');
  },
};

/** Returns the id of the mandate by which an account was debited. Charges of some types name none: then it is the newest one. */
export async function mandateOf(
  work: Work,
  { payment_method, payment_method_details: details }: Stripe.Charge,
): Promise<string | null> {
  const ofType = (details as Record<string, unknown> | null)?.[details?.type ?? ''];
  const { mandate } = (ofType ?? {}) as { mandate?: string | null };
  return mandate ?? newestMandateOf(work, String(payment_method));
}

/**
 * Changes a mandate, if there is one, and emits the event. One that is inactive stays so. Its payment method then
 * needs consent again.
 */
export async function changeMandate(work: Work, id: string | null, change: MandateChange): Promise<void> {
  if (!id) return;
  const { body: before } = await mandates.lock(work, id);
  const status = change === 'accepted' ? 'active' : 'inactive';
  if (before.status === status || before.status === 'inactive') return;
  const { type } = before.payment_method_details;
  const details = before.payment_method_details[type as keyof Stripe.Mandate.PaymentMethodDetails] as object;
  const after: Stripe.Mandate = {
    ...before,
    payment_method_details: { type, [type]: { ...details, ...methods.of(type).mandateAfter?.(change) } },
    status,
  };
  await mandates.replace(work, id, { body: after });
  work.outbox.emit('mandate.updated', after, previousAttributes(before, after));
  if (status === 'inactive') await endConsent(work, String(before.payment_method));
}

/** Notes that a payment method can't be debited again before its holder has agreed again. */
export async function endConsent(work: Work, paymentMethodId: string): Promise<void> {
  const method = await lockPaymentMethod(work, paymentMethodId);
  if (method.setUp) await changePaymentMethod(work, method, { setUp: false });
}

function acceptanceOf(call: Call, given?: Consent['customer_acceptance']): Stripe.Mandate.CustomerAcceptance {
  const accepted_at = given?.accepted_at ?? seconds(call.now);
  if (given?.type === 'offline') return { accepted_at, offline: {}, type: 'offline' };
  const { infer_from_client, ip_address = null, user_agent = null } = given?.online ?? {};
  const online = !given || infer_from_client ? seenOf(call) : { ip_address, user_agent };
  return { accepted_at, online, type: 'online' };
}

/** Returns the address and the name of a browser whose user consents. */
export const seenOf = ({ clientIp, headers }: Pick<Call, 'clientIp' | 'headers'>) => ({
  ip_address: clientIp,
  user_agent: redact(headers.get('user-agent') ?? '').slice(0, 1000) || null,
});
