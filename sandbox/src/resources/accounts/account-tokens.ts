import * as v from 'valibot';
import { invalidRequest } from '../../kernel/errors.js';
import { flag } from '../../kernel/http/params.js';
import type { Work } from '../../kernel/scope.js';
import { seconds } from '../../kernel/seconds.js';
import type { TokenKind } from '../../methods/index.js';
import { spendToken, type TokenRow } from '../tokens/index.js';
import { type AccountParams, accountParams, type PersonParams, personParams } from './params.js';

const { business_type, company, individual } = accountParams.entries;

const accountTokenParams = v.strictObject({
  business_type,
  company,
  individual,
  tos_shown_and_accepted: v.optional(flag),
});

type AccountTokenParams = v.InferOutput<typeof accountTokenParams>;

/**
 * The token of an account: it is created of what a person typed, and used as `account_token`. It is a change of an account, in
 * which numbers of ids are only by their meaning.
 */
export const accountToken: TokenKind<AccountTokenParams, AccountTokenParams> = {
  type: 'account',
  prefix: 'ct',
  params: accountTokenParams,
  read: (params) => params,
};

/** The token of a person, which is used as `person_token`. */
export const personToken: TokenKind<PersonParams, PersonParams> = {
  type: 'person',
  prefix: 'cpt',
  params: personParams,
  read: (params) => params,
};

/**
 * Returns a change of an account with what is in a token, which is used up.
 *
 * @param beside The other parameters of the request.
 * @throws ApiError 404 or 400 for a token that can't be used, 400 for parameters of which it has its own.
 */
export async function withAccountToken<Beside extends AccountParams>(
  work: Work,
  id: string | undefined,
  beside: Beside,
): Promise<Beside> {
  if (id === undefined) return beside;
  const { clientIp, createdAt, details } = await spend(work, id, accountToken, 'account_token');
  const { tos_shown_and_accepted: accepted, ...given } = details as AccountTokenParams;
  const twice = OF_TOKENS.find((name) => beside[name] !== undefined);
  if (twice) throw notBeside(twice);
  return {
    ...beside,
    ...given,
    ...(accepted && { tos_acceptance: { date: seconds(createdAt), ip: clientIp } }),
  };
}

/** The parameters of an account that its token has in their place. */
const OF_TOKENS = ['business_type', 'company', 'individual', 'tos_acceptance'] as const;

/**
 * Returns a change of a person with what is in a token, which is used up. What is sent beside it counts more.
 *
 * @throws ApiError 404 or 400 for a token that can't be used.
 */
export async function withPersonToken(
  work: Work,
  id: string | undefined,
  beside: PersonParams,
): Promise<PersonParams> {
  if (id === undefined) return beside;
  const { details } = await spend(work, id, personToken, 'person_token');
  const given = details as PersonParams;
  return {
    ...given,
    ...Object.fromEntries(Object.entries(beside).filter(([, value]) => value !== undefined)),
    relationship: { ...given.relationship, ...beside.relationship },
  };
}

async function spend(
  work: Work,
  id: string,
  { type, prefix }: Pick<TokenKind, 'prefix' | 'type'>,
  param: string,
): Promise<TokenRow> {
  const row = await spendToken(work, id);
  if (row.type === type) return row;
  throw invalidRequest(`${id} is no token for ${param}: the id of one begins with ${prefix}_.`, { param });
}

const notBeside = (param: string) =>
  invalidRequest(
    `You may only specify one of these parameters: account_token, ${param}. Put it into the token.`,
    { code: 'parameters_exclusive', param },
  );
