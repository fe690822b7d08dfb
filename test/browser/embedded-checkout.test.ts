/** The page of a Checkout Session that is embedded in a shop's page: the host on 127.0.0.1, the shop on localhost. */
import type { Frame, FrameLocator, Page } from 'playwright-core';
import type Stripe from 'stripe';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { authoriseAtBank, payCheckout } from '../../src/testing/index.js';
import { officialClient } from '../sandbox/official.js';
import { THOROUGH } from '../thorough.js';
import { answerBank } from './bank.js';
import { type Checkout, type Checkouts, cards, type PageOptions, startCheckouts } from './checkout.js';
import { testWindows } from './windows.js';

let shop: Checkouts;
let stripe: Stripe;

beforeAll(async () => {
  shop = await startCheckouts();
  stripe = officialClient(shop.sandbox);
  shop.answers['/thanks'] = '<!doctype html><title>Thanks</title><h1>Thank you</h1>';
});
afterEach(() => shop.closePages());
afterAll(() => shop?.close());

type Params = Stripe.Checkout.SessionCreateParams;
type Session = Stripe.Checkout.Session;

const price_data = { currency: 'eur', product_data: { name: 'T-shirt' }, unit_amount: 1500 };

const create = (more: Partial<Params> = {}): Promise<Session> =>
  stripe.checkout.sessions.create({
    ...{
      allowed_payment_method_types: ['card'],
      line_items: [{ price_data, quantity: 2 }],
      mode: 'payment',
      return_url: `${shop.shop.url}/thanks?session={CHECKOUT_SESSION_ID}`,
      ui_mode: 'embedded_page',
    },
    ...more,
  });

const key = () => shop.sandbox.publishableKey;

const stateOf = async ({ id }: Session) => stripe.checkout.sessions.retrieve(id);

/** What the shop's page has seen, and what it does when the customer wants to change something. */
interface ShopWindow {
  said: unknown[];
  reject?: string;
  checkout: { mount(node: string): void; unmount(): void; destroy(): void };
}

/** Runs in the shop's page: shows the page of a session. */
async function embed({
  clientSecret,
  handlers,
  key,
}: {
  clientSecret: string;
  handlers: string[];
  key: string;
}) {
  const shopWindow = window as unknown as ShopWindow;
  shopWindow.said = [];
  const answer = () =>
    shopWindow.reject === undefined
      ? { type: 'accept' }
      : { type: 'reject', errorMessage: shopWindow.reject };
  const ask = (name: string) => async (event: unknown) => {
    shopWindow.said.push([name, event]);
    return answer();
  };
  shopWindow.checkout = await window.Payframe(key).createEmbeddedCheckoutPage({
    fetchClientSecret: async () => clientSecret,
    onComplete: () => shopWindow.said.push('complete'),
    ...Object.fromEntries(handlers.map((name) => [name, ask(name)])),
  });
  shopWindow.checkout.mount('#checkout');
}

interface Embedded extends Checkout {
  session: Session;
  /** The page of the session. */
  inner: FrameLocator;
}

const innerOf = (page: Page) => page.frameLocator('#checkout iframe').frameLocator('iframe:last-of-type');

async function open(
  params: Partial<Params> = {},
  { handlers = [], ...options }: PageOptions & { handlers?: string[] } = {},
): Promise<Embedded> {
  const [session, checkout] = await Promise.all([
    create(params),
    shop.open({ mount: false, body: '<h1>Shop</h1><div id="checkout"></div>', ...options }),
  ]);
  await checkout.page.evaluate(embed, { clientSecret: String(session.client_secret), handlers, key: key() });
  return { ...checkout, session, inner: innerOf(checkout.page) };
}

const said = ({ page }: Checkout) => page.evaluate(() => (window as unknown as ShopWindow).said);
const pay = ({ inner }: Embedded) => inner.getByTestId('checkout-pay');
const arrived = ({ page }: Checkout, { id }: Session) =>
  page.waitForURL(`${shop.shop.url}/thanks?session=${id}`);
const heading = ({ inner }: Embedded, name: string) => inner.getByRole('heading', { name }).waitFor();
const shownText = (opened: Embedded, text: string) =>
  opened.inner.getByRole('alert').getByText(text).waitFor();

