import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { PROTOCOL } from '../../src/wire/index.js';
import { shares, THOROUGH } from '../thorough.js';
import { type Checkouts, cards, expiry, startCheckouts } from './checkout.js';
import { clickInto } from './click-into.js';
import { gotFocus, hasFocus } from './focus.js';
import { heapStrings, matchesIn } from './heap.js';
import { FIELDS, type Field, FORM, openSplit, type SplitCheckout } from './split-fields.js';

let shop: Checkouts;

beforeAll(async () => {
  shop = await startCheckouts();
});

afterEach(() => shop.closePages());

afterAll(() => shop?.close());

describe('four fields are one card', () => {
  for (const [rows, options] of shares(FIELDS, FIELDS.length))
    test.for(rows)('whose payment method is made with the %s Element', options, async (field) => {
      const checkout = await openSplit(shop);
      await checkout.typeFields();
      const { paymentMethod, error } = await checkout.payWith(field, { billing_details: { name: 'Ada' } });
      expect(error).toBeUndefined();
      expect(paymentMethod?.card).toMatchObject({
        brand: 'visa',
        last4: '4242',
        exp_month: 12,
        exp_year: 2040,
      });
      expect(paymentMethod?.billing_details).toMatchObject({
        name: 'Ada',
        address: { postal_code: '94110' },
      });
      expect(checkout.requests.filter(({ method }) => method === 'POST').length).toBe(1);
      expect(checkout.console).toEqual([]);
    });

  test('whose token is made with the number, and whose payment method with the group', async () => {
    const checkout = await openSplit(shop);
    await checkout.typeFields();
    const { token } = await checkout.token({ name: 'Ada' });
    expect(token?.card).toMatchObject({ brand: 'Visa', last4: '4242', address_zip: '94110' });
    const { paymentMethod } = await checkout.page.evaluate(async () => {
      await window.elements.submit();
      const { elements, payframe } = window;
      return JSON.parse(JSON.stringify(await payframe.createPaymentMethod({ elements } as never)));
    });
    expect(paymentMethod.id).toMatch(/^pm_/);
  });

  test('that needs no postal code', THOROUGH, async () => {
    const checkout = await openSplit(shop, { only: ['cardNumber', 'cardExpiry', 'cardCvc'] });
    await checkout.typeFields();
    const { paymentMethod } = await checkout.payWith('cardNumber');
    expect(paymentMethod?.billing_details).toMatchObject({ address: { postal_code: null } });
  });

  test('each of which says how it stands, and lets the page reach neither it nor what joins them', async () => {
    const checkout = await openSplit(shop);
    await checkout.typeFields({ cardNumber: cards.amex, cardCvc: '1234' });
    await checkout.fieldChange('cardNumber', { complete: true, empty: false, brand: 'amex', value: null });
    await checkout.fieldChange('cardExpiry', { complete: true, empty: false, brand: null });
    await checkout.fieldChange('cardCvc', { complete: true, empty: false, brand: null });
    await checkout.fieldChange('postalCode', { complete: true, value: { postalCode: '94110' } });
    const reached = await checkout.page.evaluate(() =>
      Array.from({ length: window.length }, (_, index) => {
        try {
          return String((window[index] as Window).payframeField);
        } catch (error) {
          return (error as Error).name;
        }
      }),
    );
    expect(reached).toEqual(Array(4).fill('SecurityError'));
  });

  test('and a call shows in each what it lacks, and sends nothing', async () => {
    const checkout = await openSplit(shop);
    await clickInto(checkout.input('cardNumber'));
    await checkout.page.keyboard.type(cards.visa);
    const { error } = await checkout.payWith('cardNumber');
    expect(error).toMatchObject({ type: 'validation_error', code: 'incomplete_expiry' });
    for (const field of ['cardExpiry', 'cardCvc'] as const)
      expect(await checkout.input(field).getAttribute('aria-invalid')).toBe('true');
    expect(await checkout.page.evaluate(async () => (await window.elements.submit()).error?.code)).toBe(
      'incomplete_expiry',
    );
    expect(checkout.requests.filter(({ method }) => method === 'POST')).toEqual([]);
  });

  test('a call that comes before all of them have loaded waits for them', async () => {
    const checkout = await openSplit(shop, { mount: false, before: watchPosts });
    const { error } = await checkout.payWith('cardNumber');
    expect(error).toMatchObject({ code: 'incomplete_number' });
  });

  test('two calls at once make one payment method [F11]', THOROUGH, async () => {
    const checkout = await openSplit(shop);
    await checkout.typeFields();
    const ids = await checkout.page.evaluate(async () => {
      const pay = (card: never) => window.payframe.createPaymentMethod({ type: 'card', card });
      const both = [pay(window.fields.cardNumber as never), pay(window.fields.cardCvc as never)];
      return (await Promise.all(both)).map(({ paymentMethod }) => paymentMethod?.id);
    });
    expect(ids[0]).toMatch(/^pm_/);
    expect(new Set(ids).size).toBe(1);
  });
});

