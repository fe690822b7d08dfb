import { defineResource } from '../../kernel/resource.js';
import { disputeDecision, disputes } from './disputes.js';
import { disputesListing } from './listing.js';
import { routes } from './routes.js';

export const resource = defineResource({
  name: 'disputes',
  routes,
  objects: { dp: disputes.load },
  live: true,
  jobs: [disputeDecision],
  listing: disputesListing,
});