describe('an embedded Checkout', () => {
  test('is as high as its page, takes the payment, and leads to return_url', async () => {
    const opened = await open();
    const { inner, page, requests } = opened;
    await pay(opened).waitFor();
    const frame = page.locator('#checkout iframe');
    const heightOf = () =>
      inner.locator(':root').evaluate((root) => Math.ceil(root.getBoundingClientRect().height));
    await expect.poll(async () => (await frame.boundingBox())?.height).toBe(await heightOf());
    await payCheckout(page, { email: 'ada@shop.example' });
    await arrived(opened, opened.session);
    expect(await stateOf(opened.session)).toMatchObject({
      ...{ status: 'complete', payment_status: 'paid' },
      customer_details: { email: 'ada@shop.example' },
    });
    // Neither an address of the host nor a foreign host has learnt the secret.
    expect(requests.filter(({ url }) => url.includes('_secret_'))).toEqual([]);
    const origins = new Set(requests.map(({ url }) => new URL(url).origin));
    expect(origins).toEqual(new Set([shop.shop.url, shop.sandbox.url]));
    expect(opened.console).toEqual([]);
  });

  test('stays where the shop does not want to lead on, and tells it', THOROUGH, async () => {
    const opened = await open({ redirect_on_completion: 'if_required' });
    await payCheckout(opened.page);
    await heading(opened, 'You have paid');
    expect(await said(opened)).toEqual(['complete']);
    expect(opened.page.url()).not.toContain('thanks');
    // The page is there once: going back leaves the shop’s page, and shows no earlier step of the frame.
    await opened.page.evaluate(() => (window as unknown as ShopWindow).checkout.destroy());
    expect(await opened.page.locator('iframe').count()).toBe(0);
  });

  test('shows the question of the bank over the whole page, and goes on after the answer', async () => {
    const opened = await open({ redirect_on_completion: 'never', return_url: undefined });
    await payCheckout(opened.page, { card: { number: cards.threeDSecure } });
    await answerBank(opened.page, 'Fail authentication');
    await shownText(opened, 'Your bank did not confirm');
    expect((await stateOf(opened.session)).status).toBe('open');
    await payCheckout(opened.page, { card: { number: cards.threeDSecure } });
    await answerBank(opened.page, 'Complete authentication');
    await heading(opened, 'You have paid');
    expect(await said(opened)).toEqual(['complete']);
  });

  test('leads the shop’s page to a bank, and that leads to return_url', THOROUGH, async () => {
    const opened = await open({ allowed_payment_method_types: ['ideal'] });
    await payCheckout(opened.page, { method: 'ideal' });
    await authoriseAtBank(opened.page);
    await arrived(opened, opened.session);
    expect((await stateOf(opened.session)).payment_status).toBe('paid');
  });

  test('says why a card was declined, and takes another one', THOROUGH, async () => {
    const opened = await open();
    await payCheckout(opened.page, { card: { number: ['4000', '0000', '0000', '0002'].join('') } });
    await shownText(opened, 'Your card was declined.');
    await payCheckout(opened.page);
    await arrived(opened, opened.session);
  });

  test('shows what a session has come to that is complete or has expired', THOROUGH, async () => {
    const opened = await open({ redirect_on_completion: 'if_required' });
    await pay(opened).waitFor();
    await stripe.checkout.sessions.expire(opened.session.id);
    await opened.page.evaluate(() => {
      const { checkout } = window as unknown as ShopWindow;
      checkout.unmount();
      checkout.mount('#checkout');
    });
    await heading(opened, 'This checkout has expired');
    const paid = await open({ redirect_on_completion: 'if_required' });
    await pay(paid).waitFor();
    await stripe.rawRequest('POST', `/v1/test_helpers/checkout/sessions/${paid.session.id}/complete`);
    // The customer pays once more in a page that does not know it yet.
    await payCheckout(paid.page);
    await heading(paid, 'You have paid');
    expect(await said(paid)).toEqual(['complete']);
  });

  test('says to customer and developer that a session is not the key’s, or the secret another one', async () => {
    const { page, console: lines } = await shop.open({ mount: false, body: '<div id="checkout"></div>' });
    const { client_secret: secret } = await create();
    await page.evaluate(embed, { clientSecret: `${secret}x`, handlers: [], key: key() });
    const message = 'The client_secret provided does not match the Checkout Session.';
    await page.frameLocator('#checkout iframe').getByRole('alert').getByText(message).waitFor();
    await expect.poll(() => lines.join()).toContain(message);
    expect(lines.join()).not.toContain(String(secret));
    lines.length = 0;
  });
});

