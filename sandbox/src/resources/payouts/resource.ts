import type Stripe from 'stripe';
import { money } from '../../../../src/contract/money.js';
import { inWords } from '../../kernel/in-words.js';
import { listing } from '../../kernel/listing.js';
import { defineResource } from '../../kernel/resource.js';
import { automaticPayout, scheduleRoute } from './automatic.js';
import { finder } from './find.js';
import { arrival, departure, payouts } from './payout.js';
import { routes } from './routes.js';
import { triggers } from './triggers.js';

const page = listing<Stripe.Payout>({
  page: 'payouts',
  section: 'Platform',
  title: 'Payouts',
  one: 'Payout',
  finder,
  columns: {
    Amount: ({ amount, currency }) => money(amount, currency),
    To: ({ destination }) => String(destination),
    Status: ({ status }) => ({ text: inWords(status), bad: status === 'failed' }),
    Created: ({ created }) => new Date(created * 1000),
  },
});

export const resource = defineResource({
  name: 'payouts',
  routes: [...routes, scheduleRoute],
  objects: { po: payouts.load },
  jobs: [departure, arrival, automaticPayout],
  listing: page,
  triggers,
});
