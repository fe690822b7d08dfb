import type { JsonObject } from '../../../wire/index.js';
import { randomKey } from '../../api/api.js';
import type { Questions } from './page-questions.js';
import { problemOf, readRequest, type ShippingRate, type WalletRequest } from './request.js';
import type { Wallet } from './wallets.js';

/** Longest time for a page's answer to a change of the address or the rate, in ms: as long as wallets wait. */
const CHANGE_MS = 20_000;
/** Longest time that a page may take to pay, in ms: as long as a cardholder may take at their bank. */
const CONFIRM_MS = 600_000;
/** Longest time for each answer of a page with a payment request, in ms: that of Stripe.js. */
const REQUEST_MS = 30_000;

const NO_HANDLER =
  'there is no handler that pays, so the wallet was closed. It calls elements.submit() and confirmPayment().';
const NOT_PAID = `the page neither paid nor called paymentFailed() within ${CONFIRM_MS / 60_000} minutes.`;

/** An address as the events have it. */
export type Address = {
  line1: string;
  line2: string | null;
  city: string;
  state: string;
  postal_code: string;
  country: string;
};

/** A person and their address. */
export interface Contact {
  name: string;
  email: string;
  phone: string;
  address: Address;
}

/** What a shopper pays with: a card for a wallet of cards. */
export interface Means {
  payer: Contact;
  /** Own data of the payment method, for `payment_method_data[<type>]`. */
  data: JsonObject;
  /** The text whose digits no answer may bring to the page. */
  secret: string;
  /** The whole address to ship to, where the wallet kept a part of it to itself until now. */
  recipient?: Contact;
}

/** What a shopper has agreed to. */
export interface Agreed extends Omit<Means, 'recipient'> {
  wallet: Wallet;
  request: WalletRequest;
  recipient: Contact | undefined;
}

/** How a visit to a wallet ends. */
export type End = 'paid' | 'canceled';

/** What a sheet shows. */
export interface SheetState extends WalletRequest {
  amount: number;
  currency: string;
  /** The rate that is chosen. */
  rate: ShippingRate | undefined;
}

/** One visit of a shopper to a wallet, from the click to its end. */
export interface WalletSession {
  readonly id: string;
  readonly wallet: Wallet;
  state(): SheetState;
  /** Tells the page where to ship to. Returns false where it refuses. */
  chooseAddress(recipient: Contact): Promise<boolean>;
  /** Tells the page how to ship. Returns false where it refuses. */
  chooseRate(id: string): Promise<boolean>;
  /** Lets the page pay. Resolves with the reason why it failed, and not at all once the session has ended. */
  pay(means: Means): Promise<string>;
  end(how: End): void;
  /** Called when something to show has changed. */
  onChange(listener: () => void): void;
  /** Called at the end, at once where that is over. It is no promise, because those of a removed document never settle. */
  onEnd(listener: (how: End) => void): void;
}

/** The part of a session that its Element uses. */
export interface OwnSession extends WalletSession {
  /** What the shopper has agreed to, while the page may pay. */
  agreed(): Agreed | undefined;
  /** Takes the result of the page's attempt to pay: the reason of its failure, if it failed. */
  settle(failure?: string): void;
  /** Shows what the page has changed. */
  refresh(): void;
}

/** Surroundings of a session. */
export interface SessionContext {
  wallet: Wallet;
  /** The Element's options as they are now. */
  options(): JsonObject;
  money(): { amount: number; currency: string };
  ask: Questions['ask'];
  /** Tells the page's developer what is wrong. */
  warn(problem: string): void;
}

/**
 * Starts a session, after a page has agreed to the click. Whatever page or shopper do, it ends in bounded time.
 *
 * @param details What the page has answered to the click.
 */
