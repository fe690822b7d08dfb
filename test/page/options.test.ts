// @vitest-environment jsdom
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { IntegrationError } from '../../src/page/index.js';
import { copyOptions } from '../../src/page/input/options.js';
import { effort } from '../effort.js';
import { body, secretLive } from '../keys/make-keys.js';
import { reactive, thrown } from './shop.js';

const copy = (options: unknown) => copyOptions(options, 'options');
/** As plain objects, with the prototypes that a test compares. */
const plain = (options: unknown) => structuredClone(copy(options)) as object;

describe('options', () => {
  test('are copied when they are passed: what changes later changes nothing', () => {
    const options = { style: { base: { color: 'red' } }, list: [{ a: 1 }] };
    const copied = copy(options);
    options.style.base.color = 'blue';
    (options.list[0] as { a: number }).a = 2;
    options.list.push({ a: 3 });
    expect(copied).toEqual({ style: { base: { color: 'red' } }, list: [{ a: 1 }] });
  });

  test('that are proxies of a framework become plain data, which a message can carry [M19]', () => {
    const options = { style: { base: { color: 'red' } }, list: [1, { a: [2] }], when: null };
    expect(() => structuredClone(reactive(options))).toThrow();
    expect(plain(reactive(options))).toEqual(options);
  });

  test('are read at once, in the task of the call', () => {
    const read: PropertyKey[] = [];
    const options = new Proxy(
      { a: 1, b: 2 },
      {
        get: (target, name) => {
          read.push(name);
          return Reflect.get(target, name);
        },
      },
    );
    copy(options);
    expect(read.filter((name) => typeof name === 'string')).toEqual(['a', 'b']);
  });

  test.each<[string, unknown, unknown]>([
    ['nothing', undefined, {}],
    ['null', null, {}],
    ['undefined values', { a: undefined, b: { c: undefined } }, { b: {} }],
    ['functions and symbols', { a: () => {}, [Symbol('s')]: 1, c: Symbol('c') }, {}],
    [
      'class instances',
      {
        a: new (class Options {
          b = 1;
          c() {}
        })(),
      },
      { a: { b: 1 } },
    ],
    ['objects without a prototype', Object.assign(Object.create(null), { a: 1 }), { a: 1 }],
    ['dates', { a: new Date(0), b: new Date(Number.NaN) }, { a: '1970-01-01T00:00:00.000Z', b: null }],
    ['numbers that are none', { a: Number.NaN, b: Number.POSITIVE_INFINITY, c: 0 }, { c: 0 }],
    ['big integers', { a: 5n }, {}],
    ['DOM nodes', { a: document.body, b: [document.body] }, { b: [null] }],
    ['windows', { a: window }, {}],
    ['maps, sets and promises', { a: new Map(), b: new Set(), c: Promise.resolve() }, {}],
    ['String objects', { a: new String(secretLive) }, {}],
    ['sparse lists', { a: new Array(2) }, { a: [null, null] }],
    ['what is only inherited', Object.create({ a: 1 }), {}],
    ['what is not enumerable', Object.defineProperty({}, 'a', { value: 1 }), {}],
  ])('%s come across as they can', (_, options, copied) => {
    expect(plain(options)).toEqual(copied);
  });

  test.each<[string, unknown]>([
    ['a text', 'x'],
    ['a number', 5],
    ['a list', []],
    ['a function', () => {}],
    ['true', true],
  ])('that are %s are refused by name', (_, options) => {
    expect(thrown(() => copy(options))).toMatchObject({ code: 'invalid_option', param: 'options' });
  });

  test('in a circle, or too deep, are refused by name and in no time [M19]', () => {
    const circle: Record<string, unknown> = {};
    circle.self = circle;
    const wide: Record<string, unknown> = {};
    for (let index = 0; index < 1_000; index++) wide[`n${index}`] = wide;
    let deep: unknown = 1;
    for (let depth = 0; depth < 10_000; depth++) deep = [deep];
    for (const options of [circle, wide, { deep }]) {
      expect(thrown(() => copy(options))).toMatchObject({ name: 'IntegrationError', code: 'invalid_option' });
      expect(effort(() => thrown(() => copy(options)))).toBeLessThan(1_000);
    }
  });

  test('nested 16 deep are fine', () => {
    let deep: object = { end: true };
    for (let depth = 0; depth < 15; depth++) deep = { deep };
    expect(plain(deep)).toEqual(deep);
  });

  test('named like parts of Object.prototype are data like any other, and pollute nothing', () => {
    const options = JSON.parse(
      '{"__proto__": {"polluted": 1}, "constructor": {"prototype": {"polluted": 1}}, "a": 1}',
    );
    const copied = copy(options);
    expect(Object.keys(copied)).toEqual(['__proto__', 'constructor', 'a']);
    expect(copied.polluted).toBeUndefined();
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
    expect(Object.keys({ ...copied, b: 2 })).toEqual(['__proto__', 'constructor', 'a', 'b']);
  });

  test('of any size: 10,000 keys and a text of 1 MB are copied in no time', () => {
    const options = Object.fromEntries(
      Array.from({ length: 10_000 }, (_, index) => [`key${index}`, 'value']),
    );
    const whole = { options, text: 'a'.repeat(1_000_000) };
    expect(Object.keys(copy(whole).options as object)).toHaveLength(10_000);
    expect(effort(() => copy(whole))).toBeLessThan(2_000);
  });

  test('of any kind give plain data or an IntegrationError, never anything else [M19]', () => {
    const anything = fc.anything({
      values: [
        fc.boolean(),
        // JSON has no negative zero.
        fc.double().map((number) => number + 0),
        fc.string(),
        fc.constantFrom(null, undefined),
      ],
      withBigInt: true,
      withDate: true,
      withMap: true,
      withSet: true,
      withTypedArray: true,
    });
    fc.assert(
      fc.property(anything, (options) => {
        try {
          const copied = copy({ options });
          expect(JSON.parse(JSON.stringify(copied))).toEqual(structuredClone(copied));
        } catch (error) {
          expect(error).toBeInstanceOf(IntegrationError);
        }
      }),
    );
  });

  test('that hold a secret key at any depth are refused with the way to it [K5]', () => {
    const way = fc.array(fc.oneof(fc.constantFrom('a', 'style', 'x y'), fc.constant(0)), {
      minLength: 1,
      maxLength: 15,
    });
    fc.assert(
      fc.property(way, (steps) => {
        const build = (rest: (string | number)[]): unknown => {
          const [step, ...others] = rest;
          if (step === undefined) return `x ${secretLive}`;
          return step === 0 ? [build(others)] : { [step]: build(others) };
        };
        const path = steps.map((step) => (step === 0 ? '[0]' : `.${step}`)).join('');
        const error = thrown(() => copy({ o: build(steps) })) as IntegrationError;
        expect(error).toMatchObject({ code: 'secret_key_refused', param: `options.o${path}` });
        expect(error.message).not.toContain(body);
      }),
    );
  });
});
