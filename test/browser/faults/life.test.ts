/**
 * What can happen to a page in the middle of a call × the calls: an error that the guides list, or success, and paid once.
 *
 * @module-tag thorough
 */
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { type Checkout, type Checkouts, startCheckouts } from '../checkout.js';
import {
  ALL_CALLS,
  type CallUnderTest,
  confirmWithBank,
  type Ended,
  endsOf,
  make,
  makeAgain,
  type Order,
} from './calls.js';
import { isDocumented } from './documented.js';
import { type Hold, hold, lost, only } from './fates.js';
import { type Gateway, openGateway } from './gateway.js';

const DAY = 24 * 3600 * 1000;

let shop: Checkouts;
let gateway: Gateway;
let held: Hold;

beforeAll(async () => {
  shop = await startCheckouts();
  shop.answers['/elsewhere'] = '<!doctype html><title>Elsewhere</title>';
  gateway = await openGateway(() => shop.sandbox.url);
});

beforeEach(() => {
  held = hold();
});

afterEach(() => {
  held.release();
  vi.useRealTimers();
  gateway.fate = undefined;
});

afterAll(async () => {
  await shop?.close();
  await gateway?.close();
});

interface Begun {
  checkout: Checkout;
  order: Order;
  /** What the call comes to; nothing where the page that made it is gone. */
  ended: Promise<Ended | undefined>;
}

/** Has a new page make a call, which has been carried out, and whose answer is on its way. */
async function begin(call: CallUnderTest, ready?: (page: Page) => Promise<void>): Promise<Begun> {
  const checkout = await call.open(shop, gateway);
  await ready?.(checkout.page);
  return beginOn(checkout, call);
}

/** The same for a page that is open, with a filled field. */
async function beginOn(checkout: Checkout, call: CallUnderTest): Promise<Begun> {
  const order = await call.order(shop);
  gateway.fate = only(call.request, held.fate);
  const ended = make(checkout, order).catch(() => undefined);
  const early = ended.then((outcome) => {
    throw new Error(`The call ended before it was carried out: ${JSON.stringify(outcome)}`);
  });
  await Promise.race([held.arrived, early]);
  return { checkout, order, ended };
}

/** Has something happen while the tab sleeps, and wakes it a moment after. */
async function asleep(page: Page, happen: () => void) {
  const session = await page.context().newCDPSession(page);
  await session.send('Page.setWebLifecycleState', { state: 'frozen' });
  happen();
  await new Promise((resolve) => setTimeout(resolve, 100));
  await session.send('Page.setWebLifecycleState', { state: 'active' });
}

const calls = ALL_CALLS.map((call) => [call.name, call] as const);
const ofFields = calls.filter(([, call]) => call !== confirmWithBank);

/** How an intent stands that an earlier call has settled: in the answer, or in the error that it takes no other call. */
const settled = (ended: Ended | undefined, { gives }: CallUnderTest) => {
  const intent = gives === 'setupIntent' ? 'setup_intent' : 'payment_intent';
  return (ended?.[gives] ??
    (ended?.error as unknown as Record<string, unknown> | undefined)?.[intent]) as object;
};

describe.for(ofFields)('%s, where the card is taken off the page', ([, call]) => {
  const ends: [string, string, () => void][] = [
    ['by the page that unmounts it', 'element_unmounted', () => window.card.unmount()],
    [
      'by a framework that throws its node away',
      'frame_removed',
      () => document.querySelector('#card')?.replaceChildren(),
    ],
    [
      'by being moved in the page',
      'frame_navigated',
      () => document.querySelector('#other')?.append(document.querySelector('iframe') as Node),
    ],
  ];

  // Each test leaves a filled field to the next.
  let checkout: Checkout;
  beforeAll(async () => {
    checkout = await call.open(shop, gateway);
  });
  afterAll(() => shop.closePages());

  test.for(ends)(
    '%s: an error, and the same call of a card that is typed anew is done once [F15]',
    async ([, code, act]) => {
      const { order, ended } = await beginOn(checkout, call);
      await checkout.page.evaluate(act);
      const { error } = (await ended) as Ended;
      expect(error).toMatchObject({ type: 'api_connection_error', code });
      expect(error).toSatisfy(isDocumented);
      held.release();
      await call.refill(checkout);
      expect(settled(await make(checkout, order), call)).toMatchObject({ id: expect.any(String) });
      expect(await order.count()).toBe(1);
      expect(checkout.console.filter((line) => line.startsWith('uncaught'))).toEqual([]);
    },
  );
});

