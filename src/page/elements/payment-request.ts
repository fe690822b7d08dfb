import type { PayframePaymentRequest } from '../types/index.js';

/**
 * Creates a payment request in the shape of Stripe.js, which is also the Element of its button. Pages show a wallet's button
 * when `canMakePayment` finds a wallet; here it never does, so that they go on without one. Some wrappers create the button
 * before they ask for a wallet; it shows nothing.
 */
export function paymentRequest(): PayframePaymentRequest {
  const self = {
    on: () => self,
    once: () => self,
    off: () => self,
    update() {},
    canMakePayment: async () => null,
    isShowing: () => false,
    show() {},
    abort() {},
    mount() {},
    unmount() {},
    destroy() {},
  };
  return self;
}
