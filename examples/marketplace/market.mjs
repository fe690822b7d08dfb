/**
 * The work of a marketplace with its secret key: sellers who are paid by the host, purchases of which a share stays with
 * the marketplace, balances and payouts. It uses the official server client unchanged, with the payment host's address.
 */
import Stripe from 'stripe';

/** The sellers, each with the one thing that they sell. Amounts are in cents. */
export const SELLERS = [
  { name: 'mara', title: 'Mara’s Pottery', product: 'Supper bowl', amount: 5200 },
  { name: 'jonas', title: 'Jonas Woodwork', product: 'Oak stool', amount: 12_000 },
];

const CURRENCY = 'usd';

/** Part of each purchase that the marketplace keeps. */
const SHARE = 0.1;

/**
 * Creates the marketplace's access to accounts and payments.
 *
 * @param {{ url: string, secretKey: string }} sandbox Any host with the same API works.
 */
export function createMarket({ url, secretKey }) {
  const { hostname, port, protocol } = new URL(url);
  const stripe = new Stripe(secretKey, {
    host: hostname,
    port,
    protocol: protocol.slice(0, -1),
    telemetry: false,
  });

  /** The accounts of the sellers, by name: each is created when it is first needed, and found again later. */
  const ids = new Map();

  const idOf = (seller) => {
    if (!ids.has(seller.name)) ids.set(seller.name, findOrCreate(seller));
    return ids.get(seller.name);
  };

  async function findOrCreate({ name, title, product }) {
    for await (const { id, metadata } of stripe.accounts.list({ limit: 100 })) {
      if (metadata?.seller === name) return id;
    }
    const { id } = await stripe.accounts.create({
      type: 'express',
      country: 'US',
      capabilities: { card_payments: { requested: true }, transfers: { requested: true } },
      business_profile: { name: title, product_description: product },
      settings: { payouts: { schedule: { interval: 'manual' } } },
      metadata: { seller: name },
    });
    return id;
  }

  return {
    /** Returns a seller's account: what it may do, and what is still due. */
    account: async (seller) => stripe.accounts.retrieve(await idOf(seller)),

    /** Returns the address at which a seller gives what the host has to know. It can be opened once. */
    async onboardingUrl(seller, { refreshUrl, returnUrl }) {
      const link = await stripe.accountLinks.create({
        account: await idOf(seller),
        type: 'account_onboarding',
        refresh_url: refreshUrl,
        return_url: returnUrl,
      });
      return link.url;
    },

    /** Returns the address of the host's own page about a seller's account. It can be opened once. */
    async loginUrl(seller) {
      const { url: address } = await stripe.accounts.createLoginLink(await idOf(seller));
      return address;
    },

    /** Opens a purchase. The seller gets the money, and the marketplace its share of it. */
    async open(seller) {
      return stripe.paymentIntents.create({
        amount: seller.amount,
        currency: CURRENCY,
        description: seller.product,
        application_fee_amount: Math.round(seller.amount * SHARE),
        transfer_data: { destination: await idOf(seller) },
      });
    },

    purchase: (id) => stripe.paymentIntents.retrieve(id),

    /** Returns what a seller has, in cents, and the newest payouts. */
    async money(seller) {
      const options = { stripeAccount: await idOf(seller) };
      const [balance, payouts] = await Promise.all([
        stripe.balance.retrieve({}, options),
        stripe.payouts.list({ limit: 5 }, options),
      ]);
      return {
        available: amountIn(balance.available),
        pending: amountIn(balance.pending),
        payouts: payouts.data,
      };
    },

    /** Pays out all that a seller has available. */
    async payOut(seller) {
      const options = { stripeAccount: await idOf(seller) };
      const { available } = await stripe.balance.retrieve({}, options);
      return stripe.payouts.create({ amount: amountIn(available), currency: CURRENCY }, options);
    },
  };
}

const amountIn = (parts) => parts.find(({ currency }) => currency === CURRENCY)?.amount ?? 0;
