import type Stripe from 'stripe';
import type { List } from '../../kernel/store/list.js';
import type { View } from '../layout.js';
import type { Objects } from '../objects.js';

/** The page of the customers. */
export const CUSTOMERS = 'customers';

/** A customer, with the newest of what belongs to them. */
export interface CustomerRecord {
  customer: Stripe.Customer;
  methods: List<Stripe.PaymentMethod>;
  payments: List<Stripe.PaymentIntent>;
  subscriptions: List<Stripe.Subscription>;
  invoices: List<Stripe.Invoice>;
}

/** Most payment methods of a customer that are shown. */
const MOST_METHODS = 100;

/** Most of their payments, subscriptions and invoices. */
const NEWEST = 5;

/**
 * Reads a customer; `undefined` for one that was deleted.
 *
 * @throws ApiError 404
 */
export async function readCustomer(
  objects: Objects,
  view: View,
  id: string,
): Promise<CustomerRecord | undefined> {
  const customer = (await objects.retrieve('/v1/customers', id, view)) as
    | Stripe.Customer
    | Stripe.DeletedCustomer;
  if (customer.deleted) return undefined;
  const newest = <Item>(path: string, where = {}) =>
    objects.list<Item>(path, view, { limit: NEWEST, where: { customer: id, ...where } });
  return {
    customer,
    methods: await objects.list('/v1/payment_methods', view, {
      limit: MOST_METHODS,
      where: { customer: id },
    }),
    payments: await newest('/v1/payment_intents'),
    subscriptions: await newest('/v1/subscriptions', { status: 'all' }),
    invoices: await newest('/v1/invoices'),
  };
}
