/** The custom elements on a page without a framework: a form, its labels and its own submit. */
import { readFile } from 'node:fs/promises';
import type { Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { PayframeFields } from '../../src/element/index.js';
import { fillAddress, payByWallet } from '../../src/testing/index.js';
import { THOROUGH } from '../thorough.js';
import {
  type Checkout,
  type Checkouts,
  cards,
  expiry,
  framesLoaded,
  type PageOptions,
  startCheckouts,
} from './checkout.js';
import { clickInto, typeInto } from './click-into.js';
import { gotFocus } from './focus.js';
import { countTimers, leftovers } from './leftovers.js';
import { fieldFrame } from './split-fields.js';

let shop: Checkouts;

beforeAll(async () => {
  shop = await startCheckouts();
  shop.answers['/element.mjs'] = {
    headers: { 'content-type': 'text/javascript; charset=utf-8' },
    body: await readFile(new URL('../../dist/element.mjs', import.meta.url), 'utf8'),
  };
  shop.answers['/sent'] = { headers: { 'content-type': 'text/html' }, body: '<title>Sent</title>' };
});

afterEach(() => shop.closePages());

afterAll(() => shop?.close());

const where = () => `host="${shop.sandbox.url}" publishable-key="${shop.sandbox.publishableKey}"`;

const CARD = () => `<payframe-card id="card" ${where()} options='{"hidePostalCode":true}'></payframe-card>`;

const form = (fields: string) =>
  `<form action="/sent"><label for="card">Card</label> ${fields}<button>Pay</button></form>`;

async function open(body: string, options: PageOptions = {}): Promise<Checkout> {
  // Notes what the elements tell the page before any of them can.
  const before = () => {
    window.seen = [];
    const names = ['ready', 'change', 'focus', 'blur', 'escape', 'loaderror', 'submiterror', 'submit'];
    for (const type of names)
      document.addEventListener(
        type,
        (event) => {
          const { detail } = event as CustomEvent;
          const of = (event.target as Element | null)?.localName;
          window.seen.push({ ...JSON.parse(JSON.stringify(detail ?? {})), type, of });
        },
        true,
      );
  };
  const script = '<script type="module" src="/element.mjs"></script>';
  return shop.open({ mount: false, script: false, before, ...options, body: script + body });
}

async function opened(body: string, options?: PageOptions) {
  const checkout = await open(body, options);
  await checkout.event('ready');
  return checkout;
}

const matches = (page: Page, selector: string) =>
  page.locator('#card').evaluate((node, wanted) => node.matches(wanted), selector);

/** The keyboard is the field's: a frame in another process has it a moment after it was given. */
const fieldIsFocused = (checkout: Checkout) =>
  checkout.frame().waitForFunction(() => document.hasFocus() && document.activeElement?.matches('input'));

const inField = (page: Page, name: string) =>
  page.frameLocator(`payframe-${name} iframe`).getByRole('textbox');

const SPLIT = () =>
  `<payframe-card-number id="card" name="payment_method" ${where()}></payframe-card-number>
   <payframe-card-expiry></payframe-card-expiry><payframe-card-cvc></payframe-card-cvc>`;

describe('a card in a form', () => {
  test('makes the form invalid until it is complete, and is focused by what the browser finds missing', async () => {
    const checkout = await opened(form(CARD()));
    const { page } = checkout;
    expect(await matches(page, ':invalid')).toBe(true);
    expect(await page.locator('form').evaluate((node: HTMLFormElement) => node.checkValidity())).toBe(false);
    await page.getByRole('button', { name: 'Pay' }).click();
    await checkout.event('focus');
    await page.keyboard.type(`${cards.visa}${expiry.typed}12`);
    expect(await matches(page, ':invalid')).toBe(true);
    await page.keyboard.type('3');
    await checkout.change({ complete: true });
    expect(await matches(page, ':valid')).toBe(true);
    expect((await checkout.events('submit')).length).toBe(0);
    await page.keyboard.press('Enter');
    await checkout.page.waitForURL(/\/sent/);
    expect(checkout.console).toEqual([]);
  });

  test('is focused by its label, and by a label around it', async () => {
    const checkout = await opened(
      `${form(CARD())}<label>Around <payframe-card-number ${where()}></payframe-card-number></label>`,
    );
    const { page } = checkout;
    await page.locator('label[for]').click();
    await gotFocus(checkout.number);
    await page.getByText('Around').click({ position: { x: 2, y: 2 } });
    await gotFocus(inField(page, 'card-number'));
    expect((await checkout.events('focus')).map(({ elementType }) => elementType)).toContain('cardNumber');
  });

  test('is reached by Tab and left by it, either way', async () => {
    const checkout = await opened(`<input id="before">${CARD()}<input id="after">`);
    const { page } = checkout;
    const { keyboard } = page;
    await page.locator('#before').focus();
    await keyboard.press('Tab');
    await fieldIsFocused(checkout);
    await keyboard.type(`${cards.visa}${expiry.typed}123`);
    await checkout.change({ complete: true });
    await keyboard.press('Tab');
    await gotFocus(page.locator('#after'));
    await keyboard.press('Shift+Tab');
    await fieldIsFocused(checkout);
    for (let field = 0; field < 3; field++) await keyboard.press('Shift+Tab');
    await gotFocus(page.locator('#before'));
  });

  test('is focused by a click into its padding', THOROUGH, async () => {
    const head = '<style>payframe-card { padding: 20px; border: 1px solid }</style>';
    const checkout = await opened(form(CARD()), { head });
    await checkout.page.locator('#card').click({ position: { x: 5, y: 5 } });
    await fieldIsFocused(checkout);
    await checkout.page.keyboard.type('4242');
    await checkout.change({ brand: 'visa' });
    expect((await checkout.events('focus')).filter(({ elementType }) => elementType)).toHaveLength(1);
  });

  test(
    'has the focus that came while it loaded, and where it is to have it from the start',
    THOROUGH,
    async () => {
      const checkout = await open('<form><label for="card">Card</label><p></p></form>');
      const { page } = checkout;
      const show = (html: string) =>
        page.locator('p').evaluate((node, content) => {
          node.innerHTML = content;
        }, html);
      await show(CARD());
      await page.locator('label').click();
      await checkout.event('ready');
      await fieldIsFocused(checkout);
      await show('');
      await show(CARD().replace('id=', 'autofocus id='));
      await checkout.event('ready', 2);
      await fieldIsFocused(checkout);
    },
  );

  test('of another place is sent by Enter, as an input with a `form` attribute is', THOROUGH, async () => {
    const checkout = await opened(
      `<form id="pay" action="/sent"><button>Pay</button></form>${CARD().replace('id=', 'form="pay" id=')}`,
    );
    await checkout.typeCard();
    await checkout.page.keyboard.press('Enter');
    await checkout.page.waitForURL(/\/sent/);
  });

  test('is empty where the shopper comes back to the page', async () => {
    const checkout = await opened(form(CARD().replace('id=', 'name="payment_method" id=')));
    const { page } = checkout;
    await checkout.typeCard();
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/sent/);
    await page.goBack();
    await checkout.event('ready');
    expect(await checkout.number.inputValue()).toBe('');
    expect(await matches(page, ':invalid')).toBe(true);
    expect(
      await page.locator('form').evaluate((node: HTMLFormElement) => [...new FormData(node).keys()]),
    ).toEqual([]);
  });

  test('is emptied by a reset, and takes no input where its fieldset is disabled', async () => {
    const checkout = await opened(
      `<form><fieldset>${CARD()}</fieldset><button type="reset">Reset</button></form>`,
    );
    const { page } = checkout;
    await checkout.typeCard();
    await page.getByRole('button', { name: 'Reset' }).click();
    await checkout.change({ empty: true });
    expect(await checkout.number.inputValue()).toBe('');
    expect(await matches(page, ':invalid')).toBe(true);
    const disable = (now: boolean) =>
      page.locator('fieldset').evaluate((node: HTMLFieldSetElement, on) => {
        node.disabled = on;
      }, now);
    await disable(true);
    await expect.poll(() => checkout.number.isDisabled()).toBe(true);
    expect(await page.locator('form').evaluate((node: HTMLFormElement) => node.checkValidity())).toBe(true);
    await disable(false);
    await expect.poll(() => checkout.number.isDisabled()).toBe(false);
  });

  test('gives a payment method where it is asked for one, and the reason where there is none, and says in the field’s own words what is wrong', async () => {
    const checkout = await opened(form(CARD()));
    const make = () =>
      checkout.page.locator('#card').evaluate(async (node: PayframeFields['payframe-card']) => {
        const made = await node.createPaymentMethod({ billing_details: { name: 'Ada Lovelace' } });
        return JSON.parse(JSON.stringify(made));
      });
    expect((await make()).error.code).toBe('incomplete_number');
    await clickInto(checkout.number);
    await checkout.page.keyboard.type(['4242', '4242', '4242', '4241'].join(''));
    await checkout.expiry.focus();
    const message = () =>
      checkout.page
        .locator('#card')
        .evaluate((node: PayframeFields['payframe-card']) => node.validationMessage);
    await expect.poll(message).toBe('Your card number is invalid.');
    await checkout.number.fill('');
    await checkout.typeCard();
    const { paymentMethod } = await make();
    expect(paymentMethod).toMatchObject({
      card: { brand: 'visa' },
      billing_details: { name: 'Ada Lovelace' },
    });
  });
});

