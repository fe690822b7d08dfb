/** The sums of an invoice, and its amount due. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dueOf, totalsOf } from '../../../sandbox/src/billing/invoice-totals.js';

const cents = fc.integer({ min: -1_000_000, max: 1_000_000 });
const few = fc.nat(10_000);
const tax = fc.record({ amount: few, tax_behavior: fc.constantFrom('exclusive', 'inclusive') });
const line = fc.record({
  subtotal: cents,
  own_discount: few,
  invoice_discount: few,
  included_tax: few,
  taxes: fc.array(tax),
});

describe('the sums of an invoice', () => {
  test('are those of its lines, whatever they are, with what the delivery costs', () => {
    fc.assert(
      fc.property(fc.array(line), few, (lines, shipping) => {
        let [subtotal, total, taxes, included] = [0, shipping, 0, 0];
        for (const one of lines) {
          subtotal += one.subtotal - one.own_discount;
          total += one.subtotal - one.own_discount - one.invoice_discount;
          included += one.included_tax;
          for (const { amount, tax_behavior } of one.taxes) {
            taxes += amount;
            if (tax_behavior === 'exclusive') total += amount;
          }
        }
        expect(totalsOf(lines, shipping)).toEqual({
          subtotal,
          total,
          subtotal_excluding_tax: subtotal - included,
          total_excluding_tax: total - taxes,
        });
      }),
    );
  });
});

describe('the amount due', () => {
  test.each([
    ['a total and no balance', 2000, 0, { amountDue: 2000, endingBalance: 0 }],
    ['a credit that does not reach', 2000, -1500, { amountDue: 500, endingBalance: 0 }],
    ['a credit that reaches', 2000, -5000, { amountDue: 0, endingBalance: -3000 }],
    ['a debt from before', 2000, 30, { amountDue: 2030, endingBalance: 0 }],
    ['a credit, such as of a cheaper plan', -1500, 0, { amountDue: 0, endingBalance: -1500 }],
    ['less than the smallest payment', 30, 0, { amountDue: 0, endingBalance: 30 }],
    ['nothing', 0, 0, { amountDue: 0, endingBalance: 0 }],
  ])('%s', (_, total, balance, due) => {
    expect(dueOf(total, balance, 50)).toEqual(due);
  });

  test('and what is owed afterwards are together what was owed before, and nobody pays less than the minimum', () => {
    fc.assert(
      fc.property(cents, cents, fc.integer({ min: 1, max: 500 }), (total, balance, minimum) => {
        const { amountDue, endingBalance } = dueOf(total, balance, minimum);
        expect(amountDue + endingBalance).toBe(total + balance);
        expect(amountDue === 0 || amountDue >= minimum).toBe(true);
        expect(amountDue === 0 || endingBalance === 0).toBe(true);
      }),
    );
  });
});