export function createWalletSession(
  { wallet, options, money, ask, warn }: SessionContext,
  details: JsonObject,
): OwnSession {
  const changes: (() => void)[] = [];
  const ends: ((how: End) => void)[] = [];
  let given = details;
  let rateId: string | undefined;
  let recipient: Contact | undefined;
  let agreed: Agreed | undefined;
  let failPayment = (_: string) => {};
  let ended: End | undefined;

  const request = () => readRequest({ ...options(), ...given });

  function rate() {
    const { wantsShipping, shippingRates } = request();
    return wantsShipping ? (shippingRates.find(({ id }) => id === rateId) ?? shippingRates[0]) : undefined;
  }

  const refresh = () => {
    for (const listener of changes) listener();
  };

  function end(how: End) {
    if (ended) return;
    ended = how;
    agreed = undefined;
    for (const listener of ends.splice(0)) listener(how);
  }

  /** Asks the page about a change, and takes what it answers. A page that does not answer ends the session. */
  async function change(name: string, event: JsonObject): Promise<boolean> {
    const { paymentRequest = null } = options();
    const patience = paymentRequest ? REQUEST_MS : CHANGE_MS;
    const answer = await ask(name, event, patience);
    if (ended) return false;
    if (!answer) {
      warn(`on('${name}'): neither resolve() nor reject() was called within ${patience / 1000} seconds.`);
      end('canceled');
      return false;
    }
    if (answer.action === 'reject') return false;
    const problem = problemOf({ ...answer.details, paymentRequest }, money().amount);
    if (problem) warn(`on('${name}'): resolve({ ${problem} })`);
    else given = { ...given, ...answer.details };
    refresh();
    return !problem;
  }

  function confirmation(payer: Contact): JsonObject {
    const { wantsEmail, wantsPhone } = request();
    const shippingRate = rate();
    return {
      expressPaymentType: wallet.type,
      billingDetails: {
        name: payer.name,
        ...(wantsEmail && { email: payer.email }),
        ...(wantsPhone && { phone: payer.phone }),
        address: payer.address,
      },
      ...(recipient && { shippingAddress: { name: recipient.name, address: recipient.address } }),
      ...(shippingRate && { shippingRate }),
    };
  }

  function pay(means: Means): Promise<string> {
    recipient = means.recipient ?? recipient;
    const attempt = { ...means, wallet, request: request(), recipient };
    agreed = attempt;
    const isRequest = !!options().paymentRequest;
    // A payment request gets what the shopper pays with, and answers how the payment went. Others pay with the group.
    const [question, patience] = isRequest ? ['pay', REQUEST_MS] : ['confirm', CONFIRM_MS];
    void ask(question, confirmation(means.payer), patience).then((answer) => {
      // The attempt may be over, and the shopper try again.
      if (agreed !== attempt) return;
      if (answer?.action === 'reject') return settle(`${answer.details.message ?? ''}`);
      if (!isRequest) warn(`on('confirm'): ${answer ? NO_HANDLER : NOT_PAID}`);
      end(answer && isRequest ? 'paid' : 'canceled');
    });
    return new Promise((resolve) => {
      failPayment = (message) => {
        agreed = undefined;
        resolve(message);
      };
    });
  }

  function settle(failure?: string) {
    if (failure === undefined) end('paid');
    else failPayment(failure);
  }

  return {
    id: randomKey(),
    wallet,
    state: () => ({ ...request(), ...money(), rate: rate() }),
    chooseAddress(chosen) {
      recipient = chosen;
      rateId = undefined;
      const { city, state, postal_code, country } = chosen.address;
      return change('shippingaddresschange', {
        name: chosen.name,
        address: { city, state, postal_code, country },
      });
    },
    chooseRate(id) {
      rateId = id;
      return change('shippingratechange', { shippingRate: rate() ?? null });
    },
    pay,
    end,
    onChange: (listener) => changes.push(listener),
    onEnd: (listener) => (ended ? listener(ended) : ends.push(listener)),
    agreed: () => agreed,
    settle,
    refresh,
  };
}
