/** An authenticator in software: it makes passkeys and signs with them, as a phone does. */
import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto';

/** What the bank's page asks a browser by. */
export interface BankQuestion {
  known: string[];
  toConfirm: string;
  toRegister: string;
  payment: {
    payeeName: string;
    payeeOrigin: string | null;
    total: { currency: string; value: string };
    instrument: string;
  };
}

/** What an answer says otherwise than it should. */
export interface Lie {
  type?: string;
  challenge?: string;
  origin?: string;
  /** The origin whose passkey it is. */
  host?: string;
  payment?: object;
  flags?: number;
}

const FLAGS = { verified: 0b101, present: 0b1, hasCredential: 0b100_0000 };

export function createAuthenticator(origin: string) {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const id = randomBytes(32);
  let count = 0;

  const base64url = (bytes: Buffer) => bytes.toString('base64url');
  const clientData = (data: object) => Buffer.from(JSON.stringify(data));

  function authenticatorData(flags: number, host = origin, created = Buffer.alloc(0)): Buffer {
    const counter = Buffer.alloc(4);
    counter.writeUInt32BE(++count);
    const rpIdHash = createHash('sha256').update(new URL(host).hostname).digest();
    return Buffer.concat([rpIdHash, Buffer.from([flags]), counter, created]);
  }

  return {
    id: base64url(id),
    /** Makes the passkey. Returns the fields of the bank's form. */
    register({ toRegister }: Pick<BankQuestion, 'toRegister'>, lie: Lie = {}): Record<string, string> {
      const { type = 'webauthn.create', challenge = toRegister, origin: at = origin } = lie;
      const length = Buffer.from([0, id.length]);
      const created = Buffer.concat([Buffer.alloc(16), length, id, Buffer.from('a0', 'hex')]);
      const flags = lie.flags ?? FLAGS.verified | FLAGS.hasCredential;
      return {
        'registration[id]': base64url(id),
        'registration[client_data]': base64url(
          clientData({ type, challenge, origin: at, crossOrigin: true }),
        ),
        'registration[authenticator_data]': base64url(authenticatorData(flags, lie.host, created)),
        'registration[public_key]': base64url(publicKey.export({ type: 'spki', format: 'der' })),
      };
    },
    /** Signs a payment. Returns the fields of the bank's form. */
    confirm({ toConfirm, payment: asked }: BankQuestion, lie: Lie = {}): Record<string, string> {
      const {
        type = 'payment.get',
        challenge = toConfirm,
        origin: at = origin,
        flags = FLAGS.verified,
      } = lie;
      const payment = {
        rpId: new URL(lie.host ?? origin).hostname,
        topOrigin: asked.payeeOrigin ?? origin,
        payeeName: asked.payeeName,
        ...(asked.payeeOrigin && { payeeOrigin: asked.payeeOrigin }),
        total: asked.total,
        instrument: { displayName: asked.instrument, icon: 'https://bank.example/card.png' },
        ...lie.payment,
      };
      const client = clientData({ type, challenge, origin: at, crossOrigin: true, payment });
      const data = authenticatorData(flags, lie.host);
      const signed = Buffer.concat([data, createHash('sha256').update(client).digest()]);
      return {
        'confirmation[id]': base64url(id),
        'confirmation[client_data]': base64url(client),
        'confirmation[authenticator_data]': base64url(data),
        'confirmation[signature]': base64url(sign('sha256', signed, privateKey)),
      };
    },
  };
}

/** Reads what a page of the bank asks a browser by; nothing where it asks for no passkey. */
export function questionIn(page: string): BankQuestion | undefined {
  const [, asked] = /data-asked="([^"]*)"/.exec(page) ?? [];
  return asked === undefined
    ? undefined
    : JSON.parse(asked.replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&amp;', '&'));
}

/** Completes a payment at its bank, and saves a passkey for its card. */
export async function savePasskey(url: string): Promise<void> {
  const asked = questionIn(await (await fetch(url)).text());
  if (!asked) throw new Error('The bank asks for no passkey.');
  const fields = createAuthenticator(new URL(url).origin).register(asked);
  await fetch(url, {
    method: 'POST',
    body: new URLSearchParams({ outcome: 'complete', ...fields }),
    redirect: 'manual',
  });
}
