/** What a Payment Element waits for before a card can be typed into it, and what comes later. */
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { ElementsOptions, PaymentElementOptions } from '../../src/page/index.js';
import { shares, THOROUGH } from '../thorough.js';
import { type Checkouts, cards, startCheckouts } from './checkout.js';
import { clickInto } from './click-into.js';
import { cardSession, framePath, json, laterScript, SESSIONS_PATH, startHost } from './hosts.js';
import { newIntent, openForm } from './payment-form.js';
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

const EUR = { mode: 'payment', amount: 1099, currency: 'eur' } as const;
const OPENED = { type: 'accordion', defaultCollapsed: false } as const;
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

test(
  'a card is typed while the countries have no names yet, and stays when they get them',
  THOROUGH,
  async () => {
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
  },
);

test('countries get their names after the form is there, however long the host takes', THOROUGH, async () => {
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

const documents: [string, () => Promise<unknown>][] = [
  ['card', () => shop.open()],
  ['payment', () => openForm(shop, { group: { mode: 'payment', amount: 1099, currency: 'eur' } })],
];
for (const [rows, options] of shares(documents, 2))
  test.each(rows)(
    'the functions in the document of %s are compiled at once, and not each at its first call',
    options,
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

test(
  'countries whose names did not come get them when a method is opened that is for some of them',
  THOROUGH,
  async () => {
    const file = answers[COUNTRIES] as Answer;
    onRequest(COUNTRIES, (_, response) => response.writeHead(503).end());
    try {
      const form = await openMethods(CARD, DUTCH);
      // A browser that asks before it has the answer gets that answer again.
      await expect.poll(() => form.console.join()).toContain('503');
      answers[COUNTRIES] = file;
      await form.row('iDEAL').click();
      const options = form.select('Country or region').locator('option');
      await expect.poll(() => options.allTextContents()).toEqual(['Netherlands']);
    } finally {
      answers[COUNTRIES] = file;
    }
  },
);

test('the fields of a card are not to be seen where the host takes no cards', async () => {
  answers[SESSIONS_PATH] = json({ ...cardSession, payment_methods: [DUTCH, { type: 'eps', name: 'EPS' }] });
  const group = { ...EUR, excludedPaymentMethodTypes: ['card'] };
  const { form } = await openForm(shop, { host: host.url, group, element: { layout: OPENED } });
  await form.getByRole('combobox', { name: 'Country or region' }).waitFor();
  expect(await form.locator('#card-number').count()).toBe(1);
  expect(await form.locator('#card-number').isVisible()).toBe(false);
  expect(await form.getByRole('textbox').all()).toEqual([]);
});

/** Opens a form whose host answers when it is told to. */
async function openHeld(group: ElementsOptions, element: PaymentElementOptions, wait = true) {
  let release = (_: object[] | Answer) => {};
  const answer = new Promise<object[] | Answer>((resolve) => (release = resolve));
  let ask = () => {};
  const asked = new Promise<void>((resolve) => (ask = resolve));
  answers[SESSIONS_PATH] = async (_, response) => {
    ask();
    const given = await answer;
    const methods = Array.isArray(given) ? json({ ...cardSession, payment_methods: given }) : given;
    const { status = 200, headers, body } = methods as Exclude<Answer, string | Handler>;
    response.writeHead(status, headers).end(body);
  };
  const form = await openForm(shop, { host: host.url, group, element, wait });
  await asked;
  return { ...form, release };
}

test('a card that the options open at first is typed before the host has answered, and the caret stays in it when the other methods come', async () => {
  const { form, page, text, row, select, release, ...checkout } = await openHeld(EUR, { layout: OPENED });
  const number = text('Card number');
  await clickInto(number);
  await page.keyboard.type('42424242');
  await number.evaluate((input) => {
    for (const type of ['blur', 'focus'])
      input.addEventListener(type, () => input.classList.add(`had-${type}`));
  });
  const places = () =>
    Promise.all([row('Card'), number, text('Expiration date')].map((each) => each.boundingBox()));
  const before = await places();
  release([CARD, { type: 'ideal', name: 'iDEAL' }, { type: 'eps', name: 'EPS' }]);
  await row('EPS').waitFor({ state: 'attached' });
  expect(await places()).toEqual(before);
  expect(await number.getAttribute('class')).not.toContain('had-');
  await page.keyboard.type('424242421240123');
  expect(await number.inputValue()).toBe('4242 4242 4242 4242');
  expect(await select('Country or region').inputValue()).toBe('DE');
  expect(await checkout.change({ complete: true })).toMatchObject({ empty: false, value: { type: 'card' } });
  await row('iDEAL').click();
  await number.waitFor({ state: 'hidden' });
});

const openings: [string, object, object, boolean][] = [
  ['an accordion that begins open', {}, { layout: OPENED }, true],
  ['a list with a card', { allowedPaymentMethodTypes: ['ideal', 'card'] }, { layout: OPENED }, true],
  ['a card as the only type', { allowedPaymentMethodTypes: ['card'] }, {}, true],
  ['a card as the only type, in tabs', { paymentMethodTypes: ['card'] }, { layout: 'tabs' }, true],
  ['an order that begins with a card', {}, { layout: OPENED, paymentMethodOrder: ['card', 'eps'] }, true],
  ['an accordion that begins closed', {}, {}, false],
  ['tabs', {}, { layout: 'tabs' }, false],
  ['a list without a card', { allowedPaymentMethodTypes: ['ideal', 'kr_card'] }, { layout: OPENED }, false],
  ['a card that is left out', { excludedPaymentMethodTypes: ['card'] }, { layout: OPENED }, false],
  ['an order that begins with another', {}, { layout: OPENED, paymentMethodOrder: ['eps'] }, false],
  ['an intent that exists', { mode: undefined, clientSecret: 'pi_1_secret_1' }, { layout: OPENED }, false],
  ['saved methods', { customerSessionClientSecret: 'cuss_secret_1' }, { layout: OPENED }, false],
];
for (const [rows, options] of shares(openings, 6))
  test.each(rows)(
    'with %s, a form that the host has not chosen methods for yet is there if its card comes first',
    options,
    async (_, group, element, early) => {
      const given = 'clientSecret' in group ? { clientSecret: group.clientSecret } : { ...EUR, ...group };
      const { form, release, event } = await openHeld(given as ElementsOptions, element, early);
      const number = form.locator('#card-number');
      await number.waitFor({ state: 'attached' });
      expect(await number.isVisible()).toBe(early);
      expect(await form.locator('.skeleton > i').first().isVisible()).toBe(!early);
      release([CARD]);
      await event('ready');
    },
  );

test(
  'a form whose methods were refused after a card was opened goes, with the error of the host',
  THOROUGH,
  async () => {
    const { page, release, ...checkout } = await openHeld(EUR, { layout: OPENED });
    const error = { type: 'invalid_request_error', code: 'payment_method_types_empty', message: 'None.' };
    release(json({ error }, 400));
    expect((await checkout.event('loaderror')).error).toMatchObject(error);
    expect(await page.locator('#payment iframe').count()).toBe(0);
  },
);

test('the console says why there is no form, for a shop that does not listen', async () => {
  const clientSecret = `${await newIntent(shop)}x`;
  const form = await openForm(shop, { group: { clientSecret }, wait: false });
  await form.event('loaderror');
  const id = clientSecret.split('_secret_')[0];
  expect(form.console.join()).toContain(`The Payment Element has no form. No such payment_intent: '${id}'`);
  expect(form.console.join()).not.toContain(clientSecret);
});

test(
  'a card that was opened goes where the host has none, and the first of the others is open',
  THOROUGH,
  async () => {
    const { text, row, release } = await openHeld(EUR, { layout: OPENED });
    await clickInto(text('Card number'));
    release([DUTCH, { type: 'eps', name: 'EPS' }]);
    await row('EPS').waitFor({ state: 'attached' });
    await text('Card number').waitFor({ state: 'hidden' });
    await expect.poll(() => row('iDEAL').isChecked()).toBe(true);
  },
);

test('a call about a card that was opened early waits for the methods', THOROUGH, async () => {
  const form = await openHeld(EUR, { layout: OPENED });
  await form.typeCard();
  const submitted = form.submit();
  form.release([CARD]);
  expect(await submitted).toEqual({ selectedPaymentMethod: 'card' });
});

test('a card that was opened early and closed by the page stays closed', THOROUGH, async () => {
  const { page, row, release } = await openHeld(EUR, { layout: OPENED });
  await page.evaluate(() => void (window.payment as unknown as { collapse(): void }).collapse());
  await expect.poll(() => row('Card').isChecked()).toBe(false);
  release([CARD, { type: 'eps', name: 'EPS' }]);
  await row('EPS').waitFor({ state: 'attached' });
  expect(await row('Card').isChecked()).toBe(false);
});
