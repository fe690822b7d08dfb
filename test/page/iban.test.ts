// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { IntegrationError } from '../../src/page/index.js';
import { flush, frameIn, installFakes, removeFakes } from './fake-frame.js';
import { makeContainer, makeShop, type Shop } from './shop.js';

let shop: Shop;
beforeEach(async () => {
  installFakes();
  shop = await makeShop();
});
afterEach(removeFakes);

async function mounted(elements = shop.elements) {
  const iban = elements.create('iban', { supportedCountries: ['SEPA'], placeholderCountry: 'FR' });
  const container = makeContainer('iban');
  iban.mount(container);
  const frame = await frameIn(container).start();
  return { iban, container, frame };
}

const holder = { name: 'Jenny Rosen', email: 'jenny@example.com' };

test('the iban Element has a document of its own, and its options go there', async () => {
  const { container, frame } = await mounted();
  const iframe = container.querySelector('iframe');
  expect(iframe?.src).toMatch(/\/frame\/v1\/iban\.html$/);
  expect(iframe?.title).toBe('Secure IBAN input frame');
  expect(frame.init?.options).toMatchObject({ supportedCountries: ['SEPA'], placeholderCountry: 'FR' });
});

test('change tells the country and the bank, and nothing of a card', async () => {
  const { iban, frame } = await mounted();
  const onChange = vi.fn();
  iban.on('change', onChange);
  const state = { empty: false, complete: true };
  frame.send({ type: 'change', state: { ...state, country: 'DE', bankName: 'Commerzbank' } });
  await flush();
  expect(onChange).toHaveBeenCalledExactlyOnceWith({
    elementType: 'iban',
    empty: false,
    complete: true,
    error: undefined,
    country: 'DE',
    bankName: 'Commerzbank',
  });
});

describe('createPaymentMethod for SEPA Direct Debit', () => {
  test('has the frame of the iban Element send what goes with it', async () => {
    const { iban, frame } = await mounted();
    const data = { type: 'sepa_debit', sepa_debit: iban, billing_details: holder } as const;
    expect(await shop.payframe.createPaymentMethod(data)).toEqual({ paymentMethod: { id: 'pm_1' } });
    expect(frame.of('call')).toMatchObject([
      { method: 'createPaymentMethod', params: { billing_details: holder } },
    ]);
    expect(shop.frame.of('call')).toEqual([]);
  });

  test('takes the Element, or a group that has no card', async () => {
    const group = shop.payframe.elements();
    const { iban, frame } = await mounted(group);
    await shop.payframe.createPaymentMethod({ element: iban, params: { billing_details: holder } });
    await shop.payframe.createPaymentMethod({ elements: group, params: { billing_details: holder } });
    expect(frame.of('call')).toHaveLength(2);
    frame.answer = () => ({ value: {} });
    expect(await group.submit()).toEqual({ selectedPaymentMethod: 'sepa_debit' });
  });

  test('takes no card for an account, no account for a card, and no IBAN from the page', async () => {
    const { iban, frame } = await mounted();
    const create = shop.payframe.createPaymentMethod as (data: object) => Promise<unknown>;
    for (const data of [
      { type: 'sepa_debit', sepa_debit: shop.card },
      { type: 'sepa_debit', sepa_debit: { iban: 'x' } },
      { type: 'sepa_debit', sepa_debit: { token: 'tok_x' } },
      { type: 'card', card: iban },
    ]) {
      await expect(create(data)).rejects.toThrow(IntegrationError);
    }
    expect([...frame.of('call'), ...shop.frame.of('call')]).toEqual([]);
  });
});

test('createToken goes through the iban Element’s frame too', async () => {
  const { iban, frame } = await mounted();
  frame.answer = () => ({ value: { id: 'tok_1' } });
  const data = { currency: 'eur', account_holder_name: 'Jenny Rosen', account_holder_type: 'individual' };
  expect(await shop.payframe.createToken(iban, data)).toEqual({ token: { id: 'tok_1' } });
  expect(frame.of('call')).toMatchObject([{ method: 'createToken', params: data }]);
});
