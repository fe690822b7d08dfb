import type Stripe from 'stripe';
import { listing } from '../../kernel/listing.js';
import { defineResource } from '../../kernel/resource.js';
import { loadAccount } from './account.js';
import { finder } from './find.js';
import { profile } from './profile.js';
import { routes } from './routes.js';
import { verification } from './store.js';
import { triggers } from './triggers.js';

const page = listing<Stripe.Account>({
  page: 'accounts',
  section: 'Platform',
  title: 'Connected accounts',
  one: 'Account',
  finder,
  columns: {
    Name: ({ business_profile: profile, email }) => profile?.name ?? email ?? '',
    Type: ({ type }) => type,
    Country: ({ country }) => country ?? '',
    Payments: ({ charges_enabled: isOn }) => switched(isOn),
    Payouts: ({ payouts_enabled: isOn }) => switched(isOn),
    Created: ({ created = 0 }) => new Date(created * 1000),
  },
});

const switched = (isOn: boolean) => ({ text: isOn ? 'on' : 'off', bad: !isOn });

export const resource = defineResource({
  name: 'accounts',
  routes,
  objects: { acct: loadAccount },
  jobs: [verification],
  listing: page,
  profile,
  triggers,
});
