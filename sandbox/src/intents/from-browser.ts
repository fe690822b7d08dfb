import { invalidRequest } from '../kernel/errors.js';
import type { Viewer } from '../kernel/http/caller.js';
import { methods, type OptionsByType } from '../methods/index.js';

const SERVER_ONLY = ['capture_method', 'error_on_requires_action', 'off_session'];

/** What is sent to confirm an intent, as far as a page may not decide it. */
interface Sent {
  payment_method_options?: OptionsByType | undefined;
}

/**
 * Leaves to the server what a payment is safe by: whoever opens a page can change what it sends, and could have the issuer
 * not ask for them.
 *
 * @throws ApiError 400 that names the parameter.
 */
export function refuseFromBrowser(params: Sent, viewer: Viewer): void {
  if (viewer.kind !== 'publishable') return;
  const param = [
    ...SERVER_ONLY.filter((name) => (params as Record<string, unknown>)[name]),
    ...methods.all.flatMap(({ type, options }) =>
      namesIn(params.payment_method_options?.[type])
        .filter((name) => !options.fromBrowser.includes(name))
        .map((name) => `payment_method_options[${type}][${name}]`),
    ),
  ][0];
  if (param === undefined) return;
  throw invalidRequest(
    `A publishable key can't be used to set ${param}. Set it on your server, with a secret key, when the intent is made.`,
    { code: 'secret_key_required', param },
  );
}

const namesIn = (options: object = {}) =>
  Object.entries(options)
    .filter(([, value]) => value !== undefined)
    .map(([name]) => name);
