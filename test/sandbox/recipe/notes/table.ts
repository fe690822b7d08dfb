import { document, newestFirst, ownedTable } from '../../../../sandbox/src/kernel/db/columns.js';

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

export const notes = ownedTable('notes', document<Note>(), (table) => newestFirst(table));
