// @vitest-environment jsdom
import { expect, test } from 'vitest';
import type { SavedMethod } from '../../src/contract/elements-session.js';
import { editSaved } from '../../src/frame/elements/payment/saved-edit.js';
import en from '../../src/frame/language/locales/en.json' with { type: 'json' };
import { learn } from '../../src/frame/language/texts.js';

learn(en);

const year = new Date().getFullYear() + 5;
const saved: SavedMethod = {
  id: 'pm_1',
  object: 'payment_method',
  type: 'card',
  card: { brand: 'visa', last4: '4242', exp_month: 7, exp_year: year },
  billing_details: {
    address: { country: 'US', state: 'CA', line1: '510 Townsend St', postal_code: '94103' },
  },
};

test('the fields of a saved card come all at once, with what is known of it', async () => {
  const panel = document.createElement('div');
  panel.textContent = 'before';
  const seen: string[][] = [];
  const edit = await editSaved(saved, panel, {
    actions: document.createElement('div'),
    onChange() {
      const inputs = panel.querySelectorAll<HTMLInputElement | HTMLSelectElement>('input, select');
      seen.push([...inputs].map(({ value }) => value));
    },
  });
  expect(seen[0]).toEqual(
    expect.arrayContaining([`07 / ${`${year}`.slice(-2)}`, 'US', '510 Townsend St', '94103']),
  );
  expect(edit.read()).toMatchObject({
    card: { exp_month: 7 },
    billing_details: { address: { state: 'CA' } },
  });
});
