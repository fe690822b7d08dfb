/**
 * A request for a wallet, in the shape of Stripe.js: pages show a wallet's button where `canMakePayment` finds one, which
 * is nowhere, and go on without.
 */
export const paymentRequest = (): object =>
  inert({ canMakePayment: async () => null, isShowing: () => false, show() {}, abort() {} });

/** The Element of that button, which shows nothing: some wrappers make it before they ask whether there is a wallet. */
export const paymentRequestButton = (): object => inert({ mount() {}, unmount() {}, destroy() {} });

/** What has handlers, and never calls them. */
function inert(methods: object): object {
  const self = { on: () => self, once: () => self, off: () => self, update() {}, ...methods };
  return self;
}
