import type { Work } from '../../kernel/scope.js';
import type { TokenKind } from '../../methods/index.js';
import { type PersonParams, type PersonRequest, piiParams } from './params.js';
import { spend } from './spend.js';
import type { NumberMeaning } from './test-values.js';

/** What is stored of a number: its meaning. */
interface NumberDetails {
  meaning: NumberMeaning;
}

/** The token of the number of an id, which is sent in the number's place. */
export const piiToken: TokenKind<NumberDetails, NumberMeaning> = {
  type: 'pii',
  prefix: 'pii',
  params: piiParams,
  read: (meaning) => ({ meaning }),
};

type Numbers = 'id_number' | 'id_number_secondary';

/**
 * Returns a change of a person with what the tokens of numbers in it stand for. They are used up.
 *
 * @param nameOf Returns the name of a parameter, for errors.
 * @throws ApiError 404 or 400 for a token that can't be used.
 */
export async function withNumbers<Change extends Pick<PersonRequest, Numbers>>(
  work: Work,
  { id_number: number, id_number_secondary: secondary, ...rest }: Change,
  nameOf = (name: Numbers): string => name,
): Promise<Omit<Change, Numbers> & Pick<PersonParams, Numbers>> {
  const meaningOf = async ({ token }: { token: string }, name: Numbers) => {
    const { details } = await spend(work, token, piiToken, nameOf(name));
    return (details as NumberDetails).meaning;
  };
  return {
    ...rest,
    id_number: typeof number === 'object' ? await meaningOf(number, 'id_number') : number,
    id_number_secondary:
      typeof secondary === 'object' ? (await meaningOf(secondary, 'id_number_secondary')) && true : secondary,
  };
}
