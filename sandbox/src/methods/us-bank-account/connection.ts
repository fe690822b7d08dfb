import * as v from 'valibot';
import { connectionObject } from '../../../../src/contract/kept-account.js';
import { NONE_WRONG } from '../../../../src/contract/microdeposits.js';
import { usAccounts } from '../../../../src/contract/test-us-accounts.js';
import { invalidRequest } from '../../kernel/errors.js';
import { text } from '../../kernel/http/params.js';
import { storedAccount } from '../debits/read-account.js';
import type { SpendToken } from '../method.js';
import type { TokenKind } from '../token-kind.js';
import { accountType, holderType } from './params.js';
import type { ConnectedAccount, UsAccount } from './stored-account.js';

const CONNECTION = 'financial_connections_account';

const params = v.strictObject({
  test_account: text(50),
  account_holder_type: v.optional(holderType, 'individual'),
  account_type: v.optional(accountType, 'checking'),
});

/**
 * The simulated connection to a bank: `POST /v1/tokens` with `financial_connections_account[test_account]`, the
 * `name` of an account of `usAccounts`. It stands for a holder who has signed in at their bank and chosen this
 * account there, which is thereby verified.
 *
 * A frame that draws the chooser takes names and behaviours from `src/contract/test-us-accounts.ts`, and needs
 * only its publishable key. It sends the id of the answer, `fca_…`, as
 * `us_bank_account[financial_connections_account]` in place of the numbers. The id can be used more than once,
 * so that a holder need not choose again after a failed payment. The answer has the parts to show to them:
 * `institution_name`, `display_name` and `last4`.
 */
export const connection: TokenKind<ConnectedAccount, v.InferOutput<typeof params>> = {
  type: CONNECTION,
  prefix: 'fca',
  params,
  read({ test_account, account_holder_type, account_type }, scope) {
    const account = usAccounts.all.find(({ name }) => name === test_account);
    if (!account) {
      throw invalidRequest(
        `There is no such test account. It must be one of: ${usAccounts.all.map(({ name }) => name).join(', ')}.`,
        { param: `${CONNECTION}[test_account]` },
      );
    }
    return {
      ...storedAccount(usAccounts, account, scope),
      holderType: account_holder_type,
      accountType: account_type,
    };
  },
  // The properties of a `financial_connections.account` that say which account was chosen.
  object: connectionObject,
};

/**
 * Returns the account that was chosen at its bank.
 *
 * @throws ApiError 404 `resource_missing` for an id that is none of such a connection
 */
export async function connectedAccount(id: string, findToken: SpendToken): Promise<UsAccount> {
  const { type, details } = await findToken(id);
  if (type !== CONNECTION) {
    throw invalidRequest('This is not the id of a connected bank account: it begins with fca_.', {
      param: `us_bank_account[${CONNECTION}]`,
    });
  }
  return { ...(details as ConnectedAccount), connection: id, verified: true, wrong: NONE_WRONG };
}
