import fc from 'fast-check';
import qs from 'qs';
import { describe, expect, test } from 'vitest';
import { formBody } from '../../src/frame/api/form-body.js';
import type { JsonObject } from '../../src/wire/index.js';

const pairs = (params: JsonObject) => [...formBody(params)];

describe('parameters as a form body', () => {
  test.each<[string, JsonObject, [string, string][]]>([
    [
      'values',
      { a: 'x', b: 1, c: true, d: '' },
      [
        ['a', 'x'],
        ['b', '1'],
        ['c', 'true'],
        ['d', ''],
      ],
    ],
    [
      'objects',
      { card: { number: '4', address: { line1: 'x' } } },
      [
        ['card[number]', '4'],
        ['card[address][line1]', 'x'],
      ],
    ],
    [
      'lists',
      { expand: ['a', 'b'] },
      [
        ['expand[0]', 'a'],
        ['expand[1]', 'b'],
      ],
    ],
    [
      'lists of objects',
      { items: [{ a: 1, b: 2 }, { a: 3 }] },
      [
        ['items[0][a]', '1'],
        ['items[0][b]', '2'],
        ['items[1][a]', '3'],
      ],
    ],
    ['null, left out', { a: null, b: { c: null } }, []],
    ['nothing', {}, []],
    ['empty objects and lists', { a: {}, b: [] }, []],
    ['characters that must be encoded', { 'a&b': 'x=y&z' }, [['a&b', 'x=y&z']]],
  ])('%s', (_, params, expected) => {
    expect(pairs(params)).toEqual(expected);
  });

  test('are escaped: no value can add a parameter', () => {
    expect(formBody({ name: 'x&card[number]=4242' }).toString()).toBe('name=x%26card%5Bnumber%5D%3D4242');
  });

  test.each<[string, JsonObject]>([
    ['on top', { 'card[number]': '1' }],
    ['below', { card: { 'x][number': '1' } }],
    ['in a list', { list: [{ 'a]': 1 }] }],
    ['that is one bracket', { '[': 1 }],
  ])('with brackets in a name are refused, since they could stand for another: %s', (_, params) => {
    expect(() => formBody(params)).toThrow(RangeError);
  });

  test('nested more than 8 levels deep, or in a circle, are refused', () => {
    const nest = (depth: number): JsonObject => (depth ? { a: nest(depth - 1) } : { end: 1 });
    expect(pairs(nest(7))).toHaveLength(1);
    expect(() => formBody(nest(9))).toThrow(RangeError);
    const circle: JsonObject = {};
    circle.circle = circle;
    expect(() => formBody(circle)).toThrow(RangeError);
  });

  test('are read by the server as they were', () => {
    const name = fc.string({ unit: fc.constantFrom(...'abc_&= é'), minLength: 1, maxLength: 4 });
    const leaf = fc.oneof(fc.string({ minLength: 1 }), fc.constantFrom('0', 'true'));
    const params = fc.dictionary(
      name,
      fc.oneof(
        leaf,
        fc.dictionary(name, leaf, { minKeys: 1 }),
        fc.array(leaf, { minLength: 1, maxLength: 4 }),
      ),
      {
        maxKeys: 5,
      },
    );
    fc.assert(
      fc.property(params, (given) => {
        const read = qs.parse(formBody(given as JsonObject).toString(), { plainObjects: true });
        expect(JSON.parse(JSON.stringify(read))).toEqual(JSON.parse(JSON.stringify(given)));
      }),
    );
  });
});
