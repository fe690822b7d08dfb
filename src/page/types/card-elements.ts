import type {
  ElementBase,
  ElementChangeEvent,
  ElementClasses,
  ElementEvents,
  ElementStyle,
  VisibilityOption,
} from './element.js';

export type CardBrand =
  | 'visa'
  | 'mastercard'
  | 'amex'
  | 'discover'
  | 'diners'
  | 'jcb'
  | 'unionpay'
  | 'unknown';

/** Network that can process a card: its brand, or the national network of a co-badged card. */
export type CardNetworkBrand =
  | 'accel'
  | 'amex'
  | 'carnet'
  | 'cartes_bancaires'
  | 'diners'
  | 'discover'
  | 'eftpos_au'
  | 'elo'
  | 'girocard'
  | 'interac'
  | 'jcb'
  | 'mastercard'
  | 'nyce'
  | 'pulse'
  | 'rupay'
  | 'star'
  | 'unionpay'
  | 'visa';

/** Options of the Elements that take a card's number. */
export interface CardNumberOptions {
  /**
   * Networks in the order of preference. The first that a co-badged card has is preselected. By default
   * nothing is preselected.
   */
  preferredNetwork?: readonly CardNetworkBrand[];
  /**
   * Brands and networks that are refused, with the error `disallowed_brand`. A co-badged card is refused only
   * if both of its networks are; if one is, it is processed by the other. Stripe.js's card Elements have no
   * such option.
   */
  disallowedCardBrands?: readonly (CardBrand | CardNetworkBrand)[];
}

/** Options that each of the card's Elements takes. */
export interface CardFieldOptions extends VisibilityOption {
  /** Class names that the container gets in each state; default `StripeElement`, `StripeElement--focus`, … */
  classes?: ElementClasses;
  style?: ElementStyle;
  disabled?: boolean;
}

/** Whole card in one Element. */
export type PayframeCardElement = ElementBase<CardElementOptions, CardElementEvents>;

export interface CardElementOptions extends CardFieldOptions, CardNumberOptions {
  /** Initial postal code. Card data cannot be pre-filled. */
  value?: { postalCode?: string };
  /** Hides the postal code, for a page that asks for it itself. Default `false`. */
  hidePostalCode?: boolean;
  iconStyle?: 'default' | 'solid';
  hideIcon?: boolean;
  /** Accepted for compatibility: there is no link button. */
  disableLink?: boolean;
}

export interface CardElementEvents extends ElementEvents<'card'> {
  change: CardElementChangeEvent;
  networkschange: { elementType: 'card' };
}

export interface CardElementChangeEvent extends ElementChangeEvent<'card'> {
  value: { postalCode: string };
  brand: CardBrand;
}

/** Number of a card. It sends the whole card, together with the other Elements of its group. */
export type PayframeCardNumberElement = ElementBase<CardNumberElementOptions, CardNumberElementEvents>;

export interface CardNumberElementOptions extends CardFieldOptions, CardNumberOptions {
  placeholder?: string;
  /** Shows the brand's icon. Default `false`. */
  showIcon?: boolean;
  iconStyle?: 'default' | 'solid';
  disableLink?: boolean;
}

export interface CardNumberElementEvents extends ElementEvents<'cardNumber'> {
  change: CardNumberElementChangeEvent;
  networkschange: { elementType: 'cardNumber' };
}

export interface CardNumberElementChangeEvent extends ElementChangeEvent<'cardNumber'> {
  brand: CardBrand;
}

export type PayframeCardExpiryElement = ElementBase<CardExpiryElementOptions, CardExpiryElementEvents>;

export interface CardExpiryElementOptions extends CardFieldOptions {
  placeholder?: string;
}

export interface CardExpiryElementEvents extends ElementEvents<'cardExpiry'> {
  change: ElementChangeEvent<'cardExpiry'>;
}

export type PayframeCardCvcElement = ElementBase<CardCvcElementOptions, CardCvcElementEvents>;

export interface CardCvcElementOptions extends CardFieldOptions {
  placeholder?: string;
}

export interface CardCvcElementEvents extends ElementEvents<'cardCvc'> {
  change: ElementChangeEvent<'cardCvc'>;
}

/** Postal code of a card whose fields are separate Elements. */
export type PayframePostalCodeElement = ElementBase<PostalCodeElementOptions, PostalCodeElementEvents>;

export interface PostalCodeElementOptions extends CardFieldOptions {
  placeholder?: string;
  value?: { postalCode?: string };
}

export interface PostalCodeElementEvents extends ElementEvents<'postalCode'> {
  change: ElementChangeEvent<'postalCode'> & { value: { postalCode: string } };
}
