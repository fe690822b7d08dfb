import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type Checkouts, startCheckouts } from './checkout.js';
import { openForm } from './payment-form.js';

let shop: Checkouts;

beforeAll(async () => {
  shop = await startCheckouts();
});

afterEach(() => shop.closePages());

afterAll(() => shop?.close());

describe('a card', () => {
  test('is typed and paid with, and the page learns its type, its country and no digit', async () => {
    const form = await openForm(shop);
    await form.typeCard();
    const change = await form.change({ complete: true });
    expect(change).toMatchObject({
      elementType: 'payment',
      collapsed: false,
      value: { type: 'card', billingDetails: { address: { country: 'US' } } },
    });
    expect(await form.submit()).toEqual({ selectedPaymentMethod: 'card' });
    expect(await form.confirm()).toMatchObject({ paymentIntent: { status: 'succeeded' } });
    expect(form.console).toEqual([]);
  });
});
