import * as v from 'valibot';
import type { Address } from '../address.js';
import { type ApiError, invalidRequest } from '../errors.js';

/** Reads text that is not empty. */
export const text = (maximum = 5000) =>
  v.pipe(
    v.string(),
    v.trim(),
    v.check((value) => value !== '', 'empty'),
    v.maxLength(maximum),
  );

/** Reads text. An empty value clears it, as everywhere in the public API. */
export const optionalText = (maximum = 5000) =>
  v.optional(
    v.nullable(
      v.pipe(
        v.string(),
        v.maxLength(maximum),
        v.transform((value) => value || null),
      ),
    ),
    null,
  );

/** Reads `optionalText` of an update: a value that is not sent stays as it is. */
export const changedText = (maximum = 5000) => v.optional(v.unwrap(optionalText(maximum)));

/** Reads empty text, which clears a hash or a list. */
const emptied = v.pipe(
  v.literal(''),
  v.transform(() => null),
);

/** Reads a value that empty text clears, as everywhere in the public API. */
export const clearable = <Value>(
  schema: v.GenericSchema<unknown, Value>,
): v.GenericSchema<unknown, Value | null> => v.lazy((value) => (value === '' ? emptied : schema));

/** Returns the parts of a change that were sent. */
export const sent = <Change extends object>(change: Change) =>
  Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined)) as {
    [Name in keyof Change]?: Exclude<Change[Name], undefined>;
  };

/** Reads a whole number within inclusive limits. */
export const integer = ({ minimum, maximum }: { minimum?: number; maximum?: number } = {}) =>
  v.pipe(
    v.string(),
    v.regex(/^-?\d{1,15}$/, 'integer'),
    v.transform(Number),
    v.minValue(minimum ?? Number.MIN_SAFE_INTEGER),
    v.maxValue(maximum ?? Number.MAX_SAFE_INTEGER),
  );

/** Reads a time in seconds since 1970. It ends with the year 9999: PostgreSQL and JavaScript write later ones differently. */
export const timestamp = integer({ minimum: 0, maximum: 253_402_300_798 });

/** Reads an amount of money in the currency's smallest unit, such as cents. */
export const amount = (minimum = 1) => integer({ minimum, maximum: 99_999_999 });

/** Every spelling of the public API: clients in Python and .NET send the ones with a capital. */
const BOOLEANS = ['true', 'false', 'True', 'False', 'TRUE', 'FALSE'] as const;

/** Reads `true` or `false`. */
export const flag = v.pipe(
  v.string(),
  v.picklist(BOOLEANS, 'boolean'),
  v.transform((value) => value.toLowerCase() === 'true'),
);

/** Every currency of a payment, in upper case. */
export const CURRENCIES: ReadonlySet<string> = new Set(Intl.supportedValuesOf('currency'));

/** Reads a currency by its code of ISO 4217, and returns it in lower case. */
export const currency = v.pipe(
  v.string(),
  // Only ASCII letters: other letters also have capitals in ASCII, such as the long s of old print.
  v.check((code) => /^[a-z]{3}$/i.test(code) && CURRENCIES.has(code.toUpperCase()), 'currency'),
  v.transform((code) => code.toLowerCase()),
);

/** Reads a country by its code of ISO 3166-1 alpha-2, and returns it in upper case. */
export const country = v.pipe(
  v.string(),
  v.regex(/^[a-z]{2}$/i, 'country'),
  v.transform((code) => code.toUpperCase()),
);

const metadataKey = v.pipe(v.string(), v.maxLength(40));

/** Reads up to 50 pairs; an empty value removes a key. */
export const metadata = v.pipe(
  v.optional(v.record(metadataKey, optionalText(500)), {}),
  v.check((pairs) => Object.keys(pairs).length <= 50, 'too many keys'),
  v.transform((pairs) => Object.fromEntries(Object.entries(pairs).filter(hasText))),
);

/**
 * Reads metadata of an update: pairs are added, changed or, with an empty value, removed; empty text removes
 * all.
 */
