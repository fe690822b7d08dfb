/**
 * A shop's checkout page with a card Element in it, as a shopper's browser has it: the host (the sandbox) on `127.0.0.1`
 * and the shop on `localhost`, which are two sites. One browser a worker, one context of its own a page.
 */
import type { Browser, BrowserContextOptions, ConsoleMessage, Frame, Locator, Page } from 'playwright-core';
import { type Sandbox, type SandboxOptions, startSandbox } from '../../sandbox/src/index.js';
import type {
  CardElementOptions,
  Payframe,
  PayframeCardElement,
  PayframeConstructor,
  PayframeElements,
} from '../../src/page/index.js';
import { expectNoCanaries, forgetRequests, readTraces } from './canaries.js';
import { type BrowserOptions, launchBrowser, sharedBrowser } from './chromium.js';
import { clickInto } from './click-into.js';
import { overHttps } from './https.js';
import { type Answer, serve, type TestServer } from './servers.js';

/** An event of the Element as the page got it, by name. */
export interface SeenEvent {
  type: string;
  [detail: string]: unknown;
}

declare global {
  interface Window {
    Payframe: PayframeConstructor;
    payframe: Payframe;
    elements: PayframeElements;
    card: PayframeCardElement;
    /** What the card told the page, in order. */
    seen: SeenEvent[];
    /** What the page's policy, and the document's in general, objected to. */
    violations: string[];
  }
}

/** Card numbers are put together here, so that no source text that reaches a page holds one. */
export const cards = {
  visa: '4242'.repeat(4),
  mastercard: `5555${'5555'.repeat(2)}4444`,
  amex: ['3782', '822463', '10005'].join(''),
  unionpay: ['6200', '0000', '0000', '0005'].join(''),
  threeDSecure: ['4000', '0027', '6000', '3184'].join(''),
};

/** A year that no test will see the end of, as a card shows it. */
export const expiry = { typed: '1240', shown: '12 / 40' };

export const EVENTS = ['ready', 'change', 'focus', 'blur', 'escape', 'loaderror'] as const;

export interface CheckoutOptions {
  browser?: BrowserOptions;
  /** Where the shop is: `127.0.0.1` puts it on the host's own site. */
  shop?: 'localhost' | '127.0.0.1';
  /** Whether both are reached over HTTPS, as live mode needs it: `https://shop.example` and `https://host.example`. */
  https?: boolean;
  sandbox?: SandboxOptions;
}

export interface PageOptions {
  /** Takes the place of the checkout form; without a node `#card` nothing is mounted. */
  body?: string;
  head?: string;
  headers?: Record<string, string>;
  /** Options of the card Element. */
  card?: CardElementOptions;
  /** Whether the card is mounted and waited for; otherwise only the SDK is loaded. Default `true`. */
  mount?: boolean;
  /** Whether the page has the SDK's script tag. Default `true`. */
  script?: boolean;
  /** Another origin that serves the script and the frames. */
  host?: string;
  /** By default the sandbox's publishable key of test mode. */
  key?: string;
  /** The connected account that the page is for. */
  account?: string;
  /** Runs in every document of the page before its own scripts. */
  before?: (() => void) | string;
  context?: BrowserContextOptions;
}

/** An opened checkout. */
export interface Checkout {
  page: Page;
  /** The fields, found as a person finds them. */
  number: Locator;
  expiry: Locator;
  cvc: Locator;
  postalCode: Locator;
  /** What anything on the page wrote on the console, uncaught errors and refused promises included. */
  console: string[];
  /** All that the page and its frames asked for. */
  requests: { method: string; url: string }[];
  /** The frame's document. */
  frame(): Frame;
  /** Puts the card onto the page and waits until it can be typed into. */
  mount(options?: CardElementOptions): Promise<void>;
  /** Events of the card so far, of one type or all. */
  events(type?: string): Promise<SeenEvent[]>;
  /** The newest event of a type, once there are as many. */
  event(type: string, count?: number): Promise<SeenEvent>;
  /** The newest `change`, once it is such a one. */
  change(wanted: Record<string, unknown>): Promise<SeenEvent>;
  /** Types a whole card, and a postal code where the field asks for one, key by key. */
  typeCard(number?: string, expiry?: string, cvc?: string, postalCode?: string): Promise<void>;
  pay(data?: object): Promise<Outcome>;
  token(data?: object): Promise<Outcome>;
}

