import * as v from 'valibot';
import { tokenAccountObject } from '../../../../src/contract/kept-account.js';
import { bankNumbered } from '../../../../src/contract/test-payout-accounts.js';
import { invalidRequest } from '../../kernel/errors.js';
import { country, currency, optionalText, text } from '../../kernel/http/params.js';
import { newId } from '../../kernel/ids.js';
import type { ReadScope, TokenKind } from '../token-kind.js';
import { readTestIban } from './read-iban.js';
import type { StoredAccount, TokenAccount } from './stored-account.js';

const params = v.strictObject({
  account_number: text(100),
  country,
  currency,
  routing_number: v.optional(text(50)),
  account_holder_name: optionalText(),
  account_holder_type: v.optional(v.picklist(['individual', 'company'])),
});

/** The token of a bank account: of an IBAN, or where banks have routing numbers, of one and the number of an account. */
export const accountToken: TokenKind<TokenAccount, v.InferOutput<typeof params>> = {
  type: 'bank_account',
  prefix: 'btok',
  params,
  read(
    { account_number, account_holder_name, account_holder_type, country, currency, routing_number },
    scope,
  ) {
    const account =
      routing_number === undefined
        ? readTestIban(account_number, NUMBER, scope.accountId, scope)
        : readNational({ country, routing: routing_number, number: account_number }, scope);
    return {
      ...account,
      id: newId('ba'),
      currency,
      holderName: account_holder_name,
      holderType: account_holder_type ?? null,
    };
  },
  object: (account, viewer) => ({
    ...tokenAccountObject(account.id, account, account),
    ...(viewer.kind !== 'publishable' && { fingerprint: account.fingerprint }),
  }),
  payee: ({ id, testIban, currency, holderName, holderType }) => ({
    id,
    bank: testIban,
    currency,
    holderName,
    holderType,
  }),
};

const NUMBER = 'bank_account[account_number]';

/** @throws ApiError 400 for numbers that no test account has. It never repeats them. */
function readNational(
  typed: { country: string; routing: string; number: string },
  { accountId, secrets }: Pick<ReadScope, 'accountId' | 'secrets'>,
): StoredAccount {
  const bank = bankNumbered(typed.country, compact(typed.number));
  if (!bank || bank.routing === null) {
    throw invalidRequest(
      'You must use a test bank account number in test mode. For a list, visit: docs/platforms.md',
      { code: 'account_number_invalid', param: NUMBER },
    );
  }
  if (bank.routing !== compact(typed.routing)) {
    throw invalidRequest(`In test mode, the bank of this account has the routing number ${bank.routing}.`, {
      code: 'routing_number_invalid',
      param: 'bank_account[routing_number]',
    });
  }
  return {
    country: bank.country,
    bankCode: bank.routing,
    branchCode: '',
    last4: bank.number.slice(-4),
    testIban: bank.name,
    fingerprint: secrets.bankFingerprint(accountId, `${bank.routing}${bank.number}`),
  };
}

const compact = (number: string) => number.replace(/[\s-]/g, '');
