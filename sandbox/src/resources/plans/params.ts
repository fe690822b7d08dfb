import * as v from 'valibot';
import {
  clearable,
  common,
  flag,
  integer,
  metadata,
  metadataChange,
  text,
} from '../../kernel/http/params.js';
import { createdParam, listParams } from '../../kernel/store/list.js';
import { priceParams } from '../prices/index.js';
import { ownId, shortProductParams } from '../products/index.js';

const trialDays = integer({ minimum: 0, maximum: 730 });

export const createParams = v.strictObject({
  active: priceParams.active,
  amount: priceParams.unit_amount,
  amount_decimal: priceParams.unit_amount_decimal,
  billing_scheme: priceParams.billing_scheme,
  currency: priceParams.currency,
  expand: common.expand,
  id: v.optional(ownId),
  interval: v.picklist(['day', 'month', 'week', 'year']),
  interval_count: v.optional(integer({ minimum: 1 }), '1'),
  metadata,
  meter: v.optional(text()),
  nickname: priceParams.nickname,
  product: v.lazy((value) => (typeof value === 'object' ? v.strictObject(shortProductParams) : text())),
  tiers: priceParams.tiers,
  tiers_mode: priceParams.tiers_mode,
  transform_usage: priceParams.transform_quantity,
  trial_period_days: v.optional(trialDays),
  usage_type: v.optional(v.picklist(['licensed', 'metered']), 'licensed'),
});

export const updateParams = v.strictObject({
  active: v.optional(flag),
  expand: common.expand,
  metadata: metadataChange,
  nickname: v.optional(clearable(text())),
  product: v.optional(text()),
  trial_period_days: v.optional(clearable(trialDays)),
});

export const listedParams = v.strictObject({
  ...listParams,
  active: v.optional(flag),
  created: createdParam,
  product: v.optional(text()),
});
