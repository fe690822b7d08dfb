import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { shares, THOROUGH } from '../thorough.js';
import { type Checkouts, cards, startCheckouts } from './checkout.js';
import { clickInto } from './click-into.js';
import { gotFocus } from './focus.js';
import { startHost } from './hosts.js';
import { countTimers, leftovers } from './leftovers.js';
import type { Answer } from './servers.js';

/** Elements that send a card, each with its group. */
const ELEMENTS: [type: string, group: object][] = [
  ['card', {}],
  ['payment', { mode: 'payment', amount: 1099, currency: 'eur', paymentMethodTypes: ['card'] }],
];

interface Mounting {
  key: string;
  type: string;
  group: object;
}

let shop: Checkouts;

beforeAll(async () => {
  shop = await startCheckouts();
});

afterEach(() => shop.closePages());

afterAll(() => shop?.close());

describe('nothing is left', () => {
  const mounted = [
    ['card', {}],
    ['payment', { mode: 'payment', amount: 1099, currency: 'usd', paymentMethodTypes: ['card'] }],
    ['linkAuthentication', {}],
  ] as const;
  for (const [rows, options] of shares(mounted, 3))
    test.for(rows)(
      'of 200 times mount and unmount of the Element %s [L6]',
      options,
      async ([type, group]) => {
        const checkout = await shop.open({ before: countTimers, mount: false });
        await checkout.page.evaluate(
          ([key, name, options]) => {
            window.card = window
              .Payframe(key)
              .elements(options as object)
              .create(name as 'card');
          },
          [shop.sandbox.publishableKey, type, group] as const,
        );
        const rounds = (count: number) =>
          checkout.page.evaluate(async (times) => {
            for (let round = 0; round < times; round++) {
              window.card.mount('#card');
              // Most are gone before they could load; some have been used.
              if (round % 10 === 0)
                await new Promise<void>((resolve) => window.card.once('ready', () => resolve()));
              window.card.unmount();
            }
          }, count);
        await rounds(20);
        const before = await leftovers(checkout.page);
        await rounds(200);
        const after = await leftovers(checkout.page);
        expect(before).toMatchObject({ iframes: 0, timers: 0, ports: 0 });
        expect(after).toEqual({ ...before, heap: after.heap });
        expect(after.heap - before.heap).toBeLessThan(200_000);
        expect(checkout.console).toEqual([]);
      },
    );

  test('of 200 groups that are made and dropped', async () => {
    const checkout = await shop.open({ before: countTimers, mount: false });
    const before = await leftovers(checkout.page);
    await checkout.page.evaluate((key) => {
      for (let round = 0; round < 200; round++) window.Payframe(key).elements().create('card');
    }, shop.sandbox.publishableKey);
    expect({ ...(await leftovers(checkout.page)), heap: 0 }).toEqual({ ...before, heap: 0 });
  });

  test('of a card that was used and destroyed, and it says no more', async () => {
    const checkout = await shop.open({ before: countTimers });
    await checkout.typeCard();
    await checkout.pay();
    const count = (await checkout.events()).length;
    await checkout.page.evaluate(() => {
      window.card.destroy();
      window.card.destroy();
      window.card.unmount();
      window.card.update({ disabled: true });
    });
    expect(await leftovers(checkout.page)).toMatchObject({ iframes: 0, timers: 0, ports: 0 });
    expect(await checkout.page.locator('#card').evaluate((node) => node.className)).toBe('');
    expect((await checkout.events()).length).toBe(count);
    expect(checkout.console).toEqual([]);
  });

  for (const [rows, options] of shares(ELEMENTS, ELEMENTS.length))
    test.for(rows)(
      'of a %s Element that is destroyed before it was ready [L7]',
      options,
      async ([type, group]) => {
        const checkout = await shop.open({ before: countTimers, mount: false });
        const code = await checkout.page.evaluate(destroyEarly, {
          key: shop.sandbox.publishableKey,
          type,
          group,
        });
        expect(code).toBe('element_unmounted');
        expect(await leftovers(checkout.page)).toMatchObject({ iframes: 0, timers: 0, ports: 0 });
        expect(await checkout.events()).toEqual([]);
        expect(checkout.console).toEqual([]);
      },
    );
});

