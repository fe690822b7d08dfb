/**
 * Creates a payment request in the shape of Stripe.js. Pages show a wallet's button when `canMakePayment`
 * finds a wallet; here it never does, so that they go on without one.
 */
export const paymentRequest = (): object =>
  inert({ canMakePayment: async () => null, isShowing: () => false, show() {}, abort() {} });

/**
 * Creates the Element of the wallet's button, which shows nothing. Some wrappers create it before they ask
 * for a wallet.
 */
export const paymentRequestButton = (): object => inert({ mount() {}, unmount() {}, destroy() {} });

/** Creates an object that accepts event handlers and never calls them. */
function inert(methods: object): object {
  const self = { on: () => self, once: () => self, off: () => self, update() {}, ...methods };
  return self;
}
