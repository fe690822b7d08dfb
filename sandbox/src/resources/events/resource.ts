import type Stripe from 'stripe';
import { listing } from '../../kernel/listing.js';
import { defineResource } from '../../kernel/resource.js';
import { finder } from './find.js';
import { loadEvent, routes } from './routes.js';
import { versions } from './versions.js';

const page = listing<Stripe.Event>({
  page: 'events',
  section: 'Developers',
  title: 'Events',
  one: 'Event',
  finder,
  columns: {
    Type: ({ type }) => type,
    Object: ({ data }) => (data.object as { id?: string }).id ?? '',
    Created: ({ created }) => new Date(created * 1000),
  },
});

export const resource = defineResource({
  name: 'events',
  routes,
  objects: { evt: loadEvent },
  listing: page,
  versions,
});