describe('a card with a name', () => {
  test('is sent as a payment method’s id, by fields of its own, without a script', async () => {
    const checkout = await open(
      `<form action="/sent">${SPLIT()}<button name="by" value="card">Pay</button></form>`,
    );
    const { page } = checkout;
    await checkout.event('ready', 3);
    const typed = { 'card-number': cards.visa, 'card-expiry': expiry.typed, 'card-cvc': '123' };
    for (const [name, text] of Object.entries(typed)) {
      await clickInto(inField(page, name));
      await page.keyboard.type(text);
    }
    await checkout.change({ elementType: 'cardCvc', complete: true });
    const button = page.getByRole('button');
    await button.dblclick();
    await page.waitForURL(/\/sent/);
    const sent = new URL(page.url()).searchParams;
    expect(sent.get('payment_method')).toMatch(/^pm_/);
    expect(sent.get('by')).toBe('card');
    const made = checkout.requests.filter(({ url }) => url.endsWith('/v1/payment_methods'));
    expect(made).toHaveLength(1);
    expect(checkout.console).toEqual([]);
  });

  test('has its form’s own listener called once, with the id in the form’s data', async () => {
    const checkout = await opened(form(CARD().replace('id=', 'name="payment_method" id=')));
    const { page } = checkout;
    await page.evaluate(() => {
      document.querySelector('form')?.addEventListener('submit', (event) => {
        event.preventDefault();
        const data = new FormData(event.target as HTMLFormElement);
        window.seen.push({ type: 'sent', id: data.get('payment_method') });
      });
    });
    await checkout.typeCard();
    await page.keyboard.press('Enter');
    expect((await checkout.event('sent')).id).toMatch(/^pm_/);
    const [first] = await checkout.events('sent');
    await page.keyboard.press('Enter');
    const second = await checkout.event('sent', 2);
    expect(second.id).not.toBe(first?.id);
  });

  test('tells why it could not be sent, and the form stays', async () => {
    const checkout = await opened(form(CARD().replace('id=', 'name="payment_method" id=')));
    await checkout.page.route('**/v1/payment_methods', (route) => route.abort());
    await checkout.typeCard();
    await checkout.page.keyboard.press('Enter');
    expect(await checkout.event('submiterror')).toMatchObject({ error: { type: 'api_connection_error' } });
    expect(checkout.page.url()).not.toContain('/sent');
  });
});

