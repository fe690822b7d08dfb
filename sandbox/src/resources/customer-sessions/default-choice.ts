import * as v from 'valibot';
import { invalidRequest } from '../../kernel/errors.js';
import { flag, text } from '../../kernel/http/params.js';
import type { Work } from '../../kernel/scope.js';
import { openSession, requireFeature } from './sessions.js';

/** Parameters by which a page says that its customer wants to pay by the new method from now on. */
export const defaultChoice = {
  customer_session_client_secret: v.optional(text()),
  set_as_default_payment_method: v.optional(flag, 'false'),
};

interface DefaultChoice {
  customer_session_client_secret?: string | undefined;
  set_as_default_payment_method: boolean;
}

/**
 * Returns the customer whose default a new payment method becomes once it is saved with them; `null` where nobody asked for
 * that.
 *
 * @throws ApiError 400 without a customer session, 403 where that does not allow it.
 */
export async function defaultFor(
  work: Work,
  { customer_session_client_secret: secret, set_as_default_payment_method: wanted }: DefaultChoice,
): Promise<string | null> {
  if (!wanted) return null;
  const param = 'customer_session_client_secret';
  if (!secret) {
    throw invalidRequest(`Missing required param: ${param}. set_as_default_payment_method needs it.`, {
      code: 'parameter_missing',
      param,
    });
  }
  const open = await openSession(work, secret);
  requireFeature(open, 'payment_method_set_as_default');
  return open.customer.id;
}
