import { and, eq, gt } from 'drizzle-orm';
import type Stripe from 'stripe';
import { invalidRequest } from '../../kernel/errors.js';
import type { Call } from '../../kernel/http/route.js';
import { newId } from '../../kernel/ids.js';
import { type Links, linksIn, type VisitOf } from '../../kernel/links/links.js';
import type { Work } from '../../kernel/scope.js';
import { type SessionRow, sessions } from './sessions.js';
import { verificationLinks as table } from './table.js';

type Session = Stripe.Identity.VerificationSession;

/** Time in which a link has to be opened, as publicly documented. */
const LINK_LASTS_SECONDS = 48 * 3600;

/** Time in which a client secret has to be used, as publicly documented. */
const SECRET_LASTS_MS = 24 * 3600 * 1000;

export const verificationLinks: Links<typeof table> = linksIn(table, LINK_LASTS_SECONDS);

/** A visit of the page on which a person is verified. */
export type VerificationVisit = VisitOf<typeof table>;

/** The path that the pages are under. */
export const IDENTITY_PATH = '/identity';

/** Returns a session with an address and a client secret for its next submission, where it waits for one. */
export async function withLinks(work: Work & Pick<Call, 'origin'>, row: SessionRow): Promise<Session> {
  const { attempt, body, returnUrl } = row;
  if (!waitsForInput(body)) return body;
  const secret = await newLink(work, { attempt, returnUrl, sessionId: body.id });
  return {
    ...body,
    client_secret: `${body.id}_secret_${secret}`,
    url: `${work.origin}${IDENTITY_PATH}/open/${secret}`,
  };
}

const newLink = (
  work: Work,
  { attempt, returnUrl, sessionId }: Pick<VerificationVisit, 'attempt' | 'returnUrl' | 'sessionId'>,
): Promise<string> => verificationLinks.create(work, { id: newId('vlink'), attempt, returnUrl, sessionId });

/** Tells whether a session still waits for its person. */
const waitsForInput = ({ redaction, status }: Session): boolean =>
  status === 'requires_input' && redaction === null;

/** Tells whether a link is good for the next submission of its session. */
export const isGoodFor = (
  { attempt }: Pick<VerificationVisit, 'attempt'>,
  row: Pick<SessionRow, 'attempt' | 'body'>,
): boolean => attempt === row.attempt && waitsForInput(row.body);

/** Finds the link with a secret, which has not expired. */
export async function findLink(
  { db, secrets }: Pick<Work, 'db' | 'secrets'>,
  secret: string,
  now: Date,
): Promise<VerificationVisit | undefined> {
  const [link] = await db
    .select()
    .from(table)
    .where(and(eq(table.secretHash, secrets.link(secret)), gt(table.expiresAt, now)));
  return link;
}

/** Opens the page of a session for the dialog of a web page. Its address works for as long as the client secret would. */
export async function open(call: Call, clientSecret: string): Promise<object> {
  const { link, row } = await ofSecret(call, clientSecret);
  const isOld = link.createdAt.getTime() + SECRET_LASTS_MS <= call.now.getTime();
  if (isOld || !isGoodFor(link, row)) throw expired();
  const secret = await newLink(call, link);
  return { ...shownToPage(row.body), url: `${call.origin}${IDENTITY_PATH}/dialog/${secret}` };
}

/** Returns how far a session is, for the page whose dialog has shown it. */
export async function progressOf(call: Call, clientSecret: string): Promise<object> {
  return shownToPage((await ofSecret(call, clientSecret)).row.body);
}

/** A page learns nothing else of a session. */
const shownToPage = ({ id, last_error, livemode, object, status }: Session) => ({
  ...{ id, object, last_error, livemode, status },
});

/**
 * Finds the session and the link of a client secret, which may have been used.
 *
 * @throws ApiError 404 for one of no session.
 */
async function ofSecret(
  call: Call,
  clientSecret: string,
): Promise<{ link: VerificationVisit; row: SessionRow }> {
  const row = await sessions.find(call, call.id);
  const [of, secret = ''] = clientSecret.split('_secret_');
  const link = of === row.id ? await findLink(call, secret, call.now) : undefined;
  if (link?.sessionId === row.id && link.accountId === row.accountId && link.livemode === row.livemode)
    return { link, row };
  throw invalidRequest('The client_secret provided does not match the VerificationSession.', {
    code: 'resource_missing',
    param: 'client_secret',
  });
}

const expired = () =>
  invalidRequest(
    'The client_secret was used or has expired, or the VerificationSession no longer waits for input. Retrieve the ' +
      'VerificationSession on your server: while its status is requires_input, the answer has a new client_secret.',
    { code: 'session_expired', param: 'client_secret' },
  );