/** What a call came to, as plain data. */
export interface Outcome {
  paymentMethod?: { id: string; card: Record<string, unknown>; billing_details: Record<string, unknown> };
  token?: { id: string; card: Record<string, unknown> };
  error?: { type: string; message: string; code?: string };
}

/** Counts how often a page has asked for a card's document, at the address of a build or at the plain one. */
export const framesLoaded = ({ requests }: Pick<Checkout, 'requests'>): number =>
  requests.filter(({ url }) => /^\/frame\/v1\/(?:[0-9a-f]{8}\/)?card\.html$/.test(new URL(url).pathname))
    .length;

export interface Checkouts {
  browser: Browser;
  sandbox: Sandbox;
  shop: TestServer;
  /** What the shop serves beside its pages, by path. */
  answers: Record<string, Answer>;
  open(options?: PageOptions): Promise<Checkout>;
  /** Closes the pages that are open, after each test. No card number and no secret key may be where they should not. */
  closePages(): Promise<void>;
  close(): Promise<void>;
}

const FORM = `
  <form id="checkout">
    <p><label for="name">Name</label> <input id="name"></p>
    <label for="card">Card</label>
    <div id="card"></div>
    <button>Pay</button>
  </form>`;

const LOOKS =
  'body { font-family: sans-serif; margin: 12px } #card { border: 1px solid #bbb; padding: 10px }';

export async function startCheckouts({
  browser: settings,
  shop: site,
  https,
  sandbox: more,
}: CheckoutOptions = {}): Promise<Checkouts> {
  const answers: Record<string, Answer> = {
    '/looks.css': { headers: { 'content-type': 'text/css' }, body: LOOKS },
  };
  /** What pages wrote and asked for, and the sandbox logged, since the last test. */
  const written: string[] = [];
  forgetRequests();
  const [first, sandbox, shop] = await Promise.all([
    https ? undefined : sharedBrowser(settings),
    startSandbox({ port: 0, memory: true, log: (line) => written.push(line), ...more }),
    serve(answers, site),
  ]);
  const fronts = https
    ? await overHttps({ 'host.example': sandbox.url, 'shop.example': shop.url })
    : undefined;
  const args = [...(settings?.args ?? []), ...(fronts?.switches ?? [])];
  const browser = first ?? (await launchBrowser({ ...settings, args }));
  const [hostUrl, shopUrl] = https
    ? ['https://host.example', 'https://shop.example']
    : [sandbox.url, shop.url];
  let pages = 0;

  async function open(options: PageOptions = {}): Promise<Checkout> {
    const host = options.host ?? hostUrl;
    const path = `/checkout-${++pages}`;
    answers[path] = {
      headers: options.headers ?? {},
      body:
        `<!doctype html><html lang="en"><meta charset="utf-8"><title>Shop</title>${options.head ?? ''}` +
        `<link rel="stylesheet" href="/looks.css">${options.body ?? FORM}` +
        (options.script === false ? '' : `<script src="${host}/js/v1/payframe.js"></script>`),
    };
    const context = await browser.newContext({ viewport: { width: 640, height: 360 }, ...options.context });
    await context.addInitScript(() => {
      window.violations = [];
      addEventListener('securitypolicyviolation', (event) =>
        window.violations.push(`${event.violatedDirective} ${event.blockedURI}`),
      );
    });
    if (options.before) await context.addInitScript(options.before as () => void);
    const page = await context.newPage();
    page.setDefaultTimeout(15_000);
    const { key = sandbox.publishableKey, account } = options;
    const checkout = watch(page, host, { key, account });
    page.on('console', (message) => written.push(message.text()));
    page.on('pageerror', (error) => written.push(error.stack ?? error.message));
    page.on('request', (request) => written.push(request.url()));
    await page.goto(shopUrl + path);
    if (options.mount !== false) await checkout.mount(options.card);
    return checkout;
  }

  async function closePages() {
    const open = browser.contexts().flatMap((context) => context.pages());
    // A page that was left, or that a test has broken, shows nothing.
    const shown = await Promise.all(open.map((page) => page.evaluate(readTraces).catch(() => [])));
    await Promise.all(browser.contexts().map((context) => context.close()));
    expectNoCanaries([...shown.flat(), ...written.splice(0)], sandbox.secretKey);
  }

  async function close() {
    await Promise.all(browser.contexts().map((context) => context.close()));
    if (fronts) await browser.close();
    await Promise.all([sandbox.close(), shop.close(), fronts?.close()]);
  }

  return { browser, sandbox, shop, answers, open, closePages, close };
}

