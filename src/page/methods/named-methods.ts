import { text } from '../input/options.js';

/** Matches the names of Stripe.js's methods by their first words: collect, confirm, create, handle, init, payment, process, redirect, verify, … */
const METHOD = /^(?:col|con|cre|han|init|pay|pro|re|ver)[a-z]*[A-Z]/;

/**
 * Methods with a type of payment method in their names, and those that verify a bank account. Types that this version lacks are
 * left out by their first letters: `AcssDebit`, `CustomerBalance`, …
 */
export const NAMED = /^(?:confirm(?!Ac|Cu|Gi|PayN|Pi|Pr|So|W)(\w+)|verifyMicrodepositsFor)(?:Payment|Setup)$/;

export interface Namer {
  /** Makes the method of a name; `type` is the type of payment method in it. */
  makeNamed(name: string, type?: string): unknown;
  /** Makes a method of the later script. */
  makeLater(name: string): unknown;
}

/**
 * Adds the methods that are made from their names: those with a type in it, and any other of Stripe.js, which the later script
 * has or refuses.
 */
export function withNamedMethods<T extends Namer>({
  makeNamed,
  makeLater,
  ...payframe
}: T): Omit<T, keyof Namer> {
  function make(name: string): unknown {
    const named = NAMED.exec(name);
    // `PayByBank` is `pay_by_bank`, but `PayPal` and `GrabPay` are one word.
    if (named) return makeNamed(name, named[1]?.replace(/\B(?=[A-Z])(?<![yb](?=P))/g, '_').toLowerCase());
    return METHOD.test(name) ? makeLater(name) : undefined;
  }
  // Without a prototype: a page's script may have added traps to `Object.prototype`. Svelte reads only what an object has.
  return new Proxy(payframe, {
    __proto__: null,
    get: (target, name) => (target as Record<PropertyKey, unknown>)[name] ?? make(text(name) ?? ''),
    has: (target, name) => name in target || METHOD.test(text(name) ?? ''),
  } as ProxyHandler<T>);
}
