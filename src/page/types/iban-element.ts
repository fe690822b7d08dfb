import type {
  ElementBase,
  ElementChangeEvent,
  ElementClasses,
  ElementEvents,
  ElementStyle,
  VisibilityOption,
} from './element.js';

/** An International Bank Account Number, ISO 13616. */
export type PayframeIbanElement = ElementBase<IbanElementOptions, IbanElementEvents>;

export interface IbanElementOptions extends VisibilityOption {
  /** Whose IBANs are taken: `SEPA`, which is the default, and codes of countries, ISO 3166-1 alpha-2. */
  supportedCountries?: readonly string[];
  /** The country whose IBANs the placeholder shows the shape of. Default `DE`. */
  placeholderCountry?: string;
  iconStyle?: 'default' | 'solid';
  hideIcon?: boolean;
  /** Class names that the container gets in each state; default `StripeElement`, `StripeElement--focus`, … */
  classes?: ElementClasses;
  style?: ElementStyle;
  disabled?: boolean;
}

export interface IbanElementEvents extends ElementEvents<'iban'> {
  change: IbanElementChangeEvent;
}

export interface IbanElementChangeEvent extends ElementChangeEvent<'iban'> {
  /** The country of what is typed, ISO 3166-1 alpha-2; empty where there is none yet. */
  country: string;
  /** The name of the bank; empty if the frame does not know it. */
  bankName: string;
}
