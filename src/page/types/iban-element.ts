import type {
  ElementBase,
  ElementChangeEvent,
  ElementClasses,
  ElementEvents,
  ElementStyle,
  VisibilityOption,
} from './element.js';

/** International Bank Account Number, ISO 13616. */
export type PayframeIbanElement = ElementBase<IbanElementOptions, IbanElementEvents>;

export interface IbanElementOptions extends VisibilityOption {
  /** Countries whose IBANs are accepted: `SEPA`, which is the default, and ISO 3166-1 alpha-2 codes. */
  supportedCountries?: readonly string[];
  /** Country whose IBAN format the placeholder shows. Default `DE`. */
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
  /** Country of the typed IBAN, ISO 3166-1 alpha-2; empty if there is none yet. */
  country: string;
  /** Name of the bank; empty if the frame does not know it. */
  bankName: string;
}
