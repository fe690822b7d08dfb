import * as v from 'valibot';
import { invalidRequest } from '../../kernel/errors.js';
import {
  addressChange,
  changedText,
  clearable,
  country,
  currency,
  flag,
  integer,
  metadataChange,
  text,
} from '../../kernel/http/params.js';
import { CAPABILITIES } from './capability-names.js';
import { COUNTRIES } from './countries.js';
import { externalAccountParam } from './external-account.js';
import { meaningOfIdNumber, meaningOfTaxId, type NumberMeaning } from './test-values.js';

const optional = v.optional;
const anyText = changedText();

/** Reads an address of a website. A scheme may be left out, as in the public API. */
const website = optional(
  clearable(
    v.pipe(
      text(2048),
      v.check((value) => isWebsite(value), 'website'),
    ),
  ),
);

const isWebsite = (value: string) => {
  const whole = /^[a-z][a-z\d+.-]*:\/\//i.test(value) ? value : `https://${value}`;
  return /^https?:/i.test(whole) && URL.canParse(whole) && new URL(whole).hostname.includes('.');
};

const email = optional(
  clearable(
    v.pipe(
      text(512),
      v.check((value) => /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value), 'email'),
    ),
  ),
);

const money = v.strictObject({ amount: integer({ minimum: 0 }), currency });

const businessProfile = optional(
  v.strictObject({
    annual_revenue: optional(v.strictObject({ ...money.entries, fiscal_year_end: text(10) })),
    estimated_worker_count: optional(integer({ minimum: 0 })),
    mcc: optional(
      clearable(
        v.pipe(
          text(4),
          v.check((code) => /^\d{4}$/.test(code), 'mcc'),
        ),
      ),
    ),
    minority_owned_business_designation: optional(v.array(text(50))),
    monthly_estimated_revenue: optional(money),
    name: anyText,
    product_description: changedText(40_000),
    specified_commercial_transactions_act_url: website,
    support_address: addressChange,
    support_email: email,
    support_phone: anyText,
    support_url: website,
    url: website,
  }),
);

const businessType = v.picklist(['company', 'government_entity', 'individual', 'non_profit']);

const documentParams = v.strictObject({ back: anyText, front: anyText });
const date = optional(
  clearable(
    v.strictObject({
      day: integer({ minimum: 1, maximum: 31 }),
      month: integer({ minimum: 1, maximum: 12 }),
      year: integer({ minimum: 1900, maximum: 9999 }),
    }),
  ),
);
const japaneseAddress = optional(
  v.strictObject({
    city: anyText,
    country: anyText,
    line1: anyText,
    line2: anyText,
    postal_code: anyText,
    state: anyText,
    town: anyText,
  }),
);
const declaration = optional(
  v.strictObject({ date: optional(integer({ minimum: 0 })), ip: anyText, user_agent: anyText }),
);

const digitsOf = (value: string) => value.replace(/[\s.-]/g, '');

/** Reads a number of an id. Its digits stay here: the result is its meaning. */
const number = <Meaning>(kind: string, meaningOf: (number: string) => Meaning) =>
  v.pipe(
    text(50),
    v.transform(digitsOf),
    v.check((value) => /^[\p{L}\d]{4,30}$/u.test(value), kind),
    v.transform(meaningOf),
  );

/** Any number of a kind that has no test values. */
const isGiven = (): true => true;

const idNumber = number('id number', meaningOfIdNumber);
const anyNumber = number('id number', isGiven);

/** The token of a number, in its place. */
const numberToken = v.pipe(
  text(),
  v.transform((token) => ({ token })),
);
const isToken = (value: unknown) => typeof value === 'string' && value.startsWith('pii_');

/** Reads a number, or the token of one. */
const orToken = <Meaning>(schema: v.GenericSchema<unknown, Meaning>) =>
  optional(
    v.lazy(
      (value): v.GenericSchema<unknown, Meaning | { token: string }> =>
        isToken(value) ? numberToken : schema,
    ),
  );

/** Reads the number of which a token is made. `personal_id_number` is the name that Stripe.js has for it. */
export const piiParams = v.lazy((sent) =>
  v.pipe(
    v.strictObject({ [isOfPage(sent) ? 'personal_id_number' : 'id_number']: idNumber }),
    v.transform((params) => Object.values(params)[0] as NumberMeaning),
  ),
);
const isOfPage = (sent: unknown) => typeof sent === 'object' && sent !== null && 'personal_id_number' in sent;

