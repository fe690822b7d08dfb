import type Stripe from 'stripe';

type Update = Stripe.BillingPortal.Configuration.Features.SubscriptionUpdate;
type Item = Stripe.SubscriptionItem;

/** What a customer wants in place of an item. */
export interface Wanted {
  price: string;
  quantity: number;
}

/** Tells whether a configuration lets a customer change an item to what they want. */
export function isOffered(
  { default_allowed_updates: allowed, products }: Update,
  { price, quantity = 1 }: Item,
  wanted: Wanted,
): boolean {
  const product = products?.find(({ prices }) => prices.includes(wanted.price));
  if (wanted.price !== price.id && !(allowed.includes('price') && product)) return false;
  if (wanted.quantity === quantity) return true;
  const { enabled, maximum, minimum } = product?.adjustable_quantity ?? NOT_ADJUSTABLE;
  if (!allowed.includes('quantity') || !enabled) return false;
  return wanted.quantity >= minimum && wanted.quantity <= (maximum ?? Number.MAX_SAFE_INTEGER);
}

const NOT_ADJUSTABLE = { enabled: false, maximum: null, minimum: 1 };
