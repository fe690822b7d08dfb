import type { FixtureRequest, Triggers } from '../../kernel/fixture.js';

const customer: FixtureRequest = {
  name: 'customer',
  path: '/v1/customers',
  method: 'post',
  params: { name: 'Jenny Rosen', email: 'jenny.rosen@example.com', description: 'payframe-sandbox trigger' },
};

const item: FixtureRequest = {
  name: 'invoiceitem',
  path: '/v1/invoiceitems',
  method: 'post',
  params: { amount: 2000, currency: 'usd', customer: '${customer:id}' },
};

const draft = (params: object = {}): FixtureRequest => ({
  name: 'invoice',
  path: '/v1/invoices',
  method: 'post',
  params: { customer: '${customer:id}', pending_invoice_items_behavior: 'include', ...params },
});

const step = (action: string, params: object = {}): FixtureRequest => ({
  name: action,
  path: `/v1/invoices/\${invoice:id}/${action}`,
  method: 'post',
  params,
});

const made = [customer, item, draft()];
const sent = [customer, item, draft({ collection_method: 'send_invoice', days_until_due: 30 })];
const finalized = [...made, step('finalize')];
const paid = [...finalized, step('pay', { payment_method: 'pm_card_visa' })];

export const triggers: Triggers = {
  'invoice.created': made,
  'invoice.deleted': [...made, { name: 'deleted', path: '/v1/invoices/${invoice:id}', method: 'delete' }],
  'invoice.finalized': finalized,
  'invoice.marked_uncollectible': [...finalized, step('mark_uncollectible')],
  'invoice.overdue': [
    customer,
    item,
    draft({ collection_method: 'send_invoice', due_date: 1_500_000_000 }),
    step('finalize'),
  ],
  'invoice.paid': paid,
  'invoice.payment_action_required': [
    ...finalized,
    {
      ...step('pay', { payment_method: 'pm_card_authenticationRequired' }),
      expected_error_type: 'invalid_request_error',
    },
  ],
  'invoice.payment_failed': [
    ...finalized,
    { ...step('pay', { payment_method: 'pm_card_chargeDeclined' }), expected_error_type: 'card_error' },
  ],
  'invoice.payment_succeeded': paid,
  'invoice.sent': [...sent, step('send')],
  'invoice.updated': [
    ...made,
    {
      name: 'updated',
      path: '/v1/invoices/${invoice:id}',
      method: 'post',
      params: { description: 'Thank you' },
    },
  ],
  'invoice.voided': [...finalized, step('void')],
  'invoice_payment.paid': paid,
  'invoiceitem.created': [customer, item],
  'invoiceitem.deleted': [
    customer,
    item,
    { name: 'deleted', path: '/v1/invoiceitems/${invoiceitem:id}', method: 'delete' },
  ],
};