test(
  'an email field with a name is sent as the address, and an Australian account as a payment method',
  THOROUGH,
  async () => {
    const checkout = await open(
      `<form action="/sent">
      <payframe-link-authentication name="email" ${where()}></payframe-link-authentication>
      <payframe-au-bank-account></payframe-au-bank-account><button>Pay</button>
    </form>`,
    );
    const { page } = checkout;
    await checkout.event('ready', 2);
    await typeInto(inField(page, 'link-authentication'), 'jenny@example.com');
    await typeInto(inField(page, 'au-bank-account').first(), `${'0'.repeat(9)}123456`);
    await checkout.change({ elementType: 'auBankAccount', complete: true });
    const made = await page.evaluate(async () => {
      const account = document.querySelector('payframe-au-bank-account');
      return await account?.createPaymentMethod({
        billing_details: { name: 'Jenny Rosen', email: 'jenny@example.com' },
      });
    });
    expect(made?.paymentMethod).toMatchObject({ type: 'au_becs_debit', au_becs_debit: { last4: '3456' } });
    await page.getByRole('button').click();
    await page.waitForURL(/\/sent/);
    expect(new URL(page.url()).searchParams.get('email')).toBe('jenny@example.com');
  },
);

test('an address with a name is sent with the form, in the parts that the API takes', THOROUGH, async () => {
  const { page, event, change } = await open(
    `<form action="/sent">
      <payframe-address name="shipping" ${where()} options='{"mode": "shipping"}'></payframe-address><button>Pay</button>
    </form>`,
  );
  await event('ready');
  await page.getByRole('button').click();
  await page.locator('payframe-address.StripeElement--focus').waitFor();
  await fillAddress(page.locator('payframe-address'), {
    name: 'Jenny Rosen',
    country: 'US',
    line1: '27 Fredrick Ave',
    city: 'Brothers',
    state: 'OR',
    postal_code: '97712',
  });
  await change({ elementType: 'address', complete: true });
  await page.getByRole('button').click();
  await page.waitForURL(/\/sent/);
  expect(Object.fromEntries(new URL(page.url()).searchParams)).toEqual({
    'shipping[name]': 'Jenny Rosen',
    'shipping[address][line1]': '27 Fredrick Ave',
    'shipping[address][line2]': '',
    'shipping[address][city]': 'Brothers',
    'shipping[address][state]': 'OR',
    'shipping[address][postal_code]': '97712',
    'shipping[address][country]': 'US',
  });
});

