import type Stripe from 'stripe';
import { money } from '../../../../src/contract/money.js';
import { inWords } from '../../kernel/in-words.js';
import { listing } from '../../kernel/listing.js';
import { defineResource } from '../../kernel/resource.js';
import { expiry } from './expire.js';
import { finder } from './find.js';
import { breakdownOf, linesOfSession, routes } from './routes.js';
import { sessions } from './store.js';
import { triggers } from './triggers.js';
import { versions } from './versions.js';

const page = listing<Stripe.Checkout.Session>({
  page: 'checkout',
  section: 'Payments',
  title: 'Checkout',
  one: 'Session',
  finder,
  columns: {
    Mode: ({ mode }) => inWords(mode),
    Total: ({ amount_total: total, currency }) => (total === null ? '' : money(total, String(currency))),
    Status: ({ status }) => inWords(String(status)),
    Payment: ({ payment_status: status }) => inWords(status),
    Created: ({ created }) => new Date(created * 1000),
  },
});

export const resource = defineResource({
  name: 'checkout/sessions',
  permission: 'checkout_sessions',
  routes,
  objects: { cs: sessions.load },
  includes: {
    'checkout.session.line_items': linesOfSession,
    'checkout.session.total_details.breakdown': breakdownOf,
  },
  live: true,
  jobs: [expiry],
  listing: page,
  triggers,
  versions,
});
