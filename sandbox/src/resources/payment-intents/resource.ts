import type Stripe from 'stripe';
import { money } from '../../../../src/contract/money.js';
import { appAnswer, depositsEnd } from '../../intents/index.js';
import { listing } from '../../kernel/listing.js';
import { defineResource } from '../../kernel/resource.js';
import { paymentWaits } from './authentication.js';
import { captureRoutes } from './capture.js';
import { expiry, expiryRoute } from './expire.js';
import { finder } from './find.js';
import { paymentIntents } from './kind.js';
import { routes } from './routes.js';
import { settlement } from './settle.js';
import { stateOf } from './states.js';
import { triggers } from './triggers.js';
import { versions } from './versions.js';

const page = listing<Stripe.PaymentIntent>({
  page: 'payments',
  section: 'Payments',
  title: 'Payments',
  one: 'Payment',
  finder,
  columns: {
    Amount: ({ amount, currency }) => money(amount, currency),
    Status: stateOf,
    Description: ({ description }) => description ?? '',
    Created: ({ created }) => new Date(created * 1000),
  },
});

export const resource = defineResource({
  name: 'payment_intents',
  routes: [...routes, ...captureRoutes, expiryRoute],
  objects: { pi: paymentIntents.load },
  live: true,
  jobs: [settlement, expiry, depositsEnd(paymentWaits), appAnswer(paymentWaits)],
  listing: page,
  triggers,
  versions,
});
