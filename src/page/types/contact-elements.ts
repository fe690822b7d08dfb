import type {
  ElementBase,
  ElementChangeEvent,
  ElementClasses,
  ElementEvents,
  ElementStyle,
  VisibilityOption,
} from './element.js';

/**
 * Email address of the payer, under the name that Stripe.js has for it. There is no Link here. A Payment Element of the same
 * group takes the address over.
 */
export type PayframeLinkAuthenticationElement = ElementBase<
  ContactElementOptions,
  ContactElementEvents<'linkAuthentication'>
>;

/** Contact details of the payer: their email address. A Payment Element of the same group takes it over. */
export type PayframeContactDetailsElement = ElementBase<
  ContactElementOptions,
  ContactElementEvents<'contactDetails'>
>;

export interface ContactElementOptions extends VisibilityOption {
  /** What the field holds to begin with. */
  defaultValues?: { email: string };
  /** Class names that the container gets in each state; default `StripeElement`, `StripeElement--focus`, … */
  classes?: ElementClasses;
  style?: ElementStyle;
  disabled?: boolean;
}

export interface ContactElementEvents<T extends 'linkAuthentication' | 'contactDetails'>
  extends ElementEvents<T> {
  change: ContactElementChangeEvent<T>;
}

export interface ContactElementChangeEvent<T extends 'linkAuthentication' | 'contactDetails'>
  extends ElementChangeEvent<T> {
  /** What was typed, complete or not. */
  value: { email: string };
}
