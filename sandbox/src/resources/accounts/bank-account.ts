import type Stripe from 'stripe';
import { BANK_NAME } from '../../../../src/contract/kept-account.js';
import type { TestBank } from '../../../../src/contract/test-payout-accounts.js';
import { newId } from '../../kernel/ids.js';
import type { Work } from '../../kernel/scope.js';
import type { ExternalAccountState } from './state.js';

/** The parts of a bank account that its owner chooses. */
export interface BankTerms {
  currency: string;
  holderName?: string | null;
  holderType?: string | null;
  accountType?: string | null;
}

/**
 * Returns the data that may be stored of a test account. Its number is not among it.
 *
 * @param account The account of the platform that it is paid out from.
 */
export function storedBank(
  bank: TestBank,
  { currency, holderName = null, holderType = null, accountType = null }: BankTerms,
  { secrets, account, id = newId('ba') }: Pick<Work, 'secrets'> & { account: string; id?: string },
): ExternalAccountState {
  const body: Stripe.BankAccount = {
    id,
    object: 'bank_account',
    account,
    account_holder_name: holderName,
    account_holder_type: holderType,
    account_type: accountType,
    available_payout_methods: bank.takesNoInstant ? ['standard'] : ['standard', 'instant'],
    bank_name: BANK_NAME,
    country: bank.country,
    currency,
    default_for_currency: false,
    fingerprint: secrets.bankFingerprint(account, `${bank.routing ?? ''}${bank.number}`),
    future_requirements: NO_REQUIREMENTS,
    last4: bank.number.slice(-4),
    metadata: {},
    requirements: NO_REQUIREMENTS,
    routing_number: bank.routing ?? bank.number.slice(4, 12),
    status: 'new',
  };
  return { body, facts: { behaves: bank.name, ...(bank.ownership && { ownership: 'checking' as const }) } };
}

const NO_REQUIREMENTS = { currently_due: [], errors: [], past_due: [], pending_verification: [] };
