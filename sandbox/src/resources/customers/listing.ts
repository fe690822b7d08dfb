import type Stripe from 'stripe';
import { listing } from '../../kernel/listing.js';

export const customersListing = listing<Stripe.Customer>({
  page: 'customers',
  title: 'Customers',
  one: 'Customer',
  columns: {
    Name: ({ name }) => name ?? '',
    Email: ({ email }) => email ?? '',
    Made: ({ created }) => new Date(created * 1000),
  },
});
