/** The lists of names by which frames find misspelt ones are those of the types; nothing here runs. */
import type {
  ELEMENT_OPTIONS,
  GROUP_OPTIONS,
  OPTIONS_OF_OTHER_ELEMENTS,
} from '../../src/contract/option-names.js';
import type { ElementMap, ElementsOptions, PayframeElementType } from '../../src/page/index.js';

type Same<A, B> = [A, B] extends [B, A] ? true : never;
type NamesIn<T> = T extends unknown ? keyof T : never;
type Listed<T extends PayframeElementType> = (typeof ELEMENT_OPTIONS)[T][number];

export const ofElements: { [T in PayframeElementType]: Same<keyof ElementMap[T]['options'], Listed<T>> } = {
  payment: true,
  card: true,
  cardNumber: true,
  cardExpiry: true,
  cardCvc: true,
  postalCode: true,
  iban: true,
  auBankAccount: true,
  linkAuthentication: true,
  contactDetails: true,
  address: true,
  expressCheckout: true,
};

export const ofGroup: Same<
  NamesIn<ElementsOptions>,
  (typeof GROUP_OPTIONS | typeof OPTIONS_OF_OTHER_ELEMENTS)[number]
> = true;
