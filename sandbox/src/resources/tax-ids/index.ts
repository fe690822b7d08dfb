export { taxIdParams } from './routes.js';
export { createTaxId, taxIdsOn } from './tax-ids.js';
