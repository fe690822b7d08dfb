import type { FixtureRequest, Triggers } from '../../kernel/fixture.js';
import { accountRequest } from '../accounts/index.js';

/** More money of the platform than other fixtures take from it, and a payout of a part of it. */
const paidOut: FixtureRequest[] = [
  {
    name: 'charge',
    path: '/v1/charges',
    method: 'post',
    params: { amount: 1_000_000, currency: 'usd', source: 'tok_bypassPending' },
  },
  { name: 'payout', path: '/v1/payouts', method: 'post', params: { amount: 1100, currency: 'usd' } },
];

/** Money of a connected account, which its schedule pays out to a bank account of test mode. */
const paidOutBySchedule = (external_account: string): FixtureRequest[] => [
  { ...accountRequest, params: { ...accountRequest.params, external_account } },
  {
    name: 'charge',
    path: '/v1/charges',
    method: 'post',
    params: {
      amount: 2000,
      currency: 'usd',
      source: 'tok_bypassPending',
      transfer_data: { destination: '${account:id}' },
    },
  },
  { name: 'payout', path: '/v1/test_helpers/accounts/${account:id}/pay_out', method: 'post' },
];

export const triggers: Triggers = {
  'payout.canceled': [
    ...paidOut,
    { name: 'canceled', path: '/v1/payouts/${payout:id}/cancel', method: 'post' },
  ],
  'payout.created': paidOut,
  'payout.failed': paidOutBySchedule('btok_us_verified_noAccount'),
  'payout.paid': paidOut,
  'payout.reconciliation_completed': paidOutBySchedule('btok_us_verified'),
  'payout.updated': paidOut,
};
