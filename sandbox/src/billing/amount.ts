import { Decimal, rounded } from './decimal.js';

/** One step of a tiered price. Amounts are decimals as text, in the currency's smallest unit. */
export interface Tier {
  flat_amount_decimal: string | null;
  unit_amount_decimal: string | null;
  /** The last quantity that it is for; `null` in the last tier. */
  up_to: number | null;
}

/** The part of a price that decides what a quantity costs. */
export type Terms =
  | {
      billing_scheme: 'per_unit';
      unit_amount_decimal: string;
      transform_quantity: { divide_by: number; round: 'down' | 'up' } | null;
    }
  | { billing_scheme: 'tiered'; tiers: readonly Tier[]; tiers_mode: 'graduated' | 'volume' };

/** Returns what a quantity costs, rounded once, in the currency's smallest unit. */
export const amountOf = (terms: Terms, quantity: number): number => rounded(exactAmountOf(terms, quantity));

/** Returns what a quantity costs, to every digit: a part of it, such as a proration, is rounded once. */
export function exactAmountOf(terms: Terms, quantity: number): Decimal {
  if (terms.billing_scheme === 'per_unit')
    return new Decimal(terms.unit_amount_decimal).times(packagesOf(terms.transform_quantity, quantity));
  return terms.tiers_mode === 'volume'
    ? volumeAmount(terms.tiers, quantity)
    : graduatedAmount(terms.tiers, quantity);
}

/** Returns how many units are charged: packages count as one. */
function packagesOf(transform: { divide_by: number; round: 'down' | 'up' } | null, quantity: number): number {
  if (!transform) return quantity;
  const packages = quantity / transform.divide_by;
  return transform.round === 'up' ? Math.ceil(packages) : Math.floor(packages);
}

/** All units cost what the tier of the whole quantity says. */
function volumeAmount(tiers: readonly Tier[], quantity: number): Decimal {
  const tier = tiers.find(({ up_to }) => up_to === null || quantity <= up_to);
  return tier ? inTier(tier, quantity) : new Decimal(0);
}

/** Each unit costs what its own tier says. The first tier counts even where nothing was used. */
function graduatedAmount(tiers: readonly Tier[], quantity: number): Decimal {
  let [sum, below] = [new Decimal(0), 0];
  for (const [index, tier] of tiers.entries()) {
    if (index > 0 && quantity <= below) break;
    const end = Math.min(quantity, tier.up_to ?? quantity);
    sum = sum.plus(inTier(tier, end - below));
    below = end;
  }
  return sum;
}

const inTier = ({ flat_amount_decimal: flat, unit_amount_decimal: unit }: Tier, quantity: number): Decimal =>
  new Decimal(unit ?? 0).times(quantity).plus(flat ?? 0);
