import { and, desc, eq } from 'drizzle-orm';
import type { ScopedDatabase } from '../../kernel/scope.js';
import { type Documents, documents } from '../../kernel/store/documents.js';
import { ownedBy } from '../../kernel/store/owner.js';
import { creditNotes as table } from './table.js';

export const creditNotes: Documents<typeof table> = documents(table, 'credit_note');

export type NoteRow = typeof table.$inferSelect;

/** Returns the credit notes of an invoice, newest first. */
export const notesOf = (work: ScopedDatabase, invoice: string): Promise<NoteRow[]> =>
  work.db
    .select()
    .from(table)
    .where(and(ownedBy(work, table), eq(table.invoiceId, invoice)))
    .orderBy(desc(table.createdAt), desc(table.seq));

/** Finds the credit note of an address. */
export async function noteBySecret(owner: ScopedDatabase, secret: string): Promise<NoteRow | undefined> {
  const [row] = await owner.db
    .select()
    .from(table)
    .where(and(ownedBy(owner, table), eq(table.secret, secret)));
  return row;
}
