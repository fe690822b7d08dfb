import { and, eq } from 'drizzle-orm';
import type Stripe from 'stripe';
import type { Terms, Tier } from '../../billing/amount.js';
import { invalidRequest, missing } from '../../kernel/errors.js';
import { merged } from '../../kernel/http/params.js';
import { newId } from '../../kernel/ids.js';
import type { ScopedDatabase, Work } from '../../kernel/scope.js';
import { seconds } from '../../kernel/seconds.js';
import { documents } from '../../kernel/store/documents.js';
import { ownedBy } from '../../kernel/store/owner.js';
import { type Amounts, amountsOf } from './amounts.js';
import { tellChanged, tellCreated } from './events.js';
import type { AmountParams, PriceChange, PriceStart } from './params.js';
import { prices as table } from './table.js';

export const prices = documents(table, 'price');

export type PriceRow = typeof table.$inferSelect;

/** @throws ApiError 404 `resource_missing` at `param`; also for a price that was deleted as a plan. */
export const findPrice = async (owner: ScopedDatabase, id: string, param = 'price'): Promise<PriceRow> =>
  refuseDeleted(await prices.find(owner, id, param), param);

/** @throws ApiError 404 `resource_missing` at `param`; also for a price that was deleted as a plan. */
export const lockPrice = async (work: Work, id: string, param = 'price'): Promise<PriceRow> =>
  refuseDeleted(await prices.lock(work, id, param), param);

function refuseDeleted(row: PriceRow, param: string): PriceRow {
  if (row.deleted) throw missing('price', row.id, param);
  return row;
}

/**
 * Creates a price of a product, which has to exist.
 *
 * @throws ApiError 400 for an amount that is none, and for an id or a lookup key that another price has.
 */
export async function createPrice(work: Work, product: string, start: PriceStart): Promise<Stripe.Price> {
  checkTerms(start);
  const isTiered = start.billing_scheme === 'tiered';
  const { tiers, ...amounts } = amountsOf(start, isTiered);
  const currencyOptions = optionsOf(start.currency_options, isTiered);
  const key = start.lookup_key ?? null;
  const active = start.active ?? true;
  if (key && active) await claimLookupKey(work, key, start.transfer_lookup_key ?? false);
  const id = start.id ?? newId('price');
  if (start.id && (await prices.load(work, id))) throw exists(id);
  const body: Stripe.Price = {
    id,
    object: 'price',
    active,
    billing_scheme: start.billing_scheme ?? 'per_unit',
    created: seconds(work.now),
    currency: start.currency,
    custom_unit_amount: amounts.custom_unit_amount,
    livemode: work.livemode,
    lookup_key: key,
    metadata: start.metadata,
    nickname: start.nickname ?? null,
    product,
    recurring: recurringOf(start),
    tax_behavior: start.tax_behavior ?? 'unspecified',
    tiers_mode: start.tiers_mode ?? null,
    transform_quantity: start.transform_quantity ?? null,
    type: start.recurring ? 'recurring' : 'one_time',
    unit_amount: amounts.unit_amount,
    unit_amount_decimal: amounts.unit_amount_decimal,
  };
  const own = { [body.currency]: optionOf({ ...amounts, tiers }, body.tax_behavior) };
  await prices.insert(work, {
    id: body.id,
    body,
    active,
    currency: body.currency,
    productId: product,
    type: body.type,
    interval: body.recurring?.interval ?? null,
    meterId: body.recurring?.meter ?? null,
    usageType: body.recurring?.usage_type ?? null,
    deleted: false,
    lookupKey: active ? key : null,
    tiers,
    currencyOptions: { ...own, ...currencyOptions },
  });
  tellCreated(work, body);
  return body;
}

/** Largest number of intervals that make three years, the longest time between two renewals. */
const MOST_INTERVALS = { day: 1095, week: 156, month: 36, year: 3 };

/** @throws ApiError 400 for parameters that contradict each other. */
function checkTerms(start: PriceStart): void {
  const { recurring } = start;
  const refuse = (param: string, rule: string) => invalidRequest(`Invalid ${param}: ${rule}.`, { param });
  if (recurring && recurring.interval_count > MOST_INTERVALS[recurring.interval])
    throw refuse('recurring[interval_count]', 'the time between two renewals is at most three years');
  if (recurring && start.custom_unit_amount?.enabled)
    throw refuse('custom_unit_amount', 'only a price that is paid once can leave the amount to the customer');
  if (recurring?.usage_type === 'metered' && !recurring.meter)
    throw refuse('recurring[meter]', 'a metered price names the meter that counts its usage');
  if (recurring?.meter && recurring.usage_type !== 'metered')
    throw refuse('recurring[usage_type]', 'a price with a meter is metered');
  if (start.billing_scheme === 'tiered') {
    if (!start.tiers_mode) throw refuse('tiers_mode', 'a tiered price is graduated or volume');
    if (!recurring) throw refuse('billing_scheme', 'only a recurring price can be tiered');
    if (start.transform_quantity)
      throw refuse('transform_quantity', 'a tiered price can not be sold in packages');
  } else if (start.tiers_mode)
    throw refuse('tiers_mode', 'only a price with billing_scheme=tiered has tiers');
}

