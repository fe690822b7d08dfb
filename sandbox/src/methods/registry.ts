import { card } from './card/method.js';
import { createMethods } from './methods.js';
import { sepaDebit } from './sepa-debit/method.js';

/** Every type of payment method. An intent that names no types, and rules none out, has them in this order. */
export const methods = createMethods([card, sepaDebit]);

export type MethodType = (typeof methods.types)[number];

/** Options by the type of payment method that they are of. */
export type OptionsByType = Partial<Record<MethodType, object | undefined>>;
