import type Stripe from 'stripe';
import * as v from 'valibot';
import { becsNumbers } from '../../../../src/contract/account-numbers.js';
import { becsAccountObject, TEST_HOLDER } from '../../../../src/contract/kept-account.js';
import { becsAccounts } from '../../../../src/contract/test-becs-accounts.js';
import { text } from '../../kernel/http/params.js';
import { accountSearch } from '../debits/account-search.js';
import { debitParts, sendDebit } from '../debits/debit.js';
import { readAccount, storedAccount } from '../debits/read-account.js';
import type { StoredAccount } from '../debits/stored-account.js';
import { defineMethod } from '../method.js';

const params = v.strictObject({ account_number: text(50), bsb_number: text(50) });

const behaviourOf = ({ testAccount }: StoredAccount) => becsAccounts.behaviourOf(testAccount);

const accountObject = ({ fingerprint, last4 }: StoredAccount): Stripe.PaymentMethod.AuBecsDebit => ({
  ...becsAccountObject(last4),
  fingerprint,
});

/** Returns the debited account as the charge shows it. */
const chargeDetails = (
  account: StoredAccount,
  mandate: string | null,
): Stripe.Charge.PaymentMethodDetails.AuBecsDebit => ({
  ...accountObject(account),
  ...(mandate && { mandate }),
});

export const auBecsDebit = defineMethod<'au_becs_debit', StoredAccount, v.InferOutput<typeof params>>({
  ...debitParts(behaviourOf, null),
  type: 'au_becs_debit',
  name: 'BECS Direct Debit',
  currencies: ['aud'],
  countries: ['AU'],
  params,
  // The Direct Debit Request names the owner of the account, and notices of debits are sent to them.
  required: ['name', 'email'],
  read: ({ bsb_number: bankCode, account_number: account }, context) => ({
    details: readAccount(becsNumbers, { bankCode, account }, context),
  }),
  numbers: accountSearch(becsAccounts, { type: 'au_becs_debit', name: 'a bank account number' }),
  object: ({ details }) => accountObject(details),
  named(id, scope) {
    const account = becsAccounts.named(id);
    return account && { details: storedAccount(becsAccounts, account, scope), holder: TEST_HOLDER };
  },
  mandate: (_, url) => ({ url }),
  pay: ({ details }, { mandate }) => sendDebit(behaviourOf(details), chargeDetails(details, mandate)),
  refund: () => ({ end: 'pending', destination: { type: 'au_bank_transfer', au_bank_transfer: {} } }),
});