export const metadataChange = v.optional(
  v.lazy((value) => (value === '' ? emptied : v.record(metadataKey, v.unwrap(optionalText(500))))),
);

/** Returns metadata after an update. */
export function merged(
  before: Record<string, string>,
  change: v.InferOutput<typeof metadataChange>,
): Record<string, string> {
  if (change === undefined) return before;
  if (change === null) return {};
  const after = Object.fromEntries(Object.entries({ ...before, ...change }).filter(hasText));
  if (Object.keys(after).length <= 50) return after;
  throw invalidRequest('Metadata can have at most 50 keys.', { param: 'metadata' });
}

const hasText = (pair: [string, string | null]): pair is [string, string] => pair[1] !== null;

/** Reads a postal address; an empty value clears a part of it. */
export const addressFields = v.strictObject({
  city: optionalText(),
  country: optionalText(),
  line1: optionalText(),
  line2: optionalText(),
  postal_code: optionalText(),
  state: optionalText(),
});

const changedFields = v.strictObject({
  city: changedText(),
  country: changedText(),
  line1: changedText(),
  line2: changedText(),
  postal_code: changedText(),
  state: changedText(),
});

/**
 * Reads an address of an update: a part that is not sent stays as it is, and empty text clears the whole
 * address.
 */
export const addressChange = v.optional(v.lazy((value) => (value === '' ? emptied : changedFields)));

export const NO_ADDRESS: Address = {
  city: null,
  country: null,
  line1: null,
  line2: null,
  postal_code: null,
  state: null,
};

/** Returns an address after an update. */
export function changedAddress(
  before: Address | null,
  change: v.InferOutput<typeof addressChange>,
): Address | null {
  if (change === undefined) return before;
  return change && { ...(before ?? NO_ADDRESS), ...sent(change) };
}

/** Largest number of levels that can be expanded, as in the public API; the `data` of a list is one level. */
const EXPAND_DEPTH = 4;
/** Largest number of properties that a request can expand. */
const EXPAND_LIMIT = 20;

/** Parameters that the frames send beside an object's own. All but the key are accepted and ignored. */
export const common = {
  key: v.optional(v.string()),
  payment_user_agent: v.optional(v.string()),
  referrer: v.optional(v.string()),
  time_on_page: v.optional(v.string()),
  guid: v.optional(v.string()),
  muid: v.optional(v.string()),
  sid: v.optional(v.string()),
  expand: v.optional(
    v.pipe(
      v.array(v.string()),
      v.maxLength(EXPAND_LIMIT),
      v.everyItem((path) => path.split('.').length <= EXPAND_DEPTH, 'expand'),
    ),
  ),
};

/**
 * Checks parameters against a schema.
 *
 * @throws ApiError 400 that names the parameter at fault: an unknown one first, then a missing one, then a
 * wrong one.
 */
export function parseParams<Schema extends v.GenericSchema>(
  schema: Schema,
  params: unknown,
): v.InferOutput<Schema> {
  const result = v.safeParse(schema, params);
  if (result.success) return result.output;
  const issues: Issue[] = result.issues;
  const first = issues.find(isUnknown) ?? issues.find(isMissing) ?? issues[0];
  throw first ? describe(first) : invalidRequest('Invalid request.');
}

type Issue = v.BaseIssue<unknown>;

const isUnknown = (issue: Issue) => issue.type === 'strict_object' && issue.expected === 'never';
const isMissing = (issue: Issue) => issue.type === 'strict_object' && issue.received === 'undefined';

function describe(issue: Issue): ApiError {
  const param = bracketed(issue);
  if (isUnknown(issue)) {
    return invalidRequest(`Received unknown parameter: ${param}`, { code: 'parameter_unknown', param });
  }
  if (isMissing(issue)) {
    return invalidRequest(`Missing required param: ${param}.`, { code: 'parameter_missing', param });
  }
  return wrong(issue, param);
}