/** Runs in the shop's page: destroys Elements before and while they load, one with a call on its way, and returns how that ended. */
async function destroyEarly({ key, type, group }: Mounting) {
  window.seen = [];
  const payframe = window.Payframe(key);
  const elements = payframe.elements(group);
  const mount = () => {
    const element = elements.create(type as 'card');
    for (const name of ['ready', 'change', 'loaderror'] as const)
      element.on(name as 'ready', () => window.seen.push({ type: name }));
    element.mount('#card');
    return element;
  };
  for (const wait of [() => {}, () => new Promise((resolve) => setTimeout(resolve, 5))]) {
    const element = mount();
    await wait();
    element.destroy();
    element.destroy();
    // On a busy machine, it may have been ready before that.
    window.seen = [];
  }
  const element = mount();
  const pending = type === 'payment' ? elements.submit() : payframe.createToken(element);
  element.destroy();
  return (await pending).error?.code;
}

describe('the order of a framework', THOROUGH, () => {
  for (const [rows, options] of shares(ELEMENTS, ELEMENTS.length))
    test.for(rows)(
      'that makes a %s Element twice, as React’s StrictMode does [L9]',
      options,
      async ([type, group]) => {
        const checkout = await shop.open({ mount: false });
        await checkout.page.evaluate(mountTwice, { key: shop.sandbox.publishableKey, type, group });
        expect(await checkout.event('ready')).toEqual({ type: 'ready', pass: 1, effect: 1 });
        expect((await checkout.events('ready')).length).toBe(1);
        expect(await checkout.page.locator('iframe').count()).toBe(1);
        await clickInto(checkout.page.frameLocator('iframe').getByRole('textbox', { name: 'Card number' }));
        await checkout.page.keyboard.type(`${cards.visa}1240123`);
        await checkout.change({ complete: true });
        const id = await checkout.page.evaluate(async () => {
          const { payframe, elements } = window;
          await elements.submit();
          return (await payframe.createConfirmationToken({ elements })).confirmationToken?.id;
        });
        expect(id).toMatch(/^ctoken_/);
        expect(checkout.console).toEqual([]);
      },
    );

  test('that removes the node first and mounts into a new one', async () => {
    const checkout = await shop.open({ body: '<main><div id="card"></div></main>' });
    await checkout.page.evaluate(() => {
      (document.querySelector('main') as HTMLElement).innerHTML = '<section id="card"></section>';
      window.card.mount('#card');
    });
    await checkout.event('ready', 2);
    await checkout.typeCard();
    expect(checkout.console).toEqual([]);
  });

  test('that calls before anything is loaded: all is done once it is', async () => {
    const checkout = await shop.open({ mount: false });
    const { error } = await checkout.page.evaluate(async (key) => {
      const payframe = window.Payframe(key);
      const card = payframe.elements().create('card');
      card.mount('#card');
      card.update({ value: { postalCode: '10115' }, hidePostalCode: true });
      card.focus();
      const outcome = await payframe.createToken(card);
      return JSON.parse(JSON.stringify(outcome));
    }, shop.sandbox.publishableKey);
    expect(error.code).toBe('incomplete_number');
    await gotFocus(checkout.number);
    await checkout.page.keyboard.type('42');
    expect(await checkout.number.inputValue()).toBe('42');
    expect(await checkout.postalCode.count()).toBe(0);
  });
});

