import * as v from 'valibot';
import { captureMethod, methodTypes, paymentParams } from '../../intents/index.js';
import {
  addressFields,
  changedText,
  clearable,
  common,
  country,
  currency,
  flag,
  integer,
  metadata,
  metadataChange,
  optionalText,
  returnUrl,
  text,
  timestamp,
} from '../../kernel/http/params.js';
import { createdParam, listParams } from '../../kernel/store/list.js';
import { sharingParams } from '../charging/index.js';
import { taxRatesParam } from '../invoices/index.js';
import { futureUsage } from '../payment-methods/index.js';
import { imagesParam, shortProductParams } from '../products/index.js';
import { shippingRateParams } from '../shipping-rates/index.js';
import { taxIdParams } from '../tax-ids/index.js';
import { brandingParam } from './branding.js';
import { customFieldsParam } from './custom-fields.js';
import { invoiceCreationParam } from './invoice-creation.js';
import { LOCALES } from './locales.js';
import { permissionsParam } from './permissions.js';
import { savedMethodsParam } from './saved-methods.js';
import { taxIdCollectionParam } from './tax-id.js';

const MOST = 99_999_999;

/** Largest quantity of a line, as in the public API. */
const MOST_OF_LINE = 999_999;

const decimal = v.pipe(v.string(), v.regex(/^\d{1,12}(\.\d{1,12})?$/, 'decimal'));

const adjustable = v.strictObject({
  enabled: flag,
  maximum: v.optional(integer({ minimum: 1, maximum: MOST_OF_LINE })),
  minimum: v.optional(integer({ minimum: 0, maximum: MOST_OF_LINE })),
});

const priceData = v.strictObject({
  currency,
  product: v.optional(text()),
  product_data: v.optional(
    v.strictObject({
      description: v.optional(text(40_000)),
      images: v.optional(imagesParam, []),
      metadata,
      name: text(),
      tax_code: v.optional(text()),
      tax_details: shortProductParams.tax_details,
      unit_label: v.optional(text(12)),
    }),
  ),
  recurring: v.optional(
    v.strictObject({
      interval: v.picklist(['day', 'month', 'week', 'year']),
      interval_count: v.optional(integer({ minimum: 1 }), '1'),
    }),
  ),
  tax_behavior: v.optional(v.picklist(['exclusive', 'inclusive', 'unspecified'])),
  unit_amount: v.optional(integer({ minimum: 0, maximum: MOST })),
  unit_amount_decimal: v.optional(decimal),
});

const lineParams = {
  adjustable_quantity: v.optional(adjustable),
  price: v.optional(text()),
  price_data: v.optional(priceData),
  quantity: v.optional(integer({ minimum: 0, maximum: MOST_OF_LINE })),
  tax_rates: v.optional(taxRatesParam),
};

const newLine = v.strictObject({ ...lineParams, metadata });
const changedLine = v.strictObject({ ...lineParams, id: v.optional(text()), metadata: metadataChange });

/** Most lines of a session: as many as a subscription may have of both kinds, or a payment. */
const MOST_LINES = 100;

const shippingOptions = v.pipe(
  v.array(
    v.strictObject({
      shipping_rate: v.optional(text()),
      shipping_rate_data: v.optional(v.strictObject(shippingRateParams)),
    }),
  ),
  v.maxLength(5),
);

const statementText = v.optional(text(22));

const paymentIntentData = v.strictObject({
  ...sharingParams,
  capture_method: v.optional(captureMethod),
  description: v.optional(text(1000)),
  metadata,
  receipt_email: v.optional(text(800)),
  setup_future_usage: v.optional(futureUsage),
  shipping: v.optional(
    v.strictObject({
      address: addressFields,
      carrier: optionalText(),
      name: text(),
      phone: optionalText(),
      tracking_number: optionalText(),
    }),
  ),
  statement_descriptor: statementText,
  statement_descriptor_suffix: statementText,
});

const setupIntentData = v.strictObject({
  description: v.optional(text(1000)),
  metadata,
  on_behalf_of: v.optional(text()),
});

const subscriptionData = v.strictObject({
  billing_cycle_anchor: v.optional(timestamp),
  default_tax_rates: v.optional(taxRatesParam),
  description: v.optional(text(500)),
  metadata,
  proration_behavior: v.optional(v.picklist(['create_prorations', 'none'])),
  trial_end: v.optional(timestamp),
  trial_period_days: v.optional(integer({ minimum: 1, maximum: 730 })),
  trial_settings: v.optional(
    v.strictObject({
      end_behavior: v.strictObject({
        missing_payment_method: v.picklist(['cancel', 'create_invoice', 'pause']),
      }),
    }),
  ),
});

const message = v.optional(clearable(v.strictObject({ message: text(1200) })));

