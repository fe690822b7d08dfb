import type { PaymentMethod as BrowserPaymentMethod } from '@stripe/stripe-js';
import type Stripe from 'stripe';
import type { SavedMethod } from '../../../../src/contract/elements-session.js';
import type { NewRow } from '../../kernel/db/statement.js';
import { SERVER } from '../../kernel/http/caller.js';
import { seconds } from '../../kernel/seconds.js';
import { methods } from '../../methods/index.js';
import type { paymentMethods } from './table.js';

export type PaymentMethodRow = NewRow<typeof paymentMethods>;

export type PaymentMethodObject = BrowserPaymentMethod & Stripe.PaymentMethod;

/** Returns a payment method as the requesting key may see it. */
export function paymentMethodObject(row: PaymentMethodRow, viewer = SERVER): PaymentMethodObject {
  const object = {
    id: row.id,
    object: 'payment_method',
    allow_redisplay: row.allowRedisplay,
    billing_details: row.billingDetails,
    created: seconds(row.createdAt),
    customer: row.customerId,
    customer_account: null,
    livemode: row.livemode,
    metadata: row.metadata,
    [row.type]: methods.of(row.type).object(row),
    type: row.type,
  } as PaymentMethodObject;
  return viewer.kind === 'publishable' ? publicMethod(object) : object;
}

/**
 * Returns a payment method without what a browser must not see: properties that identify the card or account
 * across payments.
 */
export function publicMethod<Shown extends Pick<Stripe.PaymentMethod, 'type'>>(method: Shown): Shown {
  const { type } = method;
  const details = (method as Record<string, unknown>)[type] as object | undefined;
  const shown = details && methods.find(type)?.forBrowser(details);
  return shown ? { ...method, [type]: shown } : method;
}

/** Returns a saved payment method as its customer may see it in a page: without what the shop has noted about it. */
export function savedMethodObject(row: PaymentMethodRow): SavedMethod {
  const { customer, customer_account, metadata, ...shown } = publicMethod(paymentMethodObject(row));
  return shown as unknown as SavedMethod;
}
