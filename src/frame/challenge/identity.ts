import type { ErrorCode } from '../../contract/errors.js';
import type { JsonObject } from '../../wire/index.js';
import type { Answer } from '../api/answer.js';
import type { TextKey } from '../language/locales/texts.js';
import { text } from '../language/texts.js';

/** Pattern of the client secret of a verification session: its id, `_secret_`, and a random part. */
const CLIENT_SECRET = /^(vs_\w+?)_secret_\w+$/;

/** A verification session, as the dialog reaches it. */
export interface Session {
  id: string;
  client_secret: string;
}

/** Reads the session that a call is about; returns `undefined` where it is about an intent. */
export function identityOf({ client_secret }: JsonObject): Session | undefined {
  const [, id] = (typeof client_secret === 'string' && CLIENT_SECRET.exec(client_secret)) || [];
  return id === undefined ? undefined : { id, client_secret: client_secret as string };
}

/** How the dialog of a verification ends where nothing is submitted. */
export type IdentityFailure = Extract<
  ErrorCode,
  | 'consent_declined'
  | 'country_not_supported'
  | 'device_unsupported'
  | 'session_cancelled'
  | 'session_expired'
  | 'under_supported_age'
>;

const TEXTS: Record<IdentityFailure, TextKey> = {
  consent_declined: 'identity_declined',
  country_not_supported: 'identity_impossible',
  device_unsupported: 'identity_impossible',
  session_cancelled: 'identity_cancelled',
  session_expired: 'identity_expired',
  under_supported_age: 'identity_impossible',
};

/** Returns the error of a dialog that ended without anything submitted, in the person's language. */
export const identityFailure = (code: IdentityFailure): Answer => ({
  error: { type: 'invalid_request_error', code, message: text(TEXTS[code]) },
});
