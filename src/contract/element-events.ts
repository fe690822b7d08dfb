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

/** Events of Stripe.js that no Element here has. Wrappers add handlers for them. */
export const EVENTS_OF_OTHER_ELEMENTS = [
  'cancel',
  'click',
  'confirm',
  'shippingaddresschange',
  'shippingratechange',
  'success',
] as const;
