import type { ElementsSession } from '../../../contract/elements-session.js';
import {
  isRecord,
  type JsonObject,
  type PageMessage,
  type Tell,
  type WireError,
} from '../../../wire/index.js';
import { type Answer, notHere, unreachable } from '../../api/answer.js';
import type { Send } from '../../api/sender.js';
import { fieldError } from '../../input/field-state.js';
import type { StagedElement } from '../../runtime/define-element.js';
import type { Opening } from '../../runtime/serve-page.js';
import type { Retrieve } from '../payment/calls.js';
import { type fetchSession, sessionParams } from '../payment/session.js';
import { createSessionLoader } from '../payment/session-loader.js';
import { createButtons } from './buttons.js';
import { createQuestions, type Questions } from './page-questions.js';
import { problemOf } from './request.js';
import { createWalletSession, type OwnSession } from './wallet-session.js';
import { availability, offeredWallets, type Wallet } from './wallets.js';

/** Longest time until the page has loaded what answers events, in ms. */
const PAGE_MS = 10_000;
/** Longest time for the page's answer to a click, in ms: that of Stripe.js. */
const CLICK_MS = 1_000;

/** Longest visit to a wallet, in ms: as long as the page keeps its dialog open. */
const VISIT_MS = 720_000;

/** An Express Checkout Element in its document. */
export interface ExpressCheckoutElement extends StagedElement {
  /** Settles when the host has answered, with the error if there is nothing to show. */
  loaded(): Promise<WireError | undefined>;
  /** Details of the event `ready`: none where no button is shown. */
  details(): JsonObject;
  receive(message: PageMessage): void;
  showTexts(): void;
  fit(): void;
}

/** What the Element asks of its surroundings besides the requests that it sends. */
export interface WalletHost {
  /** Asks for the payment methods. */
  ask: typeof fetchSession;
  /** Reads an intent; by default from the API. */
  retrieve?: Retrieve;
  /** Lets the sheet of a visit find it. */
  share(opening: Opening, session: OwnSession): void;
}

