import * as v from 'valibot';
import {
  amount,
  changedText,
  common,
  integer,
  metadata,
  metadataChange,
  text,
  timestamp,
} from '../../kernel/http/params.js';
import { createdParam, listParams } from '../../kernel/store/list.js';

const line = v.strictObject({
  amount: v.optional(amount()),
  description: v.optional(text()),
  invoice_line_item: v.optional(text()),
  metadata,
  quantity: v.optional(integer({ minimum: 1, maximum: 99_999_999 })),
  tax_rates: v.optional(v.pipe(v.array(text()), v.maxLength(10))),
  type: v.picklist(['custom_line_item', 'invoice_line_item']),
  unit_amount: v.optional(amount()),
  unit_amount_decimal: v.optional(v.pipe(v.string(), v.regex(/^\d{1,12}(\.\d{1,12})?$/, 'decimal'))),
});

export type NoteLine = v.InferOutput<typeof line>;

const noteFields = {
  amount: v.optional(amount()),
  credit_amount: v.optional(amount(0)),
  effective_at: v.optional(timestamp),
  email_type: v.optional(v.picklist(['credit_note', 'none'])),
  expand: common.expand,
  invoice: text(),
  lines: v.optional(v.pipe(v.array(line), v.minLength(1), v.maxLength(250))),
  memo: v.optional(text()),
  metadata,
  out_of_band_amount: v.optional(amount(0)),
  reason: v.optional(v.picklist(['duplicate', 'fraudulent', 'order_change', 'product_unsatisfactory'])),
  refund_amount: v.optional(amount(0)),
  refunds: v.optional(
    v.pipe(
      v.array(
        v.strictObject({
          amount_refunded: v.optional(amount()),
          refund: text(),
          type: v.optional(v.literal('refund')),
        }),
      ),
      v.maxLength(20),
    ),
  ),
  shipping_cost: v.optional(v.strictObject({ shipping_rate: text() })),
};

export const noteParams = v.strictObject(noteFields);

export type NoteParams = v.InferOutput<typeof noteParams>;

export const previewLinesParams = v.strictObject({
  ...noteFields,
  ending_before: listParams.ending_before,
  limit: listParams.limit,
  starting_after: listParams.starting_after,
});

export const updateParams = v.strictObject({
  expand: common.expand,
  memo: changedText(),
  metadata: metadataChange,
});

export const noteListParams = v.strictObject({
  ...listParams,
  created: createdParam,
  customer: v.optional(text()),
  invoice: v.optional(text()),
});

export const bareParams = v.strictObject({ expand: common.expand });

export const lineListParams = v.strictObject(listParams);
