import type Stripe from 'stripe';
import { addressAfter } from './create.js';
import type { Attempt } from './pay.js';
import type { SessionRow } from './store.js';

/** What the customer's page learns of a session: nothing of the customer's other data, or of the shop's. */
export interface PageView {
  id: string;
  object: 'payment_page';
  amount_total: number | null;
  currency: string | null;
  livemode: boolean;
  payment_method_types: string[];
  payment_status: string;
  status: string;
  /** The client secret of an intent whose customer has to do something at another place. */
  next_action_client_secret: string | null;
  /** Where the customer is led to after the purchase. */
  return_url: string | null;
}

export function pageView({ body }: SessionRow, asking: Attempt['asking'] = null): PageView {
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
  };
}