const enabled = v.optional(v.strictObject({ enabled: flag }));

const nameOf = v.optional(v.strictObject({ enabled: flag, optional: v.optional(flag, 'false') }));

const autoOrNever = v.optional(v.picklist(['auto', 'never']), 'auto');
const neverOrAuto = v.optional(v.picklist(['auto', 'never']), 'never');

/** Ways in which the customer sees the checkout. The second of each pair is its name before 2026-03-25. */
export const UI_MODES = {
  hosted: 'hosted_page',
  embedded: 'embedded_page',
  custom: 'elements',
} as const;

const uiMode = v.pipe(
  v.picklist(['hosted_page', 'embedded_page', 'elements', 'hosted', 'embedded', 'custom']),
  v.transform((name) => (Object.hasOwn(UI_MODES, name) ? UI_MODES[name as keyof typeof UI_MODES] : name)),
);

/** Parameters by which a session, or a Payment Link, says what is collected. */
export const collecting = {
  allow_promotion_codes: v.optional(flag),
  automatic_tax: v.optional(v.strictObject({ enabled: flag }), { enabled: 'false' }),
  billing_address_collection: v.optional(v.picklist(['auto', 'required'])),
  consent_collection: v.optional(
    v.strictObject({
      payment_method_reuse_agreement: v.optional(
        v.strictObject({ position: v.picklist(['auto', 'hidden']) }),
      ),
      promotions: v.optional(v.picklist(['auto', 'none'])),
      terms_of_service: v.optional(v.picklist(['none', 'required'])),
    }),
  ),
  custom_fields: v.optional(clearable(customFieldsParam)),
  custom_text: v.optional(
    v.strictObject({
      after_submit: message,
      shipping_address: message,
      submit: message,
      terms_of_service_acceptance: message,
    }),
    {},
  ),
  customer_creation: v.optional(v.picklist(['always', 'if_required'])),
  invoice_creation: v.optional(invoiceCreationParam),
  name_collection: v.optional(v.strictObject({ business: nameOf, individual: nameOf })),
  payment_method_collection: v.optional(v.picklist(['always', 'if_required'])),
  phone_number_collection: enabled,
  shipping_address_collection: v.optional(
    v.strictObject({ allowed_countries: v.pipe(v.array(country), v.minLength(1)) }),
  ),
  submit_type: v.optional(v.picklist(['auto', 'book', 'donate', 'pay', 'subscribe'])),
  tax_id_collection: v.optional(taxIdCollectionParam),
};

/** Parameters that name what is bought, and how it is paid. */
export const buying = {
  currency: v.optional(currency),
  line_items: v.optional(v.pipe(v.array(newLine), v.maxLength(MOST_LINES)), []),
  optional_items: v.optional(
    v.pipe(
      v.array(
        v.strictObject({
          adjustable_quantity: v.optional(adjustable),
          price: text(),
          quantity: integer({ minimum: 1, maximum: MOST_OF_LINE }),
        }),
      ),
      v.maxLength(10),
    ),
    [],
  ),
  metadata,
  payment_intent_data: v.optional(paymentIntentData),
  payment_method_types: v.optional(methodTypes),
  shipping_options: v.optional(shippingOptions, []),
  subscription_data: v.optional(subscriptionData),
};

export const createParams = v.strictObject({
  ...collecting,
  ...buying,
  allowed_payment_method_types: v.optional(methodTypes),
  cancel_url: v.optional(text()),
  client_reference_id: v.optional(text(200)),
  customer: v.optional(text()),
  customer_email: v.optional(v.pipe(text(512), v.email('email'))),
  customer_update: v.optional(
    v.strictObject({ address: neverOrAuto, name: neverOrAuto, shipping: neverOrAuto }),
  ),
  discounts: v.optional(
    v.pipe(
      v.array(v.strictObject({ coupon: v.optional(text()), promotion_code: v.optional(text()) })),
      v.maxLength(1),
    ),
  ),
  excluded_payment_method_types: v.optional(methodTypes),
  expand: common.expand,
  expires_at: v.optional(timestamp),
  locale: v.optional(v.picklist(LOCALES)),
  mode: v.picklist(['payment', 'setup', 'subscription']),
  origin_context: v.optional(v.picklist(['mobile_app', 'web'])),
  payment_method_configuration: v.optional(text()),
  payment_method_options: paymentParams.payment_method_options,
  permissions: v.optional(permissionsParam),
  redirect_on_completion: v.optional(v.picklist(['always', 'if_required', 'never'])),
  return_url: v.optional(text()),
  branding_settings: v.optional(brandingParam),
  saved_payment_method_options: v.optional(savedMethodsParam),
  setup_intent_data: v.optional(setupIntentData),
  success_url: v.optional(text()),
  ui_mode: v.optional(uiMode, 'hosted_page'),
});

