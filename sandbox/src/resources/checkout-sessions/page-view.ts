import type Stripe from 'stripe';
import type { PaymentPage } from '../../../../src/contract/checkout-view.js';
import type { Work } from '../../kernel/scope.js';
import { addressAfter } from './create.js';
import type { Attempt } from './pay.js';
import { sessionView } from './session-view.js';
import type { SessionRow } from './store.js';

/** Returns what the customer's page learns of a session: nothing of the customer's other data, or of the shop's. */
export async function pageView(
  work: Work,
  row: SessionRow,
  asking: Attempt['asking'] = null,
): Promise<PaymentPage> {
  const { body } = row;
  const isComplete = body.status === 'complete';
  const isLedOn = !['if_required', 'never'].includes(String(body.redirect_on_completion));
  return {
    id: body.id,
    object: 'payment_page',
    amount_total: body.amount_total,
    currency: body.currency,
    livemode: body.livemode,
    payment_method_types: body.payment_method_types,
    payment_status: String(body.payment_status),
    status: String(body.status),
    next_action_client_secret: asking?.client_secret ?? null,
    return_url: isComplete && isLedOn ? addressAfter(body as Stripe.Checkout.Session) : null,
    session: body.ui_mode === 'elements' ? await sessionView(work, row) : null,
  };
}
