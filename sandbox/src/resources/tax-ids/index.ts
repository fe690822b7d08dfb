export { taxIdParams } from './routes.js';
export { createTaxId, taxIdsOn } from './tax-ids.js';
export { checkTaxId, TAX_ID_TYPES } from './types.js';
