import type { Work } from '../../kernel/scope.js';
import { lockCustomer } from '../customers/index.js';
import { createItem } from '../invoices/index.js';
import { findPrice } from '../prices/index.js';
import { named } from './named.js';
import type { CreateParams } from './params.js';
import type { Held } from './store.js';

/** Adds what is paid only once to what the next invoice of a subscription bills. */
export async function addExtras<Own extends Work>(
  held: Held<Own>,
  extras: CreateParams['add_invoice_items'] = [],
): Promise<Held<Own>> {
  const { customer, subscription, work } = held;
  for (const [index, { metadata, price, ...given }] of extras.entries()) {
    const at = `add_invoice_items[${index}]`;
    if (price) await named(findPrice(work, price, `${at}[price]`));
    const pricing = price === undefined ? undefined : { price };
    const terms = { given: { ...given, pricing }, currency: subscription.currency, metadata, invoice: null };
    // The first may have given the customer a currency.
    await createItem(work, await lockCustomer(work, customer.id), { ...terms, at });
  }
  return extras.length === 0 ? held : { ...held, customer: await lockCustomer(work, customer.id) };
}
