import { defineResource } from '../../kernel/resource.js';
import { refundSettlement, refunds } from './refunds.js';
import { refundsOfCharge, routes } from './routes.js';
import { triggers } from './triggers.js';

export const resource = defineResource({
  name: 'refunds',
  routes,
  objects: { re: refunds.load, pyr: refunds.load },
  includes: { 'charge.refunds': refundsOfCharge },
  live: true,
  jobs: [refundSettlement],
  triggers,
  versions: [{ since: '2022-11-15', object: 'charge', included: 'refunds', load: refundsOfCharge }],
});
