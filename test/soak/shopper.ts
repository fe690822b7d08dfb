/** Someone who pays on a page of the shop, again and again, whatever happens to the page meanwhile. */
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import type { Payframe, PayframeCardElement } from '../../src/page/index.js';
import { bankIn, challengeIn } from '../browser/bank.js';
import { cards, expiry } from '../browser/checkout.js';
import { clickInto } from '../browser/click-into.js';
import { isDocumented } from '../browser/faults/documented.js';
import { countTimers, leftovers } from '../browser/leftovers.js';
import type { Random } from './random.js';

declare global {
  interface Window {
    /** How the card of the shop's page stands. */
    stand: { ready: boolean; complete: boolean; failed: string };
    /** What the clicks on the button have come to; `undefined` while that is open. */
    outcomes: (Outcome | undefined)[];
    secret: string;
  }
}

export interface Outcome {
  paymentIntent?: { id: string; status: string };
  error?: { type: string; code?: string; message: string; payment_intent?: { status: string } };
}

/** What happens to the page or its card while a payment is made. */
const MISHAPS = {
  none: 60,
  doubleClick: 10,
  frameTaken: 5,
  nodeEmptied: 4,
  unmounted: 4,
  moved: 4,
  asleep: 4,
};
/** What costs a shopper the page itself. */
const LOSSES = { tabClosed: 3, reloaded: 3, left: 3 };
type Mishap = keyof typeof MISHAPS | keyof typeof LOSSES;

/** How the cardholder's bank behaves, by card. */
const CARDS = { [cards.visa]: 8, [cards.threeDSecure]: 2 };

/** Longer than any promise may take, in ms. */
const SETTLED_BY_MS = 90_000;
/** For how long a shopper waits for the bank, in ms. */
const BANK_MS = 10_000;
const MOST_TRIES = 25;

export interface Shopper {
  /** Pays an intent, with as many clicks as that needs. */
  pay(secret: string): Promise<void>;
  /** What the page holds once the card is taken off. */
  leftovers(): ReturnType<typeof leftovers>;
  mishaps: Record<string, number>;
  /** How calls have ended, by their error. */
  ends: Record<string, number>;
  close(): Promise<void>;
}

export interface ShopperOptions {
  browser: Browser;
  /** The shop's page, which has the host's script. */
  url: string;
  publishableKey: string;
  random: Random;
  /** Whether the page itself may get lost: closed, reloaded, left. */
  losesPages: boolean;
  /** Hears of every promise that is broken. */
  broken(what: string): void;
}

