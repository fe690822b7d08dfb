import type Stripe from 'stripe';
import { inWords } from '../../kernel/in-words.js';
import { listing } from '../../kernel/listing.js';
import { defineResource } from '../../kernel/resource.js';
import { collecting } from './collection-pause.js';
import { finder } from './find.js';
import { itemRoutes } from './item-routes.js';
import { canceling, expiry } from './jobs.js';
import { expiringUpdate } from './pending.js';
import { renewal } from './renew.js';
import { routes } from './routes.js';
import { loadItem, subscriptions } from './store.js';
import { trialWillEnd } from './trial-will-end.js';
import { triggers } from './triggers.js';
import { upcoming } from './upcoming.js';
import { versions } from './versions.js';

/** Statuses in which something is wrong with the payment. */
const LATE = ['incomplete', 'past_due', 'unpaid'];

const page = listing<Stripe.Subscription>({
  page: 'subscriptions',
  section: 'Billing',
  title: 'Subscriptions',
  one: 'Subscription',
  finder,
  columns: {
    Customer: ({ customer }) => String(customer),
    Status: ({ status }) => ({ text: inWords(status), bad: LATE.includes(status) }),
    Items: ({ items }) => items.data.map(({ price, quantity }) => `${quantity} × ${price.id}`).join(', '),
    'Period ends': ({ items }) =>
      new Date(Math.min(...items.data.map((item) => item.current_period_end)) * 1000),
    Created: ({ created }) => new Date(created * 1000),
  },
});

export const resource = defineResource({
  name: 'subscriptions',
  routes: [...routes, ...itemRoutes],
  objects: { si: loadItem, sub: subscriptions.load },
  live: true,
  jobs: [canceling, collecting, expiringUpdate, expiry, renewal, trialWillEnd, upcoming],
  listing: page,
  triggers,
  versions,
});