describe('the page', () => {
  test('sees no digit of the card on any port, and holds none [E11]', async () => {
    const card = { cardNumber: cards.amex, cardCvc: '8347' };
    const checkout = await openSplit(shop, { before: watchPosts });
    await checkout.typeFields(card);
    expect((await checkout.payWith('cardNumber')).paymentMethod?.id).toMatch(/^pm_/);
    const crossed = await checkout.page.evaluate(() => JSON.stringify(window.crossed));
    expect(crossed).toContain('"type":"change"');
    const parts = [cards.amex, cards.amex.slice(0, 6), cards.amex.slice(4, 10), card.cardCvc];
    for (const part of parts) expect(crossed).not.toContain(part);
    const heap = await heapStrings(checkout.page);
    for (const part of parts.slice(0, 3)) expect(matchesIn(heap, part)).toEqual([]);
    expect(matchesIn(heap, /^8347$/)).toEqual([]);
  });

  test('may have frames of others, and among ours', async () => {
    const other = `<iframe src="${shop.shop.url.replace('localhost', '127.0.0.1')}/other"></iframe>`;
    shop.answers['/other'] = '<!doctype html><title>Other</title><script>payframeField = {group: 1}</script>';
    const body = other + FORM.replace('<label for="cardCvc">', `${other}<label for="cardCvc">`) + other;
    const checkout = await openSplit(shop, { body });
    await checkout.typeFields({ cardNumber: cards.amex, cardCvc: '1234' });
    expect((await checkout.payWith('cardCvc')).paymentMethod?.card).toMatchObject({ brand: 'amex' });
  });
});

describe('a field that is missing is a clear error', () => {
  const calls: [string, Field[], string, Field][] = [
    ['no number', ['cardExpiry', 'cardCvc'], 'cardNumber', 'cardExpiry'],
    ['no expiry', ['cardNumber', 'cardCvc', 'postalCode'], 'cardExpiry', 'cardNumber'],
    ['no security code', ['cardNumber', 'cardExpiry'], 'cardCvc', 'cardNumber'],
    ['nothing but a postal code', ['postalCode'], 'cardNumber', 'postalCode'],
  ];

  for (const [rows, options] of shares(calls, 4))
    test.for(rows)('%s', options, async ([, only, param, field]) => {
      const checkout = await openSplit(shop, { only });
      const { error } = await checkout.payWith(field);
      expect(error).toMatchObject({ type: 'invalid_request_error', code: 'missing_element', param });
      expect(error?.message).toContain(`no mounted ${param} Element`);
    });

  test('one that is made and not mounted, and one that was taken off', THOROUGH, async () => {
    const checkout = await openSplit(shop);
    await checkout.typeFields();
    await checkout.page.evaluate(() => window.fields.cardExpiry?.unmount());
    expect((await checkout.payWith('cardNumber')).error).toMatchObject({ param: 'cardExpiry' });
    expect((await checkout.payWith('cardExpiry')).error).toMatchObject({ param: 'cardExpiry' });
    await checkout.page.evaluate(() => window.fields.cardNumber?.unmount());
    expect((await checkout.payWith('cardCvc')).error).toMatchObject({ param: 'cardNumber' });
  });

  test('one whose frame does not load is told as that', THOROUGH, async () => {
    const checkout = await openSplit(shop, { mount: false });
    await checkout.event('ready', 4);
    await checkout.typeFields();
    await checkout.page.evaluate(() => {
      const iframe = document.querySelector('#cardCvc iframe') as HTMLIFrameElement;
      iframe.src = '/gone';
    });
    await checkout.event('loaderror');
    expect((await checkout.payWith('cardNumber')).error).toMatchObject({ code: 'frame_navigated' });
  });

  test('what joins them cannot be loaded: nothing is sent', async () => {
    const checkout = await openSplit(shop, { mount: false, only: [] });
    await checkout.page.context().route('**/siblings-*.js*', (route) => route.abort());
    await mountMore(checkout, FIELDS);
    await checkout.typeFields();
    expect((await checkout.payWith('cardNumber')).error).toMatchObject({ type: 'api_connection_error' });
    expect(checkout.requests.filter(({ method }) => method === 'POST')).toEqual([]);
  });
});

