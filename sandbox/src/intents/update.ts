import { sent } from '../kernel/http/params.js';
import type { Call } from '../kernel/http/route.js';
import { holdCustomer } from '../resources/customers/index.js';
import type { PaymentMethodRow } from '../resources/payment-methods/index.js';
import { methodIn } from './confirmation.js';
import { type Intent, type IntentKind, OPEN } from './kind.js';
import type { AttemptParams } from './params.js';

type UpdateParams = Pick<AttemptParams, 'payment_method' | 'payment_method_data'> & {
  customer?: string | undefined;
  expand?: unknown;
};

/**
 * Locks the intent to change, holds its new customer, and finds or creates its new payment
 * method.
 *
 * @param describing Parameters that only describe the intent and may change at any time.
 * @throws ApiError 400 where the intent's status does not allow the change.
 */
export async function beginUpdate<One extends Intent>(
  call: Call<UpdateParams>,
  kind: IntentKind<One>,
  describing: readonly string[],
): Promise<{ before: One; method: PaymentMethodRow | undefined }> {
  const { body: before } = await kind.store.lock(call, call.id, 'intent');
  refuseClosed(call, kind, before, describing);
  if (call.params.customer) await holdCustomer(call, call.params.customer);
  const method = await methodIn(call, call.params, { current: before.payment_method });
  return { before, method };
}

function refuseClosed<One extends Intent>(
  { params }: Call<UpdateParams>,
  { name, unexpectedState }: IntentKind<One>,
  intent: One,
  describing: readonly string[],
): void {
  if (OPEN.includes(intent.status)) return;
  const { expand, ...given } = params;
  const param = Object.keys(sent(given)).find((one) => !describing.includes(one));
  if (!param) return;
  throw unexpectedState(
    `This ${name}'s ${param} could not be updated because it has a status of ${intent.status}. You may only update the ` +
      `${param} of a ${name} with one of the following statuses: ${OPEN.join(', ')}.`,
    intent,
    undefined,
    param,
  );
}

/**
 * Returns the intent after a change that an attempt depends on: its earlier confirmation no longer counts.
 */
export const reopened = <One extends Intent>(intent: One): One => ({
  ...intent,
  next_action: null,
  status: intent.payment_method ? 'requires_confirmation' : 'requires_payment_method',
});
