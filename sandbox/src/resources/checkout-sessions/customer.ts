import type Stripe from 'stripe';
import * as v from 'valibot';
import type { Work } from '../../kernel/scope.js';
import { createCustomer, createCustomerParams, lockCustomer, replaceCustomer } from '../customers/index.js';
import type { SessionRow } from './store.js';
import { saveTaxIds } from './tax-id.js';

/**
 * Returns the customer of a purchase: that of the session, or one that is created where the purchase needs one, or the shop wants
 * one; `null` for a guest.
 */
export async function buyerOf(work: Work, row: SessionRow): Promise<string | null> {
  const buyer = await ownOrNew(work, row);
  if (buyer) await saveTaxIds(work, buyer, row.body);
  return buyer;
}

async function ownOrNew(work: Work, row: SessionRow): Promise<string | null> {
  const { body, customerId, hidden } = row;
  if (customerId) return (await updated(work, customerId, row)).id;
  const isWanted =
    body.customer_creation === 'always' || body.mode === 'subscription' || body.invoice_creation?.enabled;
  if (!isWanted && !(body.mode === 'payment' && hidden.payment_intent_data?.setup_future_usage)) return null;
  const { address, email, name, phone } = body.customer_details ?? {};
  const shipping = shippingIn(row);
  const params = v.parse(createCustomerParams, {
    ...(email && { email }),
    ...(name && { name }),
    ...(phone && { phone: phone.slice(0, LONGEST_PHONE) }),
    ...(address && { address: withoutNull(address) }),
    ...(shipping && { shipping: withoutNull(shipping) }),
  });
  return (await createCustomer({ ...work, params })).id;
}

/** Longest phone number of a customer. */
const LONGEST_PHONE = 20;

/** Takes into a customer what the shop wants to be taken. */
async function updated(work: Work, id: string, row: SessionRow): Promise<Stripe.Customer> {
  const before = await lockCustomer(work, id);
  const { customer_update: wanted } = row.hidden;
  const { address, name } = row.body.customer_details ?? {};
  const shipping = shippingIn(row);
  const change: Partial<Stripe.Customer> = {
    ...(wanted?.address === 'auto' && address && { address }),
    ...(wanted?.name === 'auto' && name && { name }),
    ...(wanted?.shipping === 'auto' && shipping && { shipping: shipping as Stripe.Customer.Shipping }),
  };
  return Object.keys(change).length > 0 ? replaceCustomer(work, before, change) : before;
}

const shippingIn = ({ body }: SessionRow) => body.collected_information?.shipping_details ?? null;

/** Returns an object as a request would send it: what is not there is left out. */
const withoutNull = (value: object): object =>
  Object.fromEntries(
    Object.entries(value).flatMap(([name, part]) =>
      part === null ? [] : [[name, typeof part === 'object' ? withoutNull(part) : part]],
    ),
  );
