import { Payframe, type PayframeOptions, type PaymentIntent, type SetupIntent } from '../page/index.js';
import type { Frames } from '../page/link/frame-context.js';
import type { CallOutcome } from '../page/link/frame-link.js';
import type { JsonObject } from '../wire/index.js';
import { unlessAborted } from './double/aborts.js';
import { createApi } from './double/api.js';
import { createGroup, type Group } from './double/group.js';
import { openStandIn } from './double/stand-in.js';

/** What a cardholder does when their bank asks for them; closing the bank's page is a failure too. */
export type AuthenticationOutcome = 'succeeded' | 'failed';

export interface DoubleOptions extends PayframeOptions {
  /** Default a test key. Any other kind is refused, as the real `Payframe` does. */
  publishableKey?: string;
  /** What comes of 3-D Secure: one outcome, or what a function says each time. Default `succeeded`. */
  authentication?: AuthenticationOutcome | (() => AuthenticationOutcome | Promise<AuthenticationOutcome>);
  /** What your server's intents are, by id, such as `{ pi_1: { amount: 1999, currency: 'eur' } }`. */
  intents?: Record<string, Partial<PaymentIntent> | Partial<SetupIntent>>;
  /** Which test card a saved payment method is, by id: `{ pm_1: 'pm_card_visa_chargeDeclined' }`. Default a Visa. */
  paymentMethods?: Record<string, string>;
}

type WithFrames = (publishableKey: string, options: PayframeOptions, frames: Frames) => Payframe;

/**
 * A Payframe object for unit tests, in memory: it is the real one, but that its Elements are inputs in the page instead of
 * frames, and that it answers by itself as the sandbox does for the public test cards. An intent needs no server: that of
 * a client secret is there when it is asked for.
 *
 * @throws IntegrationError for a key or an option that the real `Payframe` refuses.
 */
export function createPayframeDouble(options: DoubleOptions = {}): Payframe {
  const {
    publishableKey = 'pk_test_51PayframeDoubleInMemory',
    authentication = 'succeeded',
    intents = {},
    paymentMethods = {},
    ...given
  } = options;
  const { host = 'https://payframe.test' } = given;
  const api = createApi({ host, intents: intents as JsonObject, paymentMethods });
  const groups = new Map<string, Group>();
  const groupOf = (name: string) => {
    const group = groups.get(name) ?? createGroup();
    groups.set(name, group);
    return group;
  };
  const frames: Frames = {
    openFrame: (container, frame) => openStandIn(container, frame, api, groupOf),
    authenticate(_, params, signal) {
      const ask = async () => {
        const outcome = typeof authentication === 'function' ? await authentication() : authentication;
        return (await api.authenticate(params, outcome === 'succeeded')) as CallOutcome;
      };
      return unlessAborted(ask, signal);
    },
  };
  return (Payframe as unknown as WithFrames)(publishableKey, { ...given, host }, frames);
}
