/** The shop's server: asks the platform with the official client until it has an answer, under one idempotency key. */
import Stripe from 'stripe';
import { officialClient } from '../sandbox/official.js';

const WAIT_MS = 200;
const MOST_TRIES = 300;

export interface ShopServer {
  /** Opens an intent for an order, and gives its client secret. */
  openIntent(order: string): Promise<string>;
  /** Takes an order's payment by itself, with a card that was saved. */
  charge(order: string): Promise<string>;
  /** Pays a payment back. */
  refund(order: string, intentId: string): Promise<void>;
  /** The intents that were acknowledged, by order. */
  orders: Map<string, string>;
  /** The orders that were paid back. */
  refunds: Set<string>;
}

export function createShopServer(platform: { url: string; secretKey: string }): ShopServer {
  const stripe = officialClient(platform, platform.secretKey, { maxNetworkRetries: 0, timeout: 20_000 });
  const orders = new Map<string, string>();
  const refunds = new Set<string>();
  const intentOf = (order: string) => ({
    amount: 1_000,
    currency: 'eur',
    payment_method_types: ['card'],
    metadata: { order },
  });

  return {
    orders,
    refunds,
    async openIntent(order) {
      const { id, client_secret } = await untilAnswered(() =>
        stripe.paymentIntents.create(intentOf(order), { idempotencyKey: `open ${order}` }),
      );
      orders.set(order, id);
      return client_secret as string;
    },
    async charge(order) {
      const { id } = await untilAnswered(() =>
        stripe.paymentIntents.create(
          { ...intentOf(order), confirm: true, payment_method: 'pm_card_visa' },
          { idempotencyKey: `charge ${order}` },
        ),
      );
      orders.set(order, id);
      return id;
    },
    async refund(order, payment_intent) {
      await untilAnswered(() =>
        stripe.refunds.create({ payment_intent }, { idempotencyKey: `refund ${order}` }),
      );
      refunds.add(order);
    },
  };
}

/** Asks again where the answer got lost, could not be read, or was that the platform cannot answer now. */
async function untilAnswered<T>(ask: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await ask();
    } catch (error) {
      const refusal = error instanceof Stripe.errors.StripeError && (error.statusCode ?? 500) < 500;
      if ((refusal && !isTemporary(error)) || tries === MOST_TRIES) throw error;
      await new Promise((resolve) => setTimeout(resolve, WAIT_MS));
    }
  }
}

const isTemporary = ({ statusCode, type }: Stripe.errors.StripeError) =>
  statusCode === 429 || statusCode === 409 || statusCode === 200 || type === 'StripeConnectionError';
