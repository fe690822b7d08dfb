import * as v from 'valibot';
import { invalidRequest } from '../../kernel/errors.js';
import { flag } from '../../kernel/http/params.js';
import type { Work } from '../../kernel/scope.js';
import { seconds } from '../../kernel/seconds.js';
import type { TokenKind } from '../../methods/index.js';
import {
  type AccountParams,
  type AccountRequest,
  accountRequest,
  type PersonParams,
  type PersonRequest,
  personRequest,
} from './params.js';
import { withNumbers } from './pii.js';
import { spend } from './spend.js';

const { business_type, company, individual } = accountRequest;

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
export const personToken: TokenKind<PersonRequest, PersonRequest> = {
  type: 'person',
  prefix: 'cpt',
  params: personRequest,
  read: (params) => params,
};

/**
 * Returns a change of an account with what is in a token, which is used up.
 *
 * @param beside The other parameters of the request.
 * @throws ApiError 404 or 400 for a token that can't be used, 400 for parameters of which it has its own.
 */
export async function withAccountToken(
  work: Work,
  id: string | undefined,
  beside: AccountRequest,
): Promise<AccountParams> {
  const { individual, ...whole } = id === undefined ? beside : await opened(work, id, beside);
  if (!individual) return whole;
  return { ...whole, individual: await withNumbers(work, individual, (name) => `individual[${name}]`) };
}

async function opened(work: Work, id: string, beside: AccountRequest): Promise<AccountRequest> {
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
  beside: PersonRequest,
): Promise<PersonParams> {
  if (id === undefined) return withNumbers(work, beside);
  const { details } = await spend(work, id, personToken, 'person_token');
  const given = details as PersonRequest;
  return withNumbers(work, {
    ...given,
    ...Object.fromEntries(Object.entries(beside).filter(([, value]) => value !== undefined)),
    relationship: { ...given.relationship, ...beside.relationship },
  });
}

const notBeside = (param: string) =>
  invalidRequest(
    `You may only specify one of these parameters: account_token, ${param}. Put it into the token.`,
    { code: 'parameters_exclusive', param },
  );
