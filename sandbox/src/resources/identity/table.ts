import { integer, json, text } from 'drizzle-orm/pg-core';
import type Stripe from 'stripe';
import { document, newestFirst, ownedTable } from '../../kernel/db/columns.js';
import { linked } from '../../kernel/links/columns.js';
import type { Sensitive } from './sensitive.js';
import type { Submission } from './submission.js';

/** Verifications of people. What was found out about a person is beside the object, so that no event has it. */
export const verificationSessions = ownedTable(
  'identity_verification_sessions',
  {
    ...document<Stripe.Identity.VerificationSession>(),
    clientReferenceId: text(),
    relatedCustomer: text(),
    status: text().notNull(),
    returnUrl: text(),
    /** Counts the submissions. A link or a client secret is good for one of them. */
    attempt: integer().notNull(),
    /** What was submitted, until it is checked. */
    submission: json().$type<Submission>(),
    /** What is known of the person once they are verified. */
    outputs: json().$type<Stripe.Identity.VerificationSession.VerifiedOutputs>(),
  },
  (table) => newestFirst(table, table.clientReferenceId, table.relatedCustomer),
);

/** The results of the checks of each submission. */
export const verificationReports = ownedTable(
  'identity_verification_reports',
  {
    ...document<Stripe.Identity.VerificationReport>(),
    clientReferenceId: text(),
    sessionId: text().notNull(),
    type: text().notNull(),
    /** The properties that only `expand` shows. */
    sensitive: json().$type<Sensitive>().notNull(),
  },
  (table) => newestFirst(table, table.sessionId, table.clientReferenceId),
);

/** The links and client secrets of sessions. */
export const verificationLinks = ownedTable('identity_verification_links', {
  ...linked(),
  sessionId: text().notNull(),
  /** The submission that it is good for. */
  attempt: integer().notNull(),
  returnUrl: text(),
});
