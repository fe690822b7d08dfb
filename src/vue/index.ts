import type {
  ElementOf,
  PayframeAddressElement,
  PayframeExpressCheckoutElement,
  PayframePaymentElement,
} from '../page/index.js';
import { type ElementComponent, type ElementProps, elementComponent } from './element-component.js';

export type { CheckoutState, CheckoutValue } from '../bindings/checkout.js';
export {
  CheckoutProvider,
  type CheckoutProviderProps,
  useCheckout,
} from './checkout.js';
export {
  Elements,
  type ElementsContextValue,
  type ElementsProps,
  useElements,
  usePayframe,
} from './elements.js';
export {
  EmbeddedCheckout,
  EmbeddedCheckoutProvider,
  type EmbeddedCheckoutProviderProps,
} from './embedded-checkout.js';
export type { ElementComponent, ElementProps };

export type PaymentElementProps = ElementProps<ElementOf<'payment'>, PayframePaymentElement>;
export type CardElementProps = ElementProps<ElementOf<'card'>>;
export type CardNumberElementProps = ElementProps<ElementOf<'cardNumber'>>;
export type CardExpiryElementProps = ElementProps<ElementOf<'cardExpiry'>>;
export type CardCvcElementProps = ElementProps<ElementOf<'cardCvc'>>;
export type PostalCodeElementProps = ElementProps<ElementOf<'postalCode'>>;
export type IbanElementProps = ElementProps<ElementOf<'iban'>>;
export type AuBankAccountElementProps = ElementProps<ElementOf<'auBankAccount'>>;
export type LinkAuthenticationElementProps = ElementProps<ElementOf<'linkAuthentication'>>;
export type ExpressCheckoutElementProps = ElementProps<
  ElementOf<'expressCheckout'>,
  PayframeExpressCheckoutElement
>;
export type ContactDetailsElementProps = ElementProps<ElementOf<'contactDetails'>>;
export type AddressElementProps = ElementProps<ElementOf<'address'>, PayframeAddressElement>;

/**
 * Form for every payment method that a payment can be made by.
 *
 * @example
 * ```vue
 * <Elements :payframe="payframe" :options="{ clientSecret }">
 *   <PaymentElement :options="{ layout: 'tabs' }" @loaderror="message = $event.error.message" />
 * </Elements>
 * ```
 */
export const PaymentElement = /* @__PURE__ */ elementComponent('payment');
/**
 * Whole card in one Element.
 *
 * @example
 * ```vue
 * <label for="card">Card</label>
 * <CardElement id="card" :options="{ hidePostalCode: true }" @change="message = $event.error?.message" />
 * ```
 */
export const CardElement = /* @__PURE__ */ elementComponent('card');
/**
 * Number of a card. Together with the other Elements of its group it is one card.
 *
 * @example
 * ```vue
 * <CardNumberElement :options="{ showIcon: true }" />
 * <CardExpiryElement />
 * <CardCvcElement />
 * ```
 */
export const CardNumberElement = /* @__PURE__ */ elementComponent('cardNumber');
/** Expiry date of a card. See {@link CardNumberElement}. */
export const CardExpiryElement = /* @__PURE__ */ elementComponent('cardExpiry');
/** Security code of a card. See {@link CardNumberElement}. */
export const CardCvcElement = /* @__PURE__ */ elementComponent('cardCvc');
/** Postal code of a card's holder. See {@link CardNumberElement}. */
export const PostalCodeElement = /* @__PURE__ */ elementComponent('postalCode');
/**
 * IBAN of a bank account.
 *
 * @example
 * ```vue
 * <IbanElement :options="{ supportedCountries: ['SEPA'] }" @change="bank = $event.bankName" />
 * ```
 */
export const IbanElement = /* @__PURE__ */ elementComponent('iban');
/** BSB number and account number of a bank account in Australia. */
export const AuBankAccountElement = /* @__PURE__ */ elementComponent('auBankAccount');
/** Email address of the payer. A Payment Element of the same group takes it over. There is no Link here. */
export const LinkAuthenticationElement = /* @__PURE__ */ elementComponent('linkAuthentication');
/** Contact details of the payer. A Payment Element of the same group takes them over. */
export const ContactDetailsElement = /* @__PURE__ */ elementComponent('contactDetails');
/**
 * Name and address, as the country writes it. A group may have one of each mode. A Payment Element of the same group pays with the
 * billing address, and sends the shipping address along.
 *
 * @example
 * ```vue
 * <AddressElement :options="{ mode: 'shipping' }" @change="country = $event.value.address.country" />
 * ```
 */
export const AddressElement = /* @__PURE__ */ elementComponent('address');
/**
 * Buttons of wallets, such as Google Pay. Without a listener for `click`, a click opens the wallet with the options.
 *
 * @example
 * ```vue
 * <ExpressCheckoutElement @confirm="pay" @cancel="message = ''" />
 * ```
 */
export const ExpressCheckoutElement = /* @__PURE__ */ elementComponent('expressCheckout');
