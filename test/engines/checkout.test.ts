/** The same checkout in the other engines that are installed: what a shopper does, from the first key to the receipt. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { expiry } from '../browser/checkout.js';
import { type DemoShop, startDemoShop } from '../browser/demo-shop.js';
import { serve, type TestServer } from '../browser/servers.js';
import { numbers } from '../testing/scenarios.js';
import { findEngines } from './find-engines.js';
import { type Driver, press, textOf, typeInto } from './tab.js';

/** A shop's page with split fields at its top, in a shadow root or in the document itself. */
const split = (
  { sandbox }: DemoShop,
  inShadow: boolean,
) => `<!doctype html><title>Shop</title><style>body { margin: 0 }</style>
  <div id="host"></div><button>Pay</button><p role="status"></p>
  <script src="${sandbox.url}/js/v1/payframe.js"></script>
  <script>
    const host = document.querySelector('#host');
    const root = ${inShadow} ? host.attachShadow({ mode: 'closed' }) : host;
    const status = document.querySelector('[role=status]');
    const payframe = Payframe('${sandbox.publishableKey}');
    const elements = payframe.elements({ autoAdvance: true });
    for (const type of ['cardNumber', 'cardExpiry', 'cardCvc']) {
      const node = document.createElement('div');
      node.id = type;
      root.append(node);
      elements.create(type).mount(node);
    }
    document.querySelector('button').onclick = async () => {
      const card = elements.getElement('cardNumber');
      const { paymentMethod, error } = await payframe.createPaymentMethod({ type: 'card', card });
      status.textContent = paymentMethod?.card.last4 ?? error.message;
    };
  </script>`;

let demo: DemoShop;
let shop: TestServer;

beforeAll(async () => {
  demo = await startDemoShop();
  shop = await serve({ '/': split(demo, false), '/shadow': split(demo, true) });
});

afterAll(async () => {
  await shop?.close();
  await demo?.close();
});

describe.each(findEngines())('in $name', ({ launch }) => {
  let browser: Driver;

  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(() => browser?.close());

  const shown = (text: string) =>
    expect.poll(() => browser.evaluate('document.body.innerText', []), { timeout: 20_000 }).toContain(text);

  /** Fills the demo's form and presses its button. */
  async function payBy(number: string) {
    await browser.open(demo.url);
    await typeInto(browser, 'Card number', `${number}${expiry.typed}123`, '#payment-element iframe');
    await typeInto(browser, 'Email', 'ada@example.com');
    await typeInto(browser, 'Full name', 'Ada');
    await press(browser, 'Pay');
  }

  test('a card is typed key by key, and pays', async () => {
    await payBy(numbers.visa);
    await shown('Thank you, Ada');
  });

  test('a declined card is told why', async () => {
    await payBy(numbers.declined);
    await shown('Your card has insufficient funds.');
  });

  test('the bank asks in a dialog over the page, and the payment goes on', async () => {
    await payBy(numbers.challenged);
    await press(browser, 'Complete authentication', 'dialog iframe', 'iframe');
    await shown('Thank you, Ada');
  });

  /** Waits until split fields have found each other: until then, the error names the fields, not the number. */
  const joined = () =>
    expect
      .poll(
        async () => {
          await press(browser, 'Pay');
          return browser.evaluate('document.body.innerText', []);
        },
        { timeout: 20_000 },
      )
      .toContain('Your card number is incomplete.');

  test('split fields hand the caret on, and pay as one card', async () => {
    await browser.open(shop.url);
    await joined();
    await press(browser, 'Card number', '#cardNumber iframe');
    await browser.type(`${numbers.visa}${expiry.typed}123`);
    await expect.poll(() => textOf(browser, 'Security code', '#cardCvc iframe')).toBe('123');
    expect(await textOf(browser, 'Expiration date', '#cardExpiry iframe')).toBe(expiry.shown);
    await press(browser, 'Pay');
    await shown('4242');
  });

  test('split fields in a shadow root do so too', async () => {
    await browser.open(`${shop.url}/shadow`);
    await joined();
    await browser.press(50, 10);
    await browser.type(`${numbers.visa}${expiry.typed}123`);
    await press(browser, 'Pay');
    await shown('4242');
  });
});
