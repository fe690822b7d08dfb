import { type SQL, sql } from 'drizzle-orm';
import { exponentOf } from '../../../../src/contract/money.js';
import { invalidRequest } from '../errors.js';
import type { Condition } from './finder.js';

/** An amount in the smallest unit, and the currency that decides what that is. */
export interface Money {
  amount: SQL;
  currency: SQL;
}

/** Creates the fields that find objects by their amount, as people write it. */
export const amounts = (money: Money): Condition[] => [
  {
    name: 'least',
    label: 'Amount, at least',
    kind: 'amount',
    where: (text) => sql`${inMainUnits(money)} >= ${numberIn(text, 'least')}::numeric`,
  },
  {
    name: 'most',
    label: 'Amount, at most',
    kind: 'amount',
    where: (text) => sql`${inMainUnits(money)} <= ${numberIn(text, 'most')}::numeric`,
  },
];

/** Finds objects of the amount that a text is; `undefined` for a text that is none. */
export function isAmount(money: Money, text: string): SQL | undefined {
  const number = readNumber(text.replace(/^\p{Sc}/u, ''));
  return number === undefined ? undefined : sql`${inMainUnits(money)} = ${number}::numeric`;
}

function numberIn(text: string, param: string): string {
  const number = readNumber(text);
  if (number) return number;
  throw invalidRequest('An amount is written as 12.50, without its currency.', { param });
}

function readNumber(text: string): string | undefined {
  const [, whole, part = ''] = /^(\d{1,9})(?:[.,](\d{1,3}))?$/.exec(text) ?? [];
  return whole && `${whole}.${part || '0'}`;
}

/** Returns an amount as people write it, in the main unit of its currency. */
const inMainUnits = ({ amount, currency }: Money): SQL => sql`(${amount}::numeric / case
  when ${currency} in (${withDecimals(0)}) then 1
  when ${currency} in (${withDecimals(3)}) then 1000
  else 100 end)`;

const CODES = Intl.supportedValuesOf('currency').map((code) => code.toLowerCase());

/** Returns the currencies whose smallest unit is that part of the main one, as a list of SQL. The database looks constants up quicker than parameters. */
const withDecimals = (decimals: number): SQL =>
  sql.raw(
    CODES.filter((code) => exponentOf(code) === decimals)
      .map((code) => `'${code}'`)
      .join(),
  );
