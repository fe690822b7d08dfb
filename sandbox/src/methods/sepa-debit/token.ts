import * as v from 'valibot';
import { tokenAccountObject } from '../../../../src/contract/kept-account.js';
import { currency, optionalText, text } from '../../kernel/http/params.js';
import { newId } from '../../kernel/ids.js';
import type { TokenKind } from '../token-kind.js';
import { readTestIban } from './read-iban.js';
import type { TokenAccount } from './stored-account.js';

const params = v.strictObject({
  account_number: text(100),
  country: text(2),
  currency,
  account_holder_name: optionalText(),
  account_holder_type: v.optional(v.picklist(['individual', 'company'])),
});

export const accountToken: TokenKind<TokenAccount, v.InferOutput<typeof params>> = {
  type: 'bank_account',
  prefix: 'tok',
  params,
  read({ account_number, currency, account_holder_name, account_holder_type }, scope) {
    const account = readTestIban(account_number, 'bank_account[account_number]', scope.accountId, scope);
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
};