export async function createShopper(options: ShopperOptions): Promise<Shopper> {
  const { browser, url, publishableKey, random, losesPages, broken } = options;
  const mishaps: Record<string, number> = {};
  const ends: Record<string, number> = {};
  let context: BrowserContext | undefined;
  let page = await openPage();

  async function openPage(): Promise<Page> {
    await context?.close();
    context = await browser.newContext();
    await context.addInitScript(countTimers);
    const opened = await context.newPage();
    opened.on('pageerror', ({ message }) => broken(`The page has an uncaught error: ${message}`));
    opened.on('crash', () => broken('A page has crashed.'));
    opened.setDefaultTimeout(20_000);
    await load(opened);
    return opened;
  }

  /** The host may be down, or its answer get lost: then the shopper reloads. */
  async function load(opened: Page) {
    for (let tries = 0; tries < MOST_TRIES; tries++) {
      await opened.goto(url, { waitUntil: 'load' });
      if (await opened.evaluate(() => typeof window.Payframe === 'function')) break;
      await opened.waitForTimeout(200);
    }
    await opened.evaluate(setUpShop, publishableKey);
  }

  /** Puts the card onto the page unless it is there, and fills it unless it is full. */
  async function fillCard(card: string) {
    for (let tries = 0; tries < MOST_TRIES; tries++) {
      await page.evaluate(mountCard);
      await page.waitForFunction(() => window.stand.ready || window.stand.failed, undefined, {
        timeout: SETTLED_BY_MS,
      });
      const { ready, complete } = await page.evaluate(() => window.stand);
      if (!ready) continue;
      if (complete) return;
      await type(card).catch(() => page.evaluate(() => window.card.unmount()));
    }
    throw new Error('The card could not be filled.');
  }

  async function type(card: string) {
    const number = page.frameLocator('#card iframe').getByRole('textbox', { name: 'Card number' });
    await page.evaluate(() => window.card.clear());
    await clickInto(number);
    await page.keyboard.type(`${card}${expiry.typed}123`);
    await page.waitForFunction(() => window.stand.complete, undefined, { timeout: 5_000 });
  }

  const settled = () =>
    page.evaluate(() => window.outcomes.length > 0 && window.outcomes.every((outcome) => outcome));

  /** Waits for the calls to settle, and answers the bank where it asks. */
  async function outcomesOf(): Promise<Outcome[]> {
    const until = Date.now() + SETTLED_BY_MS;
    const givesUp = Date.now() + BANK_MS;
    const yes = bankIn(page).getByRole('button', { name: 'Complete authentication' });
    const close = challengeIn(page).getByRole('button', { name: 'Close' });
    while (!(await settled())) {
      if (Date.now() > until) {
        broken('A call has not settled in time.');
        page = await openPage();
        return [];
      }
      await press(yes);
      // A bank's page that does not come: all that a person can do is to close it.
      if (Date.now() > givesUp) await press(close);
      await page.waitForTimeout(50);
    }
    return (await page.evaluate(() => window.outcomes)).map((outcome) => outcome ?? {});
  }

  async function click(secret: string, mishap: Mishap): Promise<Outcome[]> {
    await page.evaluate((given) => Object.assign(window, { secret: given, outcomes: [] }), secret);
    const button = page.getByRole('button', { name: 'Pay' });
    if (mishap === 'doubleClick') await button.dblclick();
    else await button.click();
    if (mishap !== 'none') await page.waitForTimeout(random.between(0, 150));
    if (mishap in LOSSES) {
      await losePage(mishap);
      return [];
    }
    if (mishap === 'asleep') await sleep(random.between(100, 1_500));
    else await page.evaluate(happen, mishap);
    return outcomesOf();
  }

  async function losePage(loss: Mishap) {
    if (loss === 'tabClosed') page = await openPage();
    else {
      if (loss === 'left') {
        await page.goto('about:blank');
        await page.goBack();
      }
      await load(page);
    }
  }

  async function sleep(ms: number) {
    const session = await page.context().newCDPSession(page);
    await session.send('Page.setWebLifecycleState', { state: 'frozen' });
    await new Promise((resolve) => setTimeout(resolve, ms));
    await session.send('Page.setWebLifecycleState', { state: 'active' });
    await session.detach();
  }

  function judge({ error }: Outcome) {
    const end = error ? `${error.type} ${error.code ?? ''}`.trim() : 'paid';
    ends[end] = (ends[end] ?? 0) + 1;
    if (error && !isDocumented(error)) broken(`A call ended in ${end}: ${error.message}`);
  }

  async function pay(secret: string) {
    const card = random.pick(CARDS);
    let mishap: Mishap = random.pick<Mishap>(
      losesPages ? { ...MISHAPS, ...LOSSES } : (MISHAPS as Record<Mishap, number>),
    );
    mishaps[mishap] = (mishaps[mishap] ?? 0) + 1;
    await page.evaluate(() => window.card.clear());
    for (let tries = 0; tries < MOST_TRIES; tries++) {
      await fillCard(card);
      const outcomes = await click(secret, mishap);
      mishap = 'none';
      outcomes.forEach(judge);
      if (outcomes.some(isPaid)) return;
      await page.waitForTimeout(100);
    }
    broken(`A shopper could not pay in ${MOST_TRIES} tries.`);
  }

  return {
    pay,
    async leftovers() {
      await page.evaluate(() => window.card.unmount());
      return leftovers(page);
    },
    mishaps,
    ends,
    close: async () => context?.close(),
  };
}

/** Presses a button of a dialog, which is not there mostly, and may go at any moment. */
async function press(button: Locator): Promise<void> {
  const isThere = await button.isVisible().catch(() => false);
  if (isThere) await button.click({ timeout: 2_000 }).catch(() => {});
}

/** Also by an earlier try of the shopper's: then the intent is in a state in which it takes no other. */
const isPaid = ({ paymentIntent, error }: Outcome) =>
  (paymentIntent ?? error?.payment_intent)?.status === 'succeeded';

/** The rest runs in the shop's page. */

function setUpShop(key: string): void {
  window.payframe = window.Payframe(key) as Payframe;
  const card = window.payframe.elements().create('card', { hidePostalCode: true });
  window.card = card as PayframeCardElement;
  window.stand = { ready: false, complete: false, failed: 'not mounted' };
  window.outcomes = [];
  card.on('ready', () => Object.assign(window.stand, { ready: true, failed: '' }));
  card.on('change', ({ complete }) => Object.assign(window.stand, { complete }));
  card.on('loaderror', ({ error }) =>
    Object.assign(window.stand, { ready: false, complete: false, failed: error.code }),
  );
  document.querySelector('button')?.addEventListener('click', async () => {
    const at = window.outcomes.push(undefined) - 1;
    const { outcomes } = window;
    const paid = await window.payframe.confirmCardPayment(window.secret, { payment_method: { card } });
    outcomes[at] = JSON.parse(JSON.stringify(paid));
  });
}

function mountCard(): void {
  if (document.querySelector('#card iframe') && window.stand.ready) return;
  window.stand = { ready: false, complete: false, failed: '' };
  window.card.unmount();
  window.card.mount('#card');
}

function happen(mishap: string): void {
  const node = document.querySelector('#card') as HTMLElement;
  if (mishap === 'frameTaken') node.querySelector('iframe')?.remove();
  if (mishap === 'nodeEmptied') node.replaceChildren();
  if (mishap === 'unmounted') window.card.unmount();
  if (mishap === 'moved') node.append(node.querySelector('iframe') ?? '');
}
