import type Stripe from 'stripe';
import * as v from 'valibot';
import { isRoutingNumber } from '../../../../src/contract/routing-number.js';
import {
  bankNamed,
  bankNumbered,
  bankOfToken,
  type TestBank,
} from '../../../../src/contract/test-payout-accounts.js';
import { invalidRequest, MissingError } from '../../kernel/errors.js';
import { changedText, country, currency, metadata, text } from '../../kernel/http/params.js';
import type { Work } from '../../kernel/scope.js';
import { methods, type Payee } from '../../methods/index.js';
import { spendToken, type TokenRow } from '../tokens/index.js';
import { storedBank } from './bank-account.js';
import { storedDebitCard } from './debit-card.js';
import type { AccountState, ExternalAccountState } from './state.js';

const bankParams = v.strictObject({
  object: v.literal('bank_account'),
  account_holder_name: changedText(500),
  account_holder_type: v.optional(v.picklist(['company', 'individual'])),
  account_number: text(100),
  account_type: v.optional(v.picklist(['checking', 'futsu', 'savings', 'toza'])),
  country,
  currency: v.optional(currency),
  metadata,
  routing_number: v.optional(text(50)),
});
type BankParams = v.InferOutput<typeof bankParams>;

/** Reads a bank account by its numbers, or the token of a bank account or of a debit card. */
export const externalAccountParam = v.lazy((value) => (typeof value === 'string' ? text() : bankParams));
export type ExternalAccountParam = string | BankParams;

/** The account that is paid out, and the parameter that holds what it is paid out to. */
interface Place {
  account: string;
  country: string;
  currency: string;
  param: string;
}

/**
 * Reads what an account is paid out to. Its number stays in this function.
 *
 * @throws ApiError 400 for numbers that no test account has, 404 or 400 for a token that can't be used.
 */
export async function readExternalAccount(
  work: Work,
  given: ExternalAccountParam,
  place: Place,
): Promise<ExternalAccountState> {
  if (typeof given === 'string') return readToken(work, given, place);
  const bank = findBank(given, place.param);
  const made = storedBank(
    bank,
    {
      currency: given.currency ?? place.currency,
      holderName: given.account_holder_name ?? null,
      holderType: given.account_holder_type ?? null,
      accountType: given.account_type ?? null,
    },
    { secrets: work.secrets, account: place.account },
  );
  return { ...made, body: { ...made.body, metadata: given.metadata } };
}

async function readToken(work: Work, token: string, place: Place): Promise<ExternalAccountState> {
  const { account, currency, param } = place;
  const bank = bankOfToken(token);
  if (bank) {
    const made = storedBank(bank, { currency }, { secrets: work.secrets, account });
    return { body: { ...made.body, status: 'verified' } as Body, facts: { behaves: bank.name } };
  }
  const payee = await payeeOf(work, token);
  if (!payee) throw noPayee(token, param);
  if ('testCard' in payee) return storedDebitCard(payee, place);
  const { id, bank: name, ...terms } = payee;
  const testBank = bankNamed(name);
  if (!testBank) throw noPayee(token, param);
  return storedBank(testBank, terms, { secrets: work.secrets, account, id });
}

/** Returns what a token lets an account be paid out to, and uses it up; `undefined` for a text that is none. */
async function payeeOf(work: Work, token: string): Promise<Payee | undefined> {
  for (const { named, payee } of methods.tokenKinds) {
    const details = named?.(token, work);
    if (details) return payee?.(details);
  }
  if (!/^b?tok_/.test(token)) return undefined;
  const { type, details } = await spendToken(work, token).catch(unlessMissing);
  return methods.tokenKinds.find((kind) => kind.type === type)?.payee?.(details);
}

/** A token that nobody has created is an error of the parameter that holds it. */
const unlessMissing = (error: unknown): Pick<TokenRow, 'details' | 'type'> => {
  if (error instanceof MissingError) return { type: '', details: {} };
  throw error;
};

const noPayee = (token: string, param: string) =>
  invalidRequest(
    `Invalid token: ${token}. Send the token of a bank account, such as btok_us_verified, or of a debit card.`,
    { code: 'resource_missing', param },
  );

const compact = (number: string) => number.replace(/[\s-]/g, '').toUpperCase();

/** @throws ApiError 400 that never repeats a number. */
function findBank({ account_number, country: place, routing_number }: BankParams, param: string): TestBank {
  const found = bankNumbered(place, compact(account_number));
  const routing = routing_number === undefined ? null : compact(routing_number);
  if (place === 'US' && (routing === null || !isRoutingNumber(routing))) {
    throw invalidRequest(
      'A bank account in the US needs a routing number of nine digits, such as 110000000.',
      {
        code: 'routing_number_invalid',
        param: `${param}[routing_number]`,
      },
    );
  }
  if (!found) {
    throw invalidRequest(
      'You must use a test bank account number in test mode. For a list, visit: docs/platforms.md',
      { code: 'account_number_invalid', param: `${param}[account_number]` },
    );
  }
  if (found.routing !== null && found.routing !== routing) {
    throw invalidRequest(`In test mode, the bank of this account has the routing number ${found.routing}.`, {
      code: 'routing_number_invalid',
      param: `${param}[routing_number]`,
    });
  }
  return found;
}

/** Says which account is paid out, and what is usual there. */
export const placeOf = (
  account: string,
  {
    country = 'US',
    default_currency: currency = 'usd',
  }: Pick<Stripe.Account, 'country' | 'default_currency'>,
): Place => ({ account, country, currency, param: 'external_account' });

type Body = Stripe.BankAccount | Stripe.Card;

/**
 * Returns an account with one more that it is paid out to.
 *
 * @param by Whether it is the new default of its currency, and whether the former default is then removed.
 * @throws ApiError 400 `bank_account_exists`
 */
export function withExternalAccount(
  state: AccountState,
  added: ExternalAccountState,
  { isDefault = false, replaces = false }: { isDefault?: boolean; replaces?: boolean } = {},
): AccountState {
  const { currency, fingerprint } = added.body;
  const isDefaultOf = ({ body }: ExternalAccountState) =>
    body.currency === currency && body.default_for_currency === true;
  const kept = state.externalAccounts.filter((one) => !(replaces && isDefaultOf(one)));
  if (kept.some(({ body }) => body.fingerprint === fingerprint && body.currency === currency)) throw exists();
  const becomesDefault = isDefault || replaces || !kept.some(isDefaultOf);
  return {
    ...state,
    externalAccounts: [
      ...(becomesDefault ? kept.map((one) => (isDefaultOf(one) ? withDefault(one, false) : one)) : kept),
      withDefault(added, becomesDefault),
    ],
  };
}

export const withDefault = (
  { body, facts }: ExternalAccountState,
  isDefault: boolean,
): ExternalAccountState => ({
  body: { ...body, default_for_currency: isDefault } as Body,
  facts,
});

const exists = () =>
  invalidRequest('A bank account or a card with that number already exists for this account.', {
    code: 'bank_account_exists',
  });
