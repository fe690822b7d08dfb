import type Stripe from 'stripe';

type Document = Stripe.Identity.VerificationReport.Document;
type IdNumber = Stripe.Identity.VerificationReport.IdNumber;

/** The properties of a report that only `expand` shows, by the check that they are of. */
export interface Sensitive {
  document?: Required<Pick<Document, 'dob' | 'expiration_date' | 'number'>>;
  id_number?: Required<Pick<IdNumber, 'dob' | 'id_number'>>;
}
