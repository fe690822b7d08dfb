import type { Profile } from '../../kernel/profile.js';
import { businessNameOf, changeBusinessName } from './account.js';

const LONGEST_NAME = 200;

/** The page on which an account says what its customers call it. */
export const profile: Profile = {
  page: 'account',
  title: 'Account',
  label: 'Business name',
  explanation:
    'Customers see this name where they agree to a payment: in the mandates of a Payment Element, and at the test bank. A page ' +
    'can name another business for its texts, with the option business.name.',
  longest: LONGEST_NAME,
  read: ({ db, accountId }) => businessNameOf(db, accountId),
  save: changeBusinessName,
};
