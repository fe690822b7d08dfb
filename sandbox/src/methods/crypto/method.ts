import { randomBytes } from 'node:crypto';
import type Stripe from 'stripe';
import { defineRedirectMethod } from '../redirect.js';

export const crypto = defineRedirectMethod({
  type: 'crypto',
  name: 'Stablecoins',
  noun: 'wallet',
  currencies: ['usd'],
  countries: 'all',
  amounts: { usd: { maximum: 1_000_000 } },
  savedAs: null,
  charged: () =>
    ({
      buyer_address: `0x${randomBytes(20).toString('hex')}`,
      network: 'base',
      token_currency: 'usdc',
      transaction_hash: `0x${randomBytes(32).toString('hex')}`,
    }) satisfies Stripe.Charge.PaymentMethodDetails.Crypto,
  refundedTo: { crypto: { reference: null }, type: 'crypto' },
});
