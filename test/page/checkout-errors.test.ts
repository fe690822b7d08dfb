import { expect, test } from 'vitest';
import { ofTaxId } from '../../src/page/later/checkout/errors.js';

test.each([
  ['tax_id[value]', 'invalidTaxId'],
  ['tax_id[type]', 'invalidTaxId'],
  // The shop asks for none: its customer can't mend that.
  ['tax_id', null],
  [undefined, null],
])('a tax id that is refused because of %s has the code %s', (param, code) => {
  expect(ofTaxId({ message: 'No.', param })).toEqual({ code, message: 'No.' });
});