function watch(page: Page, host: string, who: { key: string; account: string | undefined }): Checkout {
  const lines: string[] = [];
  const requests: Checkout['requests'] = [];
  page.on('console', (message: ConsoleMessage) => lines.push(`${message.type()}: ${message.text()}`));
  page.on('pageerror', (error) => lines.push(`uncaught: ${error.message}`));
  page.on('request', (request) => requests.push({ method: request.method(), url: request.url() }));

  const inFrame = page.frameLocator('iframe[title="Secure card payment input frame"]');
  const checkout: Checkout = {
    page,
    number: inFrame.getByRole('textbox', { name: 'Card number' }),
    expiry: inFrame.getByRole('textbox', { name: 'Expiration date' }),
    cvc: inFrame.getByRole('textbox', { name: 'Security code' }),
    postalCode: inFrame.getByRole('textbox', { name: 'Postal code' }),
    console: lines,
    requests,

    frame() {
      const frame = page.frames().find((candidate) => candidate.url().startsWith(`${host}/frame/`));
      if (!frame) throw new Error('No frame of the host is on the page.');
      return frame;
    },

    async mount(options = {}) {
      await page.evaluate(mountCard, { ...who, options, types: [...EVENTS] });
      await checkout.event('ready');
    },

    events: (type) =>
      page.evaluate((wanted) => window.seen.filter((event) => !wanted || event.type === wanted), type),

    async event(type, count = 1) {
      await page.waitForFunction(
        ([wanted, least]) => window.seen.filter((event) => event.type === wanted).length >= least,
        [type, count] as const,
      );
      return (await checkout.events(type)).at(-1) as SeenEvent;
    },

    async change(wanted) {
      await page.waitForFunction((details) => {
        const last = window.seen.filter(({ type }) => type === 'change').at(-1);
        const plain = (value: unknown) => JSON.stringify(value ?? null);
        return last && Object.entries(details).every(([name, value]) => plain(last[name]) === plain(value));
      }, wanted);
      return (await checkout.events('change')).at(-1) as SeenEvent;
    },

    async typeCard(number = cards.visa, date = expiry.typed, cvc = '123', postalCode = '94110') {
      await clickInto(checkout.number);
      await page.keyboard.type(number + date + cvc);
      if (await checkout.postalCode.isVisible()) await page.keyboard.type(postalCode);
      await checkout.change({ complete: true });
    },

    pay: (data = {}) =>
      page.evaluate(async (more) => {
        const { card, payframe } = window;
        return JSON.parse(
          JSON.stringify(await payframe.createPaymentMethod({ type: 'card', card, ...more })),
        );
      }, data),

    token: (data = {}) =>
      page.evaluate(
        async (more) => JSON.parse(JSON.stringify(await window.payframe.createToken(window.card, more))),
        data,
      ),
  };
  return checkout;
}

/** Runs in the shop's page. */
function mountCard({
  key,
  account,
  options,
  types,
}: {
  key: string;
  account: string | undefined;
  options: object;
  types: string[];
}): void {
  window.payframe = window.Payframe(key, account === undefined ? {} : { stripeAccount: account });
  window.elements = window.payframe.elements();
  window.card = window.elements.create('card', options);
  window.seen = [];
  for (const type of types)
    window.card.on(type as 'ready', (event) =>
      window.seen.push({ type, ...(JSON.parse(JSON.stringify(event)) as object) }),
    );
  window.card.mount('#card');
}
