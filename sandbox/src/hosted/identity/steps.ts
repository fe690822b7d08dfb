import { type Params, textIn } from '../../kernel/http/form.js';
import { COUNTRIES } from '../../resources/accounts/index.js';
import {
  checksOf,
  DOCUMENT_TYPES,
  type DocumentType,
  ID_NUMBER_TYPES,
  type SessionRow,
} from '../../resources/identity/index.js';

type Session = SessionRow['body'];

/** A step on the way of a person through a verification. */
export type Step = 'consent' | 'document' | 'photo' | 'selfie' | 'id_number' | 'outcome';

/** What a person has chosen so far. It is in the address of each step, so that the browser's own Back and Reload work. */
export interface Choice {
  country: string;
  type: DocumentType;
}

/** Returns the steps of a session, in their order. */
export function stepsOf(session: Session): Step[] {
  const checks = checksOf(session);
  return [
    'consent',
    'document',
    ...(checks.includes('document') ? ['photo' as const] : []),
    ...(checks.includes('selfie') ? ['selfie' as const] : []),
    ...(checks.includes('id_number') ? ['id_number' as const] : []),
    'outcome',
  ];
}

/** Returns the step that was asked for; the first one where the session has none of that name. */
export const stepIn = (session: Session, query: Params): Step =>
  stepsOf(session).find((step) => step === query.step) ?? 'consent';

/** Returns the countries that a person can choose. ID numbers can be checked only of some. */
export const countriesOf = (session: Session): string[] =>
  checksOf(session).includes('id_number') ? Object.keys(ID_NUMBER_TYPES) : Object.keys(COUNTRIES);

/** Returns the types of documents that a person can choose; none where no document is asked for. */
export function typesOf(session: Session): DocumentType[] {
  if (!checksOf(session).includes('document')) return [];
  const { allowed_types: allowed } = session.options?.document ?? {};
  return allowed?.length ? (allowed as DocumentType[]) : [...DOCUMENT_TYPES];
}

/** Reads what was chosen. What a session does not allow is as if nothing had been chosen. */
export function choiceIn(session: Session, sent: Params): Choice {
  const countries = countriesOf(session);
  const types = typesOf(session);
  const country = textIn(sent, 'country');
  const type = types.find((one) => one === sent.type);
  return {
    country: countries.includes(country) ? country : countries.includes('US') ? 'US' : (countries[0] ?? 'US'),
    type: type ?? types[0] ?? DOCUMENT_TYPES[0],
  };
}
