import { card } from './card/method.js';
import { ideal } from './ideal/method.js';
import { createMethods } from './methods.js';
import { sepaDebit } from './sepa-debit/method.js';
import { usBankAccount } from './us-bank-account/method.js';

/** Every type of payment method. An intent that names no types, and excludes none, has them in this order. */
export const methods = createMethods([card, sepaDebit, usBankAccount, ideal]);

export type MethodType = (typeof methods.types)[number];

/** Options by type of payment method. */
export type OptionsByType = Partial<Record<MethodType, object | undefined>>;
