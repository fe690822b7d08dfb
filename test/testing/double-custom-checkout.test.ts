// @vitest-environment jsdom
/** A Checkout Session on a page of the shop's own, with the double of `payframe/testing`. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createPayframeDouble, type DoubleOptions, payByMethod } from '../../src/testing/index.js';
import { numbers } from './scenarios.js';

beforeEach(() => {
  document.body.innerHTML = '<div id="payment"></div>';
});
afterEach(() => document.body.replaceChildren());

const CARD = { 'Expiration date': '12/40', 'Security code': '123', 'Country or region': 'Germany' };

async function makeShop(options: DoubleOptions = {}) {
  const payframe = createPayframeDouble({
    checkoutSessions: {
      cs_1: {
        currency: 'eur',
        email: 'ada@shop.example',
        lineItems: [{ name: 'T-shirt', quantity: 2, unitAmount: 1500 }],
        promotionCodes: { SPRING: 20 },
      },
    },
    ...options,
  });
  const checkout = payframe.initCheckoutElementsSdk({ clientSecret: 'cs_1_secret_2' });
  checkout.createPaymentElement().mount('#payment');
  const { actions } = await checkout.loadActions();
  if (!actions) throw new Error('There are no actions.');
  await vi.waitFor(() => expect(document.querySelectorAll('option').length).toBeGreaterThan(100));
  return { actions, checkout, payframe };
}

const typeCard = (card: string) => payByMethod(document.body, 'card', { ...CARD, 'Card number': card });

describe('a Checkout Session of the double', () => {
  test('is counted, changed and paid, and tells of each change', async () => {
    const { actions, checkout } = await makeShop();
    const totals: string[] = [];
    checkout.on('change', ({ total }) => totals.push(total.total.amount));
    expect(actions.getSession()).toMatchObject({
      canConfirm: false,
      lineItems: [{ name: 'T-shirt', quantity: 2, subtotal: { amount: '€30.00', minorUnitsAmount: 3000 } }],
      total: { total: { amount: '€30.00' } },
    });
    const tax = { businessName: 'Hats', taxId: { type: 'eu_vat', value: 'DE123456789' } };
    expect((await actions.updateTaxIdInfo(tax)).session?.taxIdInfo).toEqual(tax);
    expect((await actions.updateTaxIdInfo(null)).session?.taxIdInfo).toBeNull();
    await actions.applyPromotionCode('spring');
    await actions.updateLineItemQuantity({ lineItem: 'li_1', quantity: 1 });
    expect(totals.slice(2)).toEqual(['€24.00', '€12.00']);
    await typeCard(numbers.visa);
    await vi.waitFor(() => expect(actions.getSession().canConfirm).toBe(true));
    const { session } = await actions.confirm();
    expect(session?.status).toEqual({ type: 'complete', paymentStatus: 'paid' });
    expect((await actions.updateEmail('bob@shop.example')).error?.message).toContain('complete');
  });

  test('says what is wrong by the codes of Stripe.js, and none of its actions rejects', async () => {
    const { actions } = await makeShop();
    const codes = [
      (await actions.updateEmail('ada')).error?.code,
      (await actions.updateEmail('a da@shop.example')).error?.code,
      (await actions.applyPromotionCode('NOTHING')).error?.code,
      (await actions.validateElements()).error?.code,
      (await actions.runServerUpdate(() => Promise.reject(new Error('no')))).error?.code,
    ];
    expect(codes).toEqual(['incompleteEmail', 'invalidEmail', 'invalidCode', 'validation_error', null]);
  });

  test('stays open after a card is refused, and refuses a second confirm while one is running', async () => {
    const { actions } = await makeShop();
    await typeCard(numbers.declined);
    const [refused, second] = await Promise.all([actions.confirm(), actions.confirm()]);
    expect(refused.error).toEqual({
      code: 'paymentFailed',
      message: 'Your card has insufficient funds.',
      paymentFailed: { declineCode: 'insufficient_funds' },
    });
    expect(second.error?.message).toContain('already');
    expect(actions.getSession()).toMatchObject({
      lastPaymentError: { message: 'Your card has insufficient funds.' },
      status: { type: 'open' },
    });
  });

  test.for(['succeeded', 'failed'] as const)('asks the bank, which answers: %s', async (authentication) => {
    const { actions } = await makeShop({ authentication });
    await typeCard(numbers.challenged);
    const { error } = await actions.confirm();
    expect(error?.code).toBe(authentication === 'failed' ? 'paymentFailed' : undefined);
    expect(actions.getSession().status.type).toBe(authentication === 'failed' ? 'open' : 'complete');
  });

  test('is loaded by the older names too, and says why it is not', async () => {
    const payframe = createPayframeDouble();
    const checkout = await payframe.initCheckout({ fetchClientSecret: async () => 'cs_1_secret_2' });
    expect(checkout.session().total.total.amount).toBe('$10.00');
    expect((await checkout.updateEmail('ada@shop.example')).type).toBe('success');
    const refused = await payframe.initCheckout({ clientSecret: 'pi_1_secret_2' }).loadActions();
    expect(refused).toMatchObject({ type: 'error', error: { code: 'invalid_client_secret' } });
  });

  test('has a refusal for an Element that is missing', async () => {
    const { checkout } = await makeShop();
    const missing = checkout as unknown as { createTaxIdElement(): void; getTaxIdElement(): null };
    expect(() => missing.createTaxIdElement()).toThrow(
      'createTaxIdElement: this Element is not in this version',
    );
    expect(missing.getTaxIdElement()).toBeNull();
  });
});