describe('the security code', () => {
  test('of an American Express card is four long as soon as the number says so, and three again', async () => {
    const checkout = await openSplit(shop);
    await clickInto(checkout.input('cardCvc'));
    await checkout.page.keyboard.type('12345');
    expect(await checkout.input('cardCvc').inputValue()).toBe('1234');
    await checkout.page.keyboard.press('Backspace');
    await checkout.fieldChange('cardCvc', { complete: true });

    await clickInto(checkout.input('cardNumber'));
    await checkout.page.keyboard.type('37');
    await checkout.fieldChange('cardCvc', { complete: false, error: codeIncomplete });
    await clickInto(checkout.input('cardCvc'));
    await checkout.page.keyboard.type('45');
    expect(await checkout.input('cardCvc').inputValue()).toBe('1234');
    await checkout.fieldChange('cardCvc', { complete: true, error: null });

    await clickInto(checkout.input('cardNumber'));
    await checkout.page.keyboard.press('Control+a');
    await checkout.page.keyboard.type('42');
    await checkout.fieldChange('cardCvc', { complete: false });
    expect(await checkout.input('cardCvc').getAttribute('aria-invalid')).toBe('true');
  });

  test(
    'knows the brand also where it comes later than the number, and forgets it with the number',
    THOROUGH,
    async () => {
      const checkout = await openSplit(shop, { only: ['cardNumber', 'cardExpiry'] });
      await clickInto(checkout.input('cardNumber'));
      await checkout.page.keyboard.type('37');
      await mountMore(checkout, ['cardCvc']);
      await clickInto(checkout.input('cardCvc'));
      await checkout.page.keyboard.type('123');
      await checkout.fieldChange('cardCvc', { complete: false });
      await checkout.page.evaluate(() => window.fields.cardNumber?.unmount());
      await checkout.fieldChange('cardCvc', { complete: true });
    },
  );
});

