import type { FixtureRequest, Triggers } from '../../kernel/fixture.js';

const customer: FixtureRequest = { name: 'customer', path: '/v1/customers', method: 'post' };

/** The government says at once that it is right. */
const taxId: FixtureRequest = {
  name: 'tax_id',
  path: '/v1/customers/${customer:id}/tax_ids',
  method: 'post',
  params: { type: 'eu_vat', value: 'DE123456789' },
};

export const triggers: Triggers = {
  'customer.tax_id.created': [customer, taxId],
  'customer.tax_id.deleted': [
    customer,
    taxId,
    {
      name: 'deleted',
      path: '/v1/customers/${customer:id}/tax_ids/${tax_id:id}',
      method: 'delete',
    },
  ],
  'customer.tax_id.updated': [customer, taxId],
};
