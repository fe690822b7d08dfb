import type Stripe from 'stripe';
import { newId } from '../../kernel/ids.js';
import type { Work } from '../../kernel/scope.js';
import { seconds } from '../../kernel/seconds.js';
import { type Documents, documents } from '../../kernel/store/documents.js';
import { type Check, checksOf, errorOf, failedCheck } from './outcomes.js';
import type { Sensitive } from './sensitive.js';
import type { Submission } from './submission.js';
import { verificationReports as table } from './table.js';

type Session = Stripe.Identity.VerificationSession;
type Report = Stripe.Identity.VerificationReport;

export const reports: Documents<typeof table> = documents(table, 'verification_report');

/** Writes the report of a submission. Returns its id. */
export async function report(work: Work, session: Session, submission: Submission): Promise<string> {
  const checks = checksOf(session);
  const body: Report = {
    id: newId('vr'),
    object: 'identity.verification_report',
    client_reference_id: session.client_reference_id,
    created: seconds(work.now),
    ...(checks.includes('document') && { document: documentOf(submission) }),
    ...(checks.includes('id_number') && { id_number: idNumberOf(submission) }),
    livemode: work.livemode,
    options: session.options ?? {},
    ...(checks.includes('selfie') && { selfie: selfieOf(submission) }),
    type: session.type,
    verification_session: session.id,
  };
  await reports.insert(work, {
    ...{ id: body.id, body, sensitive: sensitiveOf(work, checks, submission) },
    ...{ clientReferenceId: body.client_reference_id, sessionId: session.id, type: body.type },
  });
  return body.id;
}

const passes = ({ outcome }: Submission, check: Check) => failedCheck(outcome) !== check;

/** Returns the result of a check, as every part of a report has it. */
const resultOf = (submission: Submission, check: Check) =>
  passes(submission, check)
    ? ({ error: null, status: 'verified' } as const)
    : { error: errorOf(submission.outcome), status: 'unverified' };

function documentOf(submission: Submission): Stripe.Identity.VerificationReport.Document {
  const { country, documentType, person } = submission;
  const isRead = passes(submission, 'document');
  return {
    address: isRead ? person.address : null,
    files: [],
    first_name: isRead ? person.first_name : null,
    issued_date: isRead ? ISSUED : null,
    issuing_country: country,
    last_name: isRead ? person.last_name : null,
    type: documentType,
    ...resultOf(submission, 'document'),
  };
}

function idNumberOf(submission: Submission): Stripe.Identity.VerificationReport.IdNumber {
  const { first_name, last_name } = submission.person;
  const isKnown = passes(submission, 'id_number');
  return {
    first_name: isKnown ? first_name : null,
    id_number_type: idNumberTypeOf(submission),
    last_name: isKnown ? last_name : null,
    ...resultOf(submission, 'id_number'),
  };
}

const selfieOf = (submission: Submission): Stripe.Identity.VerificationReport.Selfie => ({
  document: null,
  selfie: null,
  ...resultOf(submission, 'selfie'),
});

const ISSUED = { day: 1, month: 1, year: 2020 };

/** Years until a document of test mode expires. */
const GOOD_FOR_YEARS = 5;

function sensitiveOf({ now }: Work, checks: Check[], submission: Submission): Sensitive {
  const { outcome, person } = submission;
  const { dob, id_number } = person;
  const age = outcome === 'document_expired' ? -1 : GOOD_FOR_YEARS;
  const expiration_date = { day: 1, month: 1, year: now.getUTCFullYear() + age };
  const isRead = passes(submission, 'document');
  const isKnown = passes(submission, 'id_number');
  return {
    ...(checks.includes('document') && {
      document: { dob: isRead ? dob : null, expiration_date, number: isRead ? DOCUMENT_NUMBER : null },
    }),
    ...(checks.includes('id_number') && {
      id_number: {
        dob: isKnown ? dob : null,
        id_number: isKnown ? shownNumber(submission, id_number) : null,
      },
    }),
  };
}

const DOCUMENT_NUMBER = 'TEST0000';

/** The kinds of ID numbers that can be checked, by the country that gives them out. */
export const ID_NUMBER_TYPES: Readonly<
  Record<string, NonNullable<Stripe.Identity.VerificationSession.VerifiedOutputs['id_number_type']>>
> = { BR: 'br_cpf', SG: 'sg_nric', US: 'us_ssn' };

const idNumberTypeOf = ({ country }: Submission) => ID_NUMBER_TYPES[country] ?? null;

/** Of a social security number, a report has only the last four digits. */
const shownNumber = (submission: Submission, number: string) =>
  idNumberTypeOf(submission) === 'us_ssn' ? number.slice(-4) : number;

/** Returns what a session tells of a person who is verified. */
export function outputsOf(
  session: Session,
  submission: Submission,
): Stripe.Identity.VerificationSession.VerifiedOutputs {
  const { address, dob, first_name, id_number, last_name } = submission.person;
  const hasNumber = checksOf(session).includes('id_number');
  return {
    address,
    dob,
    email: null,
    first_name,
    id_number: hasNumber ? id_number : null,
    id_number_type: hasNumber ? idNumberTypeOf(submission) : null,
    last_name,
    phone: null,
  };
}
