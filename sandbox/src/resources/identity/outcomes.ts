import type Stripe from 'stripe';

type Session = Stripe.Identity.VerificationSession;

/** A check of a verification. */
export type Check = 'document' | 'id_number' | 'selfie';

/** How each check fails, with the reason that `last_error` gives. */
const FAILURES = {
  document: {
    document_expired: 'The document has expired.',
    document_type_not_supported: 'The document is of a type that is not supported.',
    document_unverified_other: 'The document could not be verified.',
  },
  selfie: {
    selfie_document_missing_photo: 'The document has no photo to compare the selfie with.',
    selfie_face_mismatch: 'The face in the selfie is not the one in the document.',
    selfie_manipulated: 'The selfie was manipulated.',
    selfie_unverified_other: 'The selfie could not be verified.',
  },
  id_number: {
    id_number_insufficient_document_data: 'The document does not tell enough to check the ID number.',
    id_number_mismatch: 'The ID number does not belong to a person of this name and date of birth.',
    id_number_unverified_other: 'The ID number could not be verified.',
  },
} as const;

/** How a verification ends before anything is submitted, with the reason that `last_error` gives. */
const EARLY_ENDS = {
  abandoned: 'The person left before they submitted anything.',
  consent_declined: 'The person declined to be verified.',
  country_not_supported: 'People from this country cannot be verified.',
  device_not_supported: 'The device has no camera, or its use was not allowed.',
  under_supported_age: 'The person is too young to be verified.',
} as const;

/** How a verification ends without a result, before anything is submitted. */
export type EarlyEnd = keyof typeof EARLY_ENDS;

type Failures = typeof FAILURES;

type Failure = { [Name in Check]: keyof Failures[Name] }[Check];

/** How a verification ends: `verified`, or a code of `last_error`. */
export type Outcome = 'verified' | Failure | EarlyEnd;

const CHECKS = Object.keys(FAILURES) as Check[];

const REASONS: Readonly<Record<string, string>> = {
  ...FAILURES.document,
  ...FAILURES.selfie,
  ...FAILURES.id_number,
  ...EARLY_ENDS,
};

/** Every outcome that some verification can have. */
export const OUTCOMES = ['verified', ...Object.keys(REASONS)] as Outcome[];

export const isEarlyEnd = (outcome: Outcome): outcome is EarlyEnd => Object.hasOwn(EARLY_ENDS, outcome);

/** Returns the checks that a session asks for. */
export function checksOf({ options, type }: Pick<Session, 'options' | 'type'>): Check[] {
  if (type === 'id_number') return ['id_number'];
  const { require_id_number: number, require_matching_selfie: selfie } = options?.document ?? {};
  return ['document', ...(selfie ? ['selfie' as const] : []), ...(number ? ['id_number' as const] : [])];
}

/** Returns the outcomes that a session can have, by its checks. */
export const outcomesOf = (session: Pick<Session, 'options' | 'type'>): Outcome[] => [
  'verified',
  ...checksOf(session).flatMap((check) => Object.keys(FAILURES[check]) as Failure[]),
  ...(Object.keys(EARLY_ENDS) as EarlyEnd[]),
];

/** Returns the check that an outcome fails; `undefined` where it fails none. */
export const failedCheck = (outcome: Outcome): Check | undefined =>
  CHECKS.find((check) => Object.hasOwn(FAILURES[check], outcome));

/** Returns the error of an outcome, as a session and a report have it; `null` where the person is verified. */
export const errorOf = (outcome: Outcome): { code: Exclude<Outcome, 'verified'>; reason: string } | null =>
  outcome === 'verified' ? null : { code: outcome, reason: REASONS[outcome] ?? '' };
