/** What a page in test mode is told of the names that it misspelt. */
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type Checkouts, startCheckouts } from './checkout.js';

let shop: Checkouts;

beforeAll(async () => {
  shop = await startCheckouts();
});

afterEach(() => shop.closePages());

afterAll(() => shop?.close());

/** Opens a page that mounts an Element with the options and handlers of a script. */
async function open(script: string) {
  const checkout = await shop.open({ mount: false, body: '<div id="card"></div>' });
  await checkout.page.evaluate(
    `new Promise((done) => {
      const payframe = Payframe('${shop.sandbox.publishableKey}');
      ${script}
      card.on('ready', done);
      card.mount('#card');
    })`,
  );
  return checkout;
}

const scripts = (requests: { url: string }[]) => requests.filter(({ url }) => /misspelt/.test(url)).length;

test('each is named once, with the name that was meant', async () => {
  const checkout = await open(`
    const elements = payframe.elements({ local: 'de' });
    const card = elements.create('card', { hidePostcode: true });
    card.on('chnage', () => {});`);
  await expect
    .poll(() => checkout.console)
    .toEqual([
      [
        'warning: Payframe left out what it cannot use:',
        'elements({ local }): no such option. Did you mean locale?',
        "create('card', { hidePostcode }): no such option. Did you mean hidePostalCode?",
        "on('chnage'): no such event. Did you mean change?",
      ].join('\n'),
    ]);
  await checkout.page.evaluate(`new Promise((done) => {
    const card = Payframe('${shop.sandbox.publishableKey}').elements({ local: 'de' }).create('card', { hideIkon: true });
    card.on('ready', done);
    card.mount(document.body.appendChild(document.createElement('div')));
  })`);
  await expect
    .poll(() => checkout.console.slice(1))
    .toEqual([
      "warning: Payframe left out what it cannot use:\ncreate('card', { hideIkon }): no such option. Did you mean hideIcon?",
    ]);
});

test('a page with usual options loads nothing for it, and one with rare ones is told nothing', async () => {
  const usual = await open(`
    const card = payframe.elements({ locale: 'en' }).create('card', { hidePostalCode: true, style: {} });
    for (const name of ['change', 'focus', 'blur', 'escape', 'loaderror']) card.on(name, () => {});`);
  await usual.number.pressSequentially('4242');
  const rare = await open(`
    const elements = payframe.elements({ mode: 'payment', amount: 1099, currency: 'eur', loader: 'auto' });
    const card = elements.create('card', { preferredNetwork: ['visa'], disableLink: true });
    for (const name of ['networkschange', 'visibility', 'confirm']) card.on(name, () => {});`);
  await expect.poll(() => scripts(rare.requests)).toBe(1);
  await rare.number.pressSequentially('4242');
  expect(scripts(usual.requests)).toBe(0);
  expect([...usual.console, ...rare.console]).toEqual([]);
});

test('an Element that does not exist leaves a note in the page, with the types that do', async () => {
  const { page } = await shop.open({ mount: false, body: '<div id="root"></div>' });
  const code = await page.evaluate(`(() => {
    try {
      Payframe('${shop.sandbox.publishableKey}').elements().create('taxId');
    } catch (error) {
      return error.code;
    }
  })()`);
  expect(code).toBe('unknown_element');
  expect(await page.locator('body').textContent()).toContain(
    'There is no Element of type "taxId": payment, card, cardNumber, cardExpiry, cardCvc, postalCode, iban, auBankAccount, linkAuthentication, contactDetails, address, expressCheckout.',
  );
});
