import { createHmac } from 'node:crypto';

/** The keyed hashes of one deployment. Each purpose has its own key, so that no hash of one can be found in another. */
export interface Secrets {
  /** Returns the hash of an API key, as hex. */
  apiKey(key: string): string;
  /**
   * Returns the hash of a card number: the same within one account, a different one in every other account.
   * 22 characters, base64url.
   */
  cardFingerprint(accountId: string, number: string): string;
  /** Returns the hash of an IBAN, with the same properties. */
  bankFingerprint(accountId: string, iban: string): string;
  /** Returns the hash of what opens a hosted page: a link's secret, or a visitor's cookie. Hex. */
  link(secret: string): string;
  /** Returns the key of 32 bytes that an idempotency key seals an answer with. The database does not have its text. */
  sealingKey(text: string): Buffer;
  /** Returns the challenge that an authenticator signs for a question, as base64url: nobody else can tell it. */
  challenge(text: string): string;
  /** Returns the hash of an idempotency key or of a request's parameters, as hex. */
  idempotency(text: string): string;
}

/**
 * Creates the keyed hashes (HMAC-SHA256) from the deployment's root secret.
 *
 * The root secret is random and lives in the database beside the hashes. It keeps hashes of two deployments
 * apart; it does not protect them from someone who has the whole database. API keys have 142 random bits and
 * need no more. Card numbers and IBANs are hashed only in test mode, where they are public.
 */
export function deriveSecrets(rootSecret: string): Secrets {
  const derive = (purpose: string) => createHmac('sha256', rootSecret).update(purpose).digest();
  const [apiKey, idempotency] = [derive('key'), derive('idempotency')];
  const [link, sealing, challenge] = [derive('link'), derive('sealing'), derive('challenge')];
  const fingerprint = (secret: Buffer) => (accountId: string, number: string) =>
    createHmac('sha256', secret).update(`${accountId}:${number}`).digest('base64url').slice(0, 22);
  return {
    apiKey: (key) => createHmac('sha256', apiKey).update(key).digest('hex'),
    cardFingerprint: fingerprint(derive('card')),
    bankFingerprint: fingerprint(derive('bank')),
    link: (secret) => createHmac('sha256', link).update(secret).digest('hex'),
    sealingKey: (text) => createHmac('sha256', sealing).update(text).digest(),
    challenge: (text) => createHmac('sha256', challenge).update(text).digest('base64url'),
    idempotency: (text) => createHmac('sha256', idempotency).update(text).digest('hex'),
  };
}
