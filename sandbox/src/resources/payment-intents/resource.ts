import { defineResource } from '../../kernel/resource.js';
import { captureRoutes } from './capture.js';
import { paymentIntents } from './kind.js';
import { paymentsListing } from './listing.js';
import { routes } from './routes.js';
import { settlement } from './settle.js';

export const resource = defineResource({
  name: 'payment_intents',
  routes: [...routes, ...captureRoutes],
  objects: { pi: paymentIntents.load },
  live: true,
  jobs: [settlement],
  listing: paymentsListing,
});
