import { type Language, languagesOf, type SharedKey } from '../language.js';
import type english from '../locales/checkout/en.json';

type Key = keyof typeof english;

export type CheckoutLanguage = Language<Key | SharedKey>;

/** The languages of the pages of Checkout and of Payment Links. */
export const speak = languagesOf<Key>('checkout');
