// @vitest-environment jsdom
/** The double of an Express Checkout Element: the same visit, in the page. */
import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { ExpressCheckoutElementOptions, PaymentIntentResult } from '../../src/page/index.js';
import { cancelWallet, createPayframeDouble, payByWallet } from '../../src/testing/index.js';

const RATES = [
  { id: 'slow', displayName: 'Slow', amount: 0 },
  { id: 'fast', displayName: 'Fast', amount: 900 },
];

beforeEach(() => {
  document.body.innerHTML = '<div id="express"></div>';
});

async function mount(options: ExpressCheckoutElementOptions = {}) {
  const payframe = createPayframeDouble();
  const elements = payframe.elements({ mode: 'payment', amount: 1000, currency: 'usd' });
  const express = elements.create('expressCheckout', options);
  const results: PaymentIntentResult[] = [];
  const seen: unknown[] = [];
  for (const type of ['ready', 'cancel', 'confirm'] as const)
    express.on(type, (event) => seen.push([type, event]));
  express.on('confirm', async () => {
    await elements.submit();
    const given = { elements, clientSecret: 'pi_1_secret_2', redirect: 'if_required' } as const;
    results.push(await payframe.confirmPayment(given));
  });
  express.mount('#express');
  await vi.waitFor(() => expect(seen).toHaveLength(1));
  return { express, results, seen };
}

describe('a wallet of the double', () => {
  test('pays with what is chosen in it', async () => {
    const { express, results, seen } = await mount({ shippingAddressRequired: true, shippingRates: RATES });
    express.on('shippingaddresschange', ({ resolve }) => resolve());
    await payByWallet(document.body, 'google_pay', { shipTo: 'Erika Muster', rate: 'fast' });
    await vi.waitFor(() => expect(results).toHaveLength(1));
    expect(results[0]?.paymentIntent).toMatchObject({ status: 'succeeded' });
    expect(seen[1]).toMatchObject([
      'confirm',
      {
        expressPaymentType: 'google_pay',
        shippingAddress: { name: 'Erika Muster' },
        shippingRate: { id: 'fast' },
      },
    ]);
    await vi.waitFor(() => expect(document.querySelector('.sheet')).toBeNull());
  });

  test('shows why a card is declined', async () => {
    const { results } = await mount();
    await payByWallet(document.body, 'apple_pay', { card: '4000 0000 0000 9995' });
    await vi.waitFor(() => expect(results[0]?.error).toMatchObject({ decline_code: 'insufficient_funds' }));
    expect(document.querySelector('.sheet [role="alert"]')?.textContent).toContain('insufficient funds');
  });

  test('is closed without a payment', async () => {
    const { seen } = await mount();
    await cancelWallet(document.body, 'google_pay');
    await vi.waitFor(() => expect(seen[1]).toEqual(['cancel', { elementType: 'expressCheckout' }]));
  });

  test('does not open for a click that the page never answers', async () => {
    const { express, seen } = await mount();
    express.on('click', () => {});
    document.querySelector<HTMLElement>('[data-wallet="google_pay"]')?.click();
    await vi.waitFor(() => expect(seen[1]).toMatchObject(['cancel', {}]), { timeout: 3_000 });
  });
});
