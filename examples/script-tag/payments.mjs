/**
 * The work of a shop's server with its secret key: open a payment, report how it ended, list saved cards,
 * refund. It uses the official server client unchanged, with the payment host's address.
 */
import Stripe from 'stripe';
import { priceIn } from './countries.mjs';

const DESCRIPTION = 'Morning cup, oat glaze';
/** The statuses of a payment that needs nothing more of the shopper. A bank debit takes days. */
const DONE = ['succeeded', 'processing'];

/**
 * Creates the shop's access to payments.
 *
 * @param {{ url: string, secretKey: string }} sandbox Any host with the same API works.
 */
export function createPayments({ url, secretKey }) {
  const { hostname, port, protocol } = new URL(url);
  const stripe = new Stripe(secretKey, {
    host: hostname,
    port,
    protocol: protocol.slice(0, -1),
    telemetry: false,
  });

  /**
   * Returns a shopper's customer, which is created when it is first needed. Two requests at once get the same
   * one.
   */
  async function customerOf(shopper) {
    shopper.customer ??= stripe.customers.create({ description: 'A shopper of the demo' });
    return (await shopper.customer).id;
  }

  /** Finds a payment of the shopper's that is not closed yet. */
  async function openPayment(shopper, id) {
    const all = await Promise.all(shopper.open?.values() ?? []);
    return all.find((payment) => payment.id === id);
  }

  return {
    stripe,

    /**
     * Returns the payment of the open order. It is the same one until it is paid, however often the shopper
     * tries; each amount has its own. It names no types of payment methods, so that it takes all that the
     * Payment Element offers for the same amount and currency.
     */
    async open(shopper, { country, save }) {
      const customer = await customerOf(shopper);
      const price = priceIn(country);
      const key = `${price.amount} ${price.currency}`;
      shopper.open ??= new Map();
      if (!shopper.open.has(key)) {
        const create = { ...price, customer, description: DESCRIPTION };
        shopper.open.set(key, stripe.paymentIntents.create(create));
      }
      const { id } = await shopper.open.get(key);
      const payment = await stripe.paymentIntents.update(id, {
        setup_future_usage: save ? 'off_session' : '',
      });
      return { client_secret: payment.client_secret };
    },

    /**
     * Returns the client secret of an open payment to the shopper whose it is: the page that comes back from
     * a bank has only the payment's id in its address.
     */
    async returned(shopper, id) {
      const payment = await openPayment(shopper, id);
      return payment && { client_secret: payment.client_secret };
    },

    /** Returns what was paid. After that, the next order has a new payment. */
    async receipt(shopper, id) {
      if (!(await openPayment(shopper, id))) return undefined;
      const payment = await stripe.paymentIntents.retrieve(id, { expand: ['payment_method'] });
      if (!DONE.includes(payment.status)) return undefined;
      shopper.open.clear();
      shopper.paid = [...(shopper.paid ?? []), id];
      const { billing_details, type, card } = payment.payment_method;
      return {
        payment_intent: id,
        status: payment.status,
        name: billing_details.name,
        email: billing_details.email,
        type,
        ...(card && { card: shown(payment.payment_method) }),
      };
    },

    async savedCards(shopper) {
      const customer = await customerOf(shopper);
      const { data } = await stripe.customers.listPaymentMethods(customer, { type: 'card' });
      return { cards: data.map(shown) };
    },

    /** Refunds what this shopper paid, once. */
    async refund(shopper, id) {
      if (!shopper.paid?.includes(id)) return undefined;
      const { status } = await stripe.refunds.create(
        { payment_intent: id, reason: 'requested_by_customer' },
        { idempotencyKey: `refund-${id}` },
      );
      return { status };
    },
  };
}

const shown = ({ id, card: { brand, last4, exp_month, exp_year } }) => ({
  id,
  brand,
  last4,
  exp_month,
  exp_year,
});
