import * as v from 'valibot';
import { bacsNumbers, isUnknown } from '../../../../src/contract/account-numbers.js';
import { TEST_ADDRESS, TEST_HOLDER } from '../../../../src/contract/kept-account.js';
import { bacsAccounts } from '../../../../src/contract/test-bacs-accounts.js';
import { text } from '../../kernel/http/params.js';
import { accountSearch } from '../debits/account-search.js';
import { debitParts, sendDebit } from '../debits/debit.js';
import { referenceOptions } from '../debits/mandate-options.js';
import { readAccount, storedAccount } from '../debits/read-account.js';
import type { StoredAccount } from '../debits/stored-account.js';
import { defineMethod } from '../method.js';
import { accountObject, chargeDetails, mandateAfter, mandateDetails } from './object.js';

const params = v.strictObject({ account_number: text(50), sort_code: text(50) });

const behaviourOf = ({ testAccount }: StoredAccount) => bacsAccounts.behaviourOf(testAccount);

export const bacsDebit = defineMethod<'bacs_debit', StoredAccount, v.InferOutput<typeof params>>({
  ...debitParts(behaviourOf, null),
  type: 'bacs_debit',
  name: 'Bacs Direct Debit',
  currencies: ['gbp'],
  countries: ['GB'],
  params,
  // The instruction to the bank names the holder with their address, and notices of debits are sent to them.
  required: ['name', 'email', 'address.line1', 'address.city', 'address.postal_code', 'address.country'],
  read: ({ sort_code: bankCode, account_number: account }, context) => ({
    details: readAccount(bacsNumbers, { bankCode, account }, context),
  }),
  numbers: accountSearch(bacsAccounts, { type: 'bacs_debit', name: 'a bank account number' }),
  object: ({ details }) => accountObject(details),
  named(id, scope) {
    const account = bacsAccounts.named(id);
    if (!account || isUnknown(account.behaviour)) return undefined;
    return {
      details: storedAccount(bacsAccounts, account, scope),
      holder: { ...TEST_HOLDER, address: TEST_ADDRESS },
    };
  },
  options: referenceOptions,
  mandate: mandateDetails,
  mandateAnswer: (details) => (behaviourOf(details).refusesMandate ? 'refused' : 'accepted'),
  mandateAfter,
  pay: ({ details }, { mandate }) => sendDebit(behaviourOf(details), chargeDetails(details, mandate)),
  refund: () => ({
    end: 'pending',
    destination: {
      type: 'gb_bank_transfer',
      gb_bank_transfer: { reference: null, reference_status: 'pending' },
    },
  }),
});
