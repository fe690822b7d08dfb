/** The samples of the guides that run in a page, in a real one, with what a shopper does meanwhile. */
import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import * as helpers from '../../src/testing/index.js';
import {
  completeAuthentication,
  fillAuBankAccount,
  fillCard,
  fillIban,
  payByWallet,
} from '../../src/testing/index.js';
import { snippetWith } from '../docs/markdown.js';
import { scriptIn, scriptOf } from '../docs/samples/modules.js';
import { functionBody, runScript, type Scope } from '../docs/samples/run.js';
import { officialClient } from '../sandbox/official.js';
import { numbers } from '../testing/scenarios.js';
import { THOROUGH } from '../thorough.js';
import { challengeIn } from './bank.js';
import { type Checkouts, cards, expiry, startCheckouts } from './checkout.js';
import { typeInto } from './click-into.js';
import { newIntent } from './payment-form.js';
import { press } from './press.js';
import type { Answer } from './servers.js';

/** A sample in a page. */
interface Scene {
  guide: string;
  /** Words of the sample, and of those before it in the same page. */
  samples: string[];
  /** Ids of the nodes that it mounts in. */
  nodes?: string[];
  html?: string;
  /** The number of a card that is in the page and typed; an empty one is not in the page yet. */
  card?: string;
  /** Texts that a reader replaces, and values of the page's own: its client secret above all. */
  given?: () => Promise<{ texts?: Record<string, string>; values?: Scope }>;
  /** What the shop answers. */
  answers?: Record<string, Answer>;
  /** What happens after the fields are mounted, before the sample goes on to its call. */
  typed?: (page: Page) => Promise<void>;
  /** What the shopper does once the sample runs. */
  acts?: (page: Page) => Promise<void>;
  promises: (declared: Scope, page: Page) => Promise<void> | void;
}

let shop: Checkouts;

beforeAll(async () => {
  shop = await startCheckouts();
  for (const name of ['payframe', 'element'])
    shop.answers[`/${name}.mjs`] = {
      headers: { 'content-type': 'text/javascript; charset=utf-8' },
      body: await readFile(new URL(`../../dist/${name}.mjs`, import.meta.url), 'utf8'),
    };
});
afterEach(() => shop.closePages());
afterAll(() => shop?.close());

const VISA = { number: cards.visa, expiry: '12/40', cvc: '123', postalCode: '94110' };

const intent = async (params: object = {}) => ({
  values: { clientSecret: await newIntent(shop, { payment_method_types: ['card'], ...params }) },
});

const statusOf = async ({ clientSecret }: Scope) => {
  const [id = ''] = `${clientSecret}`.split('_secret');
  return (await officialClient(shop.sandbox).paymentIntents.retrieve(id)).status;
};

const SESSION = {
  mode: 'payment',
  currency: 'eur',
  line_items: [
    { price_data: { currency: 'eur', product_data: { name: 'T-shirt' }, unit_amount: 1500 }, quantity: 2 },
  ],
} as const;

const newSession = async (params: object) => {
  const stripe = officialClient(shop.sandbox);
  return `${(await stripe.checkout.sessions.create({ ...SESSION, ...params } as never)).client_secret}`;
};

/** What a page was told, by the shop's own functions. */
const saidIn = (page: Page): Promise<unknown> => page.evaluate(() => (window as unknown as Scope).said);

const opened = (page: Page) => page.waitForURL('https://shop.example/**');

/** The fields of a card in a Payment Element. */
const cardIn = (page: Page) =>
  page.frameLocator('[id^="payment"] iframe').getByRole('textbox', { name: 'Card number' });

/** The same, where the form has other methods too. */
async function choosePayment(page: Page): Promise<void> {
  await page.frameLocator('[id^="payment"] iframe').getByText('Card', { exact: true }).click();
  await fillPayment(page);
}

const fillPayment = (page: Page) => typeInto(cardIn(page), `${cards.visa}${expiry.typed}12312345`);

const showsSession = (_: Scope, page: Page) =>
  page
    .frameLocator('#checkout iframe')
    .frameLocator('iframe:last-of-type')
    .getByText('T-shirt')
    .first()
    .waitFor({ state: 'attached' });

