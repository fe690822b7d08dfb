import type Stripe from 'stripe';
import { money } from '../../../../src/contract/money.js';
import { listing } from '../../kernel/listing.js';
import { defineResource } from '../../kernel/resource.js';
import { feeRefunds, fees } from './fees.js';
import { finder } from './find.js';
import { routes } from './routes.js';
import { triggers } from './triggers.js';

const page = listing<Stripe.ApplicationFee>({
  page: 'application-fees',
  section: 'Platform',
  title: 'Application fees',
  one: 'Fee',
  finder,
  columns: {
    Amount: ({ amount, currency }) => money(amount, currency),
    Refunded: ({ amount_refunded: refunded, currency }) => (refunded === 0 ? '' : money(refunded, currency)),
    Account: ({ account }) => String(account),
    Created: ({ created }) => new Date(created * 1000),
  },
});

export const resource = defineResource({
  name: 'application_fees',
  routes,
  objects: { fee: fees.load, fr: feeRefunds.load },
  live: true,
  listing: page,
  triggers,
});
