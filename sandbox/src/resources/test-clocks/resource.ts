import type Stripe from 'stripe';
import { listing } from '../../kernel/listing.js';
import { defineResource } from '../../kernel/resource.js';
import { advancing, clocks, removal } from './clocks.js';
import { finder } from './find.js';
import { routes } from './routes.js';
import { triggers } from './triggers.js';

const page = listing<Stripe.TestHelpers.TestClock>({
  page: 'test-clocks',
  section: 'Developers',
  title: 'Test clocks',
  one: 'Test clock',
  finder,
  columns: {
    Name: ({ name }) => name ?? '',
    Status: ({ status }) => status,
    Time: ({ frozen_time }) => new Date(frozen_time * 1000),
  },
});

export const resource = defineResource({
  name: 'test_helpers/test_clocks',
  permission: 'test_clocks',
  routes,
  objects: { clock: clocks.load },
  jobs: [advancing, removal],
  listing: page,
  triggers,
});
