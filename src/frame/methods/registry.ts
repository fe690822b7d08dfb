import { card } from './card/method.js';
import type { Method } from './method.js';

/** A module with a method. */
type Module = Promise<{ method: Method }>;
const loaded = async (module: Module) => (await module).method;

/**
 * Types of payment method that have fields, terms or data of their own, and ways of agreeing that types share, each loaded when
 * its row is opened. Every other type that the host offers has the billing details that the host asks for, and leads to another
 * page.
 */
export const METHODS: Record<string, () => Method | Promise<Method>> = {
  card: () => card,
  sepa_debit: () => loaded(import('./sepa_debit/method.js')),
  us_bank_account: () => loaded(import('./us_bank_account/method.js')),
  bacs_debit: () => loaded(import('./bacs_debit/method.js')),
  au_becs_debit: () => loaded(import('./au_becs_debit/method.js')),
  nz_bank_account: () => loaded(import('./nz_bank_account/method.js')),
  blik: () => loaded(import('./blik/method.js')),
  eps: async () => (await import('./bank-choice.js')).eps,
  p24: async () => (await import('./bank-choice.js')).p24,
  voucher: () => loaded(import('./voucher/method.js')),
};
