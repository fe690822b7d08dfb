import type Stripe from 'stripe';

type Session = Stripe.Identity.VerificationSession;
type Report = Stripe.Identity.VerificationReport;

const TEXT = '[redacted]';

/** Returns a value without what it says: `[redacted]` for a text, nothing for a number. */
export function redacted<Value>(value: Value): Value {
  return without(value) as Value;
}

function without(value: unknown): unknown {
  if (typeof value === 'string') return TEXT;
  if (Array.isArray(value)) return [];
  if (typeof value !== 'object' || value === null) return null;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, without(item)]));
}

/** Returns a session without what it says about its person. */
export const redactedSession = (session: Session): Session => ({
  ...session,
  metadata: {},
  ...(session.provided_details && { provided_details: redacted(session.provided_details) }),
});

/** What is left of each check of a report. */
const KEPT = new Set(['error', 'id_number_type', 'issuing_country', 'status', 'type']);

/** Returns a report without what it says about its person. */
export const redactedReport = ({ document, id_number, selfie, ...report }: Report): Report => ({
  ...report,
  ...(document && { document: redactedCheck(document) }),
  ...(id_number && { id_number: redactedCheck(id_number) }),
  ...(selfie && { selfie: redactedCheck(selfie) }),
});

const redactedCheck = <Result extends object>(result: Result): Result =>
  Object.fromEntries(
    Object.entries(result).map(([name, value]) => [name, KEPT.has(name) ? value : redacted(value)]),
  ) as Result;
