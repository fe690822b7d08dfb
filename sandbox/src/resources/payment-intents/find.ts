import { and, eq, gte, lt, or, type SQL, sql } from 'drizzle-orm';
import { exponentOf } from '../../../../src/contract/money.js';
import { invalidRequest } from '../../kernel/errors.js';
import type { Finder } from '../../kernel/listing.js';
import { list } from '../../kernel/store/list.js';
import { methods } from '../../methods/index.js';
import { chargesTable } from '../charges/index.js';
import { customersTable } from '../customers/index.js';
import { STATES } from './states.js';
import { paymentIntents as table } from './table.js';

/** How people find payments in the dashboard. */
export const finder: Finder = {
  fields: [
    { name: 'search', label: 'Email, last four digits, id, description or metadata', kind: 'text' },
    { name: 'status', label: 'Status', kind: 'choice', choices: STATES },
    {
      name: 'method',
      label: 'Method',
      kind: 'choice',
      choices: Object.fromEntries(methods.types.map((type) => [type, type.replaceAll('_', ' ')])),
    },
    { name: 'from', label: 'From (UTC)', kind: 'day' },
    { name: 'to', label: 'To (UTC)', kind: 'day' },
    { name: 'least', label: 'Amount, at least', kind: 'amount' },
    { name: 'most', label: 'Amount, at most', kind: 'amount' },
  ],
  find: (call, asked) =>
    list(call, table, 'payment_intent', Object.entries(asked).map(conditionOf), ({ body }) => body),
};

const CONDITIONS: Readonly<Record<string, (value: string) => SQL | undefined>> = {
  from: (day) => gte(table.createdAt, startOf(day, 'from')),
  least: (amount) => sql`${MAIN_UNITS} >= ${numberIn(amount, 'least')}::numeric`,
  method: (type) => charged(sql`${chargesTable.type} = ${type}`),
  most: (amount) => sql`${MAIN_UNITS} <= ${numberIn(amount, 'most')}::numeric`,
  search: searched,
  status: statusIs,
  to: (day) => lt(table.createdAt, new Date(startOf(day, 'to').getTime() + DAY_MS)),
};

const conditionOf = ([name, value]: [string, string]): SQL | undefined =>
  Object.hasOwn(CONDITIONS, name) ? CONDITIONS[name]?.(value) : undefined;

const DAY_MS = 24 * 3600 * 1000;

function startOf(day: string, param: string): Date {
  const time = /^\d{4}-\d\d-\d\d$/.test(day) ? new Date(`${day}T00:00:00Z`) : undefined;
  if (time && !Number.isNaN(time.getTime())) return time;
  throw invalidRequest('A day is written as 2031-12-24.', { param });
}

function numberIn(amount: string, param: string): string {
  const [, whole, part = ''] = /^(\d{1,9})(?:[.,](\d{1,3}))?$/.exec(amount) ?? [];
  if (whole) return `${whole}.${part || '0'}`;
  throw invalidRequest('An amount is written as 12.50, without its currency.', { param });
}

const at = (...path: string[]): SQL =>
  sql`json_extract_path_text(${table.body}, ${sql.join(
    path.map((part) => sql`${part}::text`),
    sql`, `,
  )})`;

const CODES = Intl.supportedValuesOf('currency').map((code) => code.toLowerCase());

/** Currencies whose smallest unit is not a hundredth, as a list of SQL. */
const withDecimals = (decimals: number): SQL =>
  sql.join(
    CODES.filter((code) => exponentOf(code) === decimals).map((code) => sql`${code}::text`),
    sql`, `,
  );

/** The amount of a payment as people write it, in the main unit of its currency. */
const MAIN_UNITS = sql`(${at('amount')}::numeric / case
  when ${at('currency')} in (${withDecimals(0)}) then 1
  when ${at('currency')} in (${withDecimals(3)}) then 1000
  else 100 end)`;

/** Keeps payments of which an attempt fits. */
const charged = (condition: SQL): SQL =>
  sql`exists (select 1 from ${chargesTable} where ${and(
    eq(chargesTable.accountId, table.accountId),
    eq(chargesTable.livemode, table.livemode),
    eq(chargesTable.paymentIntentId, table.id),
    condition,
  )})`;

const inCharge = (...path: (string | SQL)[]): SQL =>
  sql`json_extract_path_text(${chargesTable.body}, ${sql.join(
    path.map((part) => (typeof part === 'string' ? sql`${part}::text` : part)),
    sql`, `,
  )})`;

function statusIs(status: string): SQL {
  switch (status) {
    case 'refunded':
      return charged(
        sql`${inCharge('amount_refunded')}::numeric > ${inCharge('amount')}::numeric - ${inCharge('amount_captured')}::numeric
          and ${inCharge('captured')} = 'true'`,
      );
    case 'disputed':
      return charged(sql`${inCharge('disputed')} = 'true'`);
    case 'declined':
      return sql`${at('status')} = 'requires_payment_method' and ${at('last_payment_error', 'message')} is not null`;
    default:
      return sql`${at('status')} = ${status}`;
  }
}

/** Finds what a person types by what it looks like. */
function searched(text: string): SQL | undefined {
  if (/^[a-z]+_\w+$/.test(text))
    return or(
      eq(table.id, text),
      eq(table.customerId, text),
      sql`${at('payment_details', 'order_reference')} = ${text}`,
      charged(eq(chargesTable.id, text)),
      hasMetadata(text),
    );
  if (text.includes('@')) return ofEmail(text);
  const described = sql`position(lower(${text}::text) in lower(coalesce(${at('description')}, ''))) > 0`;
  const lastFour = /^\d{4}$/.test(text)
    ? charged(sql`${inCharge('payment_method_details', sql`${chargesTable.type}`, 'last4')} = ${text}`)
    : undefined;
  return or(lastFour, described, hasMetadata(text));
}

const ofEmail = (email: string): SQL | undefined =>
  or(
    sql`lower(${at('receipt_email')}) = lower(${email}::text)`,
    charged(sql`lower(${inCharge('billing_details', 'email')}) = lower(${email}::text)`),
    sql`exists (select 1 from ${customersTable} where ${and(
      eq(customersTable.accountId, table.accountId),
      eq(customersTable.livemode, table.livemode),
      eq(customersTable.id, table.customerId),
      sql`lower(${customersTable.email}) = lower(${email}::text)`,
    )})`,
  );

const hasMetadata = (text: string): SQL =>
  sql`exists (select 1 from json_each_text(${table.body} -> 'metadata') where lower(value) = lower(${text}::text))`;