describe('groups never mix', THOROUGH, () => {
  const TWICE = FORM + FORM.replaceAll(/(for|id)="(\w+)"/g, '$1="$2-2"');

  /** A second group beside the first, of the same Payframe object or of one with another key. */
  const second = (checkout: SplitCheckout, key?: string) =>
    checkout.page.evaluate(async (otherKey) => {
      const payframe = otherKey ? window.Payframe(otherKey) : window.payframe;
      const elements = payframe.elements();
      const types = ['cardNumber', 'cardExpiry', 'cardCvc', 'postalCode'];
      window.others = Object.fromEntries(types.map((type) => [type, elements.create(type as 'card')]));
      window.payOther = (type = 'cardNumber') =>
        payframe.createPaymentMethod({ type: 'card', card: window.others[type] as never });
      await Promise.all(
        types.map(
          (type) =>
            new Promise<void>((resolve) => {
              window.others[type]?.on('ready', () => resolve());
              window.others[type]?.mount(`#${type}-2`);
            }),
        ),
      );
    }, key);

  const fillSecond = async ({ page }: SplitCheckout, values: Partial<Record<Field, string>>) => {
    for (const [field, text] of Object.entries(values)) {
      await clickInto(page.frameLocator(`#${field}-2 iframe`).locator(`#${field} input`));
      await page.keyboard.type(text);
    }
  };
  const other = { cardNumber: cards.mastercard, cardExpiry: '0139', cardCvc: '987', postalCode: '10115' };

  test('two on one page [L3]', async () => {
    const checkout = await openSplit(shop, { body: TWICE });
    await second(checkout);
    await checkout.typeFields();
    expect(await checkout.page.evaluate(payOther)).toMatchObject({ error: { code: 'incomplete_number' } });
    await fillSecond(checkout, other);
    const one = await checkout.payWith('cardCvc');
    const two = await checkout.page.evaluate(payOther);
    expect(one.paymentMethod?.card).toMatchObject({ brand: 'visa', exp_year: 2040 });
    expect(two.paymentMethod).toMatchObject({
      card: { brand: 'mastercard', exp_month: 1, exp_year: 2039 },
      billing_details: { address: { postal_code: '10115' } },
    });
  });

  test('nor does one borrow a field from another [L3]', async () => {
    const checkout = await openSplit(shop, { body: TWICE, only: ['cardNumber', 'cardExpiry'] });
    await second(checkout);
    await fillSecond(checkout, other);
    await clickInto(checkout.input('cardNumber'));
    await checkout.page.keyboard.type(cards.amex);
    expect((await checkout.payWith('cardNumber')).error).toMatchObject({
      code: 'missing_element',
      param: 'cardCvc',
    });
    // The other group's code is still a Mastercard's.
    expect(await checkout.page.evaluate(payOther)).toMatchObject({
      paymentMethod: { card: { brand: 'mastercard' } },
    });
  });

  test('two Payframe objects with different keys, each card goes by its own [L1]', async () => {
    const keys: (string | undefined)[] = [];
    const checkout = await openSplit(shop, { body: TWICE });
    checkout.page.on('request', (request) => {
      if (request.method() === 'POST') keys.push(request.headers().authorization);
    });
    const otherKey = `${shop.sandbox.publishableKey.slice(0, -4)}AAAA`;
    await second(checkout, otherKey);
    await checkout.typeFields();
    await fillSecond(checkout, other);
    await checkout.payWith('cardNumber');
    await checkout.page.evaluate(payOther);
    expect(keys).toEqual([`Bearer ${shop.sandbox.publishableKey}`, `Bearer ${otherKey}`]);
    const mixed = await checkout.page.evaluate(() =>
      window.payframe
        .createPaymentMethod({ type: 'card', card: window.others.cardNumber as never })
        .catch(({ code }) => ({ code })),
    );
    expect(mixed).toEqual({ code: 'element_not_mounted' });
  });

  test('a page within the page cannot join: its frames are not its parent’s [L3]', async () => {
    const checkout = await openSplit(shop, { only: ['cardNumber', 'cardExpiry'] });
    // What joins the fields comes after them.
    const joined = await checkout
      .frameOf('cardNumber')
      .waitForFunction(() => window.payframeField && JSON.parse(window.payframeField.identity));
    const [group] = (await joined.jsonValue()) as string[];
    shop.answers['/inner'] = '<!doctype html><title>Inner</title>';
    await checkout.page.evaluate(
      ([src, frame, key, name, protocol]) =>
        new Promise<void>((resolve) => {
          const inner = document.createElement('iframe');
          inner.src = src as string;
          inner.onload = () => {
            const doc = inner.contentDocument as Document;
            const cvc = doc.createElement('iframe');
            cvc.src = frame as string;
            cvc.onload = () => {
              const { port1, port2 } = new MessageChannel();
              port1.onmessage = ({ data }) => data.type === 'ready' && resolve();
              const init = { type: 'init', protocol, key, locale: 'en', group: name, options: {} };
              const send = new (inner.contentWindow as unknown as typeof globalThis).Function(
                'frame',
                'init',
                'port',
                'frame.postMessage(init, "*", [port])',
              );
              send(cvc.contentWindow, init, port2);
            };
            doc.body.append(cvc);
          };
          document.body.append(inner);
        }),
      [
        '/inner',
        `${shop.sandbox.url}/frame/v1/card.html#cardCvc`,
        shop.sandbox.publishableKey,
        group,
        PROTOCOL,
      ] as const,
    );
    expect((await checkout.payWith('cardNumber')).error).toMatchObject({ param: 'cardCvc' });
  });
});

