// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { PayframeElements } from '../../src/page/index.js';
import { PROTOCOL } from '../../src/wire/index.js';
import { FakeFrame, flush, frameIn, host, installFakes, openPorts, removeFakes } from './fake-frame.js';
import { makeContainer, makePayframe, makeShop, thrown } from './shop.js';

const iframes = () => document.querySelectorAll('iframe').length;
let elements: PayframeElements;

beforeEach(() => {
  installFakes();
  elements = makePayframe().elements();
});
afterEach(removeFakes);

describe('before mount', () => {
  test('nothing is made: no frame, no listener, no timer, no request', () => {
    const spies = [
      vi.spyOn(EventTarget.prototype, 'addEventListener'),
      vi.spyOn(globalThis, 'setTimeout'),
      vi.spyOn(globalThis, 'setInterval'),
      vi.spyOn(document, 'createElement'),
      vi.spyOn(globalThis, 'fetch'),
    ];
    const payframe = makePayframe();
    payframe.registerAppInfo({ name: 'x' });
    for (let round = 0; round < 3; round++) {
      const group = payframe.elements({ locale: 'de' });
      const card = group.create('card');
      card.on('change', () => {});
      card.update({ disabled: true });
      card.focus();
      card.clear();
      card.blur();
      void group.update({ locale: 'fr' });
    }
    for (const spy of spies) expect(spy).not.toHaveBeenCalled();
    expect(openPorts()).toBe(0);
  });
});

test('update and collapse return the Element, as those of Stripe.js do', () => {
  const payment = elements.create('payment');
  expect(payment.update({ layout: 'tabs' })).toBe(payment);
  expect(payment.collapse()).toBe(payment);
});

describe('mount', () => {
  test('takes a selector', () => {
    const container = makeContainer('card');
    elements.create('card').mount('#card');
    expect(container.querySelectorAll('iframe')).toHaveLength(1);
  });

  test('takes a node, and puts the frame in the place of what was in it', () => {
    const container = makeContainer();
    container.innerHTML = '<p>Loading…</p>';
    elements.create('card').mount(container);
    expect([...container.children].map(({ tagName }) => tagName)).toEqual(['IFRAME']);
  });

  test("loads the host's frame with a title and a sandbox, without a path in its referrer, a name or anything in its address", () => {
    elements.create('card').mount(makeContainer());
    const iframe = document.querySelector('iframe') as HTMLIFrameElement;
    expect(iframe.src).toBe(`${host}/frame/v1/card.html`);
    expect(iframe.title).toBe('Secure card payment input frame');
    expect(iframe.getAttribute('sandbox')).toBe('allow-scripts allow-same-origin');
    expect(iframe.referrerPolicy).toBe('strict-origin');
    expect(iframe.getAttribute('loading')).toBeNull();
    expect(iframe.name).toBe('');
    expect(iframe.outerHTML).not.toContain('pk_');
  });

  test('offers the port to the exact origin, with the key only in the message', async () => {
    const { frame } = await makeShop(
      { hidePostalCode: true },
      { locale: 'de', stripeAccount: 'acct_1', apiVersion: 'v9' },
    );
    expect(frame.origin).toBe(host);
    expect(frame.init).toMatchObject({
      type: 'init',
      protocol: PROTOCOL,
      key: expect.stringMatching(/^pk_test_/),
      account: 'acct_1',
      apiVersion: 'v9',
      options: { locale: 'de', hidePostalCode: true },
    });
  });

  test('takes a node that is not in the document yet, and works once it is', async () => {
    const container = document.createElement('div');
    const card = elements.create('card');
    const ready = vi.fn();
    card.on('ready', ready);
    card.mount(container);
    expect(container.querySelector('iframe')).not.toBeNull();
    document.body.append(container);
    await frameIn(container).start();
    expect(ready).toHaveBeenCalledTimes(1);
  });

  test('at the same node again changes nothing', async () => {
    const { card, container, frame } = await makeShop();
    card.mount(container);
    card.mount('#card');
    expect(container.querySelector('iframe')).toBe(frame.iframe);
  });

  test('at another node moves there, with a new frame', async () => {
    const { card, container } = await makeShop();
    const other = makeContainer('other');
    card.mount(other);
    expect(container.childElementCount).toBe(0);
    expect(container.className).toBe('');
    expect(other.querySelectorAll('iframe')).toHaveLength(1);
    await frameIn(other).start();
    expect(openPorts()).toBe(2);
  });

  test('at the same node mends a frame that a framework has removed', async () => {
    const { card, container } = await makeShop();
    container.replaceChildren();
    card.mount(container);
    const frame = await frameIn(container).start();
    expect(frame.init).toBeDefined();
    expect(iframes()).toBe(1);
  });

  test.each<[string, unknown]>([
    ['a selector that finds nothing', '#nowhere'],
    ['a selector that is none', '#1st'],
    ['an empty selector', ''],
    ['null', null],
    ['undefined', undefined],
    ['a text node', document.createTextNode('x')],
    ['the document', document],
    ['an object', {}],
    ['a number', 5],
  ])('refuses %s by name, and leaves everything as it was', (_, target) => {
    const error = thrown(() => elements.create('card').mount(target as string));
    expect(error).toMatchObject({ name: 'IntegrationError', code: 'invalid_container', param: 'domElement' });
    expect(iframes()).toBe(0);
  });

  test('refuses a node that another Element is in', async () => {
    const { container } = await makeShop();
    const other = makePayframe().elements().create('card');
    expect(thrown(() => other.mount(container))).toMatchObject({ code: 'container_taken' });
    expect(iframes()).toBe(1);
  });

  test('takes over a node whose frame a framework threw away, and the old Element does it no harm', async () => {
    const { card: old, container } = await makeShop();
    container.innerHTML = '';
    const card = makePayframe().elements().create('card');
    card.mount(container);
    old.destroy();
    await frameIn(container).start();
    expect(container.className).toBe('StripeElement StripeElement--empty');
    card.destroy();
    expect(container.className).toBe('');
  });
});

