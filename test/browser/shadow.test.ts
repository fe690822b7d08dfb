/**
 * Fields of one card in shadow trees, whose frames a browser has in no list: they find each other by one that it has.
 *
 * @module-tag thorough
 */
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type Checkouts, cards, expiry, startCheckouts } from './checkout.js';
import { typeInto } from './click-into.js';
import { type Field, openSplit, type SplitCheckout } from './split-fields.js';

declare global {
  interface Window {
    /** Mounts fields of `window.elements`, each in a new node of a tree. */
    mountIn(tree: Node, types: readonly string[]): Promise<unknown>;
    /** The tree that a test made. */
    tree: ShadowRoot;
  }
}

const CARD = ['cardNumber', 'cardExpiry', 'cardCvc'] as const;

let shop: Checkouts;

beforeAll(async () => {
  shop = await startCheckouts();
});

afterEach(() => shop.closePages());

afterAll(() => shop?.close());

interface Trees {
  mode?: 'open' | 'closed';
  /** Fields whose nodes are in the document itself. */
  outside?: readonly Field[];
}

/** A group with its fields in a shadow root. */
async function open({ mode = 'open', outside = [] }: Trees = {}): Promise<SplitCheckout> {
  const body = '<div id="host"></div><div id="outside"></div>';
  const checkout = await openSplit(shop, { body, only: [], group: { autoAdvance: true } });
  await checkout.page.evaluate(makeTree, mode);
  const inTree = CARD.filter((field) => !outside.includes(field));
  await checkout.page.evaluate(
    ([hidden, shown]) =>
      Promise.all([
        window.mountIn(window.tree, hidden),
        window.mountIn(document.querySelector('#outside') as Node, shown),
      ]),
    [inTree, outside] as const,
  );
  await expect.poll(() => guestsOf(checkout)).toBe(inTree.length);
  return checkout;
}

/** Runs in the shop's page. */
function makeTree(mode: 'open' | 'closed') {
  window.tree = document.querySelector('#host')?.attachShadow({ mode }) as ShadowRoot;
  window.mountIn = (tree, types) => {
    const ready = types.map((type) => {
      const element = window.elements.create(type as 'card');
      window.fields[type] = element;
      element.on('change', (event) => window.seen.push({ ...event, type: 'change' }));
      const isReady = new Promise((resolve) => element.on('ready', resolve));
      element.mount(tree.appendChild(document.createElement('div')));
      return isReady;
    });
    return Promise.all(ready);
  };
}

/** How many frames have left word with one that is in the document. */
async function guestsOf({ page }: SplitCheckout): Promise<number> {
  const guests = page.frames().map((frame) => frame.evaluate(() => window.payframeGuests?.size ?? 0));
  return Math.max(...(await Promise.all(guests)));
}

/** An input, found in its frame: no selector of the page sees into a closed tree. */
const inputOf = (checkout: SplitCheckout, field: Field) => checkout.frameOf(field).locator(`#${field} input`);

const framesOf = ({ page }: SplitCheckout) => page.frames().length - 1;

/** Types a whole card into only one field: the others get the caret from it. */
async function typeOn(checkout: SplitCheckout, number = cards.visa, cvc = '123') {
  await typeInto(inputOf(checkout, 'cardNumber'), `${number}${expiry.typed}${cvc}`);
  await checkout.fieldChange('cardCvc', { complete: true });
}

const paysWith = async (checkout: SplitCheckout, field: Field) =>
  (await checkout.payWith(field)).paymentMethod?.card;

describe.each(['open', 'closed'] as const)('in a root that is %s', (mode) => {
  test('the caret goes on, and the card is paid with by any of its fields', async () => {
    const checkout = await open({ mode });
    await typeOn(checkout);
    for (const field of CARD)
      expect(await paysWith(checkout, field)).toMatchObject({ brand: 'visa', last4: '4242' });
    expect(checkout.console).toEqual([]);
  });

  test('the security code is as long as the number’s brand has it', async () => {
    const checkout = await open({ mode });
    await typeOn(checkout, cards.amex, '1234');
    expect(await paysWith(checkout, 'cardNumber')).toMatchObject({ brand: 'amex', last4: '0005' });
  });
});

test('some in the document and some in a shadow root are one card, without a frame more', async () => {
  const checkout = await open({ outside: ['cardNumber'] });
  await typeOn(checkout);
  expect(await paysWith(checkout, 'cardCvc')).toMatchObject({ last4: '4242' });
  expect(framesOf(checkout)).toBe(CARD.length);
});

test('a number that is mounted anew is found by those that stayed', async () => {
  const checkout = await open();
  await typeOn(checkout);
  await checkout.page.evaluate(() => window.fields.cardNumber?.destroy());
  // Its own and the hidden one: a frame that is gone must not be taken for the one that comes.
  await expect.poll(() => framesOf(checkout)).toBe(CARD.length - 1);
  await checkout.page.evaluate(() => window.mountIn(window.tree, ['cardNumber']));
  await typeInto(inputOf(checkout, 'cardNumber'), cards.mastercard);
  expect(await paysWith(checkout, 'cardNumber')).toMatchObject({ brand: 'mastercard', last4: '4444' });
});

test('a field that is missing is named, and one of another group does not stand in for it', async () => {
  const checkout = await open();
  await typeOn(checkout);
  await checkout.page.evaluate(async () => {
    window.elements = window.payframe.elements();
    await window.mountIn(window.tree, ['cardNumber', 'cardCvc']);
  });
  expect((await checkout.payWith('cardNumber')).error).toMatchObject({
    code: 'missing_element',
    param: 'cardExpiry',
  });
});

test('one hidden frame is all that it takes, and nothing is left', async () => {
  const checkout = await open();
  expect(framesOf(checkout)).toBe(CARD.length + 1);
  const outside = checkout.page.locator('body > iframe');
  expect(await outside.isVisible()).toBe(false);
  await checkout.page.evaluate(() => {
    for (const element of Object.values(window.fields)) element.destroy();
  });
  await expect.poll(() => framesOf(checkout)).toBe(0);
  expect(await outside.count()).toBe(0);
});