describe('a field', THOROUGH, () => {
  test('may be taken off and put back, empty, and the card is whole again', async () => {
    const checkout = await openSplit(shop);
    await checkout.typeFields();
    await checkout.page.evaluate(() => {
      window.fields.cardCvc?.unmount();
      window.fields.cardCvc?.mount('#cardCvc');
    });
    await checkout.event('ready', 5);
    expect((await checkout.payWith('cardNumber')).error).toMatchObject({ code: 'incomplete_cvc' });
    await checkout.typeFields({ cardNumber: '', cardExpiry: '', postalCode: '' });
    expect((await checkout.payWith('cardNumber')).paymentMethod?.id).toMatch(/^pm_/);
  });

  const orders: Field[][] = [
    ['cardNumber', 'cardExpiry', 'cardCvc', 'postalCode'],
    ['postalCode', 'cardCvc', 'cardExpiry', 'cardNumber'],
    ['cardCvc', 'cardNumber', 'postalCode', 'cardExpiry'],
  ];
  for (const [rows, options] of shares(orders, 3))
    test.for(rows)('may be destroyed in any order: %s, %s, %s, %s', options, async (order) => {
      const checkout = await openSplit(shop);
      await checkout.typeFields({ cardNumber: cards.amex, cardCvc: '1234' });
      for (const field of order)
        await checkout.page.evaluate((type) => window.fields[type]?.destroy(), field);
      expect(await checkout.page.locator('iframe').count()).toBe(0);
      expect(checkout.console).toEqual([]);
      await checkout.page.evaluate(() => (window.seen = []));
      await mountMore(checkout, FIELDS);
      await checkout.typeFields();
      expect((await checkout.payWith('cardNumber')).paymentMethod?.id).toMatch(/^pm_/);
    });

  test('has the placeholder that the page gives, as plain text, and its own without one', async () => {
    const fields = { cardNumber: { placeholder: '<b>1234</b>' }, cardCvc: { placeholder: 'x'.repeat(300) } };
    const checkout = await openSplit(shop, { fields });
    const placeholder = (field: Field) => checkout.input(field).getAttribute('placeholder');
    expect(await placeholder('cardNumber')).toBe('<b>1234</b>');
    expect((await placeholder('cardCvc'))?.length).toBe(100);
    expect(await placeholder('cardExpiry')).toBe('MM / YY');
    await checkout.page.evaluate(() => window.fields.cardNumber?.update({ placeholder: '' } as never));
    await expect.poll(() => placeholder('cardNumber')).toBe('Card number');
  });

  test('has an icon where the page asks for it', async () => {
    const checkout = await openSplit(shop, { fields: { cardNumber: { showIcon: true } } });
    const icon = (field: Field) => checkout.frameOf(field).locator('#icon');
    expect(await icon('cardNumber').isVisible()).toBe(true);
    expect(await icon('cardExpiry').isVisible()).toBe(false);
    await clickInto(checkout.input('cardNumber'));
    await checkout.page.keyboard.type('55');
    await expect
      .poll(() => checkout.frameOf('cardNumber').locator('#brand').getAttribute('href'))
      .toBe('#mastercard-icon');
    await checkout.page.evaluate(() => window.fields.cardNumber?.update({ showIcon: false } as never));
    await expect.poll(() => icon('cardNumber').isVisible()).toBe(false);
  });

  test('has the classes of its states on its own container', async () => {
    const checkout = await openSplit(shop);
    await checkout.typeFields({ postalCode: '' });
    const classes = (field: Field) => checkout.page.locator(`#${field}`).getAttribute('class');
    expect(await classes('cardNumber')).toBe('StripeElement StripeElement--complete');
    expect(await classes('cardCvc')).toContain('StripeElement--complete');
  });
});