const shippingDetails = v.strictObject({ address: addressFields, name: text() });

export const updateParams = v.strictObject({
  collected_information: v.optional(v.strictObject({ shipping_details: v.optional(shippingDetails) })),
  expand: common.expand,
  line_items: v.optional(v.pipe(v.array(changedLine), v.minLength(1), v.maxLength(MOST_LINES))),
  metadata: metadataChange,
  shipping_options: v.optional(clearable(shippingOptions)),
});

export const sessionListParams = v.strictObject({
  ...listParams,
  created: createdParam,
  customer: v.optional(text()),
  customer_details: v.optional(v.strictObject({ email: text(512) })),
  payment_intent: v.optional(text()),
  payment_link: v.optional(text()),
  status: v.optional(v.picklist(['complete', 'expired', 'open'])),
  subscription: v.optional(text()),
});

/** What a page sends in which a session is embedded. */
export const openParams = v.strictObject({ ...common, client_secret: text() });

/** The customer as a page of the shop's own knows them before they pay. Empty text takes a part away. */
const contactChange = {
  billing_details: v.optional(
    clearable(v.strictObject({ address: addressFields, name: v.optional(text()) })),
  ),
  business_name: v.optional(clearable(text(150))),
  email: v.optional(clearable(v.pipe(text(512), v.email('email')))),
  individual_name: v.optional(clearable(text(150))),
  phone: v.optional(clearable(text(50))),
  shipping_details: v.optional(clearable(shippingDetails)),
  tax_id: v.optional(clearable(v.strictObject(taxIdParams))),
};

const contactSchema = v.object(contactChange);

const ofPage = { ...common, client_secret: v.optional(text()) };

/** What the customer's page changes before it pays. */
export const pageChangeParams = v.strictObject({
  ...ofPage,
  ...contactChange,
  /** The id of a line, and how many of it; of an optional item, 0 takes it out again. */
  line_item: v.optional(
    v.strictObject({ id: text(), quantity: integer({ minimum: 0, maximum: MOST_OF_LINE }) }),
  ),
  /** The price of an optional item, and how many of it; 0 takes it out again. */
  optional_item: v.optional(
    v.strictObject({ price: text(), quantity: integer({ minimum: 0, maximum: MOST_OF_LINE }) }),
  ),
  /** A code that was typed; empty text takes it away. */
  promotion_code: changedText(500),
  /** What the page's Payment Element is for: the answer has the secret of a customer session for it. */
  saved_payment_methods: v.optional(v.strictObject({ redisplay: autoOrNever, save: autoOrNever })),
  shipping_rate: v.optional(text()),
});

/** What the customer has told the page. */
const told = {
  billing_details: v.optional(v.strictObject({ address: addressFields, name: v.optional(text()) })),
  business_name: v.optional(text(150)),
  consent: v.optional(
    v.strictObject({
      promotions: v.optional(v.picklist(['opt_in', 'opt_out'])),
      terms_of_service: v.optional(v.literal('accepted')),
    }),
    {},
  ),
  custom_fields: v.optional(v.record(text(200), v.pipe(v.string(), v.trim(), v.maxLength(255))), {}),
  email: v.optional(v.pipe(text(512), v.email('email'))),
  individual_name: v.optional(text(150)),
  phone: v.optional(text(50)),
  shipping_details: v.optional(shippingDetails),
  tax_id: v.optional(v.strictObject(taxIdParams)),
};

export const confirmParams = v.strictObject({
  ...ofPage,
  ...told,
  confirmation_token: v.optional(text()),
  /** A saved payment method of the session's customer. */
  payment_method: v.optional(text()),
  /** Where a bank leads the customer back to; by default the `return_url` of the session. */
  return_url: v.optional(returnUrl),
  /** The total that the page shows: nobody pays another one. */
  expected_amount: v.optional(integer({ minimum: 0 })),
});

export const completeParams = v.strictObject({
  ...told,
  expand: common.expand,
  outcome: v.optional(v.picklist(['abandon', 'fail', 'pay']), 'pay'),
  payment_method: v.optional(text()),
});

const toldSchema = v.object(told);

export type CreateParams = v.InferOutput<typeof createParams>;
export type UpdateParams = v.InferOutput<typeof updateParams>;
export type LineParams = v.InferOutput<typeof newLine>;
export type ChangedLine = v.InferOutput<typeof changedLine>;
export type OptionalParams = CreateParams['optional_items'][number];
export type ShippingParams = v.InferOutput<typeof shippingOptions>;
export type ContactChange = v.InferOutput<typeof contactSchema>;
export type PageChange = v.InferOutput<typeof pageChangeParams>;
export type Told = v.InferOutput<typeof toldSchema>;
