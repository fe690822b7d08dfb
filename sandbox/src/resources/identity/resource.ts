import type Stripe from 'stripe';
import { listing } from '../../kernel/listing.js';
import { defineResource } from '../../kernel/resource.js';
import { finder } from './find.js';
import { redaction } from './redact.js';
import { reports } from './report.js';
import { sensitiveParts, verifiedOutputs } from './results.js';
import { routes } from './routes.js';
import { sessions } from './sessions.js';
import { check } from './submit.js';
import { triggers } from './triggers.js';

const page = listing<Stripe.Identity.VerificationSession>({
  page: 'identity',
  section: 'Customers',
  title: 'Identity',
  one: 'Verification session',
  finder,
  columns: {
    Type: ({ type }) => type,
    Status: ({ last_error: error, status }) => ({
      text: error && status === 'requires_input' ? `${status}: ${error.code}` : status,
      bad: error !== null,
    }),
    Created: ({ created }) => new Date(created * 1000),
  },
});

export const resource = defineResource({
  name: 'identity/verification_sessions',
  permission: 'identity',
  routes,
  objects: { vs: sessions.load, vr: reports.load },
  includes: { 'identity.verification_session.verified_outputs': verifiedOutputs },
  live: true,
  jobs: [check, redaction],
  listing: page,
  triggers,
});

/** What is most sensitive of a person has a permission of its own. */
export const sensitiveResults = defineResource({
  name: 'identity_sensitive_results',
  routes: [],
  includes: sensitiveParts,
  live: true,
});
