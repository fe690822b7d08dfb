import type Stripe from 'stripe';
import { invalidRequest } from '../../kernel/errors.js';
import { merged } from '../../kernel/http/params.js';
import type { Work } from '../../kernel/scope.js';
import { planOf } from '../prices/index.js';
import { taxRatesOf } from '../tax-rates/index.js';
import { newItem, quantityOf, readPrice, refuseMixed, refuseQuantity, twice } from './items.js';
import { named } from './named.js';
import type { ItemChange } from './params.js';

type Subscription = Stripe.Subscription;
type Item = Stripe.SubscriptionItem;

/** Largest number of items of a subscription. */
const MOST = 20;

/**
 * Returns the items of a subscription after a change: those that are named by their id change or go, and others are added. The
 * caller gives new items their periods.
 *
 * @throws ApiError 400 for a price that can't be subscribed to, or twice; 404 for an item that the subscription does not have.
 */
export async function changedItems(
  work: Work,
  subscription: Subscription,
  changes: readonly ItemChange[],
): Promise<Item[]> {
  let items = subscription.items.data;
  for (const [index, change] of changes.entries())
    items = await applied(work, subscription, items, { change, at: `items[${index}]` });
  checkItems(subscription, items);
  return items;
}

async function applied(
  work: Work,
  { currency, id: subscription }: Subscription,
  items: readonly Item[],
  { at, change }: { at: string; change: ItemChange },
): Promise<Item[]> {
  const { deleted, id, metadata, quantity, tax_rates: rates, ...terms } = change;
  const taxRates =
    rates === undefined ? undefined : await named(taxRatesOf(work, rates ?? [], `${at}[tax_rates]`));
  if (id === undefined) {
    if (deleted) throw nothingToDelete(at);
    const price = await readPrice(work, terms, currency, at);
    refuseQuantity(price, quantity, at);
    return [
      ...items,
      newItem(work, subscription, {
        metadata: merged({}, metadata),
        price,
        quantity,
        ...(taxRates && { taxRates }),
      }),
    ];
  }
  const old = items.find((item) => item.id === id);
  if (!old) throw unknownItem(subscription, id, `${at}[id]`);
  if (deleted) return items.filter((item) => item.id !== id);
  const isOther = Object.values(terms).some((value) => value !== undefined);
  const price = isOther ? await readPrice(work, terms, currency, at) : undefined;
  refuseQuantity(price ?? old.price, quantity, at);
  return items.map((item) =>
    item.id === id ? changedItem(item, { metadata, price, quantity, taxRates }) : item,
  );
}

const unknownItem = (subscription: string, id: string, param: string) =>
  invalidRequest(`Subscription ${subscription} has no item ${id}.`, { code: 'resource_missing', param });

const nothingToDelete = (at: string) =>
  invalidRequest(`Missing required param: ${at}[id]. An item is deleted by its id.`, {
    code: 'parameter_missing',
    param: `${at}[id]`,
  });

function changedItem(
  item: Item,
  {
    metadata,
    price,
    quantity,
    taxRates,
  }: Pick<ItemChange, 'metadata' | 'quantity'> & {
    price: Stripe.Price | undefined;
    taxRates: Stripe.TaxRate[] | undefined;
  },
): Item {
  const isOther = price !== undefined && price.id !== item.price.id;
  const { quantity: before, ...rest } = item;
  return {
    ...rest,
    ...(isOther && { plan: planOf(price), price }),
    metadata: merged(item.metadata, metadata),
    ...(taxRates && { tax_rates: taxRates }),
    // As in the public API, another price begins with one of it.
    ...quantityOf(price ?? item.price, quantity ?? (isOther ? 1 : before)),
  };
}

function checkItems({ billing_mode: { type } }: Subscription, items: readonly Item[]): void {
  if (items.length === 0) {
    throw invalidRequest(
      'A subscription must have at least one active item. Cancel the subscription instead of deleting its last item.',
      { param: 'items' },
    );
  }
  if (items.length > MOST)
    throw invalidRequest(`A subscription can have at most ${MOST} items.`, { param: 'items' });
  const again = items.find(
    (item, index) => items.findIndex(({ price }) => price.id === item.price.id) < index,
  );
  if (again) throw twice(again.price.id, 'items');
  refuseMixed(
    type,
    items.map(({ price }) => price),
  );
}
