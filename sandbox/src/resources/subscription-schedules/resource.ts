import type Stripe from 'stripe';
import { inWords } from '../../kernel/in-words.js';
import { listing } from '../../kernel/listing.js';
import { defineResource } from '../../kernel/resource.js';
import { finder } from './find.js';
import { routes } from './routes.js';
import { turning } from './run.js';
import { schedules } from './store.js';
import { triggers } from './triggers.js';

const page = listing<Stripe.SubscriptionSchedule>({
  page: 'subscription-schedules',
  section: 'Billing',
  title: 'Subscription schedules',
  one: 'Subscription schedule',
  finder,
  columns: {
    Customer: ({ customer }) => String(customer),
    Status: ({ status }) => inWords(status),
    Subscription: ({ subscription }) => String(subscription ?? ''),
    Phases: ({ phases }) => String(phases.length),
    Created: ({ created }) => new Date(created * 1000),
  },
});

export const resource = defineResource({
  name: 'subscription_schedules',
  routes,
  objects: { 'schedule sub': schedules.load },
  live: true,
  jobs: [turning],
  listing: page,
  triggers,
});
