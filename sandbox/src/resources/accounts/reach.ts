import type Stripe from 'stripe';
import { requireConnected } from '../../kernel/http/account.js';
import type { Call } from '../../kernel/http/route.js';
import { loadAccount } from './account.js';
import { type PlatformParams, refuseForeign } from './controller.js';
import type { AccountState, ExternalAccountState } from './state.js';
import { changeAccount, findAccountState, type KnownAccount } from './store.js';

type Asker = Pick<Call, 'accountId' | 'db' | 'key' | 'now' | 'secrets'>;

/**
 * Finds an account that the caller may see: its own, or one that is connected to it.
 *
 * @throws ApiError 403 `account_invalid`
 */
export async function reachableAccount(call: Asker, id: string): Promise<KnownAccount> {
  requireConnected(await loadAccount(call, id), id);
  const account = await findAccountState(call, id);
  if (!account) throw new Error(`There is no account ${id}.`);
  return account;
}

/**
 * Changes an account for a caller who may see it.
 *
 * @param params The parameters that ask for it, some of which only its holder may send.
 * @throws ApiError 403 `account_invalid`, or for what only the holder may change.
 */
export async function changeReachable(
  call: Call,
  id: string,
  params: PlatformParams,
  change: (state: AccountState) => AccountState,
): Promise<KnownAccount> {
  requireConnected(await loadAccount(call, id), id);
  return changeAccount(call, id, (state) => {
    refuseForeign(state, params);
    return change(state);
  });
}

/** Finds what the caller's account is paid out to, by its id. */
export const findExternalAccount = async (
  call: Asker,
  id: string,
): Promise<Stripe.BankAccount | Stripe.Card | undefined> => (await externalAccountOf(call, id))?.body;

/** Finds it with what is known of it beside its object. */
export async function externalAccountOf(
  work: Pick<Asker, 'accountId' | 'db' | 'now' | 'secrets'>,
  id: string,
): Promise<ExternalAccountState | undefined> {
  const account = await findAccountState(work, work.accountId);
  return account?.state.externalAccounts.find(({ body }) => body.id === id);
}
