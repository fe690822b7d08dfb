import { expect, test } from 'vitest';
import { DOCUMENTED } from '../browser/faults/documented.js';
import { texts } from './markdown.js';

const guides = ['docs/card-element.md', 'docs/payments.md', 'docs/iban.md', 'docs/three-d-secure.md']
  .map((path) => texts.get(path))
  .join();

test('the guides name every error that a fault may end in', () => {
  const names = Object.entries(DOCUMENTED).flatMap(([type, codes]) => [type, ...codes]);
  expect(names.filter((name) => name && !guides.includes(`\`${name}\``))).toEqual([]);
});
