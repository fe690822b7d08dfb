import { pgTable } from 'drizzle-orm/pg-core';
import { document, newestFirst } from '../../../../sandbox/src/kernel/db/columns.js';

export interface Note {
  id: string;
  object: 'note';
  created: number;
  customer: string;
  livemode: boolean;
  /** The note that this one answers. */
  reply_to: string | null;
  text: string;
}

export const notes = pgTable('notes', document<Note>(), (table) => newestFirst(table));