export const companyParams = v.strictObject({
  address: addressChange,
  address_kana: japaneseAddress,
  address_kanji: japaneseAddress,
  administrative_address: addressChange,
  directors_provided: optional(flag),
  directorship_declaration: declaration,
  executives_provided: optional(flag),
  export_license_id: anyText,
  export_purpose_code: anyText,
  name: changedText(500),
  name_kana: anyText,
  name_kanji: anyText,
  owners_provided: optional(flag),
  ownership_declaration: declaration,
  ownership_exemption_reason: anyText,
  phone: anyText,
  physical_address: addressChange,
  principal_place_of_business: addressChange,
  registration_date: date,
  registration_number: optional(anyNumber),
  representative_declaration: declaration,
  structure: changedText(100),
  tax_id: optional(number('tax id', meaningOfTaxId)),
  tax_id_registrar: anyText,
  vat_id: optional(anyNumber),
  verification: optional(v.strictObject({ document: optional(documentParams) })),
});
export type CompanyParams = v.InferOutput<typeof companyParams>;

const share = optional(
  clearable(v.pipe(v.string(), v.regex(/^\d{1,3}(\.\d+)?$/, 'share'), v.transform(Number))),
);

const relationship = {
  director: optional(flag),
  executive: optional(flag),
  owner: optional(flag),
  percent_ownership: share,
  title: changedText(500),
};

const personFields = {
  address: addressChange,
  address_kana: japaneseAddress,
  address_kanji: japaneseAddress,
  dob: date,
  email,
  first_name: changedText(500),
  first_name_kana: anyText,
  first_name_kanji: anyText,
  full_name_aliases: optional(clearable(v.array(text(300)))),
  gender: optional(clearable(v.picklist(['female', 'male']))),
  id_number: optional(idNumber),
  id_number_secondary: optional(anyNumber),
  last_name: changedText(500),
  last_name_kana: anyText,
  last_name_kanji: anyText,
  maiden_name: anyText,
  metadata: metadataChange,
  phone: anyText,
  political_exposure: optional(v.picklist(['existing', 'none'])),
  registered_address: addressChange,
  ssn_last_4: optional(
    v.pipe(
      text(50),
      v.check((value) => /^\d{4}$/.test(value), 'four digits'),
      v.transform(meaningOfIdNumber),
    ),
  ),
  verification: optional(
    v.strictObject({ additional_document: optional(documentParams), document: optional(documentParams) }),
  ),
};

const individualParams = v.strictObject({
  ...personFields,
  relationship: optional(v.strictObject(relationship)),
});

export const personParams = v.strictObject({
  ...personFields,
  additional_tos_acceptances: optional(v.strictObject({ account: declaration })),
  documents: optional(v.record(text(100), v.strictObject({ files: v.array(text()) }))),
  nationality: optional(clearable(country)),
  relationship: optional(
    v.strictObject({
      ...relationship,
      authorizer: optional(flag),
      legal_guardian: optional(flag),
      representative: optional(flag),
    }),
  ),
});
export type PersonParams = v.InferOutput<typeof personParams>;

/** The numbers of a person, each of which may be a token where a server sends it. */
const numbersOrTokens = {
  id_number: orToken(idNumber),
  id_number_secondary: orToken(anyNumber),
};

/** Reads a person as a server sends it. */
export const personRequest = v.strictObject({ ...personParams.entries, ...numbersOrTokens });
export type PersonRequest = v.InferOutput<typeof personRequest>;

const requested = optional(v.strictObject({ requested: optional(flag) }));

const capabilities = optional(
  v.strictObject(
    Object.fromEntries(CAPABILITIES.map((name) => [name, requested])) as Record<
      (typeof CAPABILITIES)[number],
      typeof requested
    >,
  ),
);

const schedule = v.strictObject({
  delay_days: optional(
    v.lazy((value) => (value === 'minimum' ? v.literal('minimum') : integer({ minimum: 0, maximum: 365 }))),
  ),
  interval: optional(v.picklist(['daily', 'manual', 'monthly', 'weekly'])),
  monthly_anchor: optional(integer({ minimum: 1, maximum: 31 })),
  monthly_payout_days: optional(v.array(integer({ minimum: 1, maximum: 31 }))),
  weekly_anchor: optional(
    v.picklist(['friday', 'monday', 'saturday', 'sunday', 'thursday', 'tuesday', 'wednesday']),
  ),
  weekly_payout_days: optional(v.array(v.picklist(['friday', 'monday', 'thursday', 'tuesday', 'wednesday']))),
});

