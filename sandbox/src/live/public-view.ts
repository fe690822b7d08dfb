import type Stripe from 'stripe';
import type { Viewer } from '../kernel/http/caller.js';
import { payment } from '../resources/payment-intents/index.js';
import { setup } from '../resources/setup-intents/index.js';

const BROWSER: Viewer = { kind: 'publishable' };

/** Properties that identify cards or accounts across payments, or their holders. */
const NOT_FOR_BROWSERS = new Set(['fingerprint', 'client_ip']);

/**
 * Returns the upstream's objects as a browser may see them: intents as in test mode, and no fingerprints of
 * cards.
 */
export function publicView(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(publicView);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(intentView(value))
      .filter(([name]) => !NOT_FOR_BROWSERS.has(name))
      .map(([name, item]) => [name, publicView(item)]),
  );
}

function intentView(of: object): object {
  const { object } = of as { object?: unknown };
  if (object === 'payment_intent') return payment.viewOf(of as Stripe.PaymentIntent, BROWSER);
  if (object === 'setup_intent') return setup.viewOf(of as Stripe.SetupIntent, BROWSER);
  return of;
}