const SCENES: Scene[] = [
  {
    guide: 'docs/card-element.md',
    samples: ["visibility: 'require'"],
    nodes: ['card'],
    async promises(_, page) {
      await page.evaluate(() => window.elements.getElement('card')?.mount('#card'));
      await expect.poll(() => saidIn(page)).toEqual([{ cardField: 'seen' }]);
    },
  },
  {
    guide: 'docs/card-element.md',
    samples: ['node.innerHTML'],
    nodes: ['card'],
    card: '',
    acts: async (page) => {
      await page.route('**/frame/**', (route) => route.abort());
      await page.evaluate(() => window.card.mount('#card'));
      const again = page.getByRole('button', { name: 'Try again' });
      await again.waitFor();
      await page.unroute('**/frame/**');
      await again.click();
    },
    async promises(_, page) {
      await page.frameLocator('#card iframe').getByRole('textbox', { name: 'Card number' }).waitFor();
      expect(await page.getByRole('button', { name: 'Try again' }).count()).toBe(0);
    },
  },
  {
    guide: 'docs/card-element.md',
    samples: ["preload: ['card']"],
    async promises(_, page) {
      const kind = await page.evaluate(
        async () => typeof (await (window as unknown as Scope).loading).elements,
      );
      expect(kind).toBe('function');
    },
  },
  {
    guide: 'docs/card-element.md',
    samples: ['autoAdvance: true'],
    nodes: ['number', 'expiry', 'cvc'],
    typed: (page) => fillCard(page, { number: cards.visa, expiry: '12/40', cvc: '123' }),
    promises: ({ paymentMethod, error }) => {
      expect(error).toBeUndefined();
      expect(paymentMethod.card.last4).toBe('4242');
    },
  },
  {
    guide: 'docs/card-element.md',
    samples: ["elements.create('card', {\n  style"],
    nodes: ['card'],
    promises: hasColor,
  },
  {
    guide: 'docs/card-element.md',
    samples: ['createToken(card'],
    card: cards.visa,
    promises: ({ token, error }) => {
      expect([error, token.card.name]).toEqual([undefined, 'Jenny Rosen']);
    },
  },
  {
    guide: 'docs/card-element.md',
    samples: ["or { token: 'tok_…' }"],
    card: cards.visa,
    promises: ({ paymentMethod, error }) => {
      expect([error, paymentMethod.billing_details.email]).toEqual([undefined, 'jenny@example.com']);
    },
  },
  {
    guide: 'docs/styling.md',
    samples: ["elements.create('card', {\n  style"],
    nodes: ['card'],
    promises: hasColor,
  },
  {
    guide: 'docs/styling.md',
    samples: ["labels: 'floating'"],
    nodes: ['card'],
    async promises(_, page) {
      await page.frameLocator('#card iframe').getByText('Card number').waitFor();
    },
  },
  {
    guide: 'docs/styling.md',
    samples: ['cssSrc'],
    nodes: ['card'],
    async promises(_, page) {
      await page.evaluate(() => window.elements.create('card').mount('#card'));
      await page.frameLocator('#card iframe').getByRole('textbox', { name: 'Card number' }).waitFor();
    },
  },
  {
    guide: 'docs/iban.md',
    samples: ['supportedCountries', 'account_holder_type'],
    nodes: ['iban'],
    typed: (page) => fillIban(page, ['DE89', '3704', '0044', '0532', '0130', '00'].join('')),
    promises: ({ paymentMethod, token, error }) => {
      expect([error, paymentMethod.type, token.type]).toEqual([undefined, 'sepa_debit', 'bank_account']);
    },
  },
  {
    guide: 'docs/au-bank-account.md',
    samples: ['auBankAccount.mount'],
    nodes: ['account'],
    given: () => intent({ currency: 'aud', payment_method_types: ['au_becs_debit'] }),
    typed: (page) =>
      fillAuBankAccount(page, {
        bsb: ['000', '000'].join(''),
        account: ['000', '123', '456'].join(''),
      }),
    promises: ({ paymentIntent, error }) => {
      expect([error, paymentIntent.status]).toEqual([undefined, 'processing']);
    },
  },
  {
    guide: 'docs/errors.md',
    samples: ['decline_code'],
    card: numbers.declined,
    given: () => intent(),
    async promises(_, page) {
      expect(await saidIn(page)).toEqual(['Your card was declined (insufficient_funds).']);
    },
  },
  {
    guide: 'docs/three-d-secure.md',
    samples: ['await payframe.confirmCardPayment(clientSecret, { payment_method: { card } })'],
    card: cards.threeDSecure,
    given: () => intent(),
    acts: (page) => completeAuthentication(page),
    promises: ({ paymentIntent, error }) => {
      expect([error, paymentIntent.status]).toEqual([undefined, 'succeeded']);
    },
  },
  {
    guide: 'docs/three-d-secure.md',
    samples: ['return_url: '],
    card: cards.visa,
    given: () => intent(),
    promises: async (declared) => expect(await statusOf(declared)).toBe('succeeded'),
  },
  {
    guide: 'docs/payments.md',
    samples: ["form.addEventListener('submit'"],
    html: '<form id="form"><div id="card"></div><p id="message" role="alert"></p><button>Pay</button></form>',
    given: () => intent(),
    acts: async (page) => {
      await fillCard(page, VISA);
      await page.getByRole('button', { name: 'Pay' }).click();
    },
    async promises(declared, page) {
      await page.getByText('Thank you.').waitFor();
      expect(await statusOf(declared)).toBe('succeeded');
    },
  },
  {
    guide: 'docs/payments.md',
    samples: ["elements.create('card').mount('#card')"],
    nodes: ['card'],
    given: () => intent(),
    typed: (page) => fillCard(page, VISA),
    acts: opened,
    promises: (_, page) => {
      expect(new URL(page.url()).searchParams.get('redirect_status')).toBe('succeeded');
    },
  },
  {
    guide: 'docs/payments.md',
    samples: ['async function pay()'],
    nodes: ['card'],
    given: () => intent(),
    answers: {
      '/intent': async (_, response) => {
        const clientSecret = await newIntent(shop, { payment_method_types: ['card'] });
        response.end(JSON.stringify({ clientSecret }));
      },
    },
    async promises(_, page) {
      await page.evaluate(() => window.elements.create('card').mount('#card'));
      await fillCard(page, VISA);
      const paid = await page.evaluate(
        async () => (await (window as unknown as Scope).pay()).paymentIntent.status,
      );
      expect(paid).toBe('succeeded');
    },
  },
  {
    guide: 'docs/payments.md',
    samples: ['cvc: cvcElement'],
    nodes: ['cvc'],
    async given() {
      const stripe = officialClient(shop.sandbox);
      const { id: customer } = await stripe.customers.create({ payment_method: 'pm_card_visa' });
      const { data } = await stripe.customers.listPaymentMethods(customer);
      return { ...(await intent({ customer })), texts: { 'pm_…': data[0]?.id ?? '' } };
    },
    async typed(page) {
      await page.evaluate(() => {
        const cvcElement = window.elements.create('cardCvc');
        Object.assign(window, { cvcElement });
        cvcElement.mount('#cvc');
      });
      await fillCard(page, { cvc: '123' });
    },
    promises: async (declared) => expect(await statusOf(declared)).toBe('succeeded'),
  },
  {
    guide: 'docs/address-element.md',
    samples: ["elements.create('address', { mode: 'shipping' })", 'shipping.getValue()'],
    nodes: ['shipping', 'payment'],
    given: () => intent(),
    typed: (page) => fillIn(page, 'docs/address-element.md', 'await fillAddress'),
    promises: ({ complete, value }) => {
      expect(complete).toBe(true);
      expect(value).toMatchObject({ name: 'Jenny Rosen', address: { city: 'Brothers', line2: null } });
    },
  },
  {
    guide: 'docs/payment-element.md',
    samples: ["name: 'never'", 'payment_method_data'],
    nodes: ['payment'],
    given: () => intent(),
    async typed(page) {
      await page.evaluate(() => window.elements.getElement('payment')?.mount('#payment'));
      await fillPayment(page);
    },
    acts: opened,
    promises: (_, page) => {
      expect(new URL(page.url()).searchParams.get('redirect_status')).toBe('succeeded');
    },
  },
  {
    guide: 'docs/payment-element.md',
    samples: ['linkAuthentication'],
    nodes: ['email', 'payment'],
    given: () => intent(),
    async promises(_, page) {
      const email = page.frameLocator('#email iframe').getByRole('textbox');
      await expect.poll(() => email.inputValue()).toBe('jenny@example.com');
      await cardIn(page).waitFor();
    },
  },
  {
    guide: 'docs/payment-element.md',
    samples: ['customPaymentMethods'],
    nodes: ['payment'],
    given: () => intent(),
    async typed(page) {
      await page.evaluate(() => window.elements.create('payment').mount('#payment'));
      await page.frameLocator('#payment iframe').getByText('Gift card', { exact: true }).click();
      await page.frameLocator('#payment iframe').getByText('Up to €50').waitFor();
    },
    async promises({ selectedPaymentMethod }, page) {
      expect(selectedPaymentMethod).toBe('cpmt_gift');
      expect(await saidIn(page)).toEqual(['payByGiftCard']);
    },
  },
  {
    guide: 'docs/payment-element.md',
    samples: ['retrievePaymentIntent'],
    answers: {
      '/payments/null': async (_, response) => {
        const clientSecret = await newIntent(shop, { payment_method: 'pm_card_visa', confirm: true });
        response.end(JSON.stringify({ clientSecret }));
      },
    },
    async promises(_, page) {
      expect(await saidIn(page)).toEqual(['Thank you.']);
    },
  },
  {
    guide: 'docs/checkout.md',
    samples: ['createEmbeddedCheckoutPage'],
    nodes: ['checkout'],
    answers: {
      '/session': async (_, response) =>
        void response.end(
          await newSession({ ui_mode: 'embedded_page', return_url: 'https://shop.example/done' }),
        ),
    },
    promises: showsSession,
  },
  {
    guide: 'docs/checkout.md',
    samples: ['initCheckoutElementsSdk'],
    html: '<div id="payment"></div><input id="email"><p id="total"></p><p id="message"></p><button id="button">Pay</button>',
    given: async () => ({
      values: {
        clientSecret: await newSession({ ui_mode: 'elements', return_url: 'https://shop.example/done' }),
      },
    }),
    async acts(page) {
      // The page listens to its email field once the session is loaded.
      await expect.poll(() => page.locator('#total').textContent()).toBe('€30.00');
      await page.locator('#email').fill('ada@shop.example');
      await page.locator('#email').blur();
      await choosePayment(page);
      await press(page.locator('#button:enabled'));
      await opened(page);
    },
    promises: (_, page) => expect(page.url()).toContain('https://shop.example/done'),
  },
  {
    guide: 'docs/custom-elements.md',
    samples: ["querySelector('payframe-card')", 'const { payframe, element } = card', 'card.options ='],
    given: () => intent(),
    html: '<payframe-card publishable-key="KEY" host="HOST"></payframe-card><script type="module" src="/element.mjs"></script>',
    typed: (page) => fillCard(page, VISA),
    async promises({ paymentMethod, ...declared }, page) {
      expect(paymentMethod.billing_details.name).toBe('Jenny Rosen');
      expect(await statusOf(declared)).toBe('succeeded');
      await page.locator('payframe-card[disabled]').waitFor();
    },
  },
  {
    guide: 'docs/express-checkout.md',
    samples: ['emailRequired: true', "express.on('shippingratechange'"],
    html: snippetWith('docs/express-checkout.md', '<div id="express">').code,
    answers: {
      '/intents': async (_, response) => {
        const clientSecret = await newIntent(shop, { currency: 'usd', payment_method_types: ['card'] });
        response.end(JSON.stringify({ clientSecret }));
      },
    },
    async acts(page) {
      await payByWallet(page, 'google_pay');
      await opened(page);
    },
    promises: (_, page) => {
      expect(new URL(page.url()).searchParams.get('redirect_status')).toBe('succeeded');
    },
  },
  {
    guide: 'docs/express-checkout.md',
    samples: ['payframe.paymentRequest'],
    nodes: ['wallet'],
    given: () => intent({ currency: 'usd' }),
    acts: (page) => payByWallet(page, 'google_pay'),
    promises: async (declared) => {
      await expect.poll(() => statusOf(declared)).toBe('succeeded');
    },
  },
  {
    guide: 'docs/identity.md',
    samples: ['verifyIdentity'],
    async given() {
      const stripe = officialClient(shop.sandbox);
      const session = await stripe.identity.verificationSessions.create({ type: 'document' });
      return { values: { clientSecret: session.client_secret } };
    },
    async acts(page) {
      await challengeIn(page).getByRole('button', { name: 'Close' }).click();
    },
    promises: ({ error }) => expect(error.code).toBe('session_cancelled'),
  },
  {
    guide: 'docs/platforms.md',
    samples: ["createToken('account'"],
    promises: ({ token, error }) => expect([error, token.type]).toEqual([undefined, 'account']),
  },
  {
    guide: 'docs/platforms.md',
    samples: ["stripeAccount: 'acct_…'"],
    async given() {
      const account = await officialClient(shop.sandbox).accounts.create({ type: 'standard' });
      return { texts: { 'acct_…': account.id } };
    },
    async promises(_, page) {
      expect(await page.evaluate(() => typeof window.payframe.elements)).toBe('function');
    },
  },
  {
    guide: 'docs/saved-methods.md',
    samples: ['customerSessionClientSecret }'],
    nodes: ['payment'],
    async given() {
      const stripe = officialClient(shop.sandbox);
      const { id: customer } = await stripe.customers.create({ payment_method: 'pm_card_visa' });
      const { data } = await stripe.customers.listPaymentMethods(customer);
      await stripe.paymentMethods.update(data[0]?.id ?? '', { allow_redisplay: 'always' });
      const features = { payment_method_redisplay: 'enabled' } as const;
      const { client_secret } = await stripe.customerSessions.create({
        customer,
        components: { payment_element: { enabled: true, features } },
      });
      const { values } = await intent({ customer });
      return { values: { ...values, customerSessionClientSecret: client_secret } };
    },
    promises: (_, page) => page.frameLocator('#payment iframe').getByText('4242').first().waitFor(),
  },
  {
    guide: 'docs/subscriptions.md',
    samples: ['// The page.'],
    nodes: ['payment'],
    given: () => intent(),
    typed: fillPayment,
    acts: opened,
    promises: (_, page) => expect(page.url()).toContain('https://shop.example/thanks'),
  },
  {
    guide: 'examples/checkout-embedded/README.md',
    samples: ['createEmbeddedCheckoutPage'],
    html: snippetWith('examples/checkout-embedded/README.md', '<div id="checkout">').code,
    answers: {
      '/session': async (_, response) =>
        void response.end(
          await newSession({ ui_mode: 'embedded_page', return_url: 'https://shop.example/done' }),
        ),
    },
    promises: showsSession,
  },
  {
    guide: 'examples/payment-element/README.md',
    samples: ["form.addEventListener('submit'"],
    html: snippetWith('examples/payment-element/README.md', '<form id="form">').code,
    given: () => intent(),
    answers: { '/done': '<h1>Thank you</h1>' },
    async acts(page) {
      await fillPayment(page);
      await page.getByRole('button', { name: 'Pay' }).click();
      await page.getByText('Thank you').waitFor();
    },
    promises: (_, page) => expect(page.url()).toContain('/done?'),
  },
  {
    guide: 'examples/script-tag/README.md',
    samples: ['elements.submit()'],
    nodes: ['payment-element'],
    given: async () => ({
      ...(await intent({ amount: 3600, payment_method_types: undefined })),
      texts: { 'your publishable key': shop.sandbox.publishableKey },
    }),
    typed: choosePayment,
    promises: async ({ incomplete, error, ...declared }) => {
      expect([incomplete, error]).toEqual([undefined, undefined]);
      expect(await statusOf(declared)).toBe('succeeded');
    },
  },
];

