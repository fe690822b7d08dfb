// @vitest-environment jsdom
/** The Cypress command `payByMethod` on the form of a double, which the command takes for the document of a frame. */
import { afterEach, beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { createPayframeDouble, type DoubleOptions, payframeCommands } from '../../src/testing/index.js';
import { eventually } from '../eventually.js';

/** Does at once what Cypress does with a node, one command after the other. */
function chain(subject: unknown): object {
  const node = subject as HTMLElement & HTMLSelectElement;
  return {
    its: (path: string) => chain(path === '0.ownerDocument' ? node.ownerDocument : document.body),
    should: () => chain(subject),
    find(selector: string) {
      const found = node.querySelector(selector);
      if (!found) throw new Error(`There is no ${selector}.`);
      return chain(found);
    },
    // biome-ignore lint/suspicious/noThenProperty: Cypress's chains have it.
    then(run: (subject: unknown) => void) {
      run(subject);
    },
    click() {
      node.click();
    },
    select(value: string) {
      node.value = value;
      node.dispatchEvent(new Event('change', { bubbles: true }));
    },
  };
}

const cy = { get: () => chain(document), wrap: chain, origin() {} };

beforeEach(() => {
  document.body.innerHTML = '<div id="payment"></div>';
});
afterEach(() => document.body.replaceChildren());

async function mount(group: object, element: object = {}, options: DoubleOptions = {}) {
  const elements = createPayframeDouble(options).elements({
    mode: 'payment',
    amount: 1999,
    currency: 'eur',
    ...group,
  } as never);
  const payment = elements.create('payment', element as never);
  onTestFinished(() => payment.destroy());
  const chosen: string[] = [];
  payment.on('change', ({ value }) => chosen.push(value.type));
  await new Promise<void>((resolve) => {
    payment.on('ready', () => resolve());
    payment.mount('#payment');
  });
  return chosen;
}

const opens = async (chosen: string[], method: string) => {
  payframeCommands(cy).payByMethod(method);
  await eventually(() => expect(chosen.at(-1)).toBe(method));
};

test('opens a row of an accordion, and one that it does not show at first', async () => {
  const chosen = await mount({});
  await opens(chosen, 'ideal');
  expect(document.querySelector('button.more')).not.toBeNull();
  await opens(chosen, 'klarna');
  expect(document.querySelector('button.more')).toBeNull();
});

test('opens a tab, and a method in the list of those that have no room', async () => {
  const width = vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockReturnValue(400);
  onTestFinished(() => width.mockRestore());
  const chosen = await mount({}, { layout: 'tabs' });
  const listed = [...document.querySelectorAll<HTMLOptionElement>('#tab-others option')].map(
    ({ value }) => value,
  );
  const tab = document.querySelector('[role=tab]')?.id.replace('tab-', '') ?? '';
  await opens(chosen, `${listed.at(-1)}`);
  await opens(chosen, tab);
});

test('opens a new method beside saved ones', async () => {
  const chosen = await mount(
    { customerSessionClientSecret: 'cuss_1_secret_2' },
    {},
    { paymentMethods: { pm_1: 'pm_card_visa' } },
  );
  await opens(chosen, 'ideal');
  expect(document.querySelector<HTMLInputElement>('.saved input[value=""]')?.checked).toBe(true);
});

test('the only method is open', async () => {
  const chosen = await mount({ paymentMethodTypes: ['card'] });
  payframeCommands(cy).payByMethod('card');
  expect(document.querySelector('#panel-card input')).not.toBeNull();
  expect(new Set(chosen)).not.toContain('ideal');
});