test('buttons of wallets have the amount of their group, give the group to the page, and are in the way of no form', async () => {
  const { page, event } = await open(
    `<form action="/sent">
      <payframe-express-checkout ${where()}
        elements-options='{"mode": "payment", "amount": 1099, "currency": "usd", "paymentMethodTypes": ["card"]}'>
      </payframe-express-checkout><button>Send</button>
    </form>`,
  );
  await event('ready');
  await page.evaluate(() => {
    document
      .querySelector('payframe-express-checkout')
      ?.addEventListener('confirm', async ({ currentTarget }) => {
        const { elements } = currentTarget as PayframeFields['payframe-express-checkout'];
        window.seen.push({ type: 'submitted', ...(await elements?.submit()) });
      });
  });
  await payByWallet(page, 'google_pay');
  expect(await event('submitted')).toMatchObject({ selectedPaymentMethod: 'google_pay' });
  const sheet = page.frameLocator('dialog iframe');
  await sheet.getByText('$10.99').first().waitFor();
  await sheet.getByRole('button', { name: 'Cancel' }).click();
  await page.locator('dialog').waitFor({ state: 'detached' });
  await page.getByRole('button').click();
  await page.waitForURL(/\/sent/);
});

describe('attributes', THOROUGH, () => {
  test('reach the field on the spot, and keep what was typed', async () => {
    const checkout = await opened(CARD());
    const { page } = checkout;
    await clickInto(checkout.number);
    await page.keyboard.type('4242');
    const set = (name: string, value: string) =>
      page
        .locator('#card')
        .evaluate((node, [attribute, text]) => node.setAttribute(attribute, text), [name, value] as const);
    await set('locale', 'de');
    const inGerman = page.frameLocator('#card iframe').getByLabel('Kartennummer');
    await expect.poll(() => inGerman.inputValue()).toBe('4242');
    await set('options', '{}');
    await page.frameLocator('#card iframe').getByLabel('Postleitzahl').waitFor();
    await set('disabled', '');
    await expect.poll(() => inGerman.isDisabled()).toBe(true);
    expect(framesLoaded(checkout)).toBe(1);
    await page.locator('#card').evaluate((node) => node.removeAttribute('disabled'));
    await expect.poll(() => inGerman.isDisabled()).toBe(false);
    expect(checkout.console).toEqual([]);
  });

  test('that are refused later are told of, and the field stays', async () => {
    const checkout = await opened(CARD());
    const secret = ['sk', 'test', 'a'.repeat(24)].join('_');
    await checkout.page.locator('#card').evaluate((node, key) => node.setAttribute('locale', key), secret);
    expect(await checkout.event('loaderror')).toMatchObject({ error: { code: 'secret_key_refused' } });
    expect(checkout.console).toEqual([expect.stringContaining('options.locale is a test mode secret key')]);
    await checkout.typeCard();
  });

  test('without a key among them are missed on the console', async () => {
    const checkout = await open(`<form><payframe-card host="${shop.sandbox.url}"></payframe-card></form>`);
    await expect.poll(() => checkout.console, { timeout: 10_000 }).toHaveLength(1);
    expect(checkout.console[0]).toMatch(
      /^warning: Payframe: .*needs the attributes publishable-key and host/,
    );
  });

  test('that are no JSON are told of', async () => {
    const checkout = await open(CARD().replace('{"', '{'));
    expect(await checkout.event('loaderror')).toMatchObject({
      error: { code: 'invalid_option', param: 'options' },
    });
    expect(checkout.console).toEqual([expect.stringContaining('The attribute options must hold JSON.')]);
  });

  test('with a secret key are refused, and load nothing', async () => {
    const secret = ['sk', 'test', 'a'.repeat(24)].join('_');
    const checkout = await open(`<payframe-card host="${shop.sandbox.url}"></payframe-card>`);
    await checkout.page.locator('payframe-card').evaluate((node, key) => {
      node.setAttribute('publishable-key', key);
    }, secret);
    const { error } = (await checkout.event('loaderror')) as unknown as { error: { code: string } };
    expect(error.code).toBe('secret_key_refused');
    expect(checkout.console.join()).not.toContain(secret);
    expect(checkout.requests.filter(({ url }) => url.startsWith(shop.sandbox.url))).toEqual([]);
  });
});

