/** What a quantity costs, to the cent. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { amountOf, type Terms, type Tier } from '../../../sandbox/src/billing/amount.js';
import { type PriceRow, termsIn } from '../../../sandbox/src/resources/prices/prices.js';

const perUnit = (
  unit_amount_decimal: string,
  transform_quantity: { divide_by: number; round: 'down' | 'up' } | null = null,
): Terms => ({ billing_scheme: 'per_unit', unit_amount_decimal, transform_quantity });

const tier = (up_to: number | null, unit: string | null, flat: string | null = null): Tier => ({
  flat_amount_decimal: flat,
  unit_amount_decimal: unit,
  up_to,
});

const tiered = (tiers_mode: 'graduated' | 'volume', ...tiers: Tier[]): Terms => ({
  billing_scheme: 'tiered',
  tiers,
  tiers_mode,
});

describe('the documented examples', () => {
  const seats = [tier(10, '1000'), tier(null, '800')];
  test.each<[string, Terms, number, number]>([
    ['a unit', perUnit('1500'), 3, 4500],
    ['graduated tiers', tiered('graduated', ...seats), 25, 22_000],
    ['volume tiers', tiered('volume', ...seats), 25, 20_000],
    ['the last unit of a volume tier', tiered('volume', ...seats), 10, 10_000],
    ['a package that is begun', perUnit('500', { divide_by: 10, round: 'up' }), 27, 1500],
    ['a package that is full', perUnit('500', { divide_by: 10, round: 'down' }), 27, 1000],
    ['a flat amount for no usage', tiered('graduated', tier(5, null, '700'), tier(null, '100')), 0, 700],
    ['flat amounts of two tiers', tiered('graduated', tier(5, null, '700'), tier(null, '100', '50')), 7, 950],
    ['a fraction of a cent, rounded once', perUnit('0.05'), 1001, 50],
    ['half a cent, which goes up', perUnit('0.5'), 1, 1],
  ])('%s', (_, terms, quantity, amount) => {
    expect(amountOf(terms, quantity)).toBe(amount);
  });
});

const quantities = fc.integer({ min: 0, max: 1_000_000 });
/** Up to twelve digits after the point, as text. */
const decimals = fc
  .tuple(fc.integer({ min: 0, max: 9_999_999 }), fc.integer({ min: 0, max: 999_999_999_999 }))
  .map(([whole, part]) => `${whole}.${String(part).padStart(12, '0')}`);

/** The amount in whole numbers: units of 10⁻¹² of a cent, rounded as a person would. */
function byHand(decimal: string, quantity: number): number {
  const exact = BigInt(decimal.replace('.', '')) * BigInt(quantity);
  const [unit, half] = [10n ** 12n, 5n * 10n ** 11n];
  return Number((exact + half) / unit);
}

test('a unit amount times a quantity is exact to the last digit before it is rounded', () => {
  fc.assert(
    fc.property(decimals, quantities, (decimal, quantity) => {
      expect(amountOf(perUnit(decimal), quantity)).toBe(byHand(decimal, quantity));
    }),
  );
});

test('tiers that all cost the same cost what the unit costs', () => {
  const ends = fc.uniqueArray(fc.integer({ min: 1, max: 500 }), { minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(ends, decimals, fc.integer({ min: 0, max: 1000 }), (found, unit, quantity) => {
      const tiers = [...found.sort((a, b) => a - b), null].map((end) => tier(end, unit));
      const expected = amountOf(perUnit(unit), quantity);
      expect(amountOf(tiered('graduated', ...tiers), quantity)).toBe(expected);
      expect(amountOf(tiered('volume', ...tiers), quantity)).toBe(expected);
    }),
  );
});

test('one unit more of graduated tiers costs what its tier says', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 5000 }), { minLength: 1, maxLength: 5 }),
      quantities,
      (units, at) => {
        const tiers = units.map((unit, index) =>
          tier(index === units.length - 1 ? null : (index + 1) * 10, String(unit)),
        );
        const terms = tiered('graduated', ...tiers);
        const step = amountOf(terms, at + 1) - amountOf(terms, at);
        expect(step).toBe(units[Math.min(Math.floor(at / 10), units.length - 1)]);
      },
    ),
  );
});

test('a price has terms in each of its currencies, and none where the customer says how much', () => {
  const option = { custom_unit_amount: null, tax_behavior: null, unit_amount: null };
  const row = {
    body: { currency: 'usd', tiers_mode: null, transform_quantity: null },
    currencyOptions: {
      usd: { ...option, unit_amount_decimal: '1000' },
      eur: { ...option, unit_amount_decimal: '950.5' },
      gbp: { ...option, unit_amount_decimal: null },
    },
  } as unknown as PriceRow;
  expect(termsIn(row)).toEqual(perUnit('1000'));
  expect(termsIn(row, 'eur')).toEqual(perUnit('950.5'));
  expect([termsIn(row, 'gbp'), termsIn(row, 'jpy')]).toEqual([undefined, undefined]);
});
