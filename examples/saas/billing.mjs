/**
 * What Fieldbook asks of the payment host with its secret key: customers, subscriptions and their changes. It uses the official server
 * client unchanged, with the payment host's address.
 */
import Stripe from 'stripe';
import { findPlans } from './plans.mjs';

const TRIAL_DAYS = 14;

/** What a page needs of a subscription: the card that pays it, and the payment that waits for its customer. */
const EXPAND = ['default_payment_method', 'latest_invoice.confirmation_secret', 'pending_setup_intent'];

/** The payment method that pays the first invoice, or is set up in the trial, pays all that follows. */
const PAYMENT = {
  payment_behavior: 'default_incomplete',
  payment_settings: { payment_method_types: ['card'], save_default_payment_method: 'on_subscription' },
  // A trial that ends without a card ends the subscription.
  trial_settings: { end_behavior: { missing_payment_method: 'cancel' } },
};

/**
 * Creates Fieldbook's access to subscriptions.
 *
 * @param {{ url: string, secretKey: string }} host Any host with the same API works.
 */
export async function createBilling({ url, secretKey }) {
  const { hostname, port, protocol } = new URL(url);
  const stripe = new Stripe(secretKey, {
    host: hostname,
    port,
    protocol: protocol.slice(0, -1),
    telemetry: false,
  });
  const plans = await findPlans(stripe);
  const priceOf = (name) => plans.find(({ plan }) => plan === name)?.price;
  const clockOf = ({ test_clock }) => stripe.testHelpers.testClocks.retrieve(test_clock);
  const read = (id) => stripe.subscriptions.retrieve(id, { expand: EXPAND });

  /** The same parameters for the preview of a change and for the change, so that both cost the same. */
  const changeTo = ({ items: { data } }, plan, proration_date) => ({
    items: [{ id: data[0].id, price: priceOf(plan) }],
    proration_behavior: 'always_invoice',
    proration_date,
  });

  return {
    stripe,
    plans,
    read,

    /** Creates a customer, who lives by a clock that this example can advance. */
    async signUp(email) {
      const clock = await stripe.testHelpers.testClocks.create({
        frozen_time: Math.floor(Date.now() / 1000),
      });
      return stripe.customers.create({ email, test_clock: clock.id });
    },

    /** Begins a plan: with a trial, for which nobody needs a card, or with a first invoice that the page pays. */
    async subscribe(customer, { plan, isTrial }) {
      const { id } = await stripe.subscriptions.create({
        customer,
        items: [{ price: priceOf(plan) }],
        ...PAYMENT,
        ...(isTrial && { trial_period_days: TRIAL_DAYS }),
      });
      return read(id);
    },

    /** Returns what another plan costs now, and the time from which that is counted. */
    async preview(subscription, plan) {
      const { frozen_time: date } = await clockOf(subscription);
      const invoice = await stripe.invoices.createPreview({
        subscription: subscription.id,
        subscription_details: changeTo(subscription, plan, date),
      });
      // A change in the trial costs nothing: what comes then is the invoice at its end.
      return { date, now: subscription.status === 'trialing' ? 0 : invoice.total };
    },

    /** Changes the plan at the price of its preview. If the bank has to ask, the old plan goes on until its holder has answered. */
    async change(subscription, plan, date) {
      const { id } = await stripe.subscriptions.update(subscription.id, {
        ...changeTo(subscription, plan, date),
        payment_behavior: 'pending_if_incomplete',
      });
      return read(id);
    },

    /** Returns the address of the page where customers see their invoices, change their card and cancel. */
    async portalUrl(customer, returnUrl) {
      const session = await stripe.billingPortal.sessions.create({ customer, return_url: returnUrl });
      return session.url;
    },

    /** Lets time pass until the next bill is paid, or could not be. */
    async passTime({ items, test_clock: clock }) {
      const [{ current_period_end: end }] = items.data;
      // For an hour, the invoice is a draft.
      await stripe.testHelpers.testClocks.advance(clock, { frozen_time: end + 2 * 3600 });
      while ((await stripe.testHelpers.testClocks.retrieve(clock)).status !== 'ready')
        await new Promise((resolve) => setTimeout(resolve, 100));
    },
  };
}
