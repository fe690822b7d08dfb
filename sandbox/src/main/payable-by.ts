import { eq } from 'drizzle-orm';
import { testKey } from '../api-keys/index.js';
import { accounts } from '../kernel/db/tables.js';
import type { Platform } from '../kernel/http/pipeline.js';

/** By which key a page takes a payment, and for which account where the key is its platform's. */
interface Payable {
  publishableKey: string;
  account: string | null;
}

/** Returns how the page of an invoice takes a payment for an account. */
export const payableBy =
  ({ db, secrets }: Pick<Platform, 'db' | 'secrets'>) =>
  async (accountId: string): Promise<Payable> => {
    const [row] = await db
      .select({ platform: accounts.platformId })
      .from(accounts)
      .where(eq(accounts.id, accountId));
    const account = row?.platform ? accountId : null;
    const publishableKey = await testKey(db, secrets, {
      accountId: row?.platform ?? accountId,
      kind: 'publishable',
    });
    return { publishableKey, account };
  };
