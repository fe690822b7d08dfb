import * as v from 'valibot';
import { methodTypes } from '../../intents/index.js';
import {
  addressFields,
  changedText,
  clearable,
  common,
  currency,
  flag,
  integer,
  metadata,
  metadataChange,
  optionalText,
  text,
  timestamp,
} from '../../kernel/http/params.js';
import { createdParam, listParams } from '../../kernel/store/list.js';
import { discountsParam } from '../discounts/index.js';
import { itemTerms, taxRatesParam } from './item-terms.js';
import { itemPriceData, linePriceData } from './priced.js';

export const customFieldsParam = v.pipe(
  v.array(v.strictObject({ name: text(40), value: text(140) })),
  v.maxLength(4),
);

const shippingDetails = v.strictObject({ address: addressFields, name: text(), phone: optionalText(20) });

/** Parameters of an invoice that can be changed while it is open. */
const always = {
  auto_advance: v.optional(flag),
  default_payment_method: v.optional(text()),
  default_source: v.optional(clearable(text())),
  metadata: metadataChange,
  payment_settings: v.optional(v.strictObject({ payment_method_types: v.optional(clearable(methodTypes)) })),
};

/** Parameters of an invoice that are settled when it is finalized. */
const inDraft = {
  automatically_finalizes_at: v.optional(timestamp),
  collection_method: v.optional(v.picklist(['charge_automatically', 'send_invoice'])),
  custom_fields: v.optional(clearable(customFieldsParam)),
  default_tax_rates: v.optional(taxRatesParam),
  days_until_due: v.optional(integer({ minimum: 0, maximum: 3650 })),
  description: changedText(1500),
  discounts: v.optional(discountsParam),
  due_date: v.optional(timestamp),
  effective_at: v.optional(clearable(timestamp)),
  footer: changedText(),
  number: v.optional(clearable(text(26))),
  shipping_cost: v.optional(clearable(v.strictObject({ shipping_rate: text() }))),
  shipping_details: v.optional(clearable(shippingDetails)),
  statement_descriptor: v.optional(text(22)),
};

/** The parameters that no invoice takes any more once it is finalized. */
export const DRAFT_ONLY = Object.keys(inDraft) as (keyof typeof inDraft)[];

export const createParams = v.strictObject({
  ...always,
  ...inDraft,
  currency: v.optional(currency),
  customer: text(),
  expand: common.expand,
  pending_invoice_items_behavior: v.optional(v.picklist(['exclude', 'include']), 'exclude'),
});

export const updateParams = v.strictObject({ ...always, ...inDraft, expand: common.expand });

const change = v.object({ ...always, ...inDraft });
export type InvoiceChange = v.InferOutput<typeof change>;

export const invoiceListParams = v.strictObject({
  ...listParams,
  collection_method: inDraft.collection_method,
  created: createdParam,
  customer: v.optional(text()),
  due_date: createdParam,
  status: v.optional(v.picklist(['draft', 'open', 'paid', 'uncollectible', 'void'])),
  subscription: v.optional(text()),
});

export const bareParams = v.strictObject({ expand: common.expand });

export const finalizeParams = v.strictObject({ auto_advance: v.optional(flag), expand: common.expand });

export const payParams = v.strictObject({
  expand: common.expand,
  forgive: v.optional(flag),
  off_session: v.optional(flag, 'true'),
  paid_out_of_band: v.optional(flag, 'false'),
  payment_method: v.optional(text()),
  source: v.optional(text()),
});

const lineTerms = { ...itemTerms, metadata: metadataChange, price_data: linePriceData };

const ofLines = { expand: common.expand, invoice_metadata: metadataChange };

const several = <Line extends v.GenericSchema>(line: Line) =>
  v.pipe(v.array(line), v.minLength(1), v.maxLength(250));

export const addLinesParams = v.strictObject({
  ...ofLines,
  lines: several(v.strictObject({ ...lineTerms, invoice_item: v.optional(text()) })),
});

export const updateLinesParams = v.strictObject({
  ...ofLines,
  lines: several(v.strictObject({ ...lineTerms, id: text() })),
});

export const removeLinesParams = v.strictObject({
  ...ofLines,
  lines: several(v.strictObject({ behavior: v.picklist(['delete', 'unassign']), id: text() })),
});

export const updateLineParams = v.strictObject({ ...lineTerms, expand: common.expand });

export const lineListParams = v.strictObject(listParams);

export const createItemParams = v.strictObject({
  ...itemTerms,
  currency: v.optional(currency),
  customer: v.optional(text()),
  expand: common.expand,
  invoice: v.optional(text()),
  metadata,
  price_data: itemPriceData,
});

export const updateItemParams = v.strictObject({
  ...itemTerms,
  expand: common.expand,
  metadata: metadataChange,
  price_data: itemPriceData,
});

export const itemListParams = v.strictObject({
  ...listParams,
  created: createdParam,
  customer: v.optional(text()),
  invoice: v.optional(text()),
  pending: v.optional(flag),
});

export const paymentListParams = v.strictObject({
  ...listParams,
  created: createdParam,
  invoice: v.optional(text()),
  payment: v.optional(
    v.strictObject({
      payment_intent: v.optional(text()),
      type: v.picklist(['payment_intent', 'payment_record']),
    }),
  ),
  status: v.optional(v.picklist(['canceled', 'open', 'paid'])),
});
