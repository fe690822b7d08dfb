import { behaviourOf } from '../../../../src/contract/test-cards.js';
import { bankNamed, type PayoutFailure } from '../../../../src/contract/test-payout-accounts.js';
import { invalidRequest } from '../../kernel/errors.js';
import type { Work } from '../../kernel/scope.js';
import { changeAccount, type ExternalAccountState, findAccountState } from '../accounts/index.js';

export type Method = 'instant' | 'standard';

/** The request for a payout, as far as it chooses where the money goes. */
interface Wanted {
  currency: string;
  destination?: string | undefined;
  method: Method;
}

/**
 * Finds what the caller's account is paid out to.
 *
 * @throws ApiError 400 where it is not paid out at all, not in this currency, not at once, or not to this id.
 */
export async function destinationOf(work: Work, wanted: Wanted): Promise<ExternalAccountState> {
  const account = await findAccountState(work, work.accountId);
  if (!account?.assessment.payoutsEnabled) throw notAllowed();
  const found = choose(account.state.externalAccounts, wanted);
  if (found.body.status === 'errored') throw unusable(found);
  if (wanted.method === 'instant' && !found.body.available_payout_methods?.includes('instant'))
    throw noInstant(found);
  return found;
}

function choose(all: ExternalAccountState[], { currency, destination }: Wanted): ExternalAccountState {
  const ofCurrency = all.filter(({ body }) => body.currency === currency);
  if (!destination) {
    const found = ofCurrency.find(({ body }) => body.default_for_currency) ?? ofCurrency[0];
    if (found) return found;
    throw invalidRequest(
      `Sorry, you don't have any external accounts in that currency (${currency}). Add one with POST /v1/accounts/:id/external_accounts.`,
      { param: 'currency' },
    );
  }
  const found = all.find(({ body }) => body.id === destination);
  if (!found) {
    throw invalidRequest(`No such external account: '${destination}'`, {
      code: 'resource_missing',
      param: 'destination',
    });
  }
  if (found.body.currency === currency) return found;
  throw invalidRequest(
    `The external account ${destination} takes ${found.body.currency}, and nothing is exchanged here: pay out in that currency.`,
    { param: 'currency' },
  );
}

const notAllowed = () =>
  invalidRequest(
    'Your account is not currently able to make payouts: payouts_enabled is false. The requirements of the account say what is missing.',
    { code: 'payouts_not_allowed' },
  );

const unusable = ({ body }: ExternalAccountState) =>
  invalidRequest(
    `The external account ${body.id} can't be used, because an earlier payout to it failed. Update it, or add another one.`,
    { code: 'bank_account_unusable', param: 'destination' },
  );

const noInstant = ({ body }: ExternalAccountState) =>
  invalidRequest(`The external account ${body.id} takes no instant payouts. Send the standard method.`, {
    code: 'instant_payouts_unsupported',
    param: 'method',
  });

/** Why a payout to an account of test mode fails; `undefined` where it arrives. */
export function failureOf({ body, facts }: ExternalAccountState): PayoutFailure | undefined {
  if (body.object === 'bank_account') return bankNamed(facts.behaves)?.failure;
  return behaviourOf(facts.behaves).payout === 'fails' ? 'could_not_process' : undefined;
}

/** Marks what a payout did not reach: nothing more is paid out to it until it is changed. */
export async function markErrored(work: Work, id: string): Promise<void> {
  await changeAccount(work, work.accountId, (state) => ({
    ...state,
    externalAccounts: state.externalAccounts.map((one) =>
      one.body.id === id
        ? { ...one, body: { ...one.body, status: 'errored' } as ExternalAccountState['body'] }
        : one,
    ),
  }));
}

/** What the account's holder reads about a payout that failed. */
export const FAILURES: Readonly<Record<PayoutFailure, string>> = {
  account_closed: 'The bank account has been closed.',
  could_not_process: 'The bank could not process this payout.',
  debit_not_authorized: 'Debit transactions are not approved on your bank account.',
  insufficient_funds: 'Your account has insufficient funds to cover the payout.',
  invalid_currency: 'The bank was unable to process this payout because of its currency.',
  no_account:
    'The bank account details on file are probably incorrect. No bank account could be located with those details.',
};

/** Tells whether a payout can be called back: only those to banks in the US can. */
export const isReversible = ({ body }: ExternalAccountState): boolean =>
  body.object === 'bank_account' && body.country === 'US';

/** Countries whose banks let nobody take money from an account. */
const UNDEBITED = new Set(['HK', 'JP', 'SG']);

/** Tells whether what an account owes can be taken from its bank account. From a card it never can. */
export const isDebitable = ({ body }: ExternalAccountState): boolean =>
  body.object === 'bank_account' && !UNDEBITED.has(body.country);
