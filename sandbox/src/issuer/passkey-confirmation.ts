import * as v from 'valibot';
import { exponentOf } from '../../../src/contract/money.js';
import { base64url, type Passkey } from './passkey-registration.js';
import {
  type Asked,
  checkSignature,
  readAuthenticatorData,
  readClientData,
  readPublicKey,
  refuseUnless,
} from './webauthn.js';

export const confirmationParams = v.strictObject({
  id: base64url,
  client_data: base64url,
  authenticator_data: base64url,
  signature: base64url,
});

export type Confirmation = v.InferOutput<typeof confirmationParams>;

/** The payment, as the browser shows it to the holder. */
export interface ShownPayment {
  payeeName: string;
  /** Origin of the shop's page, where the bank knows it. */
  payeeOrigin: string | null;
  total: { currency: string; value: string };
  /** Name of the card. */
  instrument: string;
}

/** Returns an amount of the smallest unit as browsers write it: `10.99`. */
export function totalOf(amount: number, currency: string): ShownPayment['total'] {
  const digits = exponentOf(currency);
  return { currency: currency.toUpperCase(), value: (amount / 10 ** digits).toFixed(digits) };
}

/**
 * Checks that the holder of a passkey has agreed to this payment, and to no other. Returns how often the authenticator has
 * signed by now.
 *
 * @throws PasskeyRefused
 */
export function checkConfirmation(
  sent: Confirmation,
  passkey: Passkey,
  asked: Asked,
  shown: ShownPayment,
): number {
  const { text, payment } = readClientData(sent.client_data, 'payment.get', asked);
  checkPayment(payment, asked, shown);
  const data = Buffer.from(sent.authenticator_data, 'base64url');
  const signCount = readAuthenticatorData(data, asked);
  checkSignature(readPublicKey(passkey.publicKey), data, text, Buffer.from(sent.signature, 'base64url'));
  const counts = signCount > 0 || passkey.signCount > 0;
  refuseUnless(!counts || signCount > passkey.signCount, 'its authenticator was copied');
  return signCount;
}

/** Compares what the browser has shown with what the bank asked about. */
function checkPayment(
  payment: Record<string, unknown>,
  { origin }: Asked,
  { payeeName, payeeOrigin, total, instrument }: ShownPayment,
): void {
  const { currency, value } = Object(payment.total) as Record<string, unknown>;
  refuseUnless(currency === total.currency && value === total.value, 'it is for another amount');
  refuseUnless(payment.payeeName === payeeName, 'it is for another payee');
  refuseUnless((payment.payeeOrigin ?? null) === payeeOrigin, 'it is for another shop');
  refuseUnless(payment.rpId === new URL(origin).hostname, 'it is of another bank');
  const { displayName } = Object(payment.instrument) as Record<string, unknown>;
  refuseUnless(displayName === instrument, 'it is for another card');
  // The page that the shopper was on: the shop's, or the bank's own.
  const isThere = payeeOrigin === null || payment.topOrigin === payeeOrigin || payment.topOrigin === origin;
  refuseUnless(isThere, 'it was given in another shop');
}
