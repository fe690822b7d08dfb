/** What a Payment Element waits for before a card can be typed into it, and what comes later. */
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type Checkouts, cards, startCheckouts } from './checkout.js';
import { cardSession, framePath, json, laterScript, SESSIONS_PATH, startHost } from './hosts.js';
import { openForm } from './payment-form.js';
import type { Answer, Handler } from './servers.js';

let shop: Checkouts;
/** Answers of a host of the test's own. */
let answers: Record<string, Answer>;
let host: Awaited<ReturnType<typeof startHost>>;

beforeAll(async () => {
  shop = await startCheckouts();
  answers = {};
  host = await startHost(answers);
});

afterEach(() => shop.closePages());

afterAll(async () => {
  await host?.close();
  await shop?.close();
});

/** Opens a form whose host offers methods. */
function openMethods(...payment_methods: object[]) {
  answers[SESSIONS_PATH] = json({ ...cardSession, payment_methods });
  return openForm(shop, {
    host: host.url,
    group: { mode: 'payment', amount: 1099, currency: 'eur' },
    element: { layout: { type: 'accordion', defaultCollapsed: false } },
  });
}

/** Has something done with each request for a file, before it is answered as usual. */
function onRequest(path: string, handle: (...asked: Parameters<Handler>) => unknown) {
  const { status = 200, headers, body } = answers[path] as Exclude<Answer, string | Handler>;
  answers[path] = async (request, response) => {
    await handle(request, response);
    if (!response.writableEnded) response.writeHead(status, headers).end(body);
  };
}

/** An event of Chromium's trace. */
interface TraceEvent {
  name: string;
  pid: number;
  args: { beginData?: { url?: string } };
}

const CARD = { type: 'card', flow: 'direct', name: 'Card' };
const DUTCH = { type: 'ideal', name: 'iDEAL', required: ['address.country'], countries: ['NL'] };
const COUNTRIES = laterScript('payment', 'countries');

test('the methods are asked for over the connection of the document', async () => {
  const connections: unknown[] = [];
  answers[SESSIONS_PATH] = json({ ...cardSession, payment_methods: [CARD] });
  for (const path of [framePath('payment'), SESSIONS_PATH])
    onRequest(path, ({ socket }) => connections.push(socket));
  await openForm(shop, { host: host.url, group: { mode: 'payment', amount: 1099, currency: 'eur' } });
  expect(connections.length).toBe(2);
  expect(connections[1] === connections[0]).toBe(true);
});

test('a card is typed while the countries have no names yet, and stays when they get them', async () => {
  const file = answers[COUNTRIES] as Answer;
  let release = () => {};
  const held = new Promise<void>((resolve) => (release = resolve));
  onRequest(COUNTRIES, () => held);
  try {
    const form = await openMethods(CARD);
    await form.typeCard();
    const country = form.select('Country or region');
    expect(await country.locator('option').allTextContents()).toEqual(['']);
    const place = await country.boundingBox();
    release();
    await country.getByText('Germany').waitFor({ state: 'attached' });
    expect(await country.inputValue()).toBe('DE');
    expect(await country.boundingBox()).toEqual(place);
    expect((await form.text('Card number').inputValue()).replace(/ /g, '')).toBe(cards.visa);
    expect(await form.change({ complete: true })).toMatchObject({
      value: { billingDetails: { address: { country: 'DE', postalCode: null } } },
    });
  } finally {
    release();
    answers[COUNTRIES] = file;
  }
});

test('countries get their names after the form is there, however long the host takes', async () => {
  const file = answers[COUNTRIES] as Answer;
  const order: string[] = [];
  answers[SESSIONS_PATH] = json({ ...cardSession, payment_methods: [CARD] });
  onRequest(SESSIONS_PATH, async () => {
    await new Promise((resolve) => setTimeout(resolve, 500));
    order.push('methods');
  });
  onRequest(COUNTRIES, () => order.push('names'));
  try {
    const group = { mode: 'payment', amount: 1099, currency: 'eur' } as const;
    const { form } = await openForm(shop, { host: host.url, group });
    await form.getByText('Germany').waitFor({ state: 'attached' });
    expect(order).toEqual(['methods', 'names']);
  } finally {
    answers[COUNTRIES] = file;
  }
});

test.each<[string, () => Promise<unknown>]>([
  ['card', () => shop.open()],
  ['payment', () => openForm(shop, { group: { mode: 'payment', amount: 1099, currency: 'eur' } })],
])(
  'the functions in the document of %s are compiled at once, and not each at its first call',
  async (name, open) => {
    const tab = await shop.open({ mount: false });
    const browser = tab.page.context().browser();
    await browser?.startTracing(undefined, {
      categories: ['devtools.timeline', 'disabled-by-default-v8.compile'],
    });
    await open();
    const { traceEvents }: { traceEvents: TraceEvent[] } = JSON.parse(`${await browser?.stopTracing()}`);
    const document = traceEvents.find(({ args }) => args.beginData?.url?.endsWith(`/${name}.html`));
    const compiled = traceEvents.filter(
      (event) => event.name === 'V8.CompileCode' && event.pid === document?.pid,
    );
    expect(compiled.length).toBeGreaterThan(0);
    // Some are of scripts that come later. One by one, those of the documents are 70 and 170.
    expect(compiled.length).toBeLessThan(50);
  },
);

test('countries whose names did not come get them when a method is opened that is for some of them', async () => {
  const file = answers[COUNTRIES] as Answer;
  let asked = () => {};
  const failed = new Promise<void>((resolve) => (asked = resolve));
  onRequest(COUNTRIES, (_, response) => {
    response.writeHead(503).end();
    asked();
  });
  try {
    const form = await openMethods(CARD, DUTCH);
    await failed;
    answers[COUNTRIES] = file;
    await form.row('iDEAL').click();
    expect(await form.select('Country or region').locator('option').allTextContents()).toEqual([
      'Netherlands',
    ]);
  } finally {
    answers[COUNTRIES] = file;
  }
});

test('the fields of a card are not to be seen where the host takes no cards', async () => {
  const { form } = await openMethods(DUTCH, { type: 'eps', name: 'EPS' });
  await form.getByRole('combobox', { name: 'Country or region' }).waitFor();
  expect(await form.locator('#card-number').count()).toBe(1);
  expect(await form.locator('#card-number').isVisible()).toBe(false);
  expect(await form.getByRole('textbox').all()).toEqual([]);
});
