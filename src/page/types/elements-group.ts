import type { PayframeError } from '../errors.js';
import type {
  CardCvcElementOptions,
  CardElementOptions,
  CardExpiryElementOptions,
  CardNumberElementOptions,
  PayframeCardCvcElement,
  PayframeCardElement,
  PayframeCardExpiryElement,
  PayframeCardNumberElement,
  PayframePostalCodeElement,
  PostalCodeElementOptions,
} from './card-elements.js';

export type ElementLocale = 'auto' | (string & {}); /* a BCP 47 tag */

export interface ElementsOptions {
  locale?: ElementLocale;
  /** Moves the caret to the next of the card's Elements once a field is complete, and back from an empty one. */
  autoAdvance?: boolean;
  // biome-ignore lint/suspicious/noExplicitAny: With `unknown` an interface, such as those of Stripe.js, would not fit.
  [laterOption: string]: any;
}

export interface PayframeElements {
  /** @throws IntegrationError for an unknown type, or a second Element of the same type. */
  create(type: 'card', options?: CardElementOptions): PayframeCardElement;
  create(type: 'cardNumber', options?: CardNumberElementOptions): PayframeCardNumberElement;
  create(type: 'cardExpiry', options?: CardExpiryElementOptions): PayframeCardExpiryElement;
  create(type: 'cardCvc', options?: CardCvcElementOptions): PayframeCardCvcElement;
  create(type: 'postalCode', options?: PostalCodeElementOptions): PayframePostalCodeElement;
  /** The Element of that type, or `null` where there is none. Also takes a component function of a wrapper. */
  getElement(type: 'card'): PayframeCardElement | null;
  getElement(type: 'cardNumber'): PayframeCardNumberElement | null;
  getElement(type: 'cardExpiry'): PayframeCardExpiryElement | null;
  getElement(type: 'cardCvc'): PayframeCardCvcElement | null;
  getElement(type: 'postalCode'): PayframePostalCodeElement | null;
  getElement(component: object): PayframeCardElement | null;
  update(options: ElementsOptions): Promise<void>;
  on(eventType: 'update-end', handler: () => unknown): void;
  /** Validates what is in the Elements, and shows what is missing. */
  submit(): Promise<SubmitResult>;
  fetchUpdates(): Promise<{ error?: { message: string; status?: string } }>;
}

export type SubmitResult =
  | { error: PayframeError; selectedPaymentMethod?: undefined }
  | { error?: undefined; selectedPaymentMethod: string };
