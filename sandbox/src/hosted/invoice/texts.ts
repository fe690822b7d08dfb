import { type Language, languagesOf, type SharedKey } from '../language.js';
import type english from '../locales/invoice/en.json';

type Key = keyof typeof english;

export type InvoiceLanguage = Language<Key | SharedKey>;

/** The languages of the pages of invoices. */
export const speak = languagesOf<Key>('invoice');
