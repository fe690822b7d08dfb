// @vitest-environment jsdom
/** What a payment request refuses, before there is a wallet. */
import { expect, test } from 'vitest';
import { makePayframe } from './shop.js';

const order = { country: 'DE', currency: 'eur', total: { label: 'Cup', amount: 3200 } };

test.each<[string, object, string]>([
  ['a currency', { currency: 'euro' }, 'options.currency must be [a-z]{3}, not euro.'],
  ['a total', { total: { label: 'Cup' } }, 'options.total must be { label: string, amount: integer }'],
  ['a negative total', { total: { label: 'Cup', amount: -1 } }, 'options.total must be'],
  ['an item', { displayItems: [{ label: 'Cup', amount: 0.5 }] }, 'options.displayItems must be'],
  ['a way to ship without an id', { shippingOptions: [{ label: 'Post', amount: 0 }] }, 'without an id'],
])('%s that no wallet can show is refused', async (_, wrong, message) => {
  await expect(makePayframe().paymentRequest({ ...order, ...wrong })).rejects.toThrow(message);
});

test('a listener for sources is refused by name', async () => {
  const request = makePayframe().paymentRequest(order);
  await expect(request.on('source', () => {})).rejects.toMatchObject({
    name: 'IntegrationError',
    code: 'method_not_available',
    message: expect.stringContaining("listen for 'paymentmethod'"),
  });
});

test('a request is merged and asked, and handlers are added and removed, before its script has come', async () => {
  const request = makePayframe().paymentRequest(order);
  const handler = () => {};
  request.on('cancel', handler).off('cancel', handler).once('cancel', handler);
  request.update({ total: { label: 'Cups', amount: 6400 }, displayItems: [{ label: 'Less', amount: -100 }] });
  expect(await Promise.resolve(request)).toMatchObject({ canMakePayment: expect.any(Function) });
  expect(request.isShowing()).toBe(false);
});

test('a button without a request is refused', async () => {
  const create = makePayframe().elements().create as (type: string, options?: object) => Promise<object>;
  for (const options of [undefined, {}, { paymentRequest: {} }])
    await expect(create('paymentRequestButton', options)).rejects.toThrow('takes a paymentRequest');
});
