import type { Outcome } from './outcomes.js';
import type { Person } from './person.js';

export const DOCUMENT_TYPES = ['driving_license', 'id_card', 'passport'] as const;

export type DocumentType = (typeof DOCUMENT_TYPES)[number];

/** What a person submits to be verified; in test mode with the outcome that the tester chooses. */
export interface Submission {
  outcome: Outcome;
  /** The country that issued the document or the ID number. */
  country: string;
  documentType: DocumentType;
  person: Person;
}
