import type Stripe from 'stripe';
import * as v from 'valibot';
import { nzNumbers } from '../../../../src/contract/account-numbers.js';
import { nzAccountObject, TEST_HOLDER } from '../../../../src/contract/kept-account.js';
import { nzAccounts } from '../../../../src/contract/test-nz-accounts.js';
import { text } from '../../kernel/http/params.js';
import { accountSearch } from '../debits/account-search.js';
import { debitParts, sendDebit } from '../debits/debit.js';
import { readAccount, storedAccount } from '../debits/read-account.js';
import type { StoredAccount } from '../debits/stored-account.js';
import { defineMethod } from '../method.js';

/** All data that is stored of an account in New Zealand. */
interface NzAccount extends StoredAccount {
  /** Name of the account, where its holder is not the person who agreed to the debit. */
  holderName: string | null;
}

const params = v.strictObject({
  account_holder_name: v.optional(text()),
  account_number: text(50),
  bank_code: text(50),
  branch_code: text(50),
  suffix: text(50),
});

const behaviourOf = ({ testAccount }: NzAccount) => nzAccounts.behaviourOf(testAccount);

const accountObject = ({ holderName, testAccount }: NzAccount): Stripe.PaymentMethod.NzBankAccount =>
  nzAccountObject(testAccount, holderName);

export const nzBankAccount = defineMethod<'nz_bank_account', NzAccount, v.InferOutput<typeof params>>({
  ...debitParts(behaviourOf, null),
  type: 'nz_bank_account',
  name: 'NZ BECS Direct Debit',
  currencies: ['nzd'],
  countries: ['NZ'],
  params,
  // The Direct Debit Authority names the owner of the account, and notices of debits are sent to them.
  required: ['name', 'email'],
  read: ({ account_holder_name: holderName = null, ...sent }, context) => ({
    details: {
      ...readAccount(
        nzNumbers,
        { bankCode: sent.bank_code + sent.branch_code, account: sent.account_number + sent.suffix },
        context,
      ),
      holderName,
    },
  }),
  numbers: accountSearch(nzAccounts, { type: 'nz_bank_account', name: 'a bank account number' }),
  object: ({ details }) => accountObject(details),
  // The public API has no fingerprint of these accounts.
  forBrowser: (object) => object,
  named(id, scope) {
    const account = nzAccounts.named(id);
    return (
      account && {
        details: { ...storedAccount(nzAccounts, account, scope), holderName: null },
        holder: TEST_HOLDER,
      }
    );
  },
  mandate: () => ({}),
  pay: ({ details }) =>
    sendDebit(
      behaviourOf(details),
      accountObject(details) satisfies Stripe.Charge.PaymentMethodDetails.NzBankAccount,
    ),
  refund: () => ({ end: 'pending', destination: { type: 'nz_bank_transfer', nz_bank_transfer: {} } }),
});