/** Runs in the shop's page: creates and mounts all there is twice, and in each pass the Element twice. */
function mountTwice({ key, type, group }: Mounting): void {
  window.seen = [];
  for (let pass = 0; pass < 2; pass++) {
    const payframe = window.Payframe(key);
    const elements = payframe.elements(group);
    for (let effect = 0; effect < 2; effect++) {
      const address = { country: 'DE' };
      const options =
        type === 'card' ? { hidePostalCode: true } : { defaultValues: { billingDetails: { address } } };
      const card = elements.create(type as 'card', options);
      card.mount('#card');
      card.on('ready', () => window.seen.push({ type: 'ready', pass, effect }));
      card.on('change', ({ complete }) => window.seen.push({ type: 'change', complete }));
      Object.assign(window, { payframe, elements, card });
      if (!(pass && effect)) card.destroy();
    }
  }
}

describe('a card works', THOROUGH, () => {
  const pays = async (page: Page) => {
    await page.waitForFunction(() => window.seen.some(({ type }) => type === 'ready'));
    await page.evaluate(() => window.card.focus());
    await page.waitForFunction(() => window.seen.some(({ type }) => type === 'focus'));
    await page.keyboard.type(`${cards.visa}1240123`);
    await page.waitForFunction(() => window.seen.some(({ complete }) => complete));
    const id = await page.evaluate(async () => {
      const { token } = await window.payframe.createToken(window.card);
      return token?.id;
    });
    expect(id).toMatch(/^tok_/);
  };

  const opened = async (place: (mount: (node: HTMLElement) => void) => void) => {
    const checkout = await shop.open({ mount: false });
    await checkout.page.evaluate(
      ([key, source]) => {
        window.seen = [];
        window.payframe = window.Payframe(key);
        window.card = window.payframe.elements().create('card', { hidePostalCode: true });
        for (const type of ['ready', 'focus', 'change'] as const)
          window.card.on(type, (event) => window.seen.push({ ...event, type }));
        // A function of the test's, as text: its own could not cross into the page.
        const put = new Function(`return ${source}`)() as typeof place;
        put((node) => window.card.mount(node));
      },
      [shop.sandbox.publishableKey, place.toString()] as const,
    );
    return checkout;
  };

  test('where someone types before all is loaded, and keeps the caret', async () => {
    const answers: Record<string, Answer> = {};
    const host = await startHost(answers);
    // The script of the document runs when the end of it is there.
    const held = new Promise<() => void>((resolve) => {
      for (const path of Object.keys(answers).filter((path) => path.endsWith('/card.html'))) {
        const { headers, body } = answers[path] as { headers: Record<string, string>; body: Buffer };
        answers[path] = (_, response) => {
          response.writeHead(200, headers).write(body.subarray(0, -20));
          resolve(() => response.end(body.subarray(-20)));
        };
      }
    });
    try {
      const checkout = await shop.open({ host: host.url, mount: false });
      const mounted = checkout.mount();
      await clickInto(checkout.number);
      await checkout.page.keyboard.type('4242');
      expect(await checkout.events('ready')).toEqual([]);
      (await held)();
      await mounted;
      await checkout.page.keyboard.type('42');
      expect(await checkout.number.inputValue()).toBe('4242 42');
      await checkout.change({ brand: 'visa' });
      expect((await checkout.events()).map(({ type }) => type)).not.toContain('blur');
    } finally {
      await host.close();
    }
  });

  test('in a node that joins the document later', async () => {
    const { page, console } = await opened((mount) => {
      const node = document.createElement('div');
      mount(node);
      setTimeout(() => document.body.append(node), 100);
    });
    await pays(page);
    expect(console).toEqual([]);
  });

  test('in a node that is not displayed until later', async () => {
    const { page } = await opened((mount) => {
      const node = document.createElement('div');
      node.style.display = 'none';
      document.body.append(node);
      mount(node);
    });
    await page.waitForFunction(() => window.seen.some(({ type }) => type === 'ready'));
    await page.evaluate(() => {
      document.querySelector('iframe')?.parentElement?.style.removeProperty('display');
    });
    await expect
      .poll(() => page.locator('iframe').evaluate((frame) => frame.clientHeight))
      .toBeGreaterThan(15);
    await pays(page);
  });

  test.for(['open', 'closed'])('in a shadow root that is %s', async (mode) => {
    const inOpen = (mount: (node: HTMLElement) => void) => {
      const host = document.body.appendChild(document.createElement('div'));
      mount(host.attachShadow({ mode: 'open' }).appendChild(document.createElement('div')));
    };
    const inClosed = (mount: (node: HTMLElement) => void) => {
      const host = document.body.appendChild(document.createElement('div'));
      mount(host.attachShadow({ mode: 'closed' }).appendChild(document.createElement('div')));
    };
    const { page } = await opened(mode === 'open' ? inOpen : inClosed);
    await pays(page);
  });

  test('in a modal dialog', async () => {
    const { page } = await opened((mount) => {
      const dialog = document.body.appendChild(document.createElement('dialog'));
      mount(dialog.appendChild(document.createElement('div')));
      dialog.showModal();
    });
    await pays(page);
  });

  test('where the page moves it without taking it out', async () => {
    const checkout = await shop.open({ body: '<main><div id="card"></div></main><aside></aside>' });
    const canMove = await checkout.page.evaluate(() => 'moveBefore' in Element.prototype);
    expect(canMove).toBe(true);
    await clickInto(checkout.number);
    await checkout.page.keyboard.type('42');
    await checkout.page.evaluate(() => {
      const aside = document.querySelector('aside') as unknown as {
        moveBefore(node: unknown, child: null): void;
      };
      aside.moveBefore(document.querySelector('#card'), null);
    });
    await checkout.page.evaluate(() => window.card.focus());
    await gotFocus(checkout.number);
    await checkout.page.keyboard.type('42');
    expect(await checkout.number.inputValue()).toBe('4242');
    expect(await checkout.events('loaderror')).toEqual([]);
  });

  test('where the script was loaded twice [E17]', async () => {
    const checkout = await shop.open();
    const first = await checkout.page.evaluateHandle(() => window.Payframe);
    await checkout.page.addScriptTag({ url: shop.sandbox.script });
    expect(await first.evaluate((payframe) => typeof payframe === 'function' && !!window.Payframe)).toBe(
      true,
    );
    await checkout.typeCard();
    expect((await checkout.pay()).paymentMethod?.id).toMatch(/^pm_/);
    await checkout.page.evaluate(() => window.card.destroy());
    await checkout.mount();
    await checkout.typeCard();
    expect((await checkout.pay()).paymentMethod?.id).toMatch(/^pm_/);
    expect((await checkout.events('ready')).length).toBe(1);
    expect(checkout.console).toEqual([]);
  });

  test('beside another of a group of its own, each with its own events', async () => {
    const checkout = await shop.open({ body: '<div id="card"></div><div id="other"></div>' });
    await checkout.page.evaluate(
      () =>
        new Promise<void>((resolve) => {
          const other = window.payframe.elements().create('card');
          other.on('change', ({ brand }) => window.seen.push({ type: 'other', brand }));
          other.on('ready', () => resolve());
          other.mount('#other');
        }),
    );
    await clickInto(checkout.page.frameLocator('#other iframe').getByLabel('Card number'));
    await checkout.page.keyboard.type('37');
    expect(await checkout.event('other')).toMatchObject({ brand: 'amex' });
    await clickInto(checkout.page.frameLocator('#card iframe').getByLabel('Card number'));
    await checkout.page.keyboard.type('55');
    await checkout.change({ brand: 'mastercard' });
    const brands = async (type: string) => new Set((await checkout.events(type)).map(({ brand }) => brand));
    expect(await brands('other')).toEqual(new Set(['unknown', 'amex']));
    expect(await brands('change')).toEqual(new Set(['unknown', 'mastercard']));
  });
});