/** The text that is typed has the style's color. */
async function hasColor(_: Scope, page: Page): Promise<void> {
  await page.evaluate(() => window.elements.getElement('card')?.mount('#card'));
  const number = page.frameLocator('#card iframe').getByRole('textbox', { name: 'Card number' });
  await expect.poll(() => number.evaluate((input) => getComputedStyle(input).color)).toBe('rgb(26, 26, 26)');
}

/** Runs a sample of a shop's test, which sees the page from outside. */
async function fillIn(page: Page, guide: string, words: string): Promise<void> {
  const script = scriptOf(snippetWith(guide, words));
  if (script) await runScript(script, { page, load: () => helpers }, []);
}

/** What a sample waits for, once its fields are there: a call that needs what was typed. */
const CALL = /^(?:const \{[^}]*\} = )?await (?!payframe\.createEmbedded)/m;

/** The code that runs before something is typed, and the code after it. */
function aroundTyping(codes: string[]): [before: string[], after: string[]] {
  const at = codes.findIndex((code) => CALL.test(code));
  const calling = codes[at] ?? '';
  const call = calling.search(CALL);
  return [
    [...codes.slice(0, at), calling.slice(0, call)],
    [calling.slice(call), ...codes.slice(at + 1)],
  ];
}

/** Prepares what the samples take for granted. Runs in the shop's page. */
function setUp({ key, values, card }: { key: string; values: Scope; card: string | undefined }): void {
  const seen: unknown[] = [];
  for (const name of ['payAtPayPal', 'payByGiftCard', 'report', 'say', 'show'])
    Object.assign(window, { [name]: (said: unknown = name) => seen.push(said) });
  // As text, because the tests' own loader would take the place of `import`.
  const load = new Function("return import('/payframe.mjs')");
  Object.assign(window, values, { said: seen, load });
  if (card) return;
  const { clientSecret } = values;
  window.payframe = window.Payframe(key);
  window.elements = window.payframe.elements(clientSecret?.startsWith('pi_') ? { clientSecret } : {});
  if (card === '') window.card = window.elements.create('card');
}

