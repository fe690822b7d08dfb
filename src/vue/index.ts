import type { ElementOf } from '../page/index.js';
import { type ElementComponent, type ElementProps, elementComponent } from './element-component.js';

export {
  Elements,
  type ElementsContextValue,
  type ElementsProps,
  useElements,
  usePayframe,
} from './elements.js';
export type { ElementComponent, ElementProps };

export type CardElementProps = ElementProps<ElementOf<'card'>>;
export type CardNumberElementProps = ElementProps<ElementOf<'cardNumber'>>;
export type CardExpiryElementProps = ElementProps<ElementOf<'cardExpiry'>>;
export type CardCvcElementProps = ElementProps<ElementOf<'cardCvc'>>;
export type PostalCodeElementProps = ElementProps<ElementOf<'postalCode'>>;
export type IbanElementProps = ElementProps<ElementOf<'iban'>>;

/** All of a card in one Element. */
export const CardElement = /* @__PURE__ */ elementComponent('card');
/** A card's number; with the others of its group it is one card. */
export const CardNumberElement = /* @__PURE__ */ elementComponent('cardNumber');
export const CardExpiryElement = /* @__PURE__ */ elementComponent('cardExpiry');
export const CardCvcElement = /* @__PURE__ */ elementComponent('cardCvc');
export const PostalCodeElement = /* @__PURE__ */ elementComponent('postalCode');
export const IbanElement = /* @__PURE__ */ elementComponent('iban');
