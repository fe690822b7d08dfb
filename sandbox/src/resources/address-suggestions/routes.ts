import * as v from 'valibot';
import { common, country, text } from '../../kernel/http/params.js';
import { type RouteDefinition, route } from '../../kernel/http/route.js';
import { ADDRESSES, type SuggestedAddress } from './addresses.js';

/** Greatest number of suggestions, which a person takes in at a glance. */
const MOST = 5;

const params = v.strictObject({ ...common, query: text(), country: v.optional(country) });

interface Suggestions {
  object: 'address_suggestions';
  livemode: boolean;
  data: SuggestedAddress[];
}

/** The route by which an Address Element suggests addresses. What is typed is in the body, because addresses of requests are logged. */
export const routes: RouteDefinition[] = [
  route({
    method: 'POST',
    path: '/v1/elements/address_suggestions',
    keys: ['publishable'],
    params,
    onlyReads: true,
    handle: async (call) => suggestions(call.livemode, matching(call.params)),
    // A host that has a provider of addresses answers this itself: the platform asks nobody.
    live: async (call) => suggestions(call.livemode, []),
  }),
];

const suggestions = (livemode: boolean, data: SuggestedAddress[]): Suggestions => ({
  object: 'address_suggestions',
  livemode,
  data,
});

/** Returns the addresses that have all typed words, at the beginning of words of their own. */
function matching({ query, country: wanted }: v.InferOutput<typeof params>): SuggestedAddress[] {
  const typed = wordsOf(query);
  return ADDRESSES.filter((address) => {
    const words = wordsOf(Object.values(address).join(' '));
    const isOf = !wanted || address.country === wanted.toUpperCase();
    return isOf && typed.length > 0 && typed.every((one) => words.some((word) => word.startsWith(one)));
  }).slice(0, MOST);
}

/** Returns the words of a text without case and accents. */
const wordsOf = (given: string): string[] =>
  given
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);
