/** Parameters on their way from a frame to the API, and whatever else arrives as a form. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ApiError } from '../../sandbox/src/kernel/errors.js';
import { parseForm } from '../../sandbox/src/kernel/http/form.js';
import { formBody } from '../../src/frame/api/form-body.js';
import type { Json, JsonObject } from '../../src/wire/index.js';
import { HOSTILE_SHAPES, HOSTILE_TAILS, HOSTILE_TEXTS } from './hostile.js';

/** Names of the API: a number would be a place in a list. */
const name = fc
  .string({
    unit: fc.oneof(fc.constantFrom(...'ab_.-&=+;% é'), fc.string({ minLength: 1, maxLength: 1 })),
    minLength: 1,
    maxLength: 6,
  })
  .filter((text) => !/[[\]\0]|^\d+$/.test(text) && !(text in {}));
const leaf = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.constantFrom(...HOSTILE_TEXTS.filter((text) => !/[\0\ud800]/.test(text))),
  fc.integer(),
  fc.double({ noNaN: true }),
  fc.boolean(),
);
const { params } = fc.letrec<{ params: JsonObject; value: Json; list: Json[] }>((tie) => ({
  params: fc.dictionary(name, tie('value'), { maxKeys: 4 }),
  value: fc.oneof({ depthSize: 'small', maxDepth: 3 }, leaf, fc.constant(null), tie('params'), tie('list')),
  list: fc.array(leaf, { maxLength: 3 }),
}));

/** What of parameters a form can say: texts, and nothing of what is empty. */
function said(value: Json): unknown {
  if (value === null) return undefined;
  if (typeof value !== 'object') return `${value}`;
  const entries = Object.entries(value)
    .map(([key, item]) => [key, said(item as Json)] as const)
    .filter(([, item]) => item !== undefined);
  if (entries.length === 0) return undefined;
  return Array.isArray(value) ? entries.map(([, item]) => item) : Object.fromEntries(entries);
}

test('what a frame sends is what the API reads', () => {
  fc.assert(
    fc.property(params, (given) => {
      expect(plainCopy(parseForm(formBody(given).toString()))).toEqual(said(given) ?? {});
    }),
  );
});

const plainCopy = (value: unknown) => JSON.parse(JSON.stringify(value));

const piece = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.constantFrom(
      'a',
      'b',
      'card',
      '[',
      ']',
      '[]',
      '=',
      '&',
      '%',
      '+',
      '.',
      '%5B',
      '%5D',
      '0',
      '99',
      '%00',
      '%ff',
    ),
  },
  fc.constantFrom(...HOSTILE_SHAPES, ...HOSTILE_TAILS, '__proto__', 'constructor', 'prototype', 'toString'),
  fc.string({ unit: 'binary', maxLength: 5 }),
);
const text = fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join(''));

test('any text is read as parameters that reach no prototype, or refused by an error of the API [S7]', () => {
  fc.assert(
    fc.property(text, (given) => {
      let read: unknown;
      try {
        read = parseForm(given);
      } catch (error) {
        expect(error).toBeInstanceOf(ApiError);
        expect((error as ApiError).status).toBe(400);
        return;
      }
      expectPlain(read, 0);
      expect(Object.keys(Object.prototype)).toEqual([]);
    }),
  );
});

/** Texts, lists, and objects that inherit nothing: no deeper and no larger than the API's limits. */
function expectPlain(value: unknown, depth: number): void {
  expect(depth).toBeLessThan(10);
  if (typeof value === 'string') {
    expect(value).not.toContain('\0');
    return;
  }
  if (Array.isArray(value)) expect(value.length).toBeLessThanOrEqual(500);
  else expect(Object.getPrototypeOf(value)).toBeNull();
  for (const [key, item] of Object.entries(value as object)) {
    expect(key).not.toContain('__proto__');
    expectPlain(item, depth + 1);
  }
}
