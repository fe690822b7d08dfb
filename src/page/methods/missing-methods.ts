import { PayframeError } from '../errors.js';

/** How the names of Stripe.js's methods begin. */
const METHOD = /^(?:collect|confirm|create|init|initialize|payment|process|redirectTo|retrieve|verify)[A-Z]/;

/**
 * The object with methods of Stripe.js's that this version does not have: each is there and says so in its `{error}`,
 * where a missing one would stop the page.
 */
export function withMissingMethods<T extends object>(payframe: T): T {
  // Without a prototype, which a page's script may have given traps of its own.
  const handler: ProxyHandler<T> = Object.create(null);
  handler.get = (target, name) =>
    Reflect.get(target, name) ??
    (METHOD.test(String(name))
      ? async () => ({ error: notAvailable(`payframe.${String(name)}`) })
      : undefined);
  return new Proxy(payframe, handler);
}

export const notAvailable = (what: string): PayframeError =>
  new PayframeError({
    type: 'invalid_request_error',
    code: 'method_not_available',
    message: `${what} is not available in this version of Payframe.`,
  });