describe('properties', THOROUGH, () => {
  test('are the attributes, whether they are set before the element is defined or after', async () => {
    const checkout = await open('<payframe-card id="card"></payframe-card>', {
      head: `<script>
        addEventListener('readystatechange', () => {
          const card = document.getElementById('card');
          if (card) Object.assign(card, { options: { hidePostalCode: true }, locale: 'de' });
        }, { capture: true, once: true });
      </script>`,
    });
    const { page } = checkout;
    const { url, publishableKey } = shop.sandbox;
    const set = (properties: Partial<PayframeFields['payframe-card']>) =>
      page
        .locator('#card')
        .evaluate(
          (node, given) => Object.assign(node, JSON.parse(given)).outerHTML as string,
          JSON.stringify(properties),
        );
    await set({ host: url, publishableKey });
    await checkout.event('ready');
    const inGerman = page.frameLocator('#card iframe').getByLabel('Kartennummer');
    await inGerman.click();
    expect(await page.frameLocator('#card iframe').getByLabel('Postleitzahl').isVisible()).toBe(false);
    await set({ disabled: true, name: 'payment_method' });
    await expect.poll(() => inGerman.isDisabled()).toBe(true);
    expect(await set({ disabled: false, options: null })).not.toMatch(/ (?:disabled|options)=/);
    await page.frameLocator('#card iframe').getByLabel('Postleitzahl').waitFor();
    expect(await page.locator('#card').getAttribute('name')).toBe('payment_method');
    expect(framesLoaded(checkout)).toBe(1);
    expect(checkout.console).toEqual([]);
  });
});

