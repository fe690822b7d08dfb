// @vitest-environment jsdom
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { openElement, showDocument, stubBrowser, type } from './element-page.js';

const fetch = vi.fn<(path: string, init: { body: URLSearchParams }) => Promise<Response>>();
/** The requests to the API. Texts in the person's language are fetched too. */
const requests = () => fetch.mock.calls.filter(([path]) => path.includes('/v1/payment_methods'));
const [bsb, account] = ['000000', '000123456'];
const inputs = () => [...document.querySelectorAll('input')] as [HTMLInputElement, HTMLInputElement];

beforeEach(() => {
  vi.stubGlobal('fetch', fetch);
  stubBrowser();
  showDocument('auBankAccount');
});

afterEach(() => {
  vi.unstubAllGlobals();
  fetch.mockReset();
});

test('the caret goes on when the BSB number is complete, and back from an empty account number', async () => {
  const { state, ready, settle, close } = openElement('auBankAccount');
  await ready();
  const [first, second] = inputs();
  first.focus();
  type('062000');
  expect(first.value).toBe('062-000');
  expect(document.activeElement).toBe(second);
  await settle();
  expect(state()).toMatchObject({ empty: false, complete: false, bankName: 'Commonwealth Bank' });
  second.dispatchEvent(new KeyboardEvent('keydown', { key: 'Backspace' }));
  expect(document.activeElement).toBe(first);
  close();
});

test('the page learns the bank and whether the account is complete, and no digit of it', async () => {
  const { state, heard, ready, settle, close } = openElement('auBankAccount');
  await ready();
  inputs()[0].focus();
  type(bsb + account);
  await settle();
  expect(state()).toEqual({ empty: false, complete: true, bankName: '' });
  expect(JSON.stringify(heard)).not.toMatch(/123456|000000/);
  close();
});

test('a call sends the account to the API and nowhere else, and its answer comes back without it', async () => {
  const answer = {
    id: 'pm_1234567890',
    object: 'payment_method',
    type: 'au_becs_debit',
    au_becs_debit: { bsb_number: bsb, last4: '3456', fingerprint: null, account_number: account },
  };
  fetch.mockImplementation(async () => new Response(JSON.stringify(answer)));
  const { call, ready, close } = openElement('auBankAccount');
  await ready();
  inputs()[0].focus();
  type(bsb + account);
  const result = await call('createPaymentMethod', {
    au_becs_debit: { account_number: '999999999' },
    billing_details: { name: 'Jenny Rosen' },
  });
  const sent = Object.fromEntries(requests()[0]?.[1].body ?? []);
  expect(sent).toMatchObject({
    type: 'au_becs_debit',
    'au_becs_debit[bsb_number]': bsb,
    'au_becs_debit[account_number]': account,
    'billing_details[name]': 'Jenny Rosen',
  });
  expect(result).toMatchObject({
    value: { id: 'pm_1234567890', au_becs_debit: { bsb_number: bsb, last4: '3456', fingerprint: null } },
  });
  expect(JSON.stringify(result)).not.toContain(account);
  close();
});

test('a call says which of its numbers is incomplete, and sends nothing', async () => {
  const { call, ready, close } = openElement('auBankAccount');
  await ready();
  expect(await call('createPaymentMethod')).toMatchObject({ error: { code: 'incomplete_bsb' } });
  inputs()[0].focus();
  type(`${bsb}1234`);
  expect(await call('createPaymentMethod')).toMatchObject({ error: { code: 'incomplete_account_number' } });
  expect(inputs()[1].getAttribute('aria-invalid')).toBe('true');
  expect(requests()).toEqual([]);
  close();
});

test('a document that is left keeps no digit', async () => {
  const { ready, close } = openElement('auBankAccount');
  await ready();
  inputs()[0].focus();
  type(bsb + account);
  dispatchEvent(new Event('pagehide'));
  expect(inputs().map(({ value }) => value)).toEqual(['', '']);
  close();
});
