import type { FixtureRequest, Triggers } from '../../kernel/fixture.js';

const post = (name: string, path: string, params: object = {}): FixtureRequest => ({
  name,
  path,
  method: 'post',
  params,
});

const created: FixtureRequest[] = [
  post('customer', '/v1/customers', { name: 'Jenny Rosen', email: 'jenny.rosen@example.com' }),
  post('item', '/v1/invoiceitems', { amount: 2000, currency: 'usd', customer: '${customer:id}' }),
  post('invoice', '/v1/invoices', {
    customer: '${customer:id}',
    pending_invoice_items_behavior: 'include',
  }),
  post('finalized', '/v1/invoices/${invoice:id}/finalize'),
  post('credit_note', '/v1/credit_notes', { amount: 500, invoice: '${invoice:id}' }),
];

export const triggers: Triggers = {
  'credit_note.created': created,
  'credit_note.updated': [
    ...created,
    post('updated', '/v1/credit_notes/${credit_note:id}', { memo: 'Thank you' }),
  ],
  'credit_note.voided': [...created, post('voided', '/v1/credit_notes/${credit_note:id}/void')],
};
