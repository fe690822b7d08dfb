import type Stripe from 'stripe';
import type { ScopedDatabase, Work } from '../../kernel/scope.js';
import { type Documents, documents } from '../../kernel/store/documents.js';
import { fileLinks as table } from './table.js';

export const fileLinks: Documents<typeof table> = documents(table, 'file_link');

/** Returns a link as it is now: it expires automatically. */
export const asOf = (body: Stripe.FileLink, now: Date): Stripe.FileLink => ({
  ...body,
  expired: body.expires_at !== null && body.expires_at * 1000 <= now.getTime(),
});

/** Loads a link that another object names. */
export async function loadFileLink(
  owner: Pick<Work, 'now'> & ScopedDatabase,
  id: string,
): Promise<Stripe.FileLink | undefined> {
  const body = await fileLinks.load(owner, id);
  return body && asOf(body, owner.now);
}