describe('fields', THOROUGH, () => {
  const type = async ({ page }: Checkout) => {
    const typed = { 'card-number': cards.visa, 'card-expiry': expiry.typed, 'card-cvc': '123' };
    for (const [name, text] of Object.entries(typed)) {
      await clickInto(inField(page, name));
      await page.keyboard.type(text);
    }
  };

  test('are one card by the name of their group, wherever they are', async () => {
    const apart = SPLIT().replace(/<payframe-card-(\w+)/g, '<payframe-card-$1 group="mine"');
    const [number, ...others] = apart.split('</payframe-card-number>');
    const checkout = await open(
      `${CARD()}<form>${number}</payframe-card-number></form><form>${others.join('')}</form>`,
    );
    await checkout.event('ready', 4);
    await type(checkout);
    await checkout.change({ elementType: 'cardCvc', complete: true });
    const made = await checkout.page
      .locator('payframe-card-cvc')
      .evaluate(async (node: PayframeFields['payframe-card-cvc']) =>
        JSON.parse(JSON.stringify(await node.createPaymentMethod())),
      );
    expect(made.paymentMethod?.card).toMatchObject({ last4: '4242' });
  });

  test('are loaded anew where that has failed', async () => {
    const checkout = await open('<main></main>');
    const { page } = checkout;
    await page.route('**/js/v1/payframe.js', (route) => route.abort());
    await page.locator('main').evaluate((node, html) => {
      node.innerHTML = html;
    }, CARD());
    expect(await checkout.event('loaderror')).toMatchObject({ error: { code: 'load_failed' } });
    const card = page.locator('payframe-card');
    expect(
      await card.evaluate(async (node: PayframeFields['payframe-card']) => {
        const { error } = await node.createPaymentMethod();
        return error?.code;
      }),
    ).toBe('load_failed');
    await page.unroute('**/js/v1/payframe.js');
    await card.evaluate((node: PayframeFields['payframe-card']) => node.retry());
    await checkout.event('ready');
    await checkout.typeCard();
  });

  test.for(['before', 'after'])(
    'may take each other’s place, the new one put %s the old one',
    async (where) => {
      const checkout = await opened(form(CARD()));
      await checkout.typeCard();
      await checkout.page.locator('#card').evaluate(
        (old, [html, place]) => {
          old.insertAdjacentHTML(place === 'before' ? 'beforebegin' : 'afterend', html as string);
          old.remove();
        },
        [CARD(), where],
      );
      await checkout.event('ready', 2);
      expect(await matches(checkout.page, ':invalid')).toBe(true);
      await checkout.typeCard();
      expect(checkout.console).toEqual([]);
    },
  );

  test('of one kind take turns: the second one begins where the first one has gone', async () => {
    const checkout = await open(form(CARD() + CARD().replace('"card"', '"other"')));
    expect(await checkout.event('loaderror')).toMatchObject({ error: { code: 'element_exists' } });
    await checkout.event('ready');
    await checkout.page.locator('#card').evaluate((node) => node.remove());
    await checkout.event('ready', 2);
    await checkout.typeCard();
    expect((await checkout.events('loaderror')).length).toBe(1);
  });

  test('stay with what was typed where the page moves them without taking them out', async () => {
    const checkout = await opened(`<form><p>${CARD()}</p><fieldset></fieldset></form>`);
    await checkout.typeCard();
    await checkout.page.evaluate(() => {
      const fieldset = document.querySelector('fieldset') as unknown as {
        moveBefore(node: unknown, child: null): void;
      };
      fieldset.moveBefore(document.querySelector('#card'), null);
    });
    expect(await checkout.page.locator('fieldset payframe-card').count()).toBe(1);
    expect(await checkout.number.inputValue()).toMatch(/4242$/);
    expect(framesLoaded(checkout)).toBe(1);
  });

  test('that are moved otherwise begin anew, and are valid no more', async () => {
    const checkout = await opened(`<form><p>${CARD()}</p><fieldset></fieldset></form>`);
    await checkout.typeCard();
    await checkout.page.evaluate(() => {
      document.querySelector('fieldset')?.append(document.querySelector('#card') as Element);
    });
    await checkout.event('ready', 2);
    expect(await matches(checkout.page, ':invalid')).toBe(true);
    await checkout.typeCard();
    expect(await matches(checkout.page, ':valid')).toBe(true);
    expect(checkout.console).toEqual([]);
  });

  /** Puts a form into a shadow root, and notes there what its fields tell. */
  const formInShadow = ({ page }: Checkout, html: string, mode: 'open' | 'closed') =>
    page.locator('#host').evaluateHandle(
      (node, [content, how]) => {
        const shadow = node.attachShadow({ mode: how });
        shadow.innerHTML = content;
        const form = shadow.querySelector('form') as HTMLFormElement;
        for (const name of ['ready', 'change', 'submit'])
          form.addEventListener(
            name,
            (event) => {
              event.preventDefault();
              window.seen.push({ ...(event as CustomEvent).detail, type: event.type });
            },
            true,
          );
        return shadow;
      },
      [html, mode] as const,
    );

  test.for(['open', 'closed'] as const)(
    'take a card in fields of their own in a shadow root that is %s, in a form there',
    async (mode) => {
      const checkout = await open('<div id="host"></div>');
      const { page } = checkout;
      const root = await formInShadow(checkout, form(SPLIT()), mode);
      await checkout.event('ready', 3);
      const texts = { cardNumber: cards.visa, cardExpiry: expiry.typed, cardCvc: '123' };
      for (const [type, text] of Object.entries(texts)) {
        const frame = fieldFrame(page, type);
        await typeInto(frame?.locator(`#${type} input`) as Locator, text);
      }
      await page.keyboard.press('Enter');
      await checkout.event('submit');
      const sent = await root.evaluate((shadow) => {
        const data = new FormData(shadow.querySelector('form') as HTMLFormElement);
        return data.get('payment_method');
      });
      expect(sent).toMatch(/^pm_/);
    },
  );

  test.for(['open', 'closed'] as const)(
    'take a whole card in a shadow root that is %s, in a form there',
    async (mode) => {
      const checkout = await open('<div id="host"></div>');
      const root = await formInShadow(checkout, form(CARD()), mode);
      await checkout.event('ready');
      await root.evaluate((shadow) => shadow.querySelector('label')?.click());
      await fieldIsFocused(checkout);
      await checkout.page.keyboard.type(`${cards.visa}${expiry.typed}123`);
      await checkout.change({ complete: true });
      await checkout.page.keyboard.press('Enter');
      await checkout.event('submit');
      expect(await root.evaluate((shadow) => shadow.querySelector('form')?.checkValidity())).toBe(true);
    },
  );
});