/** Reads the text that payers see on their statement. */
const descriptor = (maximum: number) =>
  optional(
    clearable(
      v.pipe(
        text(maximum),
        v.check((value) => /\p{L}/u.test(value) && !/[<>\\'"*]/.test(value), 'descriptor'),
      ),
    ),
  );

const settings = optional(
  v.strictObject({
    bacs_debit_payments: optional(v.strictObject({ display_name: anyText })),
    branding: optional(
      v.strictObject({ icon: anyText, logo: anyText, primary_color: anyText, secondary_color: anyText }),
    ),
    card_payments: optional(
      v.strictObject({
        decline_on: optional(v.strictObject({ avs_failure: optional(flag), cvc_failure: optional(flag) })),
        statement_descriptor_prefix: descriptor(10),
        statement_descriptor_prefix_kana: anyText,
        statement_descriptor_prefix_kanji: anyText,
      }),
    ),
    payments: optional(
      v.strictObject({
        statement_descriptor: descriptor(22),
        statement_descriptor_kana: anyText,
        statement_descriptor_kanji: anyText,
      }),
    ),
    payouts: optional(
      v.strictObject({
        debit_negative_balances: optional(flag),
        schedule: optional(schedule),
        statement_descriptor: descriptor(22),
      }),
    ),
  }),
);

const terms = optional(
  v.strictObject({
    date: optional(integer({ minimum: 0 })),
    ip: anyText,
    service_agreement: optional(v.picklist(['full', 'recipient'])),
    user_agent: anyText,
  }),
);

const documents = optional(v.record(text(100), v.strictObject({ files: v.array(text()) })));

const accountFields = {
  business_profile: businessProfile,
  business_type: optional(businessType),
  capabilities,
  company: optional(companyParams),
  default_currency: optional(currency),
  documents,
  email,
  individual: optional(individualParams),
  metadata: metadataChange,
  settings,
  tos_acceptance: terms,
};

/** Reads a change of an account, without the properties that only the API has around it. */
export const accountParams = v.strictObject(accountFields);
export type AccountParams = v.InferOutput<typeof accountParams>;

/** Reads the same as a server sends it. */
export const accountRequest = {
  ...accountFields,
  individual: optional(v.strictObject({ ...individualParams.entries, ...numbersOrTokens })),
};
export type AccountRequest = v.InferOutput<v.StrictObjectSchema<typeof accountRequest, undefined>>;

const expand = optional(v.array(v.string()));

const controller = v.strictObject({
  fees: optional(v.strictObject({ payer: optional(v.picklist(['account', 'application'])) })),
  losses: optional(v.strictObject({ payments: optional(v.picklist(['application', 'stripe'])) })),
  requirement_collection: optional(v.picklist(['application', 'stripe'])),
  stripe_dashboard: optional(v.strictObject({ type: optional(v.picklist(['express', 'full', 'none'])) })),
});
export type ControllerParams = v.InferOutput<typeof controller>;

export const createParams = v.strictObject({
  ...accountRequest,
  account_token: optional(text()),
  expand,
  controller: optional(controller),
  country: optional(country),
  external_account: optional(externalAccountParam),
  type: optional(v.picklist(['custom', 'express', 'standard'])),
});
export type CreateParams = v.InferOutput<typeof createParams>;

export const updateParams = v.strictObject({
  ...accountRequest,
  account_token: optional(text()),
  expand,
  external_account: optional(externalAccountParam),
});

const countryNames = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });

/** @throws ApiError 400 for a country without connected accounts, and for an unknown one. */
export function requireCountry(code: string): string {
  if (Object.hasOwn(COUNTRIES, code)) return code;
  if (countryNames.of(code) === undefined) {
    throw invalidRequest(
      `There is no country with the code ${code}. Send a code of ISO 3166-1 alpha-2, such as NL.`,
      {
        code: 'country_code_invalid',
        param: 'country',
      },
    );
  }
  throw invalidRequest(
    `There are no connected accounts in the country ${code}. They can be in: ${Object.keys(COUNTRIES).join(', ')}.`,
    { code: 'country_unsupported', param: 'country' },
  );
}