describe('a change in an embedded Checkout', () => {
  const adjustable = { price_data, quantity: 2, adjustable_quantity: { enabled: true, maximum: 5 } };

  test('is asked of the shop, which agrees or says why not', async () => {
    const opened = await open(
      { line_items: [adjustable] },
      { handlers: ['onLineItemsChange'], context: { viewport: { width: 1280, height: 900 } } },
    );
    const { inner, page } = opened;
    const total = () => expect.poll(() => inner.getByTestId('checkout-total').textContent());
    await inner.getByRole('button', { name: 'One more' }).click();
    await total().toBe('€45.00');
    const [[name, event]] = (await said(opened)) as [[string, { lineItems: object[] }]];
    expect([name, event]).toMatchObject([
      'onLineItemsChange',
      {
        checkoutSessionId: opened.session.id,
        lineItems: [
          { quantity: 3, display: { name: 'T-shirt' }, pricingSpec: { currency: 'eur', unitAmount: 1500 } },
        ],
      },
    ]);
    await page.evaluate(() => Object.assign(window, { reject: 'Only three are left.' }));
    await inner.getByRole('button', { name: 'One more' }).click();
    await shownText(opened, 'Only three are left.');
    await total().toBe('€45.00');
    expect((await stateOf(opened.session)).amount_total).toBe(4500);
  });

  test('of the address lets the shop compute what the delivery costs', THOROUGH, async () => {
    const opened = await open(
      { shipping_address_collection: { allowed_countries: ['AT', 'DE'] } },
      { handlers: ['onShippingDetailsChange'] },
    );
    const { inner } = opened;
    const part = (name: string) => inner.getByTestId(`checkout-shipping-${name}`);
    await part('name').fill('Ada Lovelace');
    await part('country').selectOption('AT');
    const shipping_rate_data = {
      display_name: 'Parcel to Austria',
      fixed_amount: { amount: 900, currency: 'eur' },
      type: 'fixed_amount' as const,
    };
    await stripe.checkout.sessions.update(opened.session.id, { shipping_options: [{ shipping_rate_data }] });
    await part('line1').fill('Straße 1');
    await part('city').focus();
    await inner.getByLabel('Parcel to Austria').waitFor();
    await expect.poll(() => inner.getByTestId('checkout-total').textContent()).toBe('€39.00');
    expect(await said(opened)).toMatchObject([
      [
        'onShippingDetailsChange',
        { shippingDetails: { name: 'Ada Lovelace', address: { country: 'AT', line1: 'Straße 1' } } },
      ],
    ]);
  });
});

describe('redirectToCheckout', () => {
  test('resolves with an error where there is no page to lead to, and else leads to the page of a session', async () => {
    const { id, url } = await create({
      return_url: undefined,
      success_url: `${shop.shop.url}/thanks`,
      ui_mode: 'hosted_page',
    });
    const { page } = await shop.open({ mount: false });
    const errorOf = async (sessionId: string) => {
      const { error } = await page.evaluate(
        async ([by, id]) =>
          JSON.parse(JSON.stringify(await window.Payframe(by).redirectToCheckout({ sessionId: id }))),
        [key(), sessionId] as const,
      );
      return [error.type, error.code, error.param];
    };
    expect(await errorOf('cs_test_none')).toEqual(['invalid_request_error', 'resource_missing', 'sessionId']);
    const embedded = await create();
    expect(await errorOf(embedded.id)).toEqual(['invalid_request_error', undefined, 'sessionId']);
    // What the page waits for is gone with it.
    const left = page.evaluate(
      async ([by, sessionId]) => JSON.stringify(await window.Payframe(by).redirectToCheckout({ sessionId })),
      [key(), id] as const,
    );
    await Promise.race([
      left.then(
        (outcome) => expect.fail(outcome),
        () => {},
      ),
      page.waitForURL(String(url)),
    ]);
    await page.waitForURL(String(url));
    // The host's page names a test card, which no page of the shop may hold.
    await page.goto('about:blank');
  });
});

describe('the look', () => {
  testWindows('embedded-checkout', async (context, look) => {
    const opened = await open(
      { allow_promotion_codes: true, shipping_address_collection: { allowed_countries: ['AT', 'DE'] } },
      { head: '<style>:root { color-scheme: light dark }</style>', context },
    );
    const { inner, page } = opened;
    await inner.frameLocator('#payment iframe').locator('[autocomplete="cc-number"]').waitFor();
    const frame = page.frames().find((one) => one.url().endsWith('/pay/embedded')) as Frame;
    await look(page, '', frame);
    // Nothing of it is cut off by the frame around it.
    expect(await frame.evaluate(overflow)).toEqual([0, 0]);
  });

  test('is as light or dark as the shop’s page', THOROUGH, async () => {
    for (const scheme of ['light', 'dark'] as const) {
      const { inner } = await open({}, { head: `<style>:root { color-scheme: ${scheme} }</style>` });
      const background = () =>
        inner.locator('body').evaluate((body) => getComputedStyle(body).backgroundColor);
      await expect.poll(background).toBe(scheme === 'dark' ? 'rgb(31, 31, 38)' : 'rgb(255, 255, 255)');
    }
  });
});

/** Runs in a document. Returns how far it could be scrolled to the side and down. */
function overflow(): [number, number] {
  const { clientHeight, clientWidth, scrollHeight, scrollWidth } = document.documentElement;
  return [scrollWidth - clientWidth, scrollHeight - clientHeight];
}
