/**
 * The work of a shop's server with its secret key: open a payment, report what was paid, list saved cards,
 * refund. It uses the official server client unchanged, with the payment host's address.
 */
import Stripe from 'stripe';

const ORDER = { amount: 3600, currency: 'eur', description: 'Morning cup, oat glaze' };

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

  return {
    stripe,

    /**
     * Returns the payment of the open order. It is the same one until it is paid, however often the shopper
     * tries.
     */
    async open(shopper, { save }) {
      const customer = await customerOf(shopper);
      shopper.payment ??= stripe.paymentIntents.create({
        ...ORDER,
        customer,
        allowed_payment_method_types: ['card'],
      });
      const { id } = await shopper.payment;
      const payment = await stripe.paymentIntents.update(id, {
        setup_future_usage: save ? 'off_session' : '',
      });
      return { client_secret: payment.client_secret };
    },

    /** Returns what was paid. After that, the next order has a new payment. */
    async receipt(shopper) {
      const { id } = (await shopper.payment) ?? {};
      if (!id) return undefined;
      const payment = await stripe.paymentIntents.retrieve(id, { expand: ['payment_method'] });
      if (payment.status !== 'succeeded') return undefined;
      shopper.payment = undefined;
      shopper.paid = [...(shopper.paid ?? []), id];
      return { payment_intent: id, card: shown(payment.payment_method) };
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
