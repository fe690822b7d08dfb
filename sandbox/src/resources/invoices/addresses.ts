import { randomBase62 } from '../../kernel/ids.js';
import type { Work } from '../../kernel/scope.js';

/** The path that the pages of invoices are under, and their PDFs. */
export const INVOICE_PATH = '/invoice';

/** The path that the PDFs of credit notes are under. */
export const CREDIT_NOTE_PATH = '/credit-note';

/** Characters of the part of an address that nobody can guess: 238 bits. */
const SECRET_LENGTH = 40;

/** Returns a new address under a path; `null` where nobody has said yet how this server is reached. */
export function newAddress(
  { accountId, origin }: Pick<Work, 'accountId' | 'origin'>,
  path: string,
): { secret: string; url: string | null } {
  const secret = randomBase62(SECRET_LENGTH);
  return { secret, url: origin === null ? null : `${origin}${path}/${accountId}/${secret}` };
}
