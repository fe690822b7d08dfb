import type Stripe from 'stripe';
import { money } from '../../../../src/contract/money.js';
import { listing } from '../../kernel/listing.js';
import { defineResource } from '../../kernel/resource.js';
import { finder } from './find.js';
import { reversals } from './reversal.js';
import { routes } from './routes.js';
import { transfers } from './transfer.js';
import { triggers } from './triggers.js';

const page = listing<Stripe.Transfer>({
  page: 'transfers',
  section: 'Platform',
  title: 'Transfers',
  one: 'Transfer',
  finder,
  columns: {
    Amount: ({ amount, currency }) => money(amount, currency),
    Reversed: ({ amount_reversed: reversed, currency }) => (reversed === 0 ? '' : money(reversed, currency)),
    Destination: ({ destination }) => String(destination),
    Created: ({ created }) => new Date(created * 1000),
  },
});

export const resource = defineResource({
  name: 'transfers',
  routes,
  objects: { tr: transfers.load, trr: reversals.load },
  live: true,
  listing: page,
  triggers,
});
