import type Stripe from 'stripe';
import { listing } from '../../kernel/listing.js';
import { money } from '../../kernel/money.js';

export const paymentsListing = listing<Stripe.PaymentIntent>({
  page: 'payments',
  title: 'Payments',
  one: 'Payment',
  columns: {
    Amount: ({ amount, currency }) => money(amount, currency),
    Status: ({ status }) => status,
    Customer: ({ customer }) => (customer ? String(customer) : ''),
    Made: ({ created }) => new Date(created * 1000),
  },
});
