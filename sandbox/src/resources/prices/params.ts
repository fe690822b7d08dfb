import * as v from 'valibot';
import {
  amount,
  clearable,
  currency,
  flag,
  integer,
  metadata,
  metadataChange,
  text,
} from '../../kernel/http/params.js';
import { shortProductParams } from '../products/index.js';

/** Reads an amount in the currency's smallest unit, with at most twelve digits after the point. */
const decimal = v.pipe(v.string(), v.regex(/^\d{1,12}(\.\d{1,12})?$/, 'decimal'));

const MOST = 99_999_999;

const quantity = integer({ minimum: 1 });

const customAmount = v.strictObject({
  enabled: flag,
  maximum: v.optional(amount()),
  minimum: v.optional(amount()),
  preset: v.optional(amount(0)),
});

const tier = v.strictObject({
  flat_amount: v.optional(integer({ minimum: 0, maximum: MOST })),
  flat_amount_decimal: v.optional(decimal),
  unit_amount: v.optional(integer({ minimum: 0, maximum: MOST })),
  unit_amount_decimal: v.optional(decimal),
  up_to: v.lazy((value) => (value === 'inf' ? v.literal('inf') : quantity)),
});

/** The amount of a price in one currency. */
const inCurrency = {
  custom_unit_amount: v.optional(customAmount),
  tax_behavior: v.optional(v.picklist(['exclusive', 'inclusive', 'unspecified'])),
  tiers: v.optional(v.pipe(v.array(tier), v.minLength(1), v.maxLength(100))),
  unit_amount: v.optional(integer({ minimum: 0, maximum: MOST })),
  unit_amount_decimal: v.optional(decimal),
};

const currencyOptions = v.record(currency, v.strictObject(inCurrency));

const recurring = {
  interval: v.picklist(['day', 'month', 'week', 'year']),
  interval_count: v.optional(quantity, '1'),
};

/** Parameters of a price that is created on the way, such as with its product. */
export const shortPriceParams = {
  currency,
  currency_options: v.optional(currencyOptions, {}),
  custom_unit_amount: inCurrency.custom_unit_amount,
  metadata,
  recurring: v.optional(v.strictObject(recurring)),
  tax_behavior: inCurrency.tax_behavior,
  unit_amount: inCurrency.unit_amount,
  unit_amount_decimal: inCurrency.unit_amount_decimal,
};

export const priceParams = {
  ...shortPriceParams,
  active: v.optional(flag, 'true'),
  billing_scheme: v.optional(v.picklist(['per_unit', 'tiered']), 'per_unit'),
  lookup_key: v.optional(text(200)),
  nickname: v.optional(text()),
  product: v.optional(text()),
  product_data: v.optional(v.strictObject(shortProductParams)),
  recurring: v.optional(
    v.strictObject({
      ...recurring,
      meter: v.optional(text()),
      trial_period_days: v.optional(integer({ minimum: 0, maximum: 730 })),
      usage_type: v.optional(v.picklist(['licensed', 'metered']), 'licensed'),
    }),
  ),
  tiers: inCurrency.tiers,
  tiers_mode: v.optional(v.picklist(['graduated', 'volume'])),
  transfer_lookup_key: v.optional(flag, 'false'),
  transform_quantity: v.optional(v.strictObject({ divide_by: quantity, round: v.picklist(['down', 'up']) })),
};

export const priceChangeParams = {
  active: v.optional(flag),
  currency_options: v.optional(clearable(currencyOptions)),
  lookup_key: v.optional(clearable(text(200))),
  metadata: metadataChange,
  nickname: v.optional(clearable(text())),
  tax_behavior: v.optional(v.picklist(['exclusive', 'inclusive', 'unspecified'])),
  transfer_lookup_key: v.optional(flag, 'false'),
};

const one = v.object(inCurrency);
const short = v.object(shortPriceParams);
const whole = v.object(priceParams);
const change = v.object(priceChangeParams);

export type AmountParams = v.InferOutput<typeof one>;
type Whole = v.InferOutput<typeof whole>;
type Recurring = NonNullable<v.InferOutput<typeof short>['recurring']> &
  Partial<NonNullable<Whole['recurring']>>;

/** A price as it is created, on its own or on the way. */
export type PriceStart = Omit<v.InferOutput<typeof short>, 'recurring'> &
  Partial<Omit<Whole, 'recurring' | 'product' | 'product_data'>> & {
    /** The id of a plan that chooses its own. */
    id?: string | undefined;
    recurring?: Recurring | undefined;
  };
export type PriceChange = v.InferOutput<typeof change>;
