import * as v from 'valibot';
import {
  type Asked,
  createdId,
  readAuthenticatorData,
  readClientData,
  readPublicKey,
  refuseUnless,
} from './webauthn.js';

/** Bytes of an authenticator in a form. A passkey's own are far fewer. */
export const base64url = v.pipe(v.string(), v.regex(/^[\w-]+$/), v.maxLength(8192));

export const registrationParams = v.strictObject({
  id: base64url,
  client_data: base64url,
  authenticator_data: base64url,
  public_key: base64url,
});

export type Registration = v.InferOutput<typeof registrationParams>;

/** A passkey, as the bank keeps it. */
export interface Passkey {
  id: string;
  publicKey: string;
  signCount: number;
}

/**
 * Reads a passkey that was created for a card. Nobody vouches for the device that made it.
 *
 * @throws PasskeyRefused
 */
export function readRegistration(sent: Registration, asked: Asked): Passkey {
  readClientData(sent.client_data, 'webauthn.create', asked);
  const data = Buffer.from(sent.authenticator_data, 'base64url');
  const signCount = readAuthenticatorData(data, asked);
  refuseUnless(createdId(data) === sent.id, 'its id is not the one that the authenticator has given it');
  readPublicKey(sent.public_key);
  return { id: sent.id, publicKey: sent.public_key, signCount };
}
