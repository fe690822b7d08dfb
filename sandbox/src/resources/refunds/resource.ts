import type Stripe from 'stripe';
import { money } from '../../../../src/contract/money.js';
import { inWords } from '../../kernel/in-words.js';
import { listing } from '../../kernel/listing.js';
import { defineResource } from '../../kernel/resource.js';
import { finder } from './find.js';
import { refundSettlement, refunds } from './refunds.js';
import { refundsOfCharge, routes } from './routes.js';
import { triggers } from './triggers.js';

const page = listing<Stripe.Refund>({
  page: 'refunds',
  section: 'Payments',
  title: 'Refunds',
  one: 'Refund',
  finder,
  columns: {
    Amount: ({ amount, currency }) => money(amount, currency),
    Status: ({ status }) => ({ text: inWords(status ?? ''), bad: status === 'failed' }),
    Reason: ({ reason }) => inWords(reason ?? ''),
    Payment: ({ payment_intent: payment, charge }) => String(payment ?? charge ?? ''),
    Created: ({ created }) => new Date(created * 1000),
  },
});

export const resource = defineResource({
  name: 'refunds',
  routes,
  objects: { re: refunds.load, pyr: refunds.load },
  includes: { 'charge.refunds': refundsOfCharge },
  live: true,
  jobs: [refundSettlement],
  listing: page,
  triggers,
  versions: [{ since: '2022-11-15', object: 'charge', included: 'refunds', load: refundsOfCharge }],
});
