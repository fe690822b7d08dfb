import { Secret, TOTP } from 'otpauth';

/** Number of codes for whoever has lost their phone. */
const RECOVERY_CODES = 10;

/** Time of one code, in seconds. */
const PERIOD = 30;

const RULES = { algorithm: 'SHA1', digits: 6, period: PERIOD } as const;

/** Returns a new secret, in base32, of the 160 bits that RFC 4226 recommends. */
export const newSecret = (): string => new Secret({ size: 20 }).base32;

/** Returns the address that an authenticator app reads from a QR code. */
export const uriOf = (secret: string, label: string): string =>
  new TOTP({ ...RULES, issuer: 'Payframe', label, secret }).toString();

/**
 * Returns the step of time that a code is of, by which it is told whether it was used before; `undefined` for a wrong one.
 * The steps before and after now count too, because clocks differ and people type slowly.
 */
export function stepOf(code: string, secret: string, now: Date): number | undefined {
  const timestamp = now.getTime();
  const delta = TOTP.validate({
    ...RULES,
    secret: Secret.fromBase32(secret),
    timestamp,
    token: code,
    window: 1,
  });
  return delta === null ? undefined : TOTP.counter({ period: PERIOD, timestamp }) + delta;
}

/** Returns codes that each replace the phone once: 80 random bits, in four groups. */
export const newRecoveryCodes = (): string[] =>
  Array.from({ length: RECOVERY_CODES }, () =>
    new Secret({ size: 10 }).base32.toLowerCase().replace(/(.{4})(?=.)/g, '$1-'),
  );

/** Returns a code as people type it, without its spaces, lines and capitals. */
export const plainCode = (typed: string): string => typed.replace(/[\s-]/g, '').toLowerCase();
