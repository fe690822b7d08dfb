import * as v from 'valibot';
import { clearable, flag, metadata, metadataChange, text } from '../../kernel/http/params.js';
import { webAddressIn } from '../../kernel/http/web-address.js';

/** Reads a length or a weight, with at most two digits after the point. */
const measure = v.pipe(v.string(), v.regex(/^\d{1,9}(\.\d{1,2})?$/, 'measure'), v.transform(Number));

const dimensions = v.strictObject({ height: measure, length: measure, weight: measure, width: measure });

const features = v.pipe(v.array(v.strictObject({ name: text(80) })), v.maxLength(15));

/** Reads the pictures of a product: a shop's own page may show them, so that they have to be addresses of the web. */
export const imagesParam = v.pipe(
  v.array(
    v.pipe(
      text(2048),
      v.check((image) => webAddressIn(image) !== undefined, 'website'),
    ),
  ),
  v.maxLength(8),
);

const taxDetails = v.strictObject({
  performance_location: v.optional(text()),
  tax_code: v.optional(clearable(text())),
});

/** Reads an id that a platform chooses itself. */
export const ownId = v.pipe(text(500), v.regex(/^[\w.-]+$/, 'id'));

/** Parameters of a product that a price creates on the way, too. */
export const shortProductParams = {
  active: v.optional(flag, 'true'),
  id: v.optional(ownId),
  metadata,
  name: text(),
  statement_descriptor: v.optional(text(22)),
  tax_code: v.optional(text()),
  tax_details: v.optional(taxDetails),
  unit_label: v.optional(text(12)),
};

export const productParams = {
  ...shortProductParams,
  description: v.optional(text(40_000)),
  images: v.optional(imagesParam, []),
  marketing_features: v.optional(features, []),
  package_dimensions: v.optional(dimensions),
  shippable: v.optional(flag),
  type: v.optional(v.picklist(['good', 'service']), 'service'),
  url: v.optional(text(2048)),
};

export const productChangeParams = {
  active: v.optional(flag),
  description: v.optional(clearable(text(40_000))),
  images: v.optional(clearable(imagesParam)),
  marketing_features: v.optional(clearable(features)),
  metadata: metadataChange,
  name: v.optional(text()),
  package_dimensions: v.optional(clearable(dimensions)),
  shippable: v.optional(flag),
  statement_descriptor: v.optional(text(22)),
  tax_code: v.optional(clearable(text())),
  tax_details: v.optional(clearable(taxDetails)),
  unit_label: v.optional(clearable(text(12))),
  url: v.optional(clearable(text(2048))),
};

const short = v.object(shortProductParams);
const whole = v.object(productParams);
const change = v.object(productChangeParams);

export type ProductStart = v.InferOutput<typeof short> & Partial<v.InferOutput<typeof whole>>;
export type ProductChange = v.InferOutput<typeof change>;
