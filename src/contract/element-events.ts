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
] as const;

export type ElementEvent = (typeof ELEMENT_EVENTS)[number];