/** Creates an Express Checkout Element in a node of a document. */
export function expressCheckout(
  root: HTMLElement,
  { ask, retrieve, share }: WalletHost,
): ExpressCheckoutElement {
  let opening: Opening;
  let tell: Tell = () => {};
  let send: Send | undefined;
  let options: JsonObject = {};
  let host: ElementsSession | undefined;
  let shown: Wallet[] = [];
  let started = false;
  let questions: Questions;
  let pageIsReady: Promise<unknown> | undefined;
  let session: OwnSession | undefined;
  /** Whether a click waits for the page's answer, or its sheet is open. */
  let busy = false;
  /** What opens the wallets of live mode, and the types of those that this browser has. */
  let live: typeof import('./live-wallets.js') | undefined;
  let payable: string[] = [];
  let calls: Promise<ReturnType<typeof import('./calls.js').createCalls> | undefined> | undefined;

  const buttons = createButtons(root, (wallet) => void visit(wallet, askPage));
  const loader = createSessionLoader((params) => ask(params, opening), findLive, take);
  const group = (): JsonObject => (isRecord(options.elements) ? (options.elements as JsonObject) : {});
  const load = () => loader.load(sessionParams(group()));
  const event = (name: string, details: JsonObject = {}) => tell({ type: 'event', name, details });
  const warn = (problem: string) => tell({ type: 'dropped', options: [problem] });

  function money() {
    const { amount, currency } = host ?? {};
    return {
      amount: Number(group().amount ?? amount ?? 0),
      currency: `${group().currency ?? currency ?? 'usd'}`.toLowerCase(),
    };
  }

  /** Finds out which of the host's wallets the browser has. A payment request has none: its page opens it, and no click in this frame. */
  async function findLive(answer: ElementsSession) {
    if (!answer.wallets || options.paymentRequest) return;
    live ??= await import('./live-wallets.js').catch(() => undefined);
    payable = (await live?.findPayable(answer)) ?? [];
  }

  function take(answer: ElementsSession) {
    host = answer;
    show();
  }

  /** Shows the wallets that there are. A page that has been told of others is told of these. */
  function show() {
    if (!host) return;
    const before = JSON.stringify(available());
    const { livemode } = host;
    const offered = offeredWallets(host, options, ({ type }) => !livemode || payable.includes(type));
    // The button of a payment request is of one wallet.
    shown = offered.slice(0, options.paymentRequest ? 1 : undefined);
    buttons.show(shown, options, !livemode);
    const now = available();
    if (started && JSON.stringify(now) !== before)
      event('availablepaymentmethodschange', now && { paymentMethods: eachAvailable(now) });
  }

  const available = () => availability(shown);

  /** Tells the page of a click on a button. Returns what it answers, if the wallet may open. */
  async function askPage(wallet: Wallet): Promise<JsonObject | undefined> {
    const answer = await questions.ask('click', { expressPaymentType: wallet.type }, CLICK_MS);
    if (!answer)
      warn(`on('click'): neither resolve() nor reject() was called within ${CLICK_MS / 1000} second.`);
    return answer?.action === 'resolve' ? answer.details : undefined;
  }

  /**
   * Leads a shopper through a wallet.
   *
   * @param begin Returns what the page asks for, if the wallet may open.
   */
  async function visit(wallet: Wallet, begin: typeof askPage): Promise<void> {
    if (busy) return;
    busy = true;
    await pageIsReady;
    const details = await begin(wallet);
    const problem = details && problemOf({ ...options, ...details }, money().amount);
    if (problem) warn(`on('click'): resolve({ ${problem} })`);
    if (!details || problem) return leave();
    session = createWalletSession(
      {
        wallet,
        options: () => options,
        money,
        ask: questions.ask,
        warn,
      },
      details,
    );
    const visited = session;
    visited.onEnd((how) => {
      session = undefined;
      if (how === 'canceled') leave();
      busy = false;
    });
    if (live && host?.livemode) return openLive(live, visited, host);
    share(opening, visited);
    await questions.ask('open', { wallet: visited.id }, VISIT_MS);
    visited.end('canceled');
  }

  /** Opens a wallet of the browser's. Every visit to it ends. */
  async function openLive(wallets: NonNullable<typeof live>, visited: OwnSession, from: ElementsSession) {
    const late = setTimeout(() => visited.end('canceled'), VISIT_MS);
    await wallets
      .visitLive(visited, from, opening)
      .catch(({ message }: Error) => warn(`${visited.wallet.name} did not open: ${message}`));
    clearTimeout(late);
    // The page pays by its other Elements again.
    void questions.ask('left', {}, PAGE_MS);
  }

  function leave() {
    busy = false;
    event('cancel');
  }

  const loadCalls = () =>
    (calls ??= import('./calls.js')
      .then(({ createCalls }) => createCalls(opening, send, retrieve))
      .catch(() => (calls = undefined)));

  return {
    open(given, toPage, byRequest) {
      opening = given;
      options = given.options;
      tell = toPage;
      send = byRequest;
      questions = createQuestions(toPage);
      void load();
      addEventListener('pagehide', () => session?.end('canceled'));
    },
    update(changed) {
      options = changed;
      void load();
      show();
      session?.refresh();
    },
    loaded: loader.arrival,
    async start() {
      // The page loads what answers events with the first of them: before a click, which has only a second.
      pageIsReady = questions.ask('prepare', {}, PAGE_MS);
      await loader.arrival();
      started = true;
      void loadCalls();
    },
    show: () => buttons.showTexts(),
    showTexts: () => buttons.showTexts(),
    fit: () => buttons.arrange(),
    details(): JsonObject {
      const availablePaymentMethods = available();
      return availablePaymentMethods ? { availablePaymentMethods } : {};
    },
    first: () => (buttons.first() ?? root) as HTMLInputElement,
    clear() {},
    receive(message) {
      if (message.type === 'answer') questions.receive(message);
    },
    async call(message): Promise<Answer> {
      if (message.method === 'prepare') return { value: {} };
      if (message.method === 'authenticate') {
        // The page has a button of its own, and asks before it opens the wallet.
        for (const wallet of shown.slice(0, 1)) await visit(wallet, async () => ({}));
        return { value: {} };
      }
      const visited = session;
      const agreed = visited?.agreed();
      if (!visited || !agreed) return { error: fieldError('incomplete_method') };
      if (message.method === 'validate') return { value: { type: agreed.wallet.type } };
      if (!/^(?:confirm|createPaymentMethod|createConfirmationToken|createToken)$/.test(message.method))
        return notHere();
      const answer = (await (await loadCalls())?.(message, { agreed, group: group() })) ?? unreachable();
      if ('error' in answer) visited.settle(answer.error.message);
      // A payment request says later how the payment went.
      else if (!options.paymentRequest) visited.settle();
      return answer;
    },
  };
}

const eachAvailable = (available: JsonObject): JsonObject =>
  Object.fromEntries(
    Object.entries(available).map(([name, isAvailable]) => [name, { available: isAvailable }]),
  );
