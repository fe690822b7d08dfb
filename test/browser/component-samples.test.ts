/** The components of the guides and of the examples' READMEs, built from their own text, with what a shopper does with them. */
import { text } from 'node:stream/consumers';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { fillCard, payByWallet } from '../../src/testing/index.js';
import { snippetWith } from '../docs/markdown.js';
import { officialClient } from '../sandbox/official.js';
import { whole } from '../testing/scenarios.js';
import { shares } from '../thorough.js';
import { type Checkout, type Checkouts, cards, expiry, startCheckouts } from './checkout.js';
import { typeInto } from './click-into.js';
import { newIntent } from './payment-form.js';
import { press } from './press.js';
import { buildSamples } from './sample-app.js';

interface Scene {
  guide: string;
  /** Words of the samples that make the app; the first one is shown. */
  samples: string[];
  /** What the reader has around it. */
  entry: string;
  /** What the shop answers for a Checkout Session. */
  session?: 'embedded_page' | 'elements';
  /** A client secret, which the entry has as `SECRET`. */
  secret?: () => Promise<string>;
  /** What is amiss before the app starts. */
  before?: (page: Page) => Promise<unknown>;
  promises: (checkout: Checkout) => Promise<void>;
  /** Whether the console says what is amiss. */
  isNoisy?: boolean;
}

let shop: Checkouts;
let sent: string[] = [];

beforeAll(async () => {
  shop = await startCheckouts();
  shop.answers['/thanks'] = '<h1>Thank you</h1>';
  shop.answers['/pay'] = async (request, response) => {
    sent.push(await text(request));
    response.end();
  };
});
afterEach(() => shop.closePages());
afterAll(() => shop?.close());

/** Shows a component of React, or of Vue. */
const react = (name: string) => `import { createRoot } from 'react-dom/client';
  import { ${name} as Sample } from './sample';
  createRoot(document.getElementById('root')).render(<Sample />);`;
const VUE = `import { createApp } from 'vue';
  import Sample from './sample';
  createApp(Sample).mount('#root');`;

const CARD_INTENT = { payment_method_types: ['card'] };

const newSession = async (ui_mode: 'embedded_page' | 'elements') => {
  const session = await officialClient(shop.sandbox).checkout.sessions.create({
    mode: 'payment',
    allowed_payment_method_types: ['card'],
    customer_email: 'ada@shop.example',
    line_items: [
      { price_data: { currency: 'eur', product_data: { name: 'T-shirt' }, unit_amount: 1500 }, quantity: 2 },
    ],
    ui_mode,
    return_url: `${shop.shop.url}/thanks`,
  });
  return `${session.client_secret}`;
};

const number = (page: Page) =>
  page.frameLocator('#root iframe').getByRole('textbox', { name: /^(?:Card number|Kartennummer)$/ });

const says = (page: Page, message: string) =>
  expect.poll(() => page.getByRole('alert').textContent()).toBe(message);

const pay = (page: Page) => page.getByRole('button', { name: /^Pay/ }).click();

/** What is wrong is said; a card is typed, and its PaymentMethod reaches the shop's server. */
async function sendsPaymentMethod({ page }: Checkout): Promise<void> {
  await number(page).waitFor();
  await pay(page);
  await says(page, 'Your card number is incomplete.');
  await fillCard(page, whole(cards.visa));
  await says(page, '');
  await pay(page);
  await expect.poll(() => sent).toEqual([expect.stringMatching(/^pm_/)]);
  const { card } = await officialClient(shop.sandbox).paymentMethods.retrieve(sent[0] ?? '');
  expect(card?.last4).toBe('4242');
}

/** A field that could not be loaded says so in the page's own words, and loads at the button. */
async function triesAgainInGerman({ page }: Checkout): Promise<void> {
  await page.getByText('Das Feld konnte nicht geladen werden.').waitFor();
  await page.unroute('**/frame/**');
  await page.getByRole('button', { name: 'Erneut versuchen' }).click();
  await number(page).waitFor();
}

const withoutFrames = (page: Page) => page.route('**/frame/**', (route) => route.abort());

const showsSession = ({ page }: Checkout) =>
  page
    .frameLocator('#root iframe')
    .frameLocator('iframe:last-of-type')
    .getByText('T-shirt')
    .first()
    .waitFor({ state: 'attached' });

