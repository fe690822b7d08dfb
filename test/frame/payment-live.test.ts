// @vitest-environment jsdom
import { expect, test } from 'vitest';
import { payment } from '../../src/frame/elements/payment/element.js';
import type { FrameMessage } from '../../src/wire/index.js';
import { eventually } from '../eventually.js';

const session = {
  mode: 'payment',
  intent: null,
  account: { name: 'Shop', country: 'DE' },
  payment_methods: [{ type: 'card', flow: 'direct', name: 'Card' }],
  customer: null,
};

/** Opens a Payment Element of a page with a live key, without a frame, and types a card. */
async function openLive(elements: object, element: object = {}) {
  const told: FrameMessage[] = [];
  const sent: string[] = [];
  const root = document.createElement('form');
  document.body.replaceChildren(root);
  const form = payment(root, { ask: async () => ({ session: session as never }) });
  const group = {
    mode: 'payment',
    amount: 1099,
    currency: 'eur',
    paymentMethodCreation: 'manual',
    ...elements,
  };
  const defaultValues = { billingDetails: { address: { country: 'DE' } } };
  const options = { elements: group, create: Object.keys(element), defaultValues, ...element } as never;
  const key = `pk_live_${'A1b2C3d4'.repeat(4)}`;
  const opening = { type: 'init', protocol: 2, key, group: 'g', options, pageOrigin: 'https://shop.example' };
  form.open(
    opening as never,
    (message) => void told.push(message),
    async ({ path }) => {
      sent.push(path);
      return { value: { id: 'pm_1', object: 'payment_method', type: 'card' } };
    },
  );
  form.update(options);
  await form.start();
  await eventually(() => expect(root.querySelector('#card-cvc')).not.toBeNull());
  for (const [name, text] of Object.entries({ number: '4242424242424242', expiry: '1240', cvc: '123' })) {
    const input = root.querySelector<HTMLInputElement>(`#card-${name}`) as HTMLInputElement;
    input.value = text;
    input.dispatchEvent(new Event('input', { bubbles: true }));
  }
  const pay = () =>
    form.call({ type: 'call', id: 1, method: 'createPaymentMethod', params: {}, agent: 'test' });
  const events = () => told.flatMap((message) => (message.type === 'event' ? [message] : []));
  return { form, told, sent, pay, events, options: options as object };
}

test.each([
  [
    { captureMethod: 'auto' },
    {},
    'captureMethod',
    'elements({ captureMethod }): takes automatic, automatic_async, manual.',
  ],
  [{}, { readOnly: 'no' }, 'readOnly', "create('payment', { readOnly }): takes boolean."],
])('a wrong value is told in live mode too, and does not pay: %j %j', async (group, element, param, line) => {
  const { told, sent, pay, events } = await openLive(group, element);
  const error = { type: 'invalid_request_error', code: 'invalid_option', param };
  await eventually(() => expect(told).toContainEqual({ type: 'dropped', options: [line] }));
  const refusals = events().filter(({ name }) => name === 'loaderror');
  expect(refusals).toMatchObject([{ details: { error: { name: 'IntegrationError', ...error } } }]);
  expect(await pay()).toMatchObject({ error });
  expect(sent).toEqual([]);
});

test('right values pay in live mode, and nothing is told of misspelt names', async () => {
  const { told, sent, pay, events } = await openLive(
    { local: 'de', captureMethod: 'manual' },
    { layuot: 'tabs' },
  );
  expect(await pay()).toMatchObject({ value: { id: 'pm_1' } });
  expect(sent).toEqual(['/v1/payment_methods']);
  expect(events().filter(({ name }) => name === 'loaderror')).toEqual([]);
  expect(told.filter(({ type }) => type === 'dropped')).toEqual([]);
});

test('a value that an update makes wrong does not pay in live mode either', async () => {
  const { form, sent, pay, options } = await openLive({});
  form.update({ ...options, create: ['paymentMethodOrder'], paymentMethodOrder: 'card' } as never);
  expect(await pay()).toMatchObject({ error: { param: 'paymentMethodOrder' } });
  expect(sent).toEqual([]);
});
