import type Stripe from 'stripe';

/** Returns what the line of an item is for: a change of a subscription, or something that is paid once. */
export function lineParent({
  id,
  parent,
  proration,
  ...item
}: Stripe.InvoiceItem): Stripe.InvoiceLineItem.Parent {
  const credited = item.proration_details?.credited_items?.invoice_line_item_details ?? null;
  const details = { proration, proration_details: { credited_items: credited } };
  const { subscription, subscription_item: changed } = parent?.subscription_details ?? {};
  if (!subscription || !changed) {
    return {
      invoice_item_details: { ...details, invoice_item: id, subscription: subscription ?? null },
      subscription_item_details: null,
      type: 'invoice_item_details',
    };
  }
  return {
    invoice_item_details: null,
    subscription_item_details: { ...details, invoice_item: id, subscription, subscription_item: changed },
    type: 'subscription_item_details',
  };
}
