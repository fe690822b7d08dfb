import { PayframeError } from '../errors.js';
import { createEmbeddedCheckoutPage } from './embedded-checkout.js';
import { initCheckout, initCheckoutElementsSdk, refusedCheckout } from './init-checkout.js';
import type { Owner } from './owner.js';
import { paymentRequest } from './payment-request.js';
import { paymentRequestButton } from './payment-request-button.js';
import { redirectToCheckout } from './redirect-to-checkout.js';
import { verifyIdentity } from './verify-identity.js';

/** A method that few pages call. It is given its Payframe object, then what the page passed. */
type LaterMethod = (owner: Owner, ...given: never[]) => unknown;

/** Their names. */
export type LaterMethods =
  | 'createEmbeddedCheckoutPage'
  | 'initCheckout'
  | 'initCheckoutElementsSdk'
  | 'initEmbeddedCheckout'
  | 'paymentRequest'
  | 'redirectToCheckout'
  | 'verifyIdentity';

/** These methods by their names on the Payframe object. A new one is a line here; the page script makes it from its name. */
export const LATER_METHODS: Record<LaterMethods | 'paymentRequestButton', LaterMethod> = {
  createEmbeddedCheckoutPage,
  // Its name in former versions of Stripe.js.
  initEmbeddedCheckout: createEmbeddedCheckoutPage,
  redirectToCheckout,
  initCheckout,
  initCheckoutElementsSdk,
  paymentRequest,
  // The Element of its button, which a group creates.
  paymentRequestButton,
  verifyIdentity,
};

/** Calls the method of a name. One that this version lacks resolves with an error that says so. */
export async function callLaterMethod(owner: Owner, name: string, given: unknown[]): Promise<unknown> {
  if (Object.hasOwn(LATER_METHODS, name))
    return LATER_METHODS[name as keyof typeof LATER_METHODS](owner, ...(given as never[]));
  const error = new PayframeError({
    type: 'invalid_request_error',
    code: 'method_not_available',
    message: `payframe.${name} is not in this version of Payframe.`,
  });
  return name === 'initCheckoutFormSdk' ? { error, ...refusedCheckout(error) } : { error };
}
