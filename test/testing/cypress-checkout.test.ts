// @vitest-environment jsdom
/** The Cypress command `payCheckout` on a page with the test ids of a session's page, and the form of a double in it. */
import { afterEach, expect, onTestFinished, test } from 'vitest';
import { type CheckoutEntry, createPayframeDouble, payframeCommands } from '../../src/testing/index.js';
import { eventually } from '../eventually.js';
import { numbers } from './scenarios.js';

/** Does at once what Cypress does with a node, one command after the other. */
function chain(subject: unknown): object {
  const node = subject as HTMLInputElement & HTMLLabelElement;
  const enter = (value: string) => {
    node.value = value;
    for (const type of ['input', 'change']) node.dispatchEvent(new Event(type, { bubbles: true }));
  };
  return {
    its(path: string) {
      if (path === '0.control') return chain(node.control);
      if (path === '0.ownerDocument') return chain(node.ownerDocument);
      return chain(path === '0' ? node : document.body);
    },
    should: () => chain(subject),
    find: (selector: string) => chain(found(node, selector)),
    contains: (_: string, text: RegExp) =>
      chain([...node.querySelectorAll('label')].find(({ textContent }) => text.test(`${textContent}`))),
    // biome-ignore lint/suspicious/noThenProperty: Cypress's chains have it.
    then: (run: (subject: unknown) => void) => run(subject),
    check: () => node.checked || node.click(),
    click: () => node.click(),
    select: enter,
    type: (text: string) => enter(text.replace('{selectall}{del}', '')),
  };
}

function found(place: ParentNode, selector: string): Element {
  const node = place.querySelector(selector);
  if (!node) throw new Error(`There is no ${selector}.`);
  return node;
}

const cy = {
  get: (selector: string) => chain(found(document, selector)),
  // The frame of the form is the page itself here.
  wrap: (node: Element) => (node === document.body ? { ...chain(node), find: inPage } : chain(node)),
  origin() {},
};
const inPage = (selector: string) =>
  chain(selector.startsWith('iframe') ? document.body : found(document, selector));

afterEach(() => document.body.replaceChildren());

/** Shows a page that asks for an email, a size, an address and the terms. */
async function show(paymentMethodTypes: string[]) {
  document.body.innerHTML = `
    <input data-testid="checkout-email"><input data-testid="checkout-shipping-line1">
    <select data-testid="checkout-field-size"><option value=""><option value="s"></select>
    <input type="checkbox" data-testid="checkout-terms"><div id="payment" data-testid="checkout-payment"></div>
    <button data-testid="checkout-pay">Pay</button>`;
  const elements = createPayframeDouble().elements({
    ...{ mode: 'payment', amount: 1999, currency: 'eur', paymentMethodTypes },
  } as never);
  const payment = elements.create('payment', { fields: { billingDetails: { address: 'never' } } } as never);
  onTestFinished(() => payment.destroy());
  let chosen = '';
  payment.on('change', ({ value }) => {
    chosen = value.type;
  });
  let paid = 0;
  found(document, 'button[data-testid]').addEventListener('click', () => paid++);
  await new Promise<void>((resolve) => {
    payment.on('ready', () => resolve());
    payment.mount('#payment');
  });
  // As the fields of the real form have it.
  const hints = { 'Card number': 'cc-number', 'Expiration date': 'cc-exp', 'Security code': 'cc-csc' };
  for (const label of document.querySelectorAll('label'))
    label.control?.setAttribute('autocomplete', hints[label.textContent as keyof typeof hints] ?? 'off');
  const textOf = (part: string) =>
    (found(document, `[data-testid="checkout-${part}"]`) as HTMLInputElement).value;
  return { chosen: () => chosen, paid: () => paid, textOf };
}

const pay = (entry?: CheckoutEntry) => payframeCommands(cy as never).payCheckout(entry);

test('pays by a card, as somebody, and agrees to the terms, where a test names nothing', async () => {
  const page = await show(['card']);
  pay();
  const typed = ['cc-number', 'cc-exp', 'cc-csc'].map(
    (name) => (found(document, `#panel-card [autocomplete="${name}"]`) as HTMLInputElement).value,
  );
  expect(typed).toEqual(['4242 4242 4242 4242', '12 / 40', '123']);
  expect([page.textOf('email'), page.paid()]).toEqual(['jenny.rosen@example.com', 1]);
  expect((found(document, '[type=checkbox]') as HTMLInputElement).checked).toBe(true);
});

test('fills what a test names, and pays by its method', async () => {
  const page = await show(['card', 'ideal']);
  pay({ custom: { size: 's' }, email: 'ada@shop.example', method: 'ideal', shipping: { line1: 'Gasse 2' } });
  await eventually(() => expect(page.chosen()).toBe('ideal'));
  expect(['email', 'field-size', 'shipping-line1'].map(page.textOf)).toEqual([
    'ada@shop.example',
    's',
    'Gasse 2',
  ]);
  expect(page.paid()).toBe(1);
});

test('refuses a field that the page does not have, and one that no card has', async () => {
  const page = await show(['card']);
  expect(() => pay({ phone: '+49 30 1234567' })).toThrow('no field for phone');
  expect(() => pay({ card: { numbr: numbers.visa } as never })).toThrow('payCheckout knows no field numbr');
  expect(page.paid()).toBe(0);
});
