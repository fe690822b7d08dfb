import { TEST_HOLDER } from '../../../../src/contract/kept-account.js';
import { usAccounts } from '../../../../src/contract/test-us-accounts.js';
import type { PaymentContext, PaymentResult, SetUpContext, SetUpResult } from '../attempt.js';
import { accountSearch } from '../debits/account-search.js';
import { debitParts, sendDebit } from '../debits/debit.js';
import { defineMethod, type Held } from '../method.js';
import { connection } from './connection.js';
import { accountObject, chargeDetails } from './object.js';
import {
  type AccountChange,
  type AccountParams,
  accountOptions,
  accountParams,
  changeParams,
  type MandateOptions,
} from './params.js';
import { namedUsAccount, readUsAccount } from './read-account.js';
import type { UsAccount } from './stored-account.js';
import { depositsFor, unverified, verify } from './verification.js';

const behaviourOf = ({ testAccount }: UsAccount) => usAccounts.behaviourOf(testAccount);

export const usBankAccount = defineMethod<'us_bank_account', UsAccount, AccountParams, AccountChange>({
  // R10 of the Nacha Operating Rules: the holder says that the debit was not authorized.
  ...debitParts(behaviourOf, 'R10'),
  type: 'us_bank_account',
  name: 'US bank account',
  currencies: ['usd'],
  countries: ['US'],
  params: accountParams,
  required: ['name'],
  read: async (params, context) => ({ details: await readUsAccount(params, context) }),
  change: {
    params: changeParams,
    apply: (details, { account_holder_type, account_type }) => ({
      ...details,
      holderType: account_holder_type ?? details.holderType,
      accountType: account_type ?? details.accountType,
    }),
  },
  options: accountOptions,
  tokens: [connection],
  numbers: accountSearch(usAccounts, { type: 'us_bank_account', name: 'a bank account number' }),
  object: ({ details }) => accountObject(details),
  named(id, scope) {
    const details = namedUsAccount(id, scope);
    return details && { details, holder: TEST_HOLDER };
  },
  mandate: (_id, _url, { collection_method }: MandateOptions) => ({
    ...(collection_method && { collection_method }),
  }),
  mandateStatus: ({ verified }) => (verified ? 'active' : 'pending'),
  pay,
  verify,
  setUp,
  refund: () => ({
    end: 'pending',
    destination: {
      type: 'us_bank_transfer',
      us_bank_transfer: { reference: null, reference_status: 'pending' },
    },
  }),
});

function pay(held: Held<UsAccount>, { options, mandate, errorOnAction }: PaymentContext): PaymentResult {
  const { details: account } = held;
  const deposits = depositsFor(held, options);
  if (deposits && errorOnAction)
    throw unverified('The bank account has to be verified by microdeposits first.');
  if (deposits) return deposits;
  return sendDebit(behaviourOf(account), chargeDetails(account, mandate ?? account.mandate ?? null));
}

function setUp(held: Held<UsAccount>, { options }: SetUpContext): SetUpResult {
  return depositsFor(held, options) ?? { end: 'succeeded', details: {} };
}