describe('unmount', () => {
  test('takes the frame, the port and the listeners away; the Element can be mounted again', async () => {
    const add = vi.spyOn(Document.prototype, 'addEventListener');
    const remove = vi.spyOn(Document.prototype, 'removeEventListener');
    const { card, container } = await makeShop();
    card.unmount();
    card.unmount();
    expect(iframes()).toBe(0);
    expect(openPorts()).toBe(0);
    const listeners = (calls: unknown[][]) => new Set(calls.map(([, listener]) => listener));
    expect(listeners(remove.mock.calls)).toEqual(listeners(add.mock.calls));
    card.mount(container);
    const frame = await frameIn(container).start();
    expect(frame.init).toBeDefined();
  });

  test.each<[string, (container: HTMLElement) => void]>([
    ['its container', (container) => container.remove()],
    ['its frame', (container) => container.replaceChildren()],
    ['all of the page', () => document.body.replaceChildren()],
  ])('stands a page that removed %s first', async (_, removeFirst) => {
    const { card, container } = await makeShop();
    removeFirst(container);
    expect(() => card.unmount()).not.toThrow();
    expect(openPorts()).toBe(0);
    expect(container.className).toBe('');
  });
});

describe('destroy', () => {
  test('frees the type at once, so that a new Element can be made in the same task', () => {
    const card = elements.create('card');
    card.destroy();
    expect(elements.getElement('card')).toBeNull();
    const next = elements.create('card');
    // A second time, and late: it must not free what belongs to the next one.
    card.destroy();
    expect(elements.getElement('card')).toBe(next);
  });

  test('before ready, twice, and in an event handler, is silent [L7]', async () => {
    const card = elements.create('card');
    card.mount(makeContainer());
    const frame = frameIn();
    frame.load();
    card.destroy();
    card.destroy();
    frame.send({ type: 'ready', protocol: PROTOCOL, height: 1 });
    await flush();
    expect(iframes() + openPorts()).toBe(0);

    const shop = await makeShop();
    shop.card.on('focus', () => shop.card.destroy());
    shop.frame.send({ type: 'focus' });
    await flush();
    expect(iframes() + openPorts()).toBe(0);
    expect(reportError).not.toHaveBeenCalled();
  });

  test('is for good: mounting again is refused by name, and all else does nothing', () => {
    const card = elements.create('card');
    card.destroy();
    expect(thrown(() => card.mount(makeContainer()))).toMatchObject({ code: 'element_destroyed' });
    for (const method of ['unmount', 'focus', 'blur', 'clear'] as const) card[method]();
    card.update({ disabled: true });
    expect(iframes()).toBe(0);
  });

  test('leaves nothing after React has run its StrictMode order', async () => {
    const payframe = makePayframe();
    payframe.elements();
    const group = payframe.elements();
    const container = makeContainer();
    const first = group.create('card');
    first.mount(container);
    first.destroy();
    const second = group.create('card');
    second.mount(container);
    expect(iframes()).toBe(1);
    await frameIn(container).start();
    expect(FakeFrame.all.filter(({ port }) => port)).toHaveLength(1);
  });

  test('leaves nothing after many mounts [L6]', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'setInterval', 'clearTimeout', 'clearInterval'] });
    const card = elements.create('card');
    const container = makeContainer();
    for (let round = 0; round < 20; round++) {
      card.mount(container);
      if (round % 2) await frameIn(container).start();
      card.unmount();
    }
    card.destroy();
    expect([iframes(), openPorts(), vi.getTimerCount()]).toEqual([0, 0, 0]);
    vi.useRealTimers();
  });
});

