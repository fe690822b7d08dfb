import type { ErrorCode, ErrorType } from '../../contract/errors.js';
import { describePublishable } from '../../keys/index.js';
import { type Init, PROTOCOL, type WireError } from '../../wire/index.js';

const refused = (type: ErrorType, code: ErrorCode, message: string): WireError => ({ type, code, message });

/**
 * Returns the reason why a frame will not serve a page, if there is one. The page's script has made the same
 * checks, but a frame does not rely on them: an attacker who changes that script gains nothing.
 */
export function refusal({ protocol, key }: Init, pageOrigin: string): WireError | undefined {
  if (protocol !== PROTOCOL) {
    const versions = `The page speaks protocol ${protocol} and the frame ${PROTOCOL}`;
    return refused(
      'api_connection_error',
      'frame_version_mismatch',
      `${versions}. Load the page's script from the host again.`,
    );
  }
  const { kind, mode } = describePublishable(key);
  if (kind !== 'publishable') {
    return refused(
      'invalid_request_error',
      'secret_key_refused',
      'A frame takes only publishable keys (pk_…).',
    );
  }
  if (!/^https?:\/\//.test(pageOrigin)) {
    return refused('invalid_request_error', 'insecure_page', 'A frame serves only https: and http: pages.');
  }
  if (mode === 'live' && !(isHttps(pageOrigin) && isHttps(location.origin))) {
    return refused('invalid_request_error', 'insecure_page', 'A live mode key works only on https: pages.');
  }
  return undefined;
}

const isHttps = (origin: string) => origin.startsWith('https://');
