import type { ScopedDatabase, Work } from '../kernel/scope.js';
import type { Secrets } from '../kernel/secrets.js';
import { type Confirmation, checkConfirmation, type ShownPayment, totalOf } from './passkey-confirmation.js';
import type { PasskeyQuestion } from './passkey-part.js';
import { type Registration, readRegistration } from './passkey-registration.js';
import { keepPasskey, noteSignCount, passkeysOf } from './passkey-store.js';
import type { Authentication } from './question.js';
import { refuseUnless } from './webauthn.js';

/** The passkeys of the test bank's cardholders. Each question has challenges of its own, and is settled only once. */
export function createPasskeys(secrets: Secrets) {
  const challenges = (id: string, origin: string) => ({
    toConfirm: { origin, challenge: secrets.challenge(`confirm ${id}`) },
    toRegister: { origin, challenge: secrets.challenge(`register ${id}`) },
  });

  /** Returns the payment as a browser can show it; nothing where there is no card, or nothing is paid. */
  function shownIn({ amount, currency, cardFingerprint, merchant, payeeOrigin, paidWith }: Authentication) {
    if (!cardFingerprint || amount === null || currency === null) return undefined;
    const shown: ShownPayment = {
      payeeName: merchant ?? 'Test shop',
      payeeOrigin,
      total: totalOf(amount, currency),
      instrument: paidWith,
    };
    return { shown, cardFingerprint };
  }

  return {
    /** Returns what the page asks the browser, if it can ask for a passkey. */
    async question(
      scope: ScopedDatabase,
      asked: Authentication,
      origin: string,
    ): Promise<PasskeyQuestion | undefined> {
      const payment = shownIn(asked);
      if (!payment) return undefined;
      const { toConfirm, toRegister } = challenges(asked.id, origin);
      const known = await passkeysOf(scope, payment.cardFingerprint);
      return {
        known: known.map(({ id }) => id),
        toConfirm: toConfirm.challenge,
        toRegister: toRegister.challenge,
        payment: payment.shown,
      };
    },

    /** @throws PasskeyRefused where the holder has not agreed to this payment by a passkey of this card. */
    async confirm(work: Work, asked: Authentication, origin: string, sent: Confirmation): Promise<void> {
      const payment = shownIn(asked);
      const known = payment ? await passkeysOf(work, payment.cardFingerprint) : [];
      const passkey = known.find(({ id }) => id === sent.id);
      refuseUnless(passkey !== undefined, 'the bank does not know it for this card');
      if (!payment || !passkey) return;
      const { toConfirm } = challenges(asked.id, origin);
      await noteSignCount(work, passkey.id, checkConfirmation(sent, passkey, toConfirm, payment.shown));
    },

    /** @throws PasskeyRefused for an answer to another question. */
    async register(work: Work, asked: Authentication, origin: string, sent: Registration): Promise<void> {
      const payment = shownIn(asked);
      refuseUnless(payment !== undefined, 'only a payment by card can be confirmed by one');
      const passkey = readRegistration(sent, challenges(asked.id, origin).toRegister);
      if (payment) await keepPasskey(work, payment.cardFingerprint, passkey);
    },
  };
}
