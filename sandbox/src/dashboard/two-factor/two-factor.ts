import { and, eq, isNull } from 'drizzle-orm';
import type { Database } from '../../kernel/db/database.js';
import { settings } from '../../kernel/db/tables.js';
import { seal, unseal } from '../../kernel/http/seal.js';
import type { Secrets } from '../../kernel/secrets.js';
import type { Person } from '../people/roles.js';
import { people } from '../people/table.js';
import { newRecoveryCodes, newSecret, plainCode, stepOf, uriOf } from './codes.js';

/** Number of wrong codes in a row after which none is taken for a while. */
const MOST_WRONG = 5;
const BLOCKED_FOR_MS = 15 * 60 * 1000;

/** The setting that asks everyone for it. */
export const REQUIRED = 'dashboard_two_factor_required';

/** What a person needs to set their authenticator app up. */
export interface Proposal {
  /** In base32, for those who type it. */
  secret: string;
  uri: string;
  /** The same secret for the form that confirms it, which nobody else can create. */
  sealed: string;
}

/** The second factor of the people: codes that an authenticator app shows (TOTP, RFC 6238), and codes for whoever has lost it. */
export interface TwoFactor {
  /** Proposes a secret: a new one, or that of a form whose code was wrong. */
  propose(person: Person, sealed?: string): Proposal;
  /** Switches it on for a person who has typed a code. Returns their recovery codes, which are shown once. */
  confirm(person: Person, sealed: string, code: string, now: Date): Promise<string[] | undefined>;
  /** Checks a code of either kind. Each is right once. */
  check(personId: string, code: string, now: Date): Promise<'right' | 'wrong' | 'blocked'>;
  /** Number of recovery codes that a person has left; `undefined` where it is off. */
  codesLeft(personId: string): Promise<number | undefined>;
  /** Replaces the recovery codes of a person. */
  renew(personId: string): Promise<string[]>;
  switchOff(personId: string): Promise<void>;
  isRequired(): Promise<boolean>;
  require(isRequired: boolean): Promise<void>;
}

interface Services {
  db: Database;
  secrets: Secrets;
}

export function createTwoFactor(services: Services): TwoFactor {
  const keyOf = (personId: string) => services.secrets.sealingKey(`dashboard two-factor ${personId}`);
  const hashOf = (personId: string, code: string) =>
    services.secrets.link(`recovery code ${personId} ${plainCode(code)}`);
  const hashesOf = (personId: string, codes: string[]) => codes.map((code) => hashOf(personId, code));

  return {
    propose({ id, email }, sealed = '') {
      const secret = unsealed(sealed, keyOf(id)) ?? newSecret();
      return { secret, uri: uriOf(secret, email ?? 'owner'), sealed: seal(secret, keyOf(id)) };
    },

    async confirm({ id }, sealed, code, now) {
      const secret = unsealed(sealed, keyOf(id));
      const step = secret && stepOf(plainCode(code), secret, now);
      if (!step) return undefined;
      const codes = newRecoveryCodes();
      const values = { totpSecret: sealed, totpStep: step, recoveryCodes: hashesOf(id, codes) };
      const isOff = and(eq(people.id, id), isNull(people.totpSecret));
      const changed = await services.db
        .update(people)
        .set({ ...NOTHING_WRONG, ...values })
        .where(isOff)
        .returning({ id: people.id });
      return changed.length > 0 ? codes : undefined;
    },

    check: (personId, code, now) =>
      services.db.transaction(async (tx) => {
        // The row is locked, so that of two tries at the same time one is the first.
        const [row] = await tx.select().from(people).where(eq(people.id, personId)).for('update');
        if (!row?.totpSecret) return 'wrong';
        const change = (values: object) => tx.update(people).set(values).where(eq(people.id, personId));
        const recovery = hashOf(personId, code);
        if (row.recoveryCodes?.includes(recovery)) {
          await change({
            ...NOTHING_WRONG,
            recoveryCodes: row.recoveryCodes.filter((hash) => hash !== recovery),
          });
          return 'right';
        }
        if (row.codesBlockedUntil && row.codesBlockedUntil > now) return 'blocked';
        const step = stepOf(plainCode(code), unseal(row.totpSecret, keyOf(personId)), now);
        if (step !== undefined && step > (row.totpStep ?? 0)) {
          await change({ ...NOTHING_WRONG, totpStep: step });
          return 'right';
        }
        const wrong = row.wrongCodes + 1;
        const isBlocked = wrong >= MOST_WRONG;
        const until = new Date(now.getTime() + BLOCKED_FOR_MS);
        await change(isBlocked ? { wrongCodes: 0, codesBlockedUntil: until } : { wrongCodes: wrong });
        return isBlocked ? 'blocked' : 'wrong';
      }),

    async codesLeft(personId) {
      const [row] = await services.db.select().from(people).where(eq(people.id, personId));
      return row?.totpSecret ? (row.recoveryCodes?.length ?? 0) : undefined;
    },

    async renew(personId) {
      const codes = newRecoveryCodes();
      await services.db
        .update(people)
        .set({ recoveryCodes: hashesOf(personId, codes) })
        .where(eq(people.id, personId));
      return codes;
    },

    async switchOff(personId) {
      await services.db.update(people).set(OFF).where(eq(people.id, personId));
    },

    async isRequired() {
      return (await services.db.select().from(settings).where(eq(settings.name, REQUIRED))).length > 0;
    },

    async require(isRequired) {
      const { db } = services;
      if (isRequired)
        await db.insert(settings).values({ name: REQUIRED, value: 'true' }).onConflictDoNothing();
      else await db.delete(settings).where(eq(settings.name, REQUIRED));
    },
  };
}

const NOTHING_WRONG = { wrongCodes: 0, codesBlockedUntil: null };

export const OFF = { ...NOTHING_WRONG, totpSecret: null, totpStep: null, recoveryCodes: null };

function unsealed(sealed: string, key: Buffer): string | undefined {
  try {
    return unseal(sealed, key);
  } catch {
    return undefined;
  }
}
