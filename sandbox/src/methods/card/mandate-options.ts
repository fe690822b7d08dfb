import * as v from 'valibot';
import { amount, currency, integer, text } from '../../kernel/http/params.js';

/** Longest interval between two payments is a year. */
const UNITS_OF_A_YEAR = { day: 365, week: 52, month: 12, year: 1 } as const;

const orNull = <Schema extends v.GenericSchema>(schema: Schema) => v.optional(v.nullable(schema), null);

const fields = {
  amount: amount(),
  amount_type: v.picklist(['fixed', 'maximum']),
  description: orNull(text(200)),
  end_date: orNull(integer({ minimum: 0 })),
  interval: v.picklist(['day', 'month', 'sporadic', 'week', 'year']),
  interval_count: orNull(integer({ minimum: 1 })),
  reference: text(80),
  start_date: integer({ minimum: 0 }),
  supported_types: orNull(v.array(v.picklist(['india']))),
};

interface Schedule {
  end_date: number | null;
  interval: keyof typeof UNITS_OF_A_YEAR | 'sporadic';
  interval_count: number | null;
  start_date: number;
}

const isCounted = ({ interval, interval_count: count }: Schedule) =>
  interval === 'sporadic' || (count !== null && count <= UNITS_OF_A_YEAR[interval]);

const endsLater = ({ end_date, start_date }: Schedule) => end_date === null || end_date > start_date;

/** What the holder of a card agrees to be charged later. */
export const paymentMandate = v.optional(
  v.pipe(
    v.strictObject(fields),
    v.forward(
      v.check((schedule) => isCounted(schedule)),
      ['interval_count'],
    ),
    v.forward(
      v.check((schedule) => endsLater(schedule)),
      ['end_date'],
    ),
  ),
);

/** The same of a set-up, whose intent has no currency. */
export const setUpMandate = v.optional(
  v.pipe(
    v.strictObject({ ...fields, currency }),
    v.forward(
      v.check((schedule) => isCounted(schedule)),
      ['interval_count'],
    ),
    v.forward(
      v.check((schedule) => endsLater(schedule)),
      ['end_date'],
    ),
  ),
);
