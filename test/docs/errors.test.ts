import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { ERRORS_FILE, withErrorTables } from '../../scripts/errors-table.js';
import { errors, errorTypes, type KnownError } from '../../src/contract/errors.js';
import { DOCUMENTED } from '../browser/faults/documented.js';
import { texts } from './markdown.js';

const guides = ['docs/card-element.md', 'docs/payments.md', 'docs/iban.md', 'docs/three-d-secure.md']
  .map((path) => texts.get(path))
  .join();

test('the guides name every error that a fault may end in', () => {
  const names = Object.entries(DOCUMENTED).flatMap(([type, codes]) => [type, ...codes]);
  expect(names.filter((name) => name && !guides.includes(`\`${name}\``))).toEqual([]);
});

test('the catalogue has every error that a fault may end in, with its type', () => {
  const known = Object.entries<KnownError>(errors);
  const has = (code: string, type: string) =>
    known.some(([name, { types }]) => name === code && types.includes(type as 'card_error'));
  const all = Object.entries(DOCUMENTED).flatMap(([type, codes]) =>
    codes.map((code) => [code, type] as const),
  );
  expect(all.filter(([code, type]) => code && !has(code, type))).toEqual([]);
  expect(Object.keys(DOCUMENTED).filter((type) => !(type in errorTypes))).toEqual([]);
});

test('the page on errors is that of the catalogue', () => {
  const page = readFileSync(ERRORS_FILE, 'utf8');
  expect(withErrorTables(page)).toBe(page);
});

test('every error of the catalogue can come from the SDK or the API', () => {
  const files = ['src', 'sandbox/src'].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.tsx?$/.test(name) && !name.startsWith('contract/errors'))
      .map((name) => readFileSync(`${folder}/${name}`, 'utf8')),
  );
  const source = files.join('\n');
  // Of both kinds of intent by one template.
  const forms = (code: string) => [`'${code}'`, code.replace(/^(?:payment|setup)_intent(_.+)/, '}$1`')];
  expect(Object.keys(errors).filter((code) => !forms(code).some((form) => source.includes(form)))).toEqual(
    [],
  );
});
