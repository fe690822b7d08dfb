import { usNumbers } from '../../../../src/contract/account-numbers.js';
import { NONE_WRONG } from '../../../../src/contract/microdeposits.js';
import { usAccounts } from '../../../../src/contract/test-us-accounts.js';
import { invalidRequest } from '../../kernel/errors.js';
import { readAccount, storedAccount } from '../debits/read-account.js';
import type { ReadContext } from '../method.js';
import type { ReadScope } from '../token-kind.js';
import { connectedAccount } from './connection.js';
import type { AccountParams } from './params.js';
import type { UsAccount } from './stored-account.js';

/**
 * Reads an account by its numbers, or by the connection to its bank.
 *
 * @throws ApiError 400 that names the parameter which is missing or wrong
 */
export async function readUsAccount(params: AccountParams, context: ReadContext): Promise<UsAccount> {
  const { financial_connections_account: connection, account_holder_type, account_type } = params;
  if (connection !== undefined) {
    refuseNumbers(params);
    const connected = await connectedAccount(connection, context.findToken);
    return {
      ...connected,
      holderType: account_holder_type ?? connected.holderType,
      accountType: account_type ?? connected.accountType,
    };
  }
  const numbers = {
    bankCode: needed(params, 'routing_number'),
    account: needed(params, 'account_number'),
  };
  const holderType = needed(params, 'account_holder_type');
  return {
    ...readAccount(usNumbers, numbers, context),
    holderType,
    accountType: account_type ?? 'checking',
    connection: null,
    verified: false,
    wrong: NONE_WRONG,
  };
}

function refuseNumbers(params: AccountParams): void {
  const name = (['account_number', 'routing_number'] as const).find((one) => params[one] !== undefined);
  if (!name) return;
  throw invalidRequest(
    `You may only specify one of these parameters: us_bank_account[financial_connections_account], us_bank_account[${name}].`,
    { code: 'parameters_exclusive', param: `us_bank_account[${name}]` },
  );
}

function needed<Name extends keyof AccountParams>(
  params: AccountParams,
  name: Name,
): NonNullable<AccountParams[Name]> {
  const value = params[name];
  if (value) return value;
  const param = `us_bank_account[${name}]`;
  throw invalidRequest(`Missing required param: ${param}.`, { code: 'parameter_missing', param });
}

/** Returns the account of a constant such as `pm_usBankAccount_success`. Its holder has verified it before. */
export function namedUsAccount(id: string, scope: ReadScope): UsAccount | undefined {
  const account = usAccounts.named(id);
  return (
    account && {
      ...storedAccount(usAccounts, account, scope),
      holderType: 'individual',
      accountType: 'checking',
      connection: null,
      verified: !account.behaviour.bouncesDeposits,
      wrong: NONE_WRONG,
    }
  );
}
