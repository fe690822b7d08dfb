/** The options that a page gives an Address Element, and the answers of a provider of addresses. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createAddressProvider } from '../../sandbox/src/resources/address-suggestions/index.js';
import { readOptions } from '../../src/frame/elements/address/options.js';
import type { Json, JsonObject } from '../../src/wire/index.js';
import { HOSTILE_TEXTS } from './hostile.js';

const leaf = fc.oneof(
  fc.constantFrom<Json>(
    null,
    true,
    0,
    -1,
    '',
    'US',
    'always',
    'never',
    'split',
    'automatic',
    ...HOSTILE_TEXTS,
  ),
  fc.string({ unit: 'grapheme' }),
);
/** Any value below names that are looked for, or not. */
const below = (...names: string[]) =>
  fc.letrec<{ value: Json }>((tie) => ({
    value: fc.oneof(
      { depthSize: 'small', maxDepth: 4 },
      leaf,
      fc.array(tie('value'), { maxLength: 3 }),
      fc.dictionary(fc.constantFrom(...names, '__proto__', 'length'), tie('value'), { maxKeys: 6 }),
    ),
  })).value;

const OPTIONS = [
  'mode',
  'allowedCountries',
  'contacts',
  'address',
  'display',
  'name',
  'fields',
  'phone',
  'validation',
];

test('options of any shape are read as those that there are', () => {
  const options = fc.dictionary(
    fc.constantFrom(...OPTIONS, 'autocomplete', 'blockPoBox', 'defaultValues'),
    below(...OPTIONS, 'required'),
  );
  fc.assert(
    fc.property(options, (given) => {
      const read = readOptions(given as JsonObject);
      expect(['shipping', 'billing']).toContain(read.mode);
      expect(['full', 'split', 'organization']).toContain(read.name);
      expect(['required', 'optional', 'hidden']).toContain(read.phone);
      for (const code of read.countries ?? ['US']) expect(code).toMatch(/^[A-Z]{2}$/);
      for (const { address } of read.contacts) expect(address).toBeTypeOf('object');
    }),
  );
});

let provider: Server;
let body = '';

beforeAll(async () => {
  provider = createServer((_, response) => response.end(body));
  await new Promise<void>((resolve) => provider.listen(0, '127.0.0.1', resolve));
});

afterAll(() => provider?.close());

test('of an answer of any shape there is nothing but addresses', async () => {
  const { port } = provider.address() as AddressInfo;
  const find = createAddressProvider(`http://127.0.0.1:${port}/?q={query}`);
  const answer = below('features', 'properties', 'street', 'countrycode', 'type', 'city', 'state');
  await fc.assert(
    fc.asyncProperty(
      fc.oneof(
        answer.map((value) => JSON.stringify({ features: [value] })),
        fc.string(),
      ),
      async (text) => {
        body = text;
        for (const address of await find('1', undefined)) {
          expect(Object.keys(address)).toEqual(['line1', 'line2', 'city', 'state', 'postal_code', 'country']);
          expect(Object.values(address).every((part) => typeof part === 'string')).toBe(true);
        }
      },
    ),
  );
});
