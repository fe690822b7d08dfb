import * as v from 'valibot';
import { invalidRequest } from '../../../../sandbox/src/kernel/errors.js';
import { text } from '../../../../sandbox/src/kernel/http/params.js';
import { defineMethod } from '../../../../sandbox/src/methods/method.js';

/** All that is kept of a tally: an account that a shopper has at the corner shop. */
interface StoredTally {
  last4: string;
  /** Which test tally it is, which decides how a payment goes. */
  name: 'open' | 'full';
}

const TEST_TALLIES: Record<string, StoredTally['name']> = { '7000001': 'open', '7000002': 'full' };

const params = v.strictObject({ number: text(7) });

const OUTCOME = {
  advice_code: null,
  network_advice_code: null,
  network_decline_code: null,
  network_status: 'approved_by_network',
  reason: null,
  seller_message: 'Payment complete.',
  type: 'authorized',
} as const;

export const tally = defineMethod<'tally', StoredTally, v.InferOutput<typeof params>>({
  type: 'tally',
  name: 'Tally',
  noun: 'tally',
  flow: 'direct',
  currencies: ['eur', 'gbp'],
  countries: ['GB', 'IE'],
  savedAs: 'itself',
  params,
  required: ['name'],
  read({ number }) {
    const name = TEST_TALLIES[number];
    if (name) return { details: { last4: number.slice(-4), name } };
    throw invalidRequest('In test mode, use a test tally.', { param: 'tally[number]' });
  },
  object: ({ details: { last4 } }) => ({ last4 }),
  forBrowser: (object) => object,
  describe: ({ last4 }) => last4,
  named: (id) =>
    id === 'pm_tally_open'
      ? { details: { last4: '0001', name: 'open' }, holder: { name: 'Jenny Rosen' } }
      : undefined,
  pay: ({ details: { last4, name } }) =>
    name === 'open'
      ? { end: 'paid', captured: true, outcome: OUTCOME, details: { last4 } }
      : {
          end: 'failed',
          error: { code: 'charge_exceeds_source_limit', message: 'The tally is full.' },
          outcome: { ...OUTCOME, network_status: 'declined_by_network', type: 'issuer_declined' },
          details: { last4 },
        },
  setUp: ({ details: { last4 } }) => ({ end: 'succeeded', details: { last4 } }),
  setUpDetails: ({ details: { last4 } }) => ({ last4 }),
  balanceType: 'payment',
});
