import type Stripe from 'stripe';
import { money } from '../../../../src/contract/money.js';
import { listing } from '../../kernel/listing.js';
import { defineResource } from '../../kernel/resource.js';
import { disputeDecision, disputes } from './disputes.js';
import { routes } from './routes.js';
import { triggers } from './triggers.js';

const page = listing<Stripe.Dispute>({
  page: 'disputes',
  title: 'Disputes',
  one: 'Dispute',
  columns: {
    Amount: ({ amount, currency }) => money(amount, currency),
    Reason: ({ reason }) => reason,
    Status: ({ status }) => status,
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
