/** Custom elements, that are defined where this is imported in a browser. */
import type {
  PayframeCardCvcElement,
  PayframeCardElement,
  PayframeCardExpiryElement,
  PayframeCardNumberElement,
  PayframeIbanElement,
  PayframePostalCodeElement,
} from '../page/index.js';
import { fieldClass, type PayframeField } from './field.js';

export type { PayframeField };

/** The custom elements by their names. */
export interface PayframeFields {
  'payframe-card': PayframeField<PayframeCardElement>;
  'payframe-card-number': PayframeField<PayframeCardNumberElement>;
  'payframe-card-expiry': PayframeField<PayframeCardExpiryElement>;
  'payframe-card-cvc': PayframeField<PayframeCardCvcElement>;
  'payframe-postal-code': PayframeField<PayframePostalCodeElement>;
  'payframe-iban': PayframeField<PayframeIbanElement>;
}

declare global {
  interface HTMLElementTagNameMap extends PayframeFields {}
}

const TYPES: Record<keyof PayframeFields, string> = {
  'payframe-card': 'card',
  'payframe-card-number': 'cardNumber',
  'payframe-card-expiry': 'cardExpiry',
  'payframe-card-cvc': 'cardCvc',
  'payframe-postal-code': 'postalCode',
  'payframe-iban': 'iban',
};

/** Defines them; those that are there already stay, as where a page has two copies of this. */
function define(): void {
  for (const [name, type] of Object.entries(TYPES)) {
    if (!globalThis.customElements?.get(name)) globalThis.customElements?.define(name, fieldClass(type));
  }
}

define();
