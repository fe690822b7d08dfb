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
