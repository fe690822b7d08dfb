import type Stripe from 'stripe';
import { invalidRequest } from '../../kernel/errors.js';
import { findConnected } from '../../kernel/http/account.js';
import type { Work } from '../../kernel/scope.js';

/**
 * Finds the account that money goes to: it is connected to the caller's, and may receive transfers.
 *
 * @throws ApiError 400 `resource_missing`, `transfers_not_allowed` or `insufficient_capabilities_for_transfer` at `param`
 */
export async function destinationOf(
  { db, accountId }: Pick<Work, 'accountId' | 'db'>,
  id: string,
  param: string,
): Promise<Stripe.Account> {
  const account = await findConnected(db, accountId, id);
  if (!account) {
    throw invalidRequest(
      `No such destination: '${id}'. It has to be an account that is connected to the one that sends the money.`,
      { code: 'resource_missing', param },
    );
  }
  if (account.capabilities?.transfers === 'active') return account;
  if (account.requirements?.disabled_reason?.startsWith('rejected.')) {
    throw invalidRequest(`The account ${id} was rejected, and receives no transfers.`, {
      code: 'transfers_not_allowed',
      param,
    });
  }
  throw invalidRequest(
    `Your destination account ${id} needs to have the capability transfers, which is ` +
      `${account.capabilities?.transfers ?? 'not requested'}. Its requirements say what is missing.`,
    { code: 'insufficient_capabilities_for_transfer', param },
  );
}

/** Tells whether the platform is liable for what an account owes, so that its balance may be negative. */
export const mayOwe = ({ controller }: Stripe.Account): boolean =>
  controller?.losses?.payments === 'application';
