import type {
  AddressElementEvents,
  AddressElementMethods,
  AddressElementOptions,
} from './address-element.js';
import type { AuBankAccountElementEvents, AuBankAccountElementOptions } from './au-bank-account-element.js';
import type {
  CardCvcElementEvents,
  CardCvcElementOptions,
  CardElementEvents,
  CardElementOptions,
  CardExpiryElementEvents,
  CardExpiryElementOptions,
  CardNumberElementEvents,
  CardNumberElementOptions,
  PostalCodeElementEvents,
  PostalCodeElementOptions,
} from './card-elements.js';
import type { ContactElementEvents, ContactElementOptions } from './contact-elements.js';
import type { ElementBase, NamesOf } from './element.js';
import type {
  ExpressCheckoutElementEvents,
  ExpressCheckoutElementMethods,
  ExpressCheckoutElementOptions,
} from './express-checkout-element.js';
import type { IbanElementEvents, IbanElementOptions } from './iban-element.js';
import type {
  PaymentElementEvents,
  PaymentElementMethods,
  PaymentElementOptions,
} from './payment-element.js';
import type { PaymentRequestButtonEvents, PaymentRequestButtonOptions } from './payment-request.js';

/** Options and events of each type of Element. */
export interface ElementMap {
  payment: { options: PaymentElementOptions; events: PaymentElementEvents };
  card: { options: CardElementOptions; events: CardElementEvents };
  cardNumber: { options: CardNumberElementOptions; events: CardNumberElementEvents };
  cardExpiry: { options: CardExpiryElementOptions; events: CardExpiryElementEvents };
  cardCvc: { options: CardCvcElementOptions; events: CardCvcElementEvents };
  postalCode: { options: PostalCodeElementOptions; events: PostalCodeElementEvents };
  iban: { options: IbanElementOptions; events: IbanElementEvents };
  auBankAccount: { options: AuBankAccountElementOptions; events: AuBankAccountElementEvents };
  linkAuthentication: { options: ContactElementOptions; events: ContactElementEvents<'linkAuthentication'> };
  contactDetails: { options: ContactElementOptions; events: ContactElementEvents<'contactDetails'> };
  address: { options: AddressElementOptions; events: AddressElementEvents };
  expressCheckout: { options: ExpressCheckoutElementOptions; events: ExpressCheckoutElementEvents };
}

export type PayframeElementType = NamesOf<ElementMap>;

/** All that a group creates: the Elements, and the button of a payment request. */
export interface CreatedMap extends ElementMap {
  paymentRequestButton: { options: PaymentRequestButtonOptions; events: PaymentRequestButtonEvents };
}

export type CreatedType = NamesOf<CreatedMap>;

/** Element of a type. */
export type ElementOf<T extends CreatedType> = ElementBase<CreatedMap[T]['options'], CreatedMap[T]['events']>;

/**
 * Methods that only one type of Element has. The last case is of no type: Stripe.js's group has more types of Elements, and the compiler
 * takes `any` for `T` when it compares the two groups.
 */
export type OwnMethods<T extends CreatedType> = T extends 'payment'
  ? PaymentElementMethods
  : T extends 'address'
    ? AddressElementMethods
    : T extends 'expressCheckout'
      ? ExpressCheckoutElementMethods
      : T extends CreatedType
        ? unknown
        : // biome-ignore lint/suspicious/noExplicitAny: Stands for an Element of any type.
          any;
