import type Stripe from 'stripe';
import { defineRedirectMethod, reference } from '../redirect.js';

const CASHTAG = '$testcashtag';

export const cashapp = defineRedirectMethod({
  type: 'cashapp',
  name: 'Cash App Pay',
  noun: 'wallet',
  currencies: ['usd'],
  countries: ['US'],
  capturesLater: true,
  savedAs: 'itself',
  // The wallet tells who the payer is only to the charge.
  shown: () => ({ buyer_id: null, cashtag: null }) satisfies Stripe.PaymentMethod.Cashapp,
  charged: () =>
    ({
      buyer_id: reference(),
      cashtag: CASHTAG,
      transaction_id: reference(),
    }) satisfies Stripe.Charge.PaymentMethodDetails.Cashapp,
  disputes: true,
  refundedTo: { cashapp: {}, type: 'cashapp' },
});
