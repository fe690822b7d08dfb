/**
 * What an authenticator answers, and its checks.
 *
 * @see https://www.w3.org/TR/webauthn-3/ and https://www.w3.org/TR/secure-payment-confirmation/
 */
import { createHash, createPublicKey, type KeyObject, verify } from 'node:crypto';

/** An answer that proves nothing. The message says what is wrong with it. */
export class PasskeyRefused extends Error {}

/** What an answer was asked for by. */
export interface Asked {
  /** Random bytes that no other question has, as base64url. */
  challenge: string;
  /** Origin of the bank's page. */
  origin: string;
}

/** The part of an answer that the browser has put together. */
export interface ClientData {
  text: Buffer;
  payment: Record<string, unknown>;
}

export const refuseUnless = (holds: boolean, reason: string): void => {
  if (!holds) throw new PasskeyRefused(reason);
};

const asRecord = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};

/** @throws PasskeyRefused for an answer to another question, or on another page. */
export function readClientData(sent: string, type: string, { challenge, origin }: Asked): ClientData {
  const text = Buffer.from(sent, 'base64url');
  const data = asRecord(parsed(text));
  refuseUnless(data.type === type, `its type is not ${type}`);
  refuseUnless(data.challenge === challenge, 'it answers another question');
  refuseUnless(data.origin === origin, 'it was given on another page');
  return { text, payment: asRecord(data.payment) };
}

function parsed(text: Buffer): unknown {
  try {
    return JSON.parse(text.toString());
  } catch {
    return undefined;
  }
}

/** Places in the data of an authenticator, in bytes. */
const FLAGS_AT = 32;
const COUNT_AT = 33;
const CREDENTIAL_AT = 55;
const LENGTH_AT = 53;

/** Flags: the person was there, and the device knows who they are; a credential follows. */
const VERIFIED = 0b101;
const HAS_CREDENTIAL = 0b100_0000;

/**
 * Reads the part of an answer that the authenticator has put together. Returns how often it has signed.
 *
 * @throws PasskeyRefused for the passkey of another host, and where nobody has proven to be the holder.
 */
export function readAuthenticatorData(data: Buffer, { origin }: Pick<Asked, 'origin'>): number {
  const host = createHash('sha256').update(new URL(origin).hostname).digest();
  refuseUnless(data.length > COUNT_AT + 3, 'the data of its authenticator are too short');
  refuseUnless(data.subarray(0, FLAGS_AT).equals(host), 'it is of another host');
  refuseUnless(
    ((data[FLAGS_AT] ?? 0) & VERIFIED) === VERIFIED,
    'the authenticator did not verify the person',
  );
  return data.readUInt32BE(COUNT_AT);
}

/** Returns the id of the credential that an authenticator has created. */
export function createdId(data: Buffer): string {
  const has = data.length > CREDENTIAL_AT && ((data[FLAGS_AT] ?? 0) & HAS_CREDENTIAL) !== 0;
  refuseUnless(has, 'the authenticator has created no passkey');
  return data.subarray(CREDENTIAL_AT, CREDENTIAL_AT + data.readUInt16BE(LENGTH_AT)).toString('base64url');
}

/** @throws PasskeyRefused for what is no public key, and for a kind of key that the bank did not ask for. */
export function readPublicKey(sent: string): KeyObject {
  let key: KeyObject | undefined;
  try {
    key = createPublicKey({ key: Buffer.from(sent, 'base64url'), format: 'der', type: 'spki' });
  } catch {
    // The next line says it.
  }
  const { asymmetricKeyType: kind, asymmetricKeyDetails: details } = key ?? {};
  const isKnown = (kind === 'ec' && details?.namedCurve === 'prime256v1') || kind === 'rsa';
  refuseUnless(isKnown, 'its public key is none of ES256 or RS256');
  return key as KeyObject;
}

/** Checks the signature over both parts of an answer. */
export function checkSignature(key: KeyObject, authenticatorData: Buffer, client: Buffer, signature: Buffer) {
  const signed = Buffer.concat([authenticatorData, createHash('sha256').update(client).digest()]);
  refuseUnless(verify('sha256', signed, key, signature), 'its signature is wrong');
}
