import * as v from 'valibot';
import { common, country, text } from '../../kernel/http/params.js';
import { type FoundAddress, type RouteDefinition, route } from '../../kernel/http/route.js';
import { ADDRESSES } from './addresses.js';

/** Greatest number of suggestions, which a person takes in at a glance. */
const MOST = 5;

const params = v.strictObject({ ...common, query: text(), country: v.optional(country) });

interface Suggestions {
  object: 'address_suggestions';
  livemode: boolean;
  data: FoundAddress[];
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
    // Without a provider of the host's own, nobody is asked.
    live: async ({ livemode, params: { query, country: wanted } }, _, { findAddresses }) =>
      suggestions(livemode, (await findAddresses?.(query, wanted)) ?? []),
  }),
];

const suggestions = (livemode: boolean, found: FoundAddress[]): Suggestions => ({
  object: 'address_suggestions',
  livemode,
  data: found.slice(0, MOST),
});

/** Returns the addresses that have all typed words, at the beginning of words of their own. */
function matching({ query, country: wanted }: v.InferOutput<typeof params>): FoundAddress[] {
  const typed = wordsOf(query);
  return ADDRESSES.filter((address) => {
    const words = wordsOf(Object.values(address).join(' '));
    const isOf = !wanted || address.country === wanted.toUpperCase();
    return isOf && typed.length > 0 && typed.every((one) => words.some((word) => word.startsWith(one)));
  });
}

/** Returns the words of a text without case and accents. */
const wordsOf = (given: string): string[] =>
  given
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);
