import type Stripe from 'stripe';
import { money } from '../../../../src/contract/money.js';
import { inWords } from '../../kernel/in-words.js';
import { listing } from '../../kernel/listing.js';
import { defineResource } from '../../kernel/resource.js';
import { finder } from './find.js';
import { itemRoutes } from './item-routes.js';
import { finalizing, overdue, retry } from './jobs.js';
import { lineRoutes } from './line-routes.js';
import { confirmationSecretOf, paymentRoutes, paymentsOfInvoice } from './payment-routes.js';
import { routes } from './routes.js';
import { invoices, items, payments } from './store.js';
import { triggers } from './triggers.js';
import { versions } from './versions.js';

const page = listing<Stripe.Invoice>({
  page: 'invoices',
  section: 'Billing',
  title: 'Invoices',
  one: 'Invoice',
  finder,
  columns: {
    Number: ({ number }) => number ?? '',
    Total: ({ currency, total }) => money(total, currency),
    Status: ({ status }) => inWords(String(status)),
    Customer: ({ customer }) => String(customer),
    Created: ({ created }) => new Date(created * 1000),
  },
});

export const resource = defineResource({
  name: 'invoices',
  routes: [...routes, ...lineRoutes, ...itemRoutes, ...paymentRoutes],
  objects: { ii: items.load, in: invoices.load, inpay: payments.load },
  includes: {
    'invoice.confirmation_secret': confirmationSecretOf,
    'invoice.payments': paymentsOfInvoice,
  },
  live: true,
  jobs: [finalizing, retry, overdue],
  listing: page,
  triggers,
  versions,
});