/** Runs code in the page, in which all that it declares stays. */
const startIn = (page: Page, code: string): Promise<void> =>
  page.evaluate(
    (body) => {
      const AsyncFunction = (async () => {}).constructor as new (code: string) => () => Promise<Scope>;
      const running = new AsyncFunction(body)().then((declared) => Object.assign(window, declared));
      running.catch(() => {});
      Object.assign(window, { running });
    },
    functionBody(scriptIn('js', code)),
  );

const isLeft = (page: Page) => !page.url().startsWith(`${shop.shop.url}/checkout-`);

/** Waits until the code has ended, or the page was left. */
async function ended(page: Page): Promise<void> {
  const running = page.evaluate(async () => void (await (window as unknown as Scope).running));
  await running.catch((error: Error) => {
    if (!isLeft(page)) throw error;
  });
}

async function openPage({ html, nodes = [], card }: Scene, values: Scope): Promise<Page> {
  const { url, publishableKey: key } = shop.sandbox;
  const body = html ?? nodes.map((id) => `<div id="${id}"></div>`).join('');
  const own = {
    mount: false,
    script: !body.includes('/js/v1/payframe.js'),
    body: body.replace('KEY', key).replace(/HOST|https:\/\/pay\.example\.com/g, url),
  };
  const checkout = await shop.open(card ? {} : own);
  if (card) await checkout.typeCard(card);
  const { page } = checkout;
  await page.route('https://shop.example/**', (route) => route.fulfill({ body: 'The shop.' }));
  await page.route('https://fonts.googleapis.com/**', (route) => route.fulfill({ contentType: 'text/css' }));
  await page.evaluate(setUp, { key, values, card });
  return page;
}

