// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { flush, installFakes, removeFakes } from './fake-frame.js';
import { makeShop, type Shop } from './shop.js';

let shop: Shop;
const start = async (options?: Parameters<typeof makeShop>[0]) => {
  shop = await makeShop(options);
};
beforeEach(installFakes);
afterEach(removeFakes);

const tell = async (...messages: unknown[]) => {
  for (const message of messages) shop.frame.send(message);
  await flush();
};
const change = (state: object) => ({
  type: 'change',
  state: { empty: false, complete: false, brand: 'unknown', value: { postalCode: '' }, ...state },
});
const invalid = { error: { type: 'validation_error', code: 'invalid_number', message: 'No.' } };
const classes = () => shop.container.className;

describe("the container's classes", () => {
  test('follow the state, with the names of Stripe.js', async () => {
    await start();
    expect(classes()).toBe('StripeElement StripeElement--empty');
    await tell({ type: 'focus' });
    expect(classes()).toBe('StripeElement StripeElement--empty StripeElement--focus');
    await tell(change(invalid));
    expect(classes()).toBe('StripeElement StripeElement--focus StripeElement--invalid');
    await tell(change({ complete: true }), { type: 'blur' });
    expect(classes()).toBe('StripeElement StripeElement--complete');
    await tell({ type: 'autofill', active: true });
    expect(classes()).toBe('StripeElement StripeElement--complete StripeElement--webkit-autofill');
    await tell({ type: 'autofill', active: false }, change({ empty: true }));
    expect(classes()).toBe('StripeElement StripeElement--empty');
  });

  test('may be named by the page, several at once, and leave the others in place', async () => {
    await start({ classes: { base: ' field  wide ', focus: 'ring', invalid: '' } });
    expect(classes()).toBe('field wide StripeElement--empty');
    await tell({ type: 'focus' }, change(invalid));
    expect(classes()).toBe('field wide ring');
  });

  test('change at once with an update', async () => {
    await start({ classes: { base: 'old' } });
    shop.card.update({ classes: { base: 'new' } });
    expect(classes()).toBe('new StripeElement--empty');
    await flush();
    expect(shop.frame.of('update')).toHaveLength(1);
    expect(shop.frame.of('update')[0]?.options).not.toHaveProperty('classes');
  });

  test('are all set again at each change, in case a framework has removed them', async () => {
    await start();
    await tell({ type: 'focus' });
    shop.container.className = 'is-ready';
    await tell(change({ complete: true }));
    expect(classes()).toBe('is-ready StripeElement StripeElement--complete StripeElement--focus');
  });

  test('go at unmount, and come back as at the first mount; those of the page stay', async () => {
    await start();
    shop.container.classList.add('mine');
    await tell({ type: 'focus' }, change({ complete: true }));
    shop.card.unmount();
    expect(classes()).toBe('mine');
    shop.card.mount(shop.container);
    expect(classes()).toBe('mine StripeElement StripeElement--empty');
  });

  test('go where the frame fails', async () => {
    await start();
    shop.frame.load();
    expect(classes()).toBe('');
  });

  test.each<[string, unknown]>([
    ['null', null],
    ['a text', 'field'],
    ['a number', 5],
    ['unknown names', { webkitAutoFill: 'x', other: 'y' }],
    ['values that are no text', { base: { a: 1 }, empty: ['x'], focus: 5, invalid: null }],
  ])('given as %s are ignored', async (_, given) => {
    await start({ classes: given as Record<string, string> });
    expect(classes()).toBe('StripeElement StripeElement--empty');
  });
});
