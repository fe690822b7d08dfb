import type { WireError } from '../../../wire/index.js';

const NO_INTENT: WireError = {
  type: 'invalid_request_error',
  code: 'invalid_option',
  param: 'clientSecret',
  message: 'elements() needs a clientSecret, or mode, amount and currency.',
};

/**
 * Returns why there is no form, and says it on the console, because a shop that does not listen to `loaderror` sees only an empty
 * place.
 */
export function reportRefusal(error?: Record<string, unknown>): WireError {
  const refusal = readRefusal(error);
  console.warn(`Payframe: The Payment Element has no form. ${refusal.message}`);
  return refusal;
}

/** Returns the parts of the host's error that say why. Without one, nothing was asked for. */
function readRefusal(error?: Record<string, unknown>): WireError {
  if (!error) return NO_INTENT;
  const parts = ['type', 'code', 'param', 'message', 'doc_url'].flatMap((name) =>
    typeof error[name] === 'string' ? [[name, error[name].slice(0, 500)]] : [],
  );
  return { type: 'api_error', message: 'The host refused the request.', ...Object.fromEntries(parts) };
}
