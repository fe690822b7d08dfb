import type Stripe from 'stripe';
import { money } from '../../../../src/contract/money.js';
import { inWords } from '../../kernel/in-words.js';
import { listing } from '../../kernel/listing.js';
import { defineResource } from '../../kernel/resource.js';
import { disputeDecision, disputes } from './disputes.js';
import { finder } from './find.js';
import { routes } from './routes.js';
import { triggers } from './triggers.js';

/** Statuses that somebody has to look at. */
const BAD = ['lost', 'needs_response', 'warning_needs_response'];

const page = listing<Stripe.Dispute>({
  page: 'disputes',
  section: 'Payments',
  title: 'Disputes',
  one: 'Dispute',
  finder,
  columns: {
    Amount: ({ amount, currency }) => money(amount, currency),
    Reason: ({ reason }) => inWords(reason),
    Status: ({ status }) => ({ text: inWords(status), bad: BAD.includes(status) }),
    Created: ({ created }) => new Date(created * 1000),
  },
});

export const resource = defineResource({
  name: 'disputes',
  routes,
  objects: { dp: disputes.load },
  live: true,
  jobs: [disputeDecision],
  listing: page,
  triggers,
});