const recurringOf = ({ recurring }: PriceStart): Stripe.Price.Recurring | null =>
  recurring
    ? {
        interval: recurring.interval,
        interval_count: recurring.interval_count,
        meter: recurring.meter ?? null,
        trial_period_days: recurring.trial_period_days ?? null,
        usage_type: recurring.usage_type ?? 'licensed',
      }
    : null;

const optionsOf = (given: Record<string, AmountParams>, isTiered: boolean) =>
  Object.fromEntries(
    Object.entries(given).map(([currency, option]) => [
      currency,
      optionOf(amountsOf(option, isTiered, `currency_options[${currency}]`), option.tax_behavior ?? null),
    ]),
  );

const optionOf = (
  { custom_unit_amount, tiers, unit_amount, unit_amount_decimal }: Amounts,
  tax_behavior: Stripe.Price.TaxBehavior | null,
): Stripe.Price.CurrencyOptions => ({
  custom_unit_amount,
  tax_behavior: tax_behavior ?? 'unspecified',
  ...(tiers && { tiers }),
  unit_amount,
  unit_amount_decimal,
});

/**
 * Makes a lookup key free for the price of this work.
 *
 * @throws ApiError 400 `resource_already_exists` where another active price has it, and `transfer` does not take it away.
 */
async function claimLookupKey(work: Work, key: string, transfer: boolean): Promise<void> {
  const [holder] = await work.db
    .select()
    .from(table)
    .where(and(ownedBy(work, table), eq(table.lookupKey, key)))
    .for('update');
  if (!holder) return;
  if (!transfer) {
    throw invalidRequest(
      `A price (\`${holder.id}\`) already uses that lookup key. Send transfer_lookup_key=true to take it away from that price.`,
      { code: 'resource_already_exists', param: 'lookup_key' },
    );
  }
  await store(work, holder.body, { ...holder.body, lookup_key: null });
}

/** Saves a price after a change. */
export async function store(
  work: Work,
  before: Stripe.Price,
  after: Stripe.Price,
  more: Partial<Pick<PriceRow, 'currencyOptions' | 'productId'>> = {},
): Promise<Stripe.Price> {
  const lookupKey = after.active ? after.lookup_key : null;
  await prices.replace(work, before.id, { body: after, active: after.active, lookupKey, ...more });
  tellChanged(work, before, after);
  return after;
}

/** Changes a price, which has to be locked. Its amount, currency and interval stay for ever. */
export async function changePrice(work: Work, row: PriceRow, change: PriceChange): Promise<Stripe.Price> {
  const { body: before } = row;
  const { currency_options: options, lookup_key: key, transfer_lookup_key: transfer, ...rest } = change;
  if (rest.tax_behavior && before.tax_behavior !== 'unspecified' && rest.tax_behavior !== before.tax_behavior)
    throw invalidRequest(
      `The tax behavior of price ${before.id} is ${before.tax_behavior} and can no longer be changed. Create another price.`,
      { param: 'tax_behavior' },
    );
  const after: Stripe.Price = {
    ...before,
    active: rest.active ?? before.active,
    lookup_key: key === undefined ? before.lookup_key : key,
    metadata: merged(before.metadata, rest.metadata),
    nickname: rest.nickname === undefined ? before.nickname : rest.nickname,
    tax_behavior: rest.tax_behavior ?? before.tax_behavior,
  };
  if (after.active && after.lookup_key && after.lookup_key !== row.lookupKey)
    await claimLookupKey(work, after.lookup_key, transfer);
  const own = row.currencyOptions[before.currency];
  const kept = options === null ? own && { [before.currency]: own } : row.currencyOptions;
  const currencyOptions = { ...kept, ...optionsOf(options ?? {}, before.billing_scheme === 'tiered') };
  return store(work, before, after, options === undefined ? {} : { currencyOptions });
}

/** Tells whether a price charges for what a meter has counted, after the period in which it was used. */
export const isMetered = ({ recurring }: Stripe.Price): boolean => recurring?.usage_type === 'metered';

/** Returns how much a quantity of a price costs in one of its currencies; `undefined` where it has none, or the customer says. */
export function termsIn({ body, currencyOptions }: PriceRow, currency = body.currency): Terms | undefined {
  const option = currencyOptions[currency];
  if (!option) return undefined;
  if (option.tiers) {
    const tiers = option.tiers as unknown as Tier[];
    return { billing_scheme: 'tiered', tiers, tiers_mode: body.tiers_mode as 'graduated' | 'volume' };
  }
  if (option.unit_amount_decimal === null) return undefined;
  return {
    billing_scheme: 'per_unit',
    unit_amount_decimal: String(option.unit_amount_decimal),
    transform_quantity: body.transform_quantity as { divide_by: number; round: 'down' | 'up' } | null,
  };
}

const exists = (id: string) =>
  invalidRequest(`Plan already exists: a plan or a price has the id '${id}'. Send another id, or none.`, {
    code: 'resource_already_exists',
    param: 'id',
  });
