/**
 * A request for a wallet, in the shape of Stripe.js: pages show a wallet's button where `canMakePayment` finds one, which
 * is nowhere, and go on without.
 */
export function paymentRequest(): object {
  const request = {
    canMakePayment: async () => null,
    isShowing: () => false,
    on: () => request,
    once: () => request,
    off: () => request,
    update() {},
    show() {},
    abort() {},
  };
  return request;
}
