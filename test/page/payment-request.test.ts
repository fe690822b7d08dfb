// @vitest-environment jsdom
import { expect, test } from 'vitest';
import { makePayframe } from './shop.js';

interface PaymentRequest {
  on(type: string, handler: () => void): PaymentRequest;
  off(type: string): PaymentRequest;
  update(options: object): void;
  canMakePayment(): Promise<null>;
  isShowing(): boolean;
}

test('a page that asks for a wallet is told that there is none, and goes on', async () => {
  const payframe = makePayframe() as unknown as { paymentRequest(options: object): PaymentRequest };
  const request = payframe.paymentRequest({
    country: 'DE',
    currency: 'eur',
    total: { label: 'Cup', amount: 3200 },
  });
  expect(request.on('paymentmethod', () => {}).off('paymentmethod')).toBe(request);
  request.update({ total: { label: 'Cups', amount: 6400 } });
  expect(await request.canMakePayment()).toBeNull();
  expect(request.isShowing()).toBe(false);
});

test('a button that is made for a wallet before that is asked for shows nothing, however it is treated', () => {
  const elements = makePayframe().elements() as unknown as {
    create(type: string, options: object): Record<'on' | 'mount' | 'update' | 'unmount' | 'destroy', Method>;
  };
  type Method = (...args: unknown[]) => unknown;
  const node = document.createElement('div');
  for (let round = 0; round < 2; round++) {
    const button = elements.create('paymentRequestButton', { paymentRequest: {} });
    expect(button.on('click', () => {})).toBe(button);
    button.mount(node);
    button.update({ style: {} });
    expect(node.childElementCount).toBe(0);
    button.unmount();
    button.destroy();
  }
});