describe('the caret', THOROUGH, () => {
  test('goes on where the page asks for it, and no key is lost on the way', async () => {
    const checkout = await openSplit(shop, { group: { autoAdvance: true } });
    await clickInto(checkout.input('cardNumber'));
    await checkout.page.keyboard.type(`${cards.visa + expiry.typed}12394110`);
    await checkout.fieldChange('postalCode', { value: { postalCode: '94110' } });
    expect(await values(checkout)).toEqual(['4242 4242 4242 4242', expiry.shown, '123', '94110']);
    const order = (await checkout.events())
      .filter(({ type }) => type === 'focus' || type === 'blur')
      .map(({ type, elementType }) => `${type} ${elementType}`);
    expect(order).toEqual([
      'focus cardNumber',
      'blur cardNumber',
      'focus cardExpiry',
      'blur cardExpiry',
      'focus cardCvc',
      'blur cardCvc',
      'focus postalCode',
    ]);
    expect(await at(checkout)).toBe('postalCode');
  });

  test('goes back by Backspace out of an empty field', async () => {
    const checkout = await openSplit(shop, { group: { autoAdvance: true } });
    await clickInto(checkout.input('cardNumber'));
    await checkout.page.keyboard.type(`${cards.visa + expiry.typed}123`);
    for (let key = 0; key < 4 + 5 + 3; key++) await checkout.page.keyboard.press('Backspace');
    await checkout.fieldChange('cardNumber', { complete: false, empty: false });
    expect(await values(checkout)).toEqual(['4242 4242 4242 42', '', '', '']);
    expect(await hasFocus(checkout.input('cardNumber'))).toBe(true);
  });

  test('stays without it', async () => {
    const checkout = await openSplit(shop);
    await clickInto(checkout.input('cardNumber'));
    await checkout.page.keyboard.type(cards.visa);
    await checkout.fieldChange('cardNumber', { complete: true });
    expect(await hasFocus(checkout.input('cardNumber'))).toBe(true);
    await clickInto(checkout.input('cardExpiry'));
    await checkout.page.keyboard.press('Backspace');
    expect(await hasFocus(checkout.input('cardExpiry'))).toBe(true);
    await checkout.page.evaluate(() => {
      window.elements.update({ autoAdvance: true });
      window.fields.cardExpiry?.update({ placeholder: 'later' } as never);
    });
    // The frame has the first message once it shows the second.
    await expect.poll(() => checkout.input('cardExpiry').getAttribute('placeholder')).toBe('later');
    await checkout.page.keyboard.type(expiry.typed);
    await gotFocus(checkout.input('cardCvc'));
  });

  test('passes over a field that is disabled, and one that is not there', async () => {
    const checkout = await openSplit(shop, {
      group: { autoAdvance: true },
      only: ['cardNumber', 'cardCvc', 'postalCode'],
      fields: { cardCvc: { disabled: true } },
    });
    await clickInto(checkout.input('cardNumber'));
    await checkout.page.keyboard.type(`${cards.visa}10115`);
    await checkout.fieldChange('postalCode', { value: { postalCode: '10115' } });
  });

  test('does not go to another group', async () => {
    const body = `${FORM}<div id="next"></div>`;
    const checkout = await openSplit(shop, { body, only: ['cardNumber'], group: { autoAdvance: true } });
    await checkout.page.evaluate(
      () =>
        new Promise<void>((resolve) => {
          const expiry = window.payframe.elements({ autoAdvance: true }).create('cardExpiry');
          expiry.on('ready', () => resolve());
          expiry.mount('#next');
        }),
    );
    await clickInto(checkout.input('cardNumber'));
    await checkout.page.keyboard.type(cards.visa);
    await checkout.fieldChange('cardNumber', { complete: true });
    expect(await hasFocus(checkout.input('cardNumber'))).toBe(true);
  });

  test.for(['ltr', 'rtl'])('walks by Tab through inputs and fields in order, and back: %s', async (dir) => {
    const body = FORM.replace('<form', `<form dir="${dir}"`)
      .replace('<label for="cardCvc">', '<input id="between"> <label for="cardCvc">')
      .replace('<div id="postalCode">', '<div id="postalCode">');
    const group = { locale: dir === 'rtl' ? 'ar' : 'en' } as const;
    const checkout = await openSplit(shop, { body, group });
    const { page } = checkout;
    const stops = ['#name', 'cardNumber', 'cardExpiry', '#between', 'cardCvc', 'postalCode', 'button'];
    const here = () => at(checkout);
    await page.locator('#name').click();
    for (const stop of stops.slice(1)) {
      await page.keyboard.press('Tab');
      await expect.poll(here).toBe(stop);
    }
    for (const stop of [...stops].reverse().slice(1)) {
      await page.keyboard.press('Shift+Tab');
      await expect.poll(here).toBe(stop);
    }
  });

  test('does not stop at a field that is disabled', async () => {
    const checkout = await openSplit(shop, { fields: { cardExpiry: { disabled: true } } });
    await clickInto(checkout.input('cardNumber'));
    await checkout.page.keyboard.press('Tab');
    await expect.poll(() => at(checkout)).toBe('cardCvc');
    await checkout.page.keyboard.press('Shift+Tab');
    await expect.poll(() => at(checkout)).toBe('cardNumber');
  });

  test('comes by a click on the label of the field, and by focus() after Escape', async () => {
    const checkout = await openSplit(shop);
    await checkout.page.getByText('Code', { exact: true }).click();
    await gotFocus(checkout.input('cardCvc'));
    await checkout.page.evaluate(() =>
      window.fields.cardCvc?.on('escape', () => window.fields.cardNumber?.focus()),
    );
    await checkout.page.keyboard.press('Escape');
    await gotFocus(checkout.input('cardNumber'));
    await checkout.page.keyboard.type('42');
    await expect.poll(() => checkout.input('cardNumber').inputValue()).toBe('42');
  });

  test('Enter presses the button of the form', async () => {
    const checkout = await openSplit(shop);
    await checkout.page.evaluate(() => {
      document.querySelector('form')?.addEventListener('submit', (event) => {
        event.preventDefault();
        window.seen.push({ type: 'submitted' });
      });
    });
    await clickInto(checkout.input('cardExpiry'));
    await checkout.page.keyboard.press('Enter');
    await checkout.event('submitted');
  });
});

