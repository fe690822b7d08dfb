import type Stripe from 'stripe';
import { invoiceOf, oneTypeByDefault } from '../../intents/index.js';
import type { VersionChange } from '../../kernel/versions.js';

const FORMER_STATUS: Partial<Record<string, string>> = {
  requires_action: 'requires_source_action',
  requires_payment_method: 'requires_source',
};

export const versions: VersionChange[] = [
  {
    since: '2025-03-31',
    object: 'payment_intent',
    before: (intent) => ({ ...intent, invoice: invoiceOf(intent as Stripe.PaymentIntent) }),
  },
  {
    since: '2024-04-10',
    request: 'POST /v1/payment_intents',
    after: (params) => ({ capture_method: 'automatic', ...params }),
  },
  oneTypeByDefault('POST /v1/payment_intents'),
  {
    since: '2019-02-11',
    object: 'payment_intent',
    before: ({ next_action, payment_method_types, status, ...intent }) => ({
      ...intent,
      allowed_source_types: payment_method_types,
      next_source_action: next_action,
      status: FORMER_STATUS[status] ?? status,
    }),
  },
  {
    since: '2019-02-11',
    request: 'POST /v1/payment_intents',
    after: ({ allowed_source_types: types, ...params }) =>
      types === undefined ? params : { ...params, payment_method_types: types },
  },
];
