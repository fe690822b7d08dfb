// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import type { PayframeCardElement } from '../../src/page/index.js';
import { ELEMENTS, PROTOCOL } from '../../src/wire/index.js';
import { flush, frameIn, frameOf, installFakes, removeFakes } from './fake-frame.js';
import { makeContainer, makePayframe, makeShop, type Shop } from './shop.js';

let shop: Shop;
beforeEach(async () => {
  installFakes();
  shop = await makeShop();
});
afterEach(removeFakes);

const tell = async (...messages: unknown[]) => {
  for (const message of messages) shop.frame.send(message);
  await flush();
};
const state = { empty: false, complete: false, brand: 'visa', value: { postalCode: '' } };

/** How each Element stands: what its frame says, and what the page hears of it. */
const value = {
  postalCode: '10115',
  type: 'card',
  email: 'jenny@example.com',
  name: 'Jenny Rosen',
  address: {},
};
const details = {
  payment: { collapsed: false, value },
  card: { brand: 'visa', value },
  cardNumber: { brand: 'visa' },
  cardExpiry: {},
  cardCvc: {},
  postalCode: { value },
  iban: { country: 'DE', bankName: 'Commerzbank' },
  auBankAccount: { bankName: 'Commerzbank' },
  linkAuthentication: { value },
  contactDetails: { value },
  address: { elementMode: 'shipping', isNewAddress: true, value },
  expressCheckout: {},
};

describe.each(Object.keys(ELEMENTS) as (keyof typeof details)[])('a change of the Element %s', (type) => {
  const everything = Object.assign({}, ...Object.values(details), { pan: 'x' });

  async function mounted() {
    // Not every type sends it, but the page passes it on for all.
    const element = makePayframe()
      .elements()
      .create(type, (type === 'address' ? { mode: 'shipping' } : {}) as never) as PayframeCardElement;
    const container = makeContainer('other');
    const heard: object[] = [];
    element.on('change', (event: object) => heard.push(event));
    element.mount(container);
    const frame = await frameIn(container).start();
    const say = async (details: object) => {
      frame.send({ type: 'change', state: { empty: false, complete: true, ...details } });
      await flush();
    };
    return { heard, say };
  }

  test('says what this Element has to say, and nothing else of what its frame may say', async () => {
    const { heard, say } = await mounted();
    await say(everything);
    const change = { elementType: type, empty: false, complete: true, error: undefined, ...details[type] };
    expect(heard).toStrictEqual([change]);
  });

  test('is heard by no handler where its frame says less', async () => {
    const { heard, say } = await mounted();
    for (const name of Object.keys(details[type])) {
      const { [name]: _, ...rest } = everything;
      await say(rest);
      await say({ ...everything, [name]: 5 });
    }
    expect(heard).toEqual([]);
  });
});

