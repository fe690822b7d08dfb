import type Stripe from 'stripe';
import { listing } from '../../kernel/listing.js';

export const eventsListing = listing<Stripe.Event>({
  page: 'events',
  title: 'Events',
  one: 'Event',
  columns: {
    Type: ({ type }) => type,
    Object: ({ data }) => (data.object as { id?: string }).id ?? '',
    Made: ({ created }) => new Date(created * 1000),
  },
});
