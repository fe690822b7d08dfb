import * as v from 'valibot';
import { changedText, clearable, common, flag, metadataChange, text } from '../../kernel/http/params.js';
import { featuresParams } from './features.js';

const ofConfiguration = {
  business_profile: v.optional(
    v.strictObject({
      headline: changedText(60),
      privacy_policy_url: v.optional(clearable(text(2048))),
      terms_of_service_url: v.optional(clearable(text(2048))),
    }),
  ),
  default_return_url: v.optional(clearable(text(2048))),
  expand: common.expand,
  login_page: v.optional(v.strictObject({ enabled: flag })),
  metadata: metadataChange,
  name: changedText(200),
};

export const createParams = v.strictObject({ ...ofConfiguration, features: featuresParams });

export const updateParams = v.strictObject({
  ...ofConfiguration,
  active: v.optional(flag),
  features: v.optional(featuresParams),
});

export type ConfigurationChange = Omit<v.InferOutput<typeof updateParams>, 'expand'>;