describe('a group', () => {
  test('has one Element of a type', () => {
    elements.create('card');
    expect(thrown(() => elements.create('card'))).toMatchObject({
      name: 'IntegrationError',
      code: 'element_exists',
      message: expect.stringContaining('The group has an Element of type card'),
    });
  });

  test.each(['payments', 'CARD', '', 'toString', '__proto__', undefined, null, 5, Symbol('card')])(
    'refuses an unknown type by name: %s',
    (type) => {
      expect(thrown(() => elements.create(type as 'card'))).toMatchObject({
        name: 'IntegrationError',
        code: 'unknown_element',
      });
    },
  );

  test('names the existing types, and shows them in the page with a test key', () => {
    const message =
      'There is no Element of type "payments": payment, card, cardNumber, cardExpiry, cardCvc, postalCode, iban, auBankAccount, linkAuthentication, contactDetails, address, expressCheckout.';
    expect(thrown(() => elements.create('payments' as 'card'))).toMatchObject({ message });
    expect(document.body.textContent).toBe(message);
  });

  test('tells its frame the options of the group, and the names of options and events, so that it can find misspelt ones', async () => {
    const group = makePayframe().elements({ locale: 'de' });
    const card = group.create('card', { hideIcon: true, classes: { base: 'box' } });
    const container = makeContainer();
    card.mount(container);
    card.on('ready', () => {});
    expect((await frameIn(container).start()).init?.options).toMatchObject({
      elements: { locale: 'de' },
      create: ['hideIcon'],
      on: ['ready'],
    });
  });

  test('gives its Element by name and by the component of a wrapper, and null for any other', () => {
    const card = elements.create('card');
    const CardElement = Object.assign(() => null, { __elementType: 'card' });
    expect(elements.getElement('card')).toBe(card);
    expect(elements.getElement(CardElement)).toBe(card);
    for (const other of ['payment', 'toString', '__proto__', undefined, null, {}, () => null]) {
      expect(elements.getElement(other as 'card')).toBeNull();
    }
  });

  test.each([
    ['card', 'payment'],
    ['payment', 'cardNumber'],
    ['payment', 'iban'],
    ['iban', 'payment'],
  ] as const)('refuses with a %s Element a %s Element, by the name of the first', (first, second) => {
    const one = elements.create(first);
    expect(thrown(() => elements.create(second))).toMatchObject({
      code: 'element_exists',
      message: `The group has an Element of type ${first}. Destroy it first.`,
    });
    one.destroy();
    expect(elements.create(second)).toBe(elements.getElement(second));
  });

  test('tells update-end, and its Element the new locale', async () => {
    const { frame, elements: group } = await makeShop({ disabled: true });
    const done = vi.fn();
    group.on('update-end', done);
    await group.update({ locale: 'fr', appearance: { theme: 'night' } });
    await flush();
    expect(done).toHaveBeenCalledTimes(1);
    expect(frame.of('update')).toMatchObject([{ options: { disabled: true, locale: 'fr' } }]);
  });

  test('fetches updates that do not exist', async () => {
    expect(await elements.fetchUpdates()).toEqual({});
  });

  test('submits: shows what is missing, or says what would be paid with', async () => {
    const { frame, elements: group } = await makeShop();
    frame.answer = () => ({ value: {} });
    expect(await group.submit()).toEqual({ selectedPaymentMethod: 'card' });
    frame.answer = () => ({ error: { type: 'validation_error', code: 'incomplete_number', message: 'No.' } });
    expect(await group.submit()).toMatchObject({
      error: { name: 'PayframeError', type: 'validation_error', code: 'incomplete_number' },
    });
    expect(frame.of('call').map(({ method }) => method)).toEqual(['validate', 'validate']);
  });
});