describe('the look', THOROUGH, () => {
  test('is that of the page’s style sheet, in either colour scheme', async () => {
    const head = `<style>:root { color-scheme: light dark } payframe-card { color: light-dark(rgb(1, 2, 3), rgb(250, 251, 252));
      font: 18px serif; --payframe-placeholder-color: rgb(7, 7, 7) }</style>`;
    const checkout = await opened(CARD(), { head });
    const css = (name: string) =>
      checkout.number.evaluate((node, one) => getComputedStyle(node).getPropertyValue(one), name);
    expect(await css('color')).toBe('rgb(1, 2, 3)');
    expect(await css('font-size')).toBe('18px');
    // Before it stands the font that the host approved, if it did.
    expect((await css('font-family')).split(', ').at(-1)).toBe('serif');
    expect(await checkout.number.evaluate((node) => getComputedStyle(node, '::placeholder').color)).toBe(
      'rgb(7, 7, 7)',
    );
    await checkout.page.emulateMedia({ colorScheme: 'dark' });
    await expect.poll(() => css('color')).toBe('rgb(250, 251, 252)');
    expect(checkout.console).toEqual([]);
  });

  test('needs nothing of a strict policy but the host', async () => {
    const { url } = shop.sandbox;
    const policy = `default-src 'none'; script-src 'self' ${url}; frame-src ${url}; style-src 'self'`;
    const checkout = await opened(CARD(), { headers: { 'content-security-policy': policy } });
    await checkout.typeCard();
    expect(await checkout.page.evaluate(() => window.violations)).toEqual([]);
  });
});

describe('nothing is left', THOROUGH, () => {
  test('of 500 elements that came and went', async () => {
    const checkout = await open('<main></main>', { before: countTimers });
    const rounds = (count: number) =>
      checkout.page.evaluate(
        async ([html, times]) => {
          const main = document.querySelector('main') as HTMLElement;
          for (let round = 0; round < times; round++) {
            main.innerHTML = `<form>${html}</form>`;
            const card = main.querySelector('payframe-card') as PayframeFields['payframe-card'];
            // Most are gone before they could load; some have been used.
            if (round % 10 === 0) await new Promise((resolve) => card.addEventListener('ready', resolve));
            else await Promise.resolve();
            card.setAttribute('locale', 'fr');
            main.replaceChildren();
          }
        },
        [CARD(), count] as const,
      );
    await rounds(40);
    const before = await leftovers(checkout.page);
    await rounds(500);
    const after = await leftovers(checkout.page);
    expect(before).toMatchObject({ iframes: 0, timers: 0, ports: 0 });
    expect(after).toEqual({ ...before, heap: after.heap });
    expect(after.heap - before.heap).toBeLessThan(300_000);
    expect(checkout.console).toEqual([]);
  });
});
