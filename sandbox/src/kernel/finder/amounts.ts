import { and, or, type SQL, sql } from 'drizzle-orm';
import { exponentOf } from '../../../../src/contract/money.js';
import { invalidRequest } from '../errors.js';
import type { Condition } from './finder.js';

/** An amount in the smallest unit, and the currency that decides what that is. */
export interface Money {
  amount: SQL;
  currency: SQL;
}

const [LEAST, MOST] = ['least', 'most'];

/** Creates the fields that find objects by their amount, as people write it. */
export const amounts = (money: Money): Condition[] => [
  {
    name: LEAST,
    label: 'Amount, at least',
    kind: 'amount',
    // What is both is one range, which an index has.
    where: (text, { asked }) =>
      isWithin(money, thousandthsIn(text, LEAST), asked[MOST] ? thousandthsIn(asked[MOST], MOST) : Infinity),
  },
  {
    name: MOST,
    label: 'Amount, at most',
    kind: 'amount',
    where: (text, { asked }) => (asked[LEAST] ? undefined : isWithin(money, 0, thousandthsIn(text, MOST))),
  },
];

/** Finds objects of the amount that a text is; `undefined` for a text that is none. */
export function isAmount(money: Money, text: string): SQL | undefined {
  const number = readThousandths(text.replace(/^\p{Sc}/u, ''));
  if (number === undefined) return undefined;
  const units = DECIMALS.map((decimals) => number / 10 ** (3 - decimals)).filter(Number.isInteger);
  // Hardly an object has any of these numbers, whatever its currency.
  const isAny = sql`${money.amount}::bigint in (${sql.join(units, sql`, `)})`;
  return and(isAny, isWithin(money, number, number));
}

function thousandthsIn(text: string, param: string): number {
  const number = readThousandths(text);
  if (number !== undefined) return number;
  throw invalidRequest('An amount is written as 12.50, without its currency.', { param });
}

function readThousandths(text: string): number | undefined {
  const [, whole, part = ''] = /^(\d{1,9})(?:[.,](\d{1,3}))?$/.exec(text) ?? [];
  return whole === undefined ? undefined : Number(whole + part.padEnd(3, '0'));
}

/** Keeps amounts within a range, which is in thousandths of the main unit, each by the smallest unit of its currency. */
function isWithin({ amount, currency }: Money, least: number, most: number): SQL {
  const ranges = DECIMALS.map((decimals) => {
    const thousandths = 10 ** (3 - decimals);
    const [from, to] = [Math.ceil(least / thousandths), Math.floor(most / thousandths)];
    if (from > to) return undefined;
    const range =
      from === to
        ? sql`${amount}::bigint = ${from}::bigint`
        : and(
            sql`${amount}::bigint >= ${from}::bigint`,
            to === Infinity ? undefined : sql`${amount}::bigint <= ${to}::bigint`,
          );
    return and(range, hasDecimals(currency, decimals));
  });
  return or(...ranges) ?? sql`false`;
}

const DECIMALS = [0, 2, 3];

const hasDecimals = (currency: SQL, decimals: number): SQL =>
  decimals === 2
    ? sql`${currency} not in (${codesWith(0)}, ${codesWith(3)})`
    : sql`${currency} in (${codesWith(decimals)})`;

const CODES = Intl.supportedValuesOf('currency').map((code) => code.toLowerCase());

/** Returns the currencies whose smallest unit is that part of the main one, as a list of SQL. The database looks constants up quicker than parameters. */
const codesWith = (decimals: number): SQL =>
  sql.raw(
    CODES.filter((code) => exponentOf(code) === decimals)
      .map((code) => `'${code}'`)
      .join(),
  );
