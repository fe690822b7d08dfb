/** Queries of the search endpoints, and whatever else arrives as one. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ApiError } from '../../sandbox/src/kernel/errors.js';
import {
  type Clause,
  type FieldKind,
  type Operator,
  readQuery,
  type Searchable,
} from '../../sandbox/src/kernel/search/query.js';
import { HOSTILE_TEXTS } from './hostile.js';

const searchable: Searchable = {
  resource: 'customers',
  fields: { amount: 'numeric', 'address.city': 'token', email: 'string' },
};

const text = fc.oneof(
  fc.string({ unit: 'grapheme', minLength: 3 }),
  fc.string({ unit: fc.constantFrom(...'\\"\'[]:~ AND-'), minLength: 3 }),
);

const clauseOf = (
  kind: FieldKind,
  operators: readonly Operator[],
  path: fc.Arbitrary<string[]>,
  value: fc.Arbitrary<string | null>,
): fc.Arbitrary<Clause> =>
  fc
    .tuple(fc.boolean(), path, fc.constantFrom(...operators), value)
    .map(([negated, fieldPath, operator, sought]) => ({
      negated,
      kind,
      path: fieldPath,
      operator,
      value: sought,
    }));

const always = (...path: string[]): fc.Arbitrary<string[]> => fc.constant(path);

const clause = fc.oneof(
  clauseOf('numeric', [':', '>', '<', '>=', '<='], always('amount'), fc.integer().map(String)),
  clauseOf('string', [':', '~'], always('email'), text),
  clauseOf('token', [':'], always('address', 'city'), fc.option(text)),
  clauseOf(
    'token',
    [':'],
    text.map((key) => ['metadata', key]),
    fc.option(text),
  ),
);

const quoted = (value: string, mark: string) =>
  mark + value.replace(/[\\"']/g, (character) => `\\${character}`) + mark;

function written({ negated, path, operator, value }: Clause, mark: string): string {
  const field = path[0] === 'metadata' ? `metadata[${quoted(path[1] ?? '', mark)}]` : path.join('.');
  return `${negated ? '-' : ''}${field}${operator}${value === null ? 'null' : quoted(value, mark)}`;
}

test('what a query is written from is what is searched for', () => {
  fc.assert(
    fc.property(
      fc.array(clause, { minLength: 1, maxLength: 10 }),
      fc.constantFrom('and', 'or'),
      fc.constantFrom('"', "'"),
      (clauses, combination, mark) => {
        const query = clauses.map((one) => written(one, mark)).join(` ${combination.toUpperCase()} `);
        const expected = clauses.length === 1 ? 'and' : combination;
        expect(readQuery(query, searchable)).toEqual({ combination: expected, clauses });
      },
    ),
  );
});

test('any other text is a query or a refusal, never a fault', () => {
  const pieces = fc.constantFrom(
    'email',
    'amount',
    'metadata["',
    '"]',
    ':',
    '~',
    '>=',
    '-',
    ' AND ',
    ' or ',
    '"',
    '\\',
    '(',
  );
  const anything = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.array(pieces).map((parts) => parts.join('')),
    fc.constantFrom(...HOSTILE_TEXTS),
  );
  fc.assert(
    fc.property(anything, (query) => {
      try {
        expect(readQuery(query, searchable).clauses.length).toBeGreaterThan(0);
      } catch (error) {
        if (!(error instanceof ApiError)) throw error;
        expect(error.body.error.param).toBe('query');
      }
    }),
  );
});
