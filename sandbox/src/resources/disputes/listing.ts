import type Stripe from 'stripe';
import { listing } from '../../kernel/listing.js';
import { money } from '../../kernel/money.js';

export const disputesListing = listing<Stripe.Dispute>({
  page: 'disputes',
  title: 'Disputes',
  one: 'Dispute',
  columns: {
    Amount: ({ amount, currency }) => money(amount, currency),
    Reason: ({ reason }) => reason,
    Status: ({ status }) => status,
    Made: ({ created }) => new Date(created * 1000),
  },
});
