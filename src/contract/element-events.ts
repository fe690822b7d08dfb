/** Events of Elements, under the names that Stripe.js has for them. Not every type of Element has each. */
export const ELEMENT_EVENTS = [
  'ready',
  'change',
  'focus',
  'blur',
  'escape',
  'loaderror',
  'networkschange',
  'visibility',
  'availablepaymentmethodschange',
  'carddetailschange',
  'loaderstart',
  'savedpaymentmethodremove',
  'savedpaymentmethodupdate',
] as const;

export type ElementEvent = (typeof ELEMENT_EVENTS)[number];

/** Events of wallets, which only an Express Checkout Element has. A handler of most of them has to answer. */
export const WALLET_EVENTS = [
  'click',
  'confirm',
  'cancel',
  'shippingaddresschange',
  'shippingratechange',
] as const;

/** Returns the events of a type of Element. The name of one, `click`, is that of a native event of all others. */
export const eventsOf = (type: string): readonly (ElementEvent | WalletEvent)[] =>
  type === 'expressCheckout' ? [...ELEMENT_EVENTS, ...WALLET_EVENTS] : ELEMENT_EVENTS;

export type WalletEvent = (typeof WALLET_EVENTS)[number];

/** Events of Stripe.js that no Element here has. Wrappers add handlers for them. */
export const EVENTS_OF_OTHER_ELEMENTS = ['success'] as const;