describe('events', () => {
  test("have Stripe.js's shape", async () => {
    const heard: unknown[] = [];
    for (const type of ['focus', 'blur', 'escape', 'change'] as const) {
      shop.card.on(type, (event: unknown) => heard.push([type, event]));
    }
    await tell(
      { type: 'focus' },
      { type: 'change', state: { ...state, complete: true, value: { postalCode: '10115' } } },
      {
        type: 'change',
        state: {
          ...state,
          error: { type: 'validation_error', code: 'invalid_number', message: 'No.', param: 'x' },
        },
      },
      { type: 'event', name: 'escape', details: {} },
      { type: 'blur' },
    );
    const card = { elementType: 'card' };
    expect(heard).toEqual([
      ['focus', card],
      [
        'change',
        {
          ...card,
          empty: false,
          complete: true,
          error: undefined,
          brand: 'visa',
          value: { postalCode: '10115' },
        },
      ],
      [
        'change',
        {
          ...card,
          empty: false,
          complete: false,
          error: { type: 'validation_error', code: 'invalid_number', message: 'No.' },
          brand: 'visa',
          value: { postalCode: '' },
        },
      ],
      ['escape', card],
      ['blur', card],
    ]);
  });

  test('ready comes once a mount, later than its task, also to a handler added after mount', async () => {
    const card = makePayframe().elements().create('card');
    const container = makeContainer('second');
    card.mount(container);
    const ready = vi.fn();
    card.on('ready', ready);
    const frame = frameIn(container);
    frame.load();
    frame.send({ type: 'ready', protocol: PROTOCOL, height: 20 });
    expect(ready).not.toHaveBeenCalled();
    frame.send({ type: 'ready', protocol: PROTOCOL, height: 20 });
    await flush();
    expect(ready.mock.calls).toEqual([[{ elementType: 'card' }]]);
    card.unmount();
    card.mount(container);
    await frameIn(container).start();
    expect(ready).toHaveBeenCalledTimes(2);
  });

  test('once is once; off takes one handler, or without one all of the type', async () => {
    const [once, kept, gone, blur] = [vi.fn(), vi.fn(), vi.fn(), vi.fn()];
    shop.card.once('focus', once).on('focus', kept).on('focus', gone).on('blur', blur).off('focus', gone);
    await tell({ type: 'focus' }, { type: 'blur' }, { type: 'focus' });
    expect([once, kept, gone, blur].map(({ mock }) => mock.calls.length)).toEqual([1, 2, 0, 1]);
    shop.card.off('focus');
    await tell({ type: 'focus' }, { type: 'blur' });
    expect([kept, blur].map(({ mock }) => mock.calls.length)).toEqual([2, 2]);
  });

  test('of unknown names, and off of what was never on, are ignored', () => {
    const { card } = shop;
    const on = card.on as (type: string, handler?: () => void) => typeof card;
    const off = card.off as typeof on;
    expect(on('loaderstart', () => {})).toBe(card);
    expect(off('networkschange')).toBe(card);
    expect(off('focus', () => {})).toBe(card);
    expect(off('toString')).toBe(card);
  });

  test("one handler's exception is reported, and keeps no other from being called", async () => {
    const mistake = new Error('mistake of the page');
    const later = vi.fn();
    shop.card.on('focus', () => {
      throw mistake;
    });
    shop.card.on('focus', later);
    await tell({ type: 'focus' });
    expect(later).toHaveBeenCalledTimes(1);
    expect(reportError).toHaveBeenCalledExactlyOnceWith(mistake);
  });

  test('none comes after unmount or destroy', async () => {
    const heard = vi.fn();
    shop.card.on('focus', heard).on('loaderror', heard).on('change', heard);
    shop.frame.send({ type: 'focus' });
    shop.card.unmount();
    await tell({ type: 'focus' }, { type: 'change', state });
    expect(heard).not.toHaveBeenCalled();
  });

  test('junk from the frame is ignored', async () => {
    const heard = vi.fn();
    for (const type of ['ready', 'change', 'focus', 'blur', 'escape', 'loaderror', 'toString'] as const) {
      shop.card.on(type as 'change', heard);
    }
    await tell(
      null,
      'focus',
      5,
      {},
      { type: 'toString' },
      { type: 'change' },
      { type: 'change', state: { ...state, brand: null } },
      { type: 'ready' },
      { type: 'loaderror' },
      { type: 'result', id: 99, value: {} },
      { type: 'pong', id: 99 },
      [{ type: 'focus' }],
    );
    expect(heard).not.toHaveBeenCalled();
    expect(reportError).not.toHaveBeenCalled();
  });
});

describe('what the page asks of the frame', () => {
  test('goes to it: focus, blur, clear, update', async () => {
    const { card, frame } = shop;
    card.focus();
    card.blur();
    card.clear();
    card.update({ disabled: true });
    await flush();
    expect(frame.messages).toEqual([
      { type: 'focus' },
      { type: 'blur' },
      { type: 'clear' },
      { type: 'update', options: expect.objectContaining({ disabled: true }) },
    ]);
  });

  test('waits until the frame is ready where it comes in the task of the mount', async () => {
    const { payframe } = shop;
    const group = payframe.elements();
    const card = group.create('card', { hideIcon: true });
    const container = makeContainer('second');
    card.mount(container);
    card.update({ disabled: true });
    card.focus();
    const token = payframe.createToken(card);
    const frame = frameIn(container);
    expect(frame.messages).toEqual([]);
    await frame.start();
    expect(frame.init?.options).toMatchObject({ hideIcon: true, disabled: true });
    expect(frame.messages.map(({ type }) => type)).toEqual(['update', 'focus', 'call']);
    expect(await token).toEqual({ token: { id: 'pm_1' } });
  });

  test('the frame gets its height from what it says', async () => {
    expect(shop.frame.iframe.style.height).toBe('24px');
    await tell({ type: 'resize', height: 48.5 });
    expect(shop.frame.iframe.style.height).toBe('48.5px');
  });
});

