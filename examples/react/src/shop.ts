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

export type Receipt = Omit<SavedCard, 'id'>;

async function ask<Answer>(path: string): Promise<Answer> {
  const response = await fetch(path, { method: 'POST', signal: AbortSignal.timeout(20_000) });
  if (!response.ok) throw new Error(`The shop answered ${response.status}.`);
  return response.json();
}

/** Returns the shopper's open order, which is the same one until it is paid. */
export const openOrder = (): Promise<Order> => ask('/order');

/** Returns what was paid, as the payment host reports it to the shop: the page's word is no proof. */
export const readReceipt = (): Promise<Receipt> => ask('/receipt');
