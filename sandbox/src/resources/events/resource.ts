import { defineResource } from '../../kernel/resource.js';
import { eventsListing } from './listing.js';
import { loadEvent, routes } from './routes.js';

export const resource = defineResource({
  name: 'events',
  routes,
  objects: { evt: loadEvent },
  listing: eventsListing,
});
