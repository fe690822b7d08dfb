// @vitest-environment jsdom
/** The double of a payment request: the same wallet, in the page. */
import { beforeEach, expect, test, vi } from 'vitest';
import type { PaymentRequestEvents } from '../../src/page/index.js';
import { cancelWallet, createPayframeDouble, payByWallet } from '../../src/testing/index.js';

beforeEach(() => {
  document.body.innerHTML = '<div id="wallet"></div>';
});

async function mount() {
  const payframe = createPayframeDouble();
  const request = payframe.paymentRequest({
    country: 'US',
    currency: 'usd',
    total: { label: 'Cup', amount: 1099 },
  });
  expect(await request.canMakePayment()).toEqual({ applePay: false, googlePay: true, link: false });
  expect(document.querySelector('.buttons')).toBeNull();
  payframe.elements().create('paymentRequestButton', { paymentRequest: request }).mount('#wallet');
  return request;
}

test('is paid by its button', async () => {
  const request = await mount();
  const paid: PaymentRequestEvents['paymentmethod'][] = [];
  request.on('paymentmethod', (event) => {
    paid.push(event);
    event.complete('success');
  });
  await payByWallet(document.body, 'google_pay', { card: '5555 5555 5555 4444' });
  await vi.waitFor(() => expect(paid).toHaveLength(1));
  expect(paid[0]?.paymentMethod.card).toMatchObject({ brand: 'mastercard', wallet: { type: 'google_pay' } });
  await vi.waitFor(() => expect(document.querySelector('.sheet')).toBeNull());
});

test('is closed without a payment', async () => {
  const request = await mount();
  const cancelled = vi.fn();
  request.on('cancel', cancelled);
  await cancelWallet(document.body, 'google_pay');
  await vi.waitFor(() => expect(cancelled).toHaveBeenCalledTimes(1));
});
