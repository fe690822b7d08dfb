import type Stripe from 'stripe';
import { invalidRequest } from '../../kernel/errors.js';
import { newId } from '../../kernel/ids.js';
import type { Work } from '../../kernel/scope.js';
import { seconds } from '../../kernel/seconds.js';
import { createPrice, findPrice, isMetered, planOf, termsIn } from '../prices/index.js';
import { products } from '../products/index.js';
import { taxRatesOf } from '../tax-rates/index.js';
import { named } from './named.js';
import type { BeginParams, ItemTerms } from './params.js';
import { everyOf } from './spans.js';

type Item = Stripe.SubscriptionItem;

/**
 * Reads the price of an item.
 *
 * @param at The place of its parameters, for errors: `items[0]`.
 * @throws ApiError 400 for a price that can't be subscribed to, or that has no amount in the currency, and for none.
 */
export async function readPrice(
  work: Work,
  { isOwnPrice, plan, price, price_data: data }: ItemTerms,
  currency: string | undefined,
  at: string,
): Promise<Stripe.Price> {
  const given = Object.entries({ plan, price, price_data: data }).filter(([, value]) => value !== undefined);
  const [way, other] = given.map(([name]) => `${at}[${name}]`);
  if (!way) throw missingPrice(at);
  if (other) {
    throw invalidRequest(`You may only specify one of these parameters: ${way}, ${other}.`, {
      code: 'parameters_exclusive',
      param: other,
    });
  }
  const id = data ? (await createOwn(work, data, at)).id : (price ?? plan ?? '');
  const row = await named(findPrice(work, id, way));
  const refuse = (reason: string) => invalidRequest(reason, { param: way });
  if (!row.active && !data && !isOwnPrice)
    throw refuse('The price specified is inactive. This field only accepts active prices.');
  if (!row.body.recurring) {
    throw refuse(
      'The price specified is set to `type=one_time` but this field only accepts prices with `type=recurring`.',
    );
  }
  if (!termsIn(row, currency)) {
    throw refuse(
      `The price ${id} has no amount in ${currency}. All items of a subscription have one currency.`,
    );
  }
  await refuseInactiveProduct(work, String(row.body.product), way);
  return row.body;
}

const missingPrice = (at: string) =>
  invalidRequest(
    `Missing required param: ${at}[price]. Send ${at}[price], the id of a price, or ${at}[price_data].`,
    { code: 'parameter_missing', param: `${at}[price]` },
  );

async function createOwn(
  work: Work,
  { product, ...data }: NonNullable<ItemTerms['price_data']>,
  at: string,
): Promise<Stripe.Price> {
  await named(products.find(work, product, `${at}[price_data][product]`));
  return createPrice(work, product, { ...data, active: false, currency_options: {}, metadata: {} });
}

async function refuseInactiveProduct(work: Work, id: string, param: string): Promise<void> {
  if ((await products.find(work, id)).body.active) return;
  throw invalidRequest(`The product ${id} is inactive, so no one can subscribe to it.`, {
    code: 'product_inactive',
    param,
  });
}

type GivenItem = BeginParams['items'][number];

/**
 * Reads the prices of new items.
 *
 * @throws ApiError 400 for two items of one price.
 */
export async function readPrices(
  work: Work,
  given: readonly GivenItem[],
  currency: string | undefined,
): Promise<{ price: Stripe.Price; given: GivenItem; taxRates: Stripe.TaxRate[] }[]> {
  const read: { price: Stripe.Price; given: GivenItem; taxRates: Stripe.TaxRate[] }[] = [];
  for (const [index, one] of given.entries()) {
    const at = `items[${index}]`;
    const price = await readPrice(work, one, currency ?? read[0]?.price.currency, at);
    if (read.some((other) => other.price.id === price.id)) throw twice(price.id, `${at}[price]`);
    refuseQuantity(price, one.quantity, at);
    const taxRates = await named(taxRatesOf(work, one.tax_rates ?? [], `${at}[tax_rates]`));
    read.push({ price, given: one, taxRates });
  }
  return read;
}

/** @throws ApiError 400 for a quantity of a metered price, which is what was used. */
export function refuseQuantity(price: Stripe.Price, quantity: number | undefined, at: string): void {
  if (quantity === undefined || !isMetered(price)) return;
  throw invalidRequest(
    `You cannot set the quantity for metered plans. Report what is used of ${price.id} as events of its meter.`,
    { param: `${at}[quantity]` },
  );
}

/** The error for a price that a subscription has already. */
export const twice = (price: string, param: string) =>
  invalidRequest(
    `Cannot add multiple subscription items with the same price: ${price}. Use its quantity instead.`,
    { param },
  );

/** @throws ApiError 400 for prices of several intervals, where the billing is not flexible. */
export function refuseMixed(
  mode: Stripe.Subscription.BillingMode['type'],
  all: readonly Stripe.Price[],
): void {
  const intervals = new Set(all.map((price) => JSON.stringify(everyOf(price))));
  if (mode === 'flexible' || intervals.size === 1) return;
  throw invalidRequest(
    'Currently, all prices of a subscription with billing_mode[type]=classic must have the same `interval` and ' +
      '`interval_count`. Send billing_mode[type]=flexible, or create two subscriptions.',
    { param: 'items' },
  );
}

/** What a new item is of. */
interface ItemStart {
  price: Stripe.Price;
  quantity?: number | undefined;
  metadata: object;
  taxRates?: Stripe.TaxRate[];
}

/** Returns a new item. The caller gives it its period. */
export const newItem = (
  work: Work,
  subscription: string,
  { price, quantity, metadata, taxRates = [] }: ItemStart,
): Item => ({
  id: newId('si'),
  object: 'subscription_item',
  billing_thresholds: null,
  created: seconds(work.now),
  current_period_end: 0,
  current_period_start: 0,
  current_trial: null,
  discounts: [],
  metadata: metadata as Stripe.Metadata,
  plan: planOf(price),
  price,
  ...quantityOf(price, quantity),
  subscription,
  tax_rates: taxRates,
});

/** An item has a quantity of one, unless its price is metered: then it has none. */
export const quantityOf = (price: Stripe.Price, quantity = 1): { quantity?: number } =>
  isMetered(price) ? {} : { quantity };