describe('Enter in the frame', () => {
  function makeForm(html: string) {
    const form = document.createElement('form');
    document.body.append(form);
    form.append(shop.container);
    form.insertAdjacentHTML('beforeend', html);
    const clicked: string[] = [];
    const onClick = (event: Event) => {
      clicked.push((event.target as Element).id);
      event.preventDefault();
    };
    document.addEventListener('click', onClick);
    onTestFinished(() => document.removeEventListener('click', onClick));
    const submitted = vi.fn((event: Event) => event.preventDefault());
    form.addEventListener('submit', submitted);
    shop.card.unmount();
    shop.card.mount(shop.container);
    return { form, clicked, submitted };
  }
  const enter = async () => {
    const frame = await frameIn(shop.container).start();
    frame.send({ type: 'submit' });
    await flush();
  };

  test.each<[string, string, string[]]>([
    ['the first submit button', '<button id="a">Pay</button><button id="b">Other</button>', ['a']],
    [
      'no button of another type',
      '<button type="button" id="a">x</button><input type="submit" id="b">',
      ['b'],
    ],
    ['an image button', '<input type="image" id="a">', ['a']],
    ['nothing where it is disabled', '<button disabled id="a">Pay</button><button id="b">Other</button>', []],
    ['nothing in a disabled fieldset', '<fieldset disabled><button id="a">Pay</button></fieldset>', []],
    ['nothing where there is none', '<input name="name">', []],
    [
      'the button of a form that has a field named elements',
      '<input name="elements"><button id="a">Pay</button>',
      ['a'],
    ],
    [
      'a button of a form whose field is named getRootNode',
      '<input name="getRootNode"><button id="a">Pay</button>',
      ['a'],
    ],
  ])('presses %s', async (_, html, pressed) => {
    const { clicked } = makeForm(html);
    await enter();
    expect(clicked).toEqual(pressed);
    expect(reportError).not.toHaveBeenCalled();
  });

  test('presses a button that belongs to the form from outside', async () => {
    const { form, clicked } = makeForm('');
    form.id = 'checkout';
    document.body.insertAdjacentHTML('beforeend', '<button form="checkout" id="outside">Pay</button>');
    await enter();
    expect(clicked).toEqual(['outside']);
  });

  test("presses no other form's button", async () => {
    document.body.insertAdjacentHTML(
      'afterbegin',
      '<form><button id="search">Search</button></form><button id="a">x</button>',
    );
    const { clicked } = makeForm('<button id="pay">Pay</button>');
    await enter();
    expect(clicked).toEqual(['pay']);
  });

  test('does nothing outside a form', async () => {
    document.body.insertAdjacentHTML('beforeend', '<button id="a">x</button>');
    const click = vi.spyOn(HTMLElement.prototype, 'click');
    await tell({ type: 'submit' });
    expect(click).not.toHaveBeenCalled();
  });
});

describe('a click on a label', () => {
  const asked = async () => {
    await flush();
    return shop.frame.of('focus').length;
  };
  const click = (node: Element) =>
    node.dispatchEvent(new MouseEvent('click', { bubbles: true, composed: true }));

  test("focuses the Element, for the container's id and around it", async () => {
    const label = document.createElement('label');
    label.htmlFor = 'card';
    label.innerHTML = '<b>Card</b>';
    document.body.append(label);
    click(label);
    click(label.firstElementChild as Element);
    expect(await asked()).toBe(2);

    const around = document.createElement('label');
    document.body.append(around);
    around.append(shop.container);
    click(around);
    expect(await asked()).toBe(3);
  });

  test('of its own shadow root, a closed one too, focuses it, and one of another root does not', async () => {
    const roots = ['one', 'two'].map(() => {
      const host = document.body.appendChild(document.createElement('div'));
      const root = host.attachShadow({ mode: 'closed' });
      root.innerHTML = '<label for="card">Card</label><div id="card"></div>';
      return root;
    });
    const labels = roots.map((root) => root.querySelector('label') as HTMLLabelElement);
    shop.card.mount(roots[0]?.querySelector('#card') as HTMLElement);
    shop.frame = await frameOf(roots[0]?.querySelector('iframe')).start();
    for (const label of [labels[1], document.body.appendChild(labels[0]?.cloneNode(true) as HTMLElement)])
      click(label as HTMLElement);
    expect(await asked()).toBe(0);
    click(labels[0] as HTMLElement);
    expect(await asked()).toBe(1);
    shop.card.unmount();
    click(labels[0] as HTMLElement);
    expect(await asked()).toBe(1);
  });

  test('for something else, or after unmount, does nothing', async () => {
    const label = document.createElement('label');
    label.htmlFor = 'name';
    document.body.append(label);
    click(label);
    click(document.body);
    document.dispatchEvent(new Event('click'));
    shop.container.id = '';
    label.htmlFor = '';
    click(label);
    expect(await asked()).toBe(0);
    label.htmlFor = shop.container.id = 'card';
    shop.card.unmount();
    click(label);
    expect(await asked()).toBe(0);
  });
});
