import type { Work } from '../../kernel/scope.js';
import { type Documents, documents } from '../../kernel/store/documents.js';
import { files as table } from './table.js';

export const files: Documents<typeof table> = documents(table, 'file');

/** Tells the purpose of a file; `undefined` where the account has none with this id. */
export const purposeOf = async (work: Work, id: string): Promise<string | undefined> =>
  (await files.load(work, id))?.purpose;
