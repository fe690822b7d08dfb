import { identityOf } from '../frame/challenge/identity.js';
import { Payframe, type PayframeOptions, type PaymentIntent, type SetupIntent } from '../page/index.js';
import type { Frames } from '../page/link/frame-context.js';
import type { CallOutcome } from '../page/link/frame-link.js';
import type { JsonObject } from '../wire/index.js';
import { unlessAborted } from './double/aborts.js';
import { createApi } from './double/api.js';
import { type AuthenticationOutcome, askAtBank } from './double/bank.js';
import { CHECKOUT_PATH, openCheckout } from './double/checkout.js';
import type { DoubleCheckoutSession } from './double/checkout-sessions.js';
import { createGroup, type Group } from './double/group.js';
import { createIdentity, type IdentityOutcome } from './double/identity.js';
import { openStandIn } from './double/stand-in.js';
import { visitWallet } from './double/wallet.js';

export interface DoubleOptions extends PayframeOptions {
  /** Publishable key; by default a test key. Any other kind is refused, as by the real `Payframe`. */
  publishableKey?: string;
  /**
   * Outcome at the bank, of 3-D Secure and of methods that lead to another page: a fixed one, a function that
   * returns the outcome each time, or `page` for a stand-in of the bank's page, which `authoriseAtBank` and
   * `failAtBank` answer. Default `succeeded`.
   */
  authentication?:
    | AuthenticationOutcome
    | 'page'
    | (() => AuthenticationOutcome | Promise<AuthenticationOutcome>);
  /**
   * How the dialog of `verifyIdentity` ends: `submitted`, the code of an error such as `consent_declined`, or a function that
   * returns one of these each time. Default `submitted`.
   */
  identity?: IdentityOutcome | (() => IdentityOutcome | Promise<IdentityOutcome>);
  /** Properties of your server's intents, by id, such as `{ pi_1: { amount: 1999, currency: 'eur' } }`. */
  intents?: Record<string, Partial<PaymentIntent> | Partial<SetupIntent>>;
  /** Checkout Sessions of your server, by id, for `initCheckoutElementsSdk`. One that is not among them sells an order of 1000. */
  checkoutSessions?: Record<string, DoubleCheckoutSession>;
  /**
   * Test cards of saved payment methods, by id: `{ pm_1: 'pm_card_visa_chargeDeclined' }`. Default a Visa.
   */
  paymentMethods?: Record<string, string>;
}

type WithFrames = (publishableKey: string, options: PayframeOptions, frames: Frames) => Payframe;

/**
 * Creates a Payframe object for unit tests, in memory. It is the real object, but its Elements are inputs in
 * the page instead of frames, and it answers calls itself, as the sandbox does for the public test cards.
 * Intents need no server: an intent is created when its client secret is first used.
 *
 * @throws IntegrationError for a key or an option that the real `Payframe` refuses.
 * @example
 * ```ts
 * import { createPayframeDouble, fillCard } from 'payframe/testing';
 *
 * document.body.innerHTML = '<div id="card"></div>';
 * const payframe = createPayframeDouble();
 * const card = payframe.elements().create('card', { hidePostalCode: true });
 * card.mount('#card');
 * await fillCard(document.body, { number: '4000 0000 0000 9995', expiry: '12/34', cvc: '123' });
 * const { error } = await payframe.confirmCardPayment('pi_1_secret_2', { payment_method: { card } });
 * // error.message is 'Your card has insufficient funds.'
 * ```
 */
export function createPayframeDouble(options: DoubleOptions = {}): Payframe {
  const {
    publishableKey = 'pk_test_51PayframeDoubleInMemory',
    authentication = 'succeeded',
    identity = 'submitted',
    intents = {},
    paymentMethods = {},
    checkoutSessions = {},
    ...given
  } = options;
  const { host = 'https://payframe.test' } = given;
  const api = createApi({ host, intents: intents as JsonObject, paymentMethods, checkoutSessions });
  const verify = createIdentity(identity);
  const groups = new Map<string, Group>();
  const groupOf = (name: string) => {
    const group = groups.get(name) ?? createGroup();
    groups.set(name, group);
    return group;
  };
  const frames: Frames = {
    openFrame: (settings, container, frame) =>
      frame.path === CHECKOUT_PATH
        ? openCheckout(container, frame)
        : openStandIn(settings, container, frame, api, groupOf),
    authenticate({ group }, params, signal) {
      const { wallet } = params;
      if (typeof wallet === 'string') return visitWallet(groupOf(group).visit(wallet));
      const session = identityOf(params);
      if (session) return unlessAborted(() => verify(session), signal);
      const answer = async () => {
        const ask = authentication === 'page' ? () => askAtBank(signal) : authentication;
        const outcome = typeof ask === 'function' ? await ask() : ask;
        return (await api.authenticate(params, outcome === 'succeeded')) as CallOutcome;
      };
      return unlessAborted(answer, signal);
    },
  };
  return (Payframe as unknown as WithFrames)(publishableKey, { ...given, host }, frames);
}