describe('the browser’s autofill in one field', () => {
  const companions = { number: cards.visa, expiry: '12/2040', cvc: '123', 'postal-code': '94110' };

  /** What a browser does: it sets the values and says so, in the frame that the person chose. */
  const autofill = (checkout: SplitCheckout, field: Field) =>
    checkout.frameOf(field).evaluate((filled) => {
      for (const [id, value] of Object.entries(filled)) {
        const input = document.getElementById(id) as HTMLInputElement;
        input.value = value;
        input.dispatchEvent(new Event('input', { bubbles: true }));
        input.dispatchEvent(new Event('change', { bubbles: true }));
      }
    }, companions);

  for (const [rows, options] of shares(FIELDS, FIELDS.length))
    test.for(rows)('fills all: %s [P4]', options, async (field) => {
      const checkout = await openSplit(shop, { before: watchPosts });
      await checkout.input(field).click();
      await autofill(checkout, field);
      for (const other of FIELDS) await checkout.fieldChange(other, { complete: true });
      expect(await values(checkout)).toEqual(['4242 4242 4242 4242', expiry.shown, '123', '94110']);
      for (const other of FIELDS) expect(await hidden(checkout, other)).toEqual(['', '', '']);
      expect(await checkout.page.evaluate(() => JSON.stringify(window.crossed))).not.toContain('4242');
      expect(await at(checkout)).toBe(field);
      expect((await checkout.payWith('cardNumber')).paymentMethod?.card).toMatchObject({ last4: '4242' });
    });

  test('fills no field that is not there, nor one that is disabled', THOROUGH, async () => {
    const checkout = await openSplit(shop, {
      only: ['cardNumber', 'cardExpiry'],
      fields: { cardExpiry: { disabled: true } },
    });
    await autofill(checkout, 'cardNumber');
    await checkout.fieldChange('cardNumber', { complete: true });
    await expect.poll(() => hidden(checkout, 'cardNumber')).toEqual(['', '', '']);
    expect(await checkout.input('cardExpiry').inputValue()).toBe('');
  });

  test('fills all, although it comes before its field has found the others', THOROUGH, async () => {
    let letThrough = () => {};
    const filled = new Promise<void>((resolve) => {
      letThrough = resolve;
    });
    const checkout = await openSplit(shop, {
      prepare: (page) =>
        page.route('**/siblings-*.js', async (route) => {
          if (route.request().frame().name() === '#cardNumber') await filled;
          await route.continue();
        }),
    });
    await autofill(checkout, 'cardNumber');
    letThrough();
    for (const other of FIELDS) await checkout.fieldChange(other, { complete: true });
    expect(await values(checkout)).toEqual(['4242 4242 4242 4242', expiry.shown, '123', '94110']);
  });

  test('has companions that neither Tab nor a screen reader nor a click comes to', THOROUGH, async () => {
    const checkout = await openSplit(shop);
    for (const field of FIELDS) {
      const frame = checkout.frameOf(field);
      expect(await frame.getByRole('textbox').count()).toBe(1);
      const reachable = await frame.evaluate(() => {
        const inputs = [...document.querySelectorAll('input')];
        const shown = document.querySelector('.only input');
        const points = [1, 3, 20].map((x) => document.elementFromPoint(x, 10));
        return {
          byTab: inputs.filter((input) => input.tabIndex >= 0 && input !== shown).length,
          byClick: inputs.filter((input) => input !== shown && points.includes(input)).length,
        };
      });
      expect(reachable).toEqual({ byTab: 0, byClick: 0 });
    }
  });
});

