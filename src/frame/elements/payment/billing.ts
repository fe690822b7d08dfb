import type { BillingPath, SessionMethod } from '../../../contract/elements-session.js';
import { isRecord, type Json } from '../../../wire/index.js';

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

/**
 * Returns how the page wants a billing detail: `auto`, `never`, `always` or `if_required`.
 *
 * @param fields The option `fields`. What it says of a method counts before what it says in general.
 */
export function wishFor(path: BillingPath, type: string, fields: Json | undefined): string {
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
 * @param wishes The option `fields`; without it, what the form would ask for by itself.
 * @param address What the country's addresses consist of, beside what the method requires, where it requires a street.
 */
export function askedPaths(
  { type, required = [] }: SessionMethod,
  country: string,
  wishes: Json | undefined,
  address: BillingPath[] = [],
): BillingPath[] {
  const needed = new Set<string>(required.flatMap((path) => (path === 'address' ? WHOLE_ADDRESS : path)));
  if (needed.has('address.line1')) for (const path of address) needed.add(path);
  const usual = (path: BillingPath) =>
    type === 'card' && (path === 'address.country' || (path === 'address.postal_code' && country === 'US'));
  return BILLING_PATHS.filter((path) => {
    const wish = wishFor(path, type, wishes);
    if (wish === 'never') return false;
    return wish === 'always' || needed.has(path) || (wish !== 'if_required' && usual(path));
  });
}

/** Returns a value from nested data by its path. */
export const valueAt = (data: Json | undefined, path: string): Json | undefined =>
  path.split('.').reduce<Json | undefined>((of, name) => recordIn(of, name), data);
