import * as v from 'valibot';
import {
  changedText,
  clearable,
  common,
  flag,
  integer,
  metadataChange,
  text,
} from '../../kernel/http/params.js';
import { listParams } from '../../kernel/store/list.js';
import { sharingParams } from '../charging/index.js';
import { buying, collecting } from '../checkout-sessions/index.js';

const afterCompletion = v.strictObject({
  hosted_confirmation: v.optional(v.strictObject({ custom_message: v.optional(text(500)) })),
  redirect: v.optional(v.strictObject({ url: text() })),
  type: v.picklist(['hosted_confirmation', 'redirect']),
});

/** Parameters that decide what becomes of a visit. */
const ofLink = {
  after_completion: v.optional(afterCompletion),
  inactive_message: changedText(500),
  restrictions: v.optional(
    clearable(v.strictObject({ completed_sessions: v.strictObject({ limit: integer({ minimum: 1 }) }) })),
  ),
};

const shippingOptions = v.optional(
  v.pipe(v.array(v.strictObject({ shipping_rate: text() })), v.maxLength(5)),
  [],
);

/** Parameters of the session of each visit. */
const ofSession = v.strictObject({ ...collecting, ...buying, shipping_options: shippingOptions });

const { transfer_group: _, ...sharing } = sharingParams;

export const createParams = v.strictObject({
  ...ofSession.entries,
  ...ofLink,
  ...sharing,
  expand: common.expand,
});

/** The parameters by which a link collects, each of which an update may leave out. */
const changed = v.partial(
  v.strictObject({
    allow_promotion_codes: collecting.allow_promotion_codes,
    billing_address_collection: collecting.billing_address_collection,
    consent_collection: collecting.consent_collection,
    customer_creation: collecting.customer_creation,
    invoice_creation: collecting.invoice_creation,
    name_collection: collecting.name_collection,
    phone_number_collection: collecting.phone_number_collection,
    shipping_address_collection: collecting.shipping_address_collection,
    submit_type: collecting.submit_type,
    tax_id_collection: collecting.tax_id_collection,
  }),
);

export const updateParams = v.strictObject({
  ...changed.entries,
  ...ofLink,
  active: v.optional(flag),
  custom_fields: collecting.custom_fields,
  expand: common.expand,
  metadata: metadataChange,
});

export const linkListParams = v.strictObject({ ...listParams, active: v.optional(flag) });

export type CreateParams = v.InferOutput<typeof createParams>;
export type UpdateParams = v.InferOutput<typeof updateParams>;
