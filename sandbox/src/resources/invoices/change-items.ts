import { and, eq, isNull } from 'drizzle-orm';
import type Stripe from 'stripe';
import { newId } from '../../kernel/ids.js';
import type { Work } from '../../kernel/scope.js';
import { seconds } from '../../kernel/seconds.js';
import { ownedBy } from '../../kernel/store/owner.js';
import { deleteItem } from './items.js';
import { items } from './store.js';
import { invoiceItems } from './table.js';

type Item = Stripe.InvoiceItem;

/** What a change of a subscription costs, which waits for an invoice: below zero for time that was paid for and isn't used. */
export interface ChangeStart
  extends Pick<
    Item,
    | 'amount'
    | 'currency'
    | 'description'
    | 'discountable'
    | 'period'
    | 'pricing'
    | 'proration'
    | 'quantity'
    | 'quantity_decimal'
    | 'tax_rates'
  > {
  /** The lines that a credit gives back a part of. */
  credited: Stripe.InvoiceItem.ProrationDetails['credited_items'];
  metadata: Record<string, string>;
  subscription: string;
  subscriptionItem: string;
}

/** Creates the item of a change of a subscription. It waits for the subscription's next invoice. */
export async function createChangeItem(
  work: Work,
  customer: Stripe.Customer,
  { credited, subscription, subscriptionItem, ...start }: ChangeStart,
): Promise<Item> {
  const body: Item = {
    id: newId('ii'),
    object: 'invoiceitem',
    ...start,
    customer: customer.id,
    customer_account: null,
    date: seconds(work.now),
    discounts: [],
    invoice: null,
    livemode: work.livemode,
    net_amount: start.amount,
    parent: {
      subscription_details: { subscription, subscription_item: subscriptionItem },
      type: 'subscription_details',
    },
    proration_details: { credited_items: credited, discount_amounts: [] },
    test_clock: work.clock,
  };
  await items.insert(work, { id: body.id, body, customerId: customer.id, invoiceId: null, waits: true });
  work.outbox.emit('invoiceitem.created', body);
  return body;
}

/** Deletes what waits of the changes of a subscription: neither its credits nor its charges are billed any more. */
export async function dropProrations(work: Work, customer: string, subscription: string): Promise<void> {
  const rows = await work.db
    .select()
    .from(invoiceItems)
    .where(
      and(ownedBy(work, invoiceItems), eq(invoiceItems.customerId, customer), isNull(invoiceItems.invoiceId)),
    )
    .orderBy(invoiceItems.seq)
    .for('update');
  for (const row of rows) {
    const { parent, proration } = row.body;
    if (proration && parent?.subscription_details?.subscription === subscription) await deleteItem(work, row);
  }
}