/** What the samples have declared, as plain data. */
const declaredIn = (page: Page, names: string[]): Promise<Scope> =>
  page.evaluate((wanted) => {
    const scope = window as unknown as Scope;
    const isPlain = (value: unknown) =>
      !Object.values(Object(value)).some((part) => typeof part === 'function') && !(value instanceof Node);
    const plain = wanted.filter((name) => isPlain(scope[name])).map((name) => [name, scope[name]]);
    return JSON.parse(JSON.stringify(Object.fromEntries(plain)));
  }, names);

async function play(scene: Scene): Promise<void> {
  const { guide, samples, given, answers, typed, acts, promises } = scene;
  const { texts = {}, values = {} } = (await given?.()) ?? {};
  Object.assign(shop.answers, answers);
  const page = await openPage(scene, values);
  const { url, publishableKey } = shop.sandbox;
  const replaced = { ...texts, 'pk_test_…': publishableKey, 'https://pay.example.com': url };
  const codes = samples.map((words) =>
    Object.entries(replaced).reduce(
      (code, [from, to]) => code.replaceAll(from, to),
      snippetWith(guide, words).code,
    ),
  );
  const [before, after] = typed ? aroundTyping(codes) : [[], codes];
  for (const code of before) {
    await startIn(page, code);
    await ended(page);
  }
  await typed?.(page);
  for (const code of after) {
    await startIn(page, code);
    if (code === after.at(-1)) await acts?.(page);
    await ended(page);
  }
  const names = codes.flatMap((code) => scriptIn('js', code).names);
  await promises({ ...values, ...(isLeft(page) ? {} : await declaredIn(page, names)) }, page);
}

const isShortest = ({ guide }: Scene) => guide === 'docs/three-d-secure.md';

test.each(SCENES.filter(isShortest))('$guide, in a page: $samples', play);

test.each(SCENES.filter((scene) => !isShortest(scene)))('$guide, in a page: $samples', THOROUGH, play);
