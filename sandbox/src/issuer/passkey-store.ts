import { and, eq } from 'drizzle-orm';
import type { ScopedDatabase, Work } from '../kernel/scope.js';
import { ownedBy, ownRow } from '../kernel/store/owner.js';
import type { Passkey } from './passkey-registration.js';
import { passkeys } from './table.js';

/** Finds the passkeys of a card's holder. */
export const passkeysOf = (scope: ScopedDatabase, cardFingerprint: string): Promise<Passkey[]> =>
  scope.db
    .select()
    .from(passkeys)
    .where(and(ownedBy(scope, passkeys), eq(passkeys.cardFingerprint, cardFingerprint)))
    .orderBy(passkeys.createdAt)
    .limit(MOST);

/** Most passkeys that a browser is asked for. */
const MOST = 20;

/** Keeps a passkey. One that is there already stays as it is. */
export async function keepPasskey(
  { db, accountId, livemode, now: createdAt }: Work,
  cardFingerprint: string,
  passkey: Passkey,
): Promise<void> {
  await db
    .insert(passkeys)
    .values({ ...passkey, accountId, livemode, createdAt, cardFingerprint })
    .onConflictDoNothing();
}

export async function noteSignCount(work: Work, id: string, signCount: number): Promise<void> {
  await work.db
    .update(passkeys)
    .set({ signCount })
    .where(ownRow(work, passkeys, id));
}
