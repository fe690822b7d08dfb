import type { FixtureRequest } from '../../kernel/fixture.js';

/** The request of a fixture for an account that may receive transfers at once. Its answer is named `account`. */
export const accountRequest: FixtureRequest = {
  name: 'account',
  path: '/v1/accounts',
  method: 'post',
  params: {
    type: 'custom',
    business_type: 'individual',
    business_profile: { mcc: '5734', url: 'https://accessible.stripe.com' },
    capabilities: { transfers: { requested: true } },
    external_account: 'btok_us_verified',
    individual: {
      first_name: 'Jenny',
      last_name: 'Rosen',
      email: 'jenny@example.com',
      phone: '0000000000',
      dob: { day: 1, month: 1, year: 1902 },
      address: { line1: 'address_full_match', city: 'San Francisco', state: 'CA', postal_code: '94111' },
      id_number: '222222222',
    },
    tos_acceptance: { date: 1_700_000_000, ip: '127.0.0.1' },
  },
};
