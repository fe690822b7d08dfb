import type {
  PayframeCardCvcElement,
  PayframeCardElement,
  PayframeCardExpiryElement,
  PayframeCardNumberElement,
  PayframeIbanElement,
  PayframePostalCodeElement,
} from '../page/index.js';
import { type ElementComponent, type ElementProps, elementComponent } from './element-component.js';

export {
  Elements,
  type ElementsContextValue,
  type ElementsProps,
  useElements,
  usePayframe,
} from './elements.js';
export type { ElementComponent, ElementProps };

export type CardElementProps = ElementProps<PayframeCardElement>;
export type CardNumberElementProps = ElementProps<PayframeCardNumberElement>;
export type CardExpiryElementProps = ElementProps<PayframeCardExpiryElement>;
export type CardCvcElementProps = ElementProps<PayframeCardCvcElement>;
export type PostalCodeElementProps = ElementProps<PayframePostalCodeElement>;
export type IbanElementProps = ElementProps<PayframeIbanElement>;

/** All of a card in one Element. */
export const CardElement: ElementComponent<PayframeCardElement> = /* @__PURE__ */ elementComponent('card');
/** A card's number; with the others of its group it is one card. */
export const CardNumberElement: ElementComponent<PayframeCardNumberElement> =
  /* @__PURE__ */ elementComponent('cardNumber');
export const CardExpiryElement: ElementComponent<PayframeCardExpiryElement> =
  /* @__PURE__ */ elementComponent('cardExpiry');
export const CardCvcElement: ElementComponent<PayframeCardCvcElement> =
  /* @__PURE__ */ elementComponent('cardCvc');
export const PostalCodeElement: ElementComponent<PayframePostalCodeElement> =
  /* @__PURE__ */ elementComponent('postalCode');
export const IbanElement: ElementComponent<PayframeIbanElement> = /* @__PURE__ */ elementComponent('iban');
