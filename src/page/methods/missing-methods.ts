import { PayframeError } from '../errors.js';

/** Matches the names of Stripe.js's methods by their first words: collect, confirm, create, init, payment, process, redirect, … */
const METHOD = /^(?:col|con|cre|init|pay|pro|re|ver)[a-z]*[A-Z]/;

/**
 * Adds the methods of Stripe.js that this version lacks. Each resolves with an `{error}` that says so, so that calling it
 * does not stop the page's script.
 */
export function withMissingMethods<T extends object>(payframe: T): T {
  // Without a prototype: a page's script may have added traps to `Object.prototype`.
  return new Proxy(payframe, {
    __proto__: null,
    get: (target, name) =>
      Reflect.get(target, name) ??
      (METHOD.test(String(name))
        ? async () => ({ error: notAvailable(`payframe.${String(name)}`) })
        : undefined),
  } as ProxyHandler<T>);
}

export const notAvailable = (what: string): PayframeError =>
  new PayframeError({
    type: 'invalid_request_error',
    code: 'method_not_available',
    message: `${what} is not available in this version of Payframe.`,
  });