const fillPayment = (page: Page) => typeInto(number(page), `${cards.visa}${expiry.typed}12312345`);

async function paysForSession({ page }: Checkout): Promise<void> {
  await fillPayment(page);
  await press(page.getByRole('button', { name: 'Pay €30.00', disabled: false }));
  await page.waitForURL('**/thanks');
}

async function thanks({ page }: Checkout): Promise<void> {
  await fillPayment(page);
  await pay(page);
  await says(page, 'Thank you!');
}

/** A payment by a wallet, with the calls that the guide shows for the handler of `confirm`. */
const PAY = `async (payframe, elements) => {
    await elements.submit();
    const given = { elements, clientSecret: 'SECRET', redirect: 'if_required' };
    const { paymentIntent } = await payframe.confirmPayment(given);
    document.title = paymentIntent.status;
  }`;
const GROUP = `{ mode: 'payment', amount: 1099, currency: 'usd' }`;

async function paysByWallet({ page }: Checkout): Promise<void> {
  await payByWallet(page, 'google_pay');
  await expect.poll(() => page.title()).toBe('succeeded');
}
const walletIntent = () => newIntent(shop, { ...CARD_INTENT, currency: 'usd' });

const SCENES: Scene[] = [
  {
    guide: 'docs/react.md',
    samples: ['// Not loaded yet.'],
    entry: react('App'),
    promises: sendsPaymentMethod,
  },
  {
    guide: 'docs/vue.md',
    samples: ['<!-- app.vue -->', '<!-- card-form.vue -->'],
    entry: VUE,
    promises: sendsPaymentMethod,
  },
  {
    guide: 'docs/react.md',
    samples: ['setFailed(false)'],
    entry: react('App'),
    before: (page) => page.route('**/js/v1/**', (route) => route.abort()),
    async promises({ page }) {
      const again = page.getByRole('button', { name: 'Try again' });
      await again.waitFor();
      await page.unroute('**/js/v1/**');
      await again.click();
      await number(page).waitFor();
      await again.waitFor({ state: 'detached' });
    },
    isNoisy: true,
  },
  {
    guide: 'docs/react.md',
    samples: ['loadErrorText='],
    entry: react('App'),
    before: withoutFrames,
    promises: triesAgainInGerman,
    isNoisy: true,
  },
  {
    guide: 'docs/vue.md',
    samples: ['load-error-text='],
    entry: VUE,
    before: withoutFrames,
    promises: triesAgainInGerman,
    isNoisy: true,
  },
  {
    guide: 'docs/react.md',
    samples: ['export default function Page', "'use client'"],
    entry: react('default'),
    promises: ({ page }) => number(page).waitFor(),
  },
  {
    guide: 'docs/react.md',
    samples: ['<EmbeddedCheckoutProvider'],
    entry: react('Checkout'),
    session: 'embedded_page',
    promises: showsSession,
  },
  {
    guide: 'docs/vue.md',
    samples: ['<EmbeddedCheckoutProvider'],
    entry: VUE,
    session: 'embedded_page',
    promises: showsSession,
  },
  {
    guide: 'docs/react.md',
    samples: ['<CheckoutProvider'],
    entry: react('App'),
    session: 'elements',
    promises: paysForSession,
  },
  {
    guide: 'docs/vue.md',
    samples: ['<CheckoutProvider'],
    entry: VUE,
    session: 'elements',
    promises: paysForSession,
  },
  {
    guide: 'docs/express-checkout.md',
    samples: ['export function Wallets'],
    entry: `import { loadPayframe } from 'payframe';
      import { Elements, ElementsConsumer } from 'payframe/react';
      import { createRoot } from 'react-dom/client';
      import { Wallets } from './sample';
      const payframe = loadPayframe('pk_test_…', { host: 'https://pay.example.com' });
      const pay = ${PAY};
      createRoot(document.getElementById('root')).render(
        <Elements payframe={payframe} options={${GROUP}}>
          <ElementsConsumer>
            {({ payframe, elements }) => <Wallets pay={() => pay(payframe, elements)} />}
          </ElementsConsumer>
        </Elements>,
      );`,
    secret: walletIntent,
    promises: paysByWallet,
  },
  {
    guide: 'docs/express-checkout.md',
    samples: ['<!-- wallets.vue -->'],
    entry: `import { loadPayframe } from 'payframe';
      import { Elements } from 'payframe/vue';
      import { createApp, h } from 'vue';
      import Wallets from './sample';
      const payframe = loadPayframe('pk_test_…', { host: 'https://pay.example.com' });
      const pay = ${PAY};
      const content = (group) => h(Wallets, { pay: () => pay(group.payframe, group.elements) });
      createApp(() => h(Elements, { payframe, options: ${GROUP} }, content)).mount('#root');`,
    secret: walletIntent,
    promises: paysByWallet,
  },
  {
    guide: 'docs/migrating.md',
    samples: ["from '@stripe/react-stripe-js'"],
    entry: react('App'),
    promises: ({ page }) => number(page).waitFor(),
  },
  {
    guide: 'examples/react/README.md',
    samples: ['function PaymentForm'],
    entry: `import { loadPayframe } from 'payframe';
      import { createRoot } from 'react-dom/client';
      import { Payment } from './sample';
      const payframe = loadPayframe('pk_test_…', { host: 'https://pay.example.com' });
      createRoot(document.getElementById('root')).render(<Payment payframe={payframe} clientSecret="SECRET" />);`,
    secret: () => newIntent(shop, CARD_INTENT),
    promises: thanks,
  },
  {
    guide: 'examples/saas/README.md',
    samples: ['export const CardForm'],
    entry: `import { loadPayframe } from 'payframe';
      import { useElements, usePayframe } from 'payframe/react';
      import { createRoot } from 'react-dom/client';
      import { CardForm } from './sample';
      const payframe = loadPayframe('pk_test_…', { host: 'https://pay.example.com' });
      function Pay() {
        const [payframe, elements] = [usePayframe(), useElements()];
        const pay = async () => {
          const { error } = await payframe.confirmPayment({ elements, redirect: 'if_required' });
          document.querySelector('p').textContent = error ? error.message : 'Thank you!';
        };
        return <><p role="alert" /><button onClick={pay}>Pay</button></>;
      }
      createRoot(document.getElementById('root')).render(
        <CardForm payframe={payframe} clientSecret="SECRET"><Pay /></CardForm>,
      );`,
    secret: () => newIntent(shop, CARD_INTENT),
    promises: thanks,
  },
  {
    guide: 'examples/vue/README.md',
    samples: ['<!-- payment-form.vue'],
    entry: `import { loadPayframe } from 'payframe';
      import { Elements } from 'payframe/vue';
      import { createApp, h } from 'vue';
      import PaymentForm from './sample';
      const payframe = loadPayframe('pk_test_…', { host: 'https://pay.example.com' });
      const content = () => h(PaymentForm, { clientSecret: 'SECRET' });
      createApp(() => h(Elements, { payframe }, content)).mount('#root');`,
    secret: () => newIntent(shop, CARD_INTENT),
    async promises({ page }) {
      await page.getByLabel('Name on card').fill('Jenny Rosen');
      await fillCard(page, { number: cards.visa, expiry: '12/40', cvc: '123' });
      await pay(page);
      await says(page, 'Thank you!');
    },
  },
];

async function play({ guide, samples, entry, session, secret, before, promises, isNoisy }: Scene) {
  sent = [];
  const clientSecret = (await secret?.()) ?? '';
  if (session) shop.answers['/session'] = await newSession(session);
  const code = await buildSamples({ guide, samples, entry: entry.replaceAll('SECRET', clientSecret) });
  const { publishableKey, url } = shop.sandbox;
  const path = `/${snippetWith(guide, samples[0] ?? '').line}-of-${guide}.js`;
  shop.answers[path] = {
    headers: { 'content-type': 'text/javascript; charset=utf-8' },
    body: code.replaceAll('pk_test_…', publishableKey).replaceAll('https://pay.example.com', url),
  };
  const checkout = await shop.open({ mount: false, script: false, body: '<div id="root"></div>' });
  await before?.(checkout.page);
  await checkout.page.addScriptTag({ url: path, type: 'module' });
  await promises(checkout);
  if (!isNoisy) expect(checkout.console).toEqual([]);
}

for (const [scenes, options] of shares(SCENES, 8)) test.each(scenes)('$guide: $samples.0', options, play);
