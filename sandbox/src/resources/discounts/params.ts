import * as v from 'valibot';
import { clearable, text } from '../../kernel/http/params.js';

/** Most discounts of one object, as in the public API. */
const MOST = 20;

const discount = v.strictObject({
  coupon: v.optional(text()),
  discount: v.optional(text()),
  promotion_code: v.optional(text()),
});

/** What a discount comes from: a coupon, a promotion code, or a discount that is there already. */
export type DiscountSource = v.InferOutput<typeof discount>;

/** Reads the discounts of an object. An empty value removes them. */
export const discountsParam: v.GenericSchema<unknown, DiscountSource[] | null> = clearable(
  v.pipe(v.array(discount), v.maxLength(MOST)),
);
