/** Requests of this page to the shop's own server. */

export interface SavedCard {
  id: string;
  brand: string;
  last4: string;
  expires: string;
}

export interface Order {
  /** Client secret of the PaymentIntent that the shop's server created for the order. */
  clientSecret: string;
  savedCards: SavedCard[];
}

export interface Receipt {
  /** Type of the payment method, such as `ideal`. */
  type: string;
  card?: Omit<SavedCard, 'id'>;
}

async function ask<Answer>(path: string): Promise<Answer> {
  const response = await fetch(path, { method: 'POST', signal: AbortSignal.timeout(20_000) });
  if (!response.ok) throw new Error(`The shop answered ${response.status}.`);
  return response.json();
}

/** Returns the shopper's open order, which is the same one until it is paid. */
export const openOrder = (): Promise<Order> => ask('/order');

/** Returns what was paid, as the payment host reports it to the shop: the page's word is no proof. */
export const readReceipt = (): Promise<Receipt> => ask('/receipt');

const returned = new URLSearchParams(location.search).get('payment_intent');
if (returned) history.replaceState(null, '', location.pathname);

/** Returns whether a bank has sent the shopper back to this page with an order's payment. */
export const isBack = ({ clientSecret }: Order): boolean =>
  returned !== null && clientSecret.startsWith(`${returned}_secret_`);