describe.for(calls)('%s', ([, call]) => {
  afterEach(() => shop.closePages());

  test('goes on where the tab sleeps while its answer comes [F20]', async () => {
    const { checkout, order, ended } = await begin(call);
    await asleep(checkout.page, held.release);
    expect(await ended).toHaveProperty(`${call.gives}.id`);
    expect(await order.count()).toBe(1);
  });

  test('settles where all deadlines pass while the machine sleeps, and is done once [F20]', async () => {
    const { checkout, order, ended } = await begin(call, (page) => page.clock.install());
    await checkout.page.clock.fastForward('01:00:00');
    held.release();
    const { error } = (await ended) as Ended;
    if (error) expect(error).toSatisfy(isDocumented);
    await checkout.page.clock.resume();
    await call.refill(checkout);
    expect(settled(await makeAgain(checkout, order), call)).toMatchObject({ id: expect.any(String) });
    expect(await order.count()).toBe(1);
  });

  test('ends in an error where the browser goes offline, and is done once when it is back [F8]', async () => {
    const { checkout, order, ended } = await begin(call);
    await checkout.page.context().setOffline(true);
    held.cut();
    const { error } = (await ended) as Ended;
    expect(error).toMatchObject({ type: 'api_connection_error' });
    expect(error).toSatisfy(isDocumented);
    await checkout.page.context().setOffline(false);
    expect(await makeAgain(checkout, order)).toHaveProperty(`${call.gives}.id`);
    expect(await order.count()).toBe(1);
  });

  test.for([
    ['late', DAY],
    ['early', -DAY],
  ] as const)('goes on where the browser’s clock jumps to a day too %s [F20]', async ([, skew]) => {
    const { checkout, order, ended } = await begin(call);
    await checkout.page.clock.setFixedTime(Date.now() + skew);
    held.release();
    expect(await ended).toHaveProperty(`${call.gives}.id`);
    expect(await order.count()).toBe(1);
  });

  test.for([
    ['late', DAY],
    ['early', -DAY],
  ] as const)(
    'is done once where the server’s clock jumps to a day too %s between two tries [F20]',
    async ([, skew]) => {
      const checkout = await call.open(shop, gateway);
      const order = await call.order(shop);
      gateway.fate = only(call.request, lost);
      expect((await make(checkout, order)).error).toMatchObject({ type: 'api_connection_error' });
      vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + skew });
      gateway.fate = undefined;
      const ended = await makeAgain(checkout, order);
      expect(settled(ended, call)).toMatchObject({ id: expect.any(String) });
      expect(await order.count()).toBe(1);
    },
  );

  test('is done once where its page is left, and made anew by a new page [F15]', async () => {
    const { checkout, order } = await begin(call);
    await checkout.page.goto(`${shop.shop.url}/elsewhere`);
    held.release();
    const next = await call.open(shop, gateway);
    expect(settled(await make(next, order), call)).toMatchObject({ id: expect.any(String) });
    expect(await order.count()).toBe(1);
  });

  test('settles where its page is kept for the back button, which empties the field, and is done once [F15]', async () => {
    const { checkout, order, ended } = await begin(call);
    // What a browser does that keeps a page; the tests' Chromium keeps none.
    await inEachFrame(checkout.page, 'pagehide');
    await asleep(checkout.page, held.release);
    await inEachFrame(checkout.page, 'pageshow');
    expect(await ended).toHaveProperty(`${call.gives}.id`);
    expect((await make(checkout, order)).error).toMatchObject({ type: 'validation_error' });
    await call.refill(checkout);
    expect(settled(await make(checkout, order), call)).toMatchObject({ id: expect.any(String) });
    expect(await order.count()).toBe(1);
  });

  test('is done once where its button is clicked twice [F11]', async () => {
    const checkout = await call.open(shop, gateway);
    const order = await call.order(shop);
    await order.prepare(checkout.page);
    gateway.trips.length = 0;
    await checkout.page.getByRole('button', { name: 'Pay' }).dblclick();
    await order.answer?.(checkout.page);
    const ends = await endsOf(checkout.page);
    expect(ends.length).toBe(2);
    expect(ends[0]).toHaveProperty(`${call.gives}.id`);
    const second = ends[1]?.error;
    if (second) expect(second).toMatchObject({ code: expect.stringMatching(/_intent_unexpected_state$/) });
    else expect(ends[1]).toEqual(ends[0]);
    const confirms = gateway.trips.filter(({ method }) => method === 'POST');
    expect(confirms.map(({ headers }) => headers['idempotency-key']).length).toBe(order.answer ? 2 : 1);
    expect(await order.count()).toBe(1);
  });
});

/** Tells each document of a page; a frame of the bank's may be on its way out. */
async function inEachFrame(page: Page, event: 'pagehide' | 'pageshow'): Promise<void> {
  for (const frame of page.frames())
    await frame
      .evaluate((type) => dispatchEvent(new PageTransitionEvent(type, { persisted: true })), event)
      .catch((error) => {
        if (!frame.isDetached()) throw error;
      });
}
