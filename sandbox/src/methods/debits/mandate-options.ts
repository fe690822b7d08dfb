import * as v from 'valibot';
import { text } from '../../kernel/http/params.js';
import type { MethodOptions } from '../method.js';

/** Options of an intent for the reference of a mandate. */
interface ReferenceOptions {
  reference_prefix?: string;
}

/** Characters of references in direct debits, by the rules of SEPA and Bacs, and beginnings that the public API keeps for itself. */
const PREFIX = /^(?!STRIPE|DDIC)[A-Z\d /_\-&.]{1,12}$/;

const params = {
  mandate_options: v.optional(
    v.strictObject({
      reference_prefix: v.optional(
        v.pipe(
          text(12),
          v.regex(
            PREFIX,
            'must have at most 12 of A-Z, 0-9, spaces and /_-&., and not begin with DDIC or STRIPE',
          ),
        ),
      ),
    }),
  ),
};

/** The options of debits whose mandates have a reference. */
export const referenceOptions: MethodOptions = {
  payment: { params, unset: {} },
  setUp: { params, unset: {} },
  once: [],
  fromBrowser: [],
  inToken: [],
};

/** Returns the reference of a mandate, at most `length` characters, with the prefix that its intent has. */
export const referenceOf = (
  id: string,
  { reference_prefix: prefix = '' }: ReferenceOptions,
  length: number,
) => `${prefix}${id.replace('mandate_', '').toUpperCase()}`.slice(0, length);
