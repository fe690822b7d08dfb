import type { BillingPath, SessionMethod } from '../../../contract/elements-session.js';
import { isRecord, type Json, type JsonObject } from '../../../wire/index.js';
import type { FieldErrorCode } from '../../input/text-rule.js';
import type { Choice, MethodField } from '../../methods/method.js';
import { postalCodeError, postalCodeRule } from '../card/postal-code.js';
import { countryNames } from './countries.js';

/** Paths of the billing details, in the order in which a person fills them in. */
export const BILLING_PATHS = [
  'name',
  'email',
  'phone',
  'address.country',
  'address.line1',
  'address.line2',
  'address.city',
  'address.state',
  'address.postal_code',
] as const satisfies readonly BillingPath[];

/** What an address consists of, for a method that requires a whole one. */
const WHOLE_ADDRESS: BillingPath[] = [
  'address.country',
  'address.line1',
  'address.city',
  'address.postal_code',
];

const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@.]+$/;

const emailError = (raw: string): FieldErrorCode | undefined =>
  EMAIL.test(raw.trim()) ? undefined : 'incomplete_email';

/**
 * Returns what each field of the billing details is.
 *
 * @param countries Returns the countries that can be chosen, `null` for all.
 */
export function billingSpecs(
  country: () => string,
  countries: () => string[] | null,
): Record<BillingPath, Omit<MethodField, 'name'>> {
  return {
    name: { label: 'label_name', autocomplete: 'name' },
    email: { label: 'label_email', autocomplete: 'email', inputMode: 'email', error: emailError },
    phone: { label: 'label_phone', autocomplete: 'tel', inputMode: 'tel' },
    'address.country': {
      label: 'label_country',
      autocomplete: 'country',
      choices: (): Choice[] => countryNames(countries()),
    },
    'address.line1': { label: 'label_line1', autocomplete: 'address-line1' },
    'address.line2': { label: 'label_line2', autocomplete: 'address-line2', error: () => undefined },
    'address.city': { label: 'label_city', autocomplete: 'address-level2' },
    'address.state': { label: 'label_state', autocomplete: 'address-level1' },
    'address.postal_code': {
      label: 'label_postalCode',
      autocomplete: 'postal-code',
      rule: postalCodeRule,
      error: (raw) => postalCodeError(raw, country()),
    },
  };
}

/**
 * Returns how the page wants a billing detail: `auto`, `never`, `always` or `if_required`.
 *
 * @param fields The option `fields`. What it says of a method counts before what it says in general.
 */
function wishFor(path: BillingPath, type: string, fields: Json | undefined): string {
  const [part, detail] = path.split('.') as [string, string | undefined];
  const name = detail?.replace(/_c/, 'C') ?? '';
  for (const scope of [recordIn(fields, type), fields]) {
    const wish = recordIn(scope, 'billingDetails') ?? undefined;
    const given = isRecord(wish) ? wish[part] : wish;
    const one = isRecord(given) ? given[name] : given;
    if (typeof one === 'string') return one;
  }
  return 'auto';
}

const recordIn = (of: Json | undefined, name: string) => (isRecord(of) ? (of[name] as Json) : undefined);

/**
 * Returns the billing details that a method's form asks for.
 *
 * @param country The payer's country, as it is chosen.
 * @param wishes By default those of the page; `{}` tells what the form would ask for without any.
 */
export function askedPaths(
  { type, required }: SessionMethod,
  country: string,
  wishes: Json | undefined,
): BillingPath[] {
  const needed = new Set<string>(required.flatMap((path) => (path === 'address' ? WHOLE_ADDRESS : path)));
  const usual = (path: BillingPath) =>
    type === 'card' && (path === 'address.country' || (path === 'address.postal_code' && country === 'US'));
  return BILLING_PATHS.filter((path) => {
    const wish = wishFor(path, type, wishes);
    if (wish === 'never') return false;
    return wish === 'always' || needed.has(path) || (wish !== 'if_required' && usual(path));
  });
}

/** Returns the billing details that the page hides, although the method's form would ask for them. */
export const hiddenPaths = (
  method: SessionMethod,
  country: string,
  wishes: Json | undefined,
): BillingPath[] =>
  askedPaths(method, country, undefined).filter((path) => wishFor(path, method.type, wishes) === 'never');

/** Returns a value from nested data by its path. */
export const valueAt = (data: Json | undefined, path: string): Json | undefined =>
  path.split('.').reduce<Json | undefined>((of, name) => recordIn(of, name), data);

/** Returns billing details from their paths; those without a value are left out. */
export function billingDetails(entries: [path: string, value: string][]): JsonObject {
  const details: JsonObject = {};
  const address: JsonObject = {};
  for (const [path, value] of entries) {
    const [part, detail] = path.split('.') as [string, string | undefined];
    if (value && detail) address[detail] = value;
    else if (value) details[part] = value;
  }
  return Object.keys(address).length ? { ...details, address } : details;
}