const codeIncomplete = {
  type: 'validation_error',
  code: 'incomplete_cvc',
  message: 'Your card’s security code is incomplete.'.replace('’', "'"),
};

declare global {
  interface Window {
    /** Every message that came to the page by a port. */
    crossed: unknown[];
    others: Record<string, { on(type: string, run: () => void): void; mount(target: string): void }>;
    payOther(type?: string): Promise<unknown>;
  }
}

/** Runs before the page's scripts: keeps all that comes to the page by any port or window message. */
function watchPosts(): void {
  window.crossed = [];
  const { set } = Object.getOwnPropertyDescriptor(MessagePort.prototype, 'onmessage') ?? {};
  Object.defineProperty(MessagePort.prototype, 'onmessage', {
    set(this: MessagePort, listener: (event: MessageEvent) => void) {
      set?.call(this, (event: MessageEvent) => {
        window.crossed.push(event.data);
        listener(event);
      });
    },
  });
  addEventListener('message', (event) => window.crossed.push(event.data));
}

/** Runs in the shop's page. */
const payOther = async () => JSON.parse(JSON.stringify(await window.payOther()));

const values = (checkout: SplitCheckout) =>
  Promise.all(FIELDS.map((field) => checkout.input(field).inputValue()));

/** What is in the companions of a field's frame. */
const hidden = (checkout: SplitCheckout, field: Field) =>
  checkout
    .frameOf(field)
    .evaluate(() =>
      [...document.querySelectorAll<HTMLInputElement>('.field:not(.only) input')].map(({ value }) => value),
    );

/** Where the caret is: the type of an Element, or what is focused in the page. */
const at = async ({ page, input }: SplitCheckout) => {
  const found = await page.evaluate(() => {
    const active = document.activeElement;
    return active?.tagName === 'IFRAME'
      ? active.parentElement?.id
      : active?.id
        ? `#${active.id}`
        : active?.localName;
  });
  if (!FIELDS.includes(found as Field)) return found;
  return (await hasFocus(input(found as Field))) ? found : `${found} without its input`;
};

/** Mounts further fields of the group, and waits until they are ready. */
const mountMore = async ({ page }: SplitCheckout, types: readonly Field[]) =>
  page.evaluate(
    (all) =>
      Promise.all(
        all.map(
          (type) =>
            new Promise<void>((resolve) => {
              const element = window.elements.create(type as 'card');
              window.fields[type] = element;
              element.on('ready', () => resolve());
              element.on('change', (event) =>
                window.seen.push({ type: 'change', ...JSON.parse(JSON.stringify(event)) }),
              );
              element.mount(`#${type}`);
            }),
        ),
      ),
    [...types],
  );