function wrong(issue: Issue, param: string): ApiError {
  switch (issue.type) {
    case 'string':
      return invalidRequest(`Invalid string: ${param}`, { code: 'parameter_invalid_string', param });
    case 'array':
      return invalidRequest(`Invalid array: ${param}`, { code: 'parameter_invalid_array', param });
    case 'strict_object':
    case 'record':
      return invalidRequest(`Invalid hash: ${param}`, { code: 'parameter_invalid_hash', param });
    case 'max_length':
      if (Array.isArray(issue.input)) {
        return invalidRequest(`Invalid array: ${param} must have at most ${issue.expected?.slice(2)} items`, {
          code: 'parameter_invalid_array',
          param,
        });
      }
      return invalidRequest(
        `Invalid string: ${param} must be at most ${issue.expected?.slice(2)} characters`,
        {
          code: 'parameter_invalid_string',
          param,
        },
      );
    case 'min_value':
      return invalidRequest(
        `Invalid integer: ${param} must be greater than or equal to ${issue.expected?.slice(2)}`,
        { code: 'parameter_invalid_integer', param },
      );
    case 'max_value':
      return invalidRequest(
        `Invalid integer: ${param} must be less than or equal to ${issue.expected?.slice(2)}`,
        { code: 'parameter_invalid_integer', param },
      );
    case 'picklist':
    case 'literal':
      if (issue.message === 'boolean') return invalidRequest(`Invalid boolean: ${param}`, { param });
      return invalidRequest(`Invalid ${param}: must be ${issue.expected?.replaceAll('"', '')}`, { param });
    default:
      return wrongByRule(issue, param);
  }
}

// Rules of our own (`v.check`) put their name in the issue's message.
function wrongByRule(issue: Issue, param: string): ApiError {
  switch (issue.message) {
    case 'empty':
      return invalidRequest(
        `You passed an empty string for '${param}'. We assume empty values are an attempt to unset a parameter; ` +
          `however '${param}' cannot be unset. You should remove '${param}' from your request or supply a non-empty value.`,
        { code: 'parameter_invalid_empty', param },
      );
    case 'integer':
      return invalidRequest(`Invalid integer: ${param}`, { code: 'parameter_invalid_integer', param });
    case 'expand':
      return invalidRequest(`You cannot expand more than ${EXPAND_DEPTH} levels of a property.`, { param });
    case 'currency':
      return invalidRequest(`Invalid currency: ${param} must be a code of ISO 4217, such as usd.`, { param });
    case 'country':
      return invalidRequest(`Invalid country: ${param} must be a code of ISO 3166-1 alpha-2, such as NL.`, {
        code: 'country_code_invalid',
        param,
      });
    case 'email':
      return invalidRequest(`Invalid email address: ${param}`, { code: 'email_invalid', param });
    case 'website':
      return invalidRequest(
        `Not a valid URL: ${param} must be the address of a website, such as https://shop.example.`,
        {
          code: 'url_invalid',
          param,
        },
      );
    case 'tax id':
      return invalidRequest(`Invalid tax id: ${param}`, { code: 'tax_id_invalid', param });
    case 'too many keys':
      return invalidRequest('Metadata can have at most 50 keys.', { param });
    default:
      return invalidRequest(`Invalid value for ${param}`, { param });
  }
}

/** Returns a path in bracket notation: `card[number]` for card → number. */
function bracketed(issue: Issue): string {
  const [first, ...rest] = (issue.path ?? []).map(({ key }) => String(key));
  return `${first ?? ''}${rest.map((key) => `[${key}]`).join('')}`;
}

/** Reads the address and name for a delivery of goods. */
export const shippingParams = v.strictObject({
  address: addressFields,
  name: text(),
  carrier: optionalText(),
  phone: optionalText(),
  tracking_number: optionalText(),
});

/** Reads an address that the cardholder is led back to. */
export const returnUrl = v.pipe(
  text(2048),
  v.check((value) => leadsSomewhere(value), 'URL'),
);

// A native app's own scheme is allowed. A scheme that runs as a script in the page that follows it is not.
const leadsSomewhere = (value: string) =>
  URL.canParse(value) && !/^(?:about|blob|data|file|javascript|vbscript):/i.test(value);
