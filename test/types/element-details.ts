/** That a frame says of each Element what the public types promise of its `change` event; nothing here runs. */
import type { ElementChangeEvent, ElementMap, PayframeElementType } from '../../src/page/index.js';
import type { ElementDetails } from '../../src/wire/index.js';

type Promised<T extends PayframeElementType> = ElementMap[T]['events'] extends { change: infer Change }
  ? keyof Omit<Change, keyof ElementChangeEvent<T>>
  : never;
type Same<A, B> = [A, B] extends [B, A] ? true : never;

export const same: { [T in keyof ElementDetails]: Same<keyof ElementDetails[T], Promised<T>> } = {
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
