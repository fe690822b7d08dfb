import type Stripe from 'stripe';
import { listing } from '../../kernel/listing.js';
import { defineResource } from '../../kernel/resource.js';
import { finder } from './find.js';
import { meters } from './meters.js';
import { routes } from './routes.js';
import { triggers } from './triggers.js';

const page = listing<Stripe.Billing.Meter>({
  page: 'meters',
  section: 'Billing',
  title: 'Meters',
  one: 'Meter',
  finder,
  columns: {
    Name: ({ display_name }) => display_name,
    Event: ({ event_name }) => event_name,
    Formula: ({ default_aggregation }) => default_aggregation.formula,
    Status: ({ status }) => status,
  },
});

export const resource = defineResource({
  name: 'billing/meters',
  permission: 'meters',
  routes,
  objects: { mtr: meters.load },
  live: true,
  listing: page,
  triggers,
});
