import { newId } from '../../kernel/ids.js';
import { type Links, linksIn, type VisitOf } from '../../kernel/links/links.js';
import type { Work } from '../../kernel/scope.js';
import { accountLinks as table } from './table.js';

export const accountLinks: Links<typeof table> = linksIn(table);

/** A visit of a hosted page by the holder of an account. */
export type Visit = VisitOf<typeof table>;

/** The parts of a link that its platform chooses. */
type LinkRequest = Pick<Visit, 'connectedId' | 'purpose'> &
  Partial<Pick<Visit, 'eventually' | 'refreshUrl' | 'returnUrl'>>;

/** Creates a link to a hosted page. Returns its address. */
export async function createLink(work: Work, origin: string, request: LinkRequest): Promise<string> {
  const start = { eventually: false, refreshUrl: null, returnUrl: null, ...request };
  const secret = await accountLinks.create(work, { ...start, id: newId('alink') });
  return `${origin}/connect/open/${secret}`;
}
