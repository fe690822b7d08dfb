import * as v from 'valibot';
import { clearable, common, flag, metadata, metadataChange, text } from '../../kernel/http/params.js';
import { createdParam, listParams } from '../../kernel/store/list.js';
import { OUTCOMES } from './outcomes.js';
import { personParams } from './person.js';
import { DOCUMENT_TYPES } from './submission.js';

const TYPES = ['document', 'id_number'] as const;

const optionsParams = v.optional(
  v.strictObject({
    document: v.optional(
      clearable(
        v.strictObject({
          allowed_types: v.optional(v.array(v.picklist(DOCUMENT_TYPES))),
          require_id_number: v.optional(flag),
          require_live_capture: v.optional(flag),
          require_matching_selfie: v.optional(flag),
        }),
      ),
    ),
  }),
);

const detailsParams = v.optional(
  v.strictObject({
    email: v.optional(
      v.pipe(
        text(512),
        v.check((value) => /^[^\s@]+@[^\s@]+$/.test(value), 'email'),
      ),
    ),
    phone: v.optional(text(100)),
  }),
);

export const bare = v.strictObject({ expand: common.expand });

/** Parameters of the public API for parts that this version does not have. They are refused by name. */
const lacking = {
  related_customer_account: v.optional(v.unknown()),
  related_person: v.optional(v.unknown()),
  verification_flow: v.optional(v.unknown()),
};

export const createParams = v.strictObject({
  ...lacking,
  client_reference_id: v.optional(text(200)),
  expand: common.expand,
  metadata,
  options: optionsParams,
  provided_details: detailsParams,
  related_customer: v.optional(text()),
  return_url: v.optional(text(2048)),
  type: v.optional(v.picklist(TYPES)),
});

export const updateParams = v.strictObject({
  expand: common.expand,
  metadata: metadataChange,
  options: optionsParams,
  provided_details: detailsParams,
  type: v.optional(v.picklist(TYPES)),
});

export const sessionListParams = v.strictObject({
  ...listParams,
  client_reference_id: v.optional(text()),
  created: createdParam,
  related_customer: v.optional(text()),
  status: v.optional(v.picklist(['canceled', 'processing', 'requires_input', 'verified'])),
});

export const reportListParams = v.strictObject({
  ...listParams,
  client_reference_id: v.optional(text()),
  created: createdParam,
  type: v.optional(v.picklist(TYPES)),
  verification_session: v.optional(text()),
});

export const submitParams = v.strictObject({
  expand: common.expand,
  outcome: v.picklist(OUTCOMES),
  verified_outputs: v.optional(personParams),
});
