import { isRecord, type JsonObject } from '../../wire/index.js';
import type { Answer } from '../api/answer.js';
import type { Request } from '../api/sender.js';
import { createBankFrame, whenReturned } from './bank-page.js';
import { type IdentityFailure, identityFailure, type Session } from './identity.js';
import { hideBank, showBank } from './view.js';

/**
 * Shows the page on which a person is verified, until they have submitted.
 *
 * @param stopped Resolves when they leave the dialog before that.
 */
export async function verifyIdentity(
  { id, client_secret }: Session,
  send: (request: Request) => Promise<Answer>,
  stopped: Promise<undefined>,
): Promise<Answer> {
  const ask = (step: string) =>
    send({ path: `/v1/identity/verification_sessions/${id}/${step}`, params: { client_secret } });
  const opened = await Promise.race([ask('open'), stopped]);
  if (!opened) return identityFailure('session_cancelled');
  if ('error' in opened)
    return opened.error.code === 'session_expired' ? identityFailure('session_expired') : opened;
  const page = createBankFrame(opened.value.url);
  if (!page) return identityFailure('session_expired');
  const returned = whenReturned(page);
  showBank(page);
  const isDone = await Promise.race([returned, stopped]);
  hideBank();
  const answer = await ask('progress');
  return 'error' in answer ? answer : resultOf(answer.value, isDone);
}

/** Returns the session where its person has submitted something, and otherwise why they did not. */
function resultOf({ id = null, last_error: error, status }: JsonObject, isDone: true | undefined): Answer {
  if (status !== 'requires_input') return { value: { id } };
  if (!isDone) return identityFailure('session_cancelled');
  const code = isRecord(error) ? `${error.code}` : '';
  return Object.hasOwn(EARLY_ENDS, code)
    ? identityFailure(EARLY_ENDS[code] as IdentityFailure)
    : { value: { id } };
}

/** The errors of verifications that end before anything is submitted, by the code in the session. */
const EARLY_ENDS: Readonly<Record<string, IdentityFailure>> = {
  abandoned: 'session_cancelled',
  consent_declined: 'consent_declined',
  country_not_supported: 'country_not_supported',
  device_not_supported: 'device_unsupported',
  under_supported_age: 'under_supported_age',
};
