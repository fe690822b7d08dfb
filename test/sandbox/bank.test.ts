import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Sandbox } from '../../sandbox/src/index.js';
import { start } from './harness.js';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await start();
});
afterAll(() => sandbox?.close());

const RETURN_URL = 'https://shop.example/done?order=7';

interface Intent {
  id: string;
  client_secret: string;
  status: string;
  next_action: { redirect_to_url?: { url: string }; use_stripe_sdk?: { stripe_js: string } };
}

async function api(path: string, params?: Record<string, string>): Promise<Intent> {
  const response = await fetch(sandbox.url + path, {
    headers: { Authorization: `Bearer ${sandbox.secretKey}` },
    ...(params && { method: 'POST', body: new URLSearchParams(params) }),
  });
  return (await response.json()) as Intent;
}

/** A payment that waits for its cardholder, and the address of their bank's page. */
async function waiting(more: Record<string, string> = {}): Promise<Intent & { url: string }> {
  const intent = await api('/v1/payment_intents', {
    amount: '1999',
    currency: 'eur',
    confirm: 'true',
    ...(more['payment_method_data[type]'] === undefined && {
      payment_method: 'pm_card_threeDSecure2Required',
      'payment_method_types[]': 'card',
    }),
    ...more,
  });
  const { redirect_to_url: redirect, use_stripe_sdk: sdk } = intent.next_action;
  return { ...intent, url: redirect?.url ?? sdk?.stripe_js ?? '' };
}

const visit = (url: string, headers: Record<string, string> = {}) =>
  fetch(url, { headers, redirect: 'manual' });
const decide = (url: string, outcome: string, headers: Record<string, string> = {}) =>
  fetch(url, { method: 'POST', body: new URLSearchParams({ outcome }), headers, redirect: 'manual' });

const FRAMED = { 'sec-fetch-dest': 'iframe', 'sec-fetch-site': 'same-origin' };
const policy = (response: Response) => response.headers.get('content-security-policy')?.split('; ');

describe('the bank’s page', () => {
  test('says what is paid and by which card, and runs nothing but the script that asks for a passkey', async () => {
    const { url, client_secret } = await waiting();
    const response = await visit(url, FRAMED);
    const html = await response.text();
    for (const text of ['€19.99', '•••• 3220', 'Test mode']) expect(html).toContain(text);
    expect(html).not.toMatch(/<script [^>]|<img|<link/);
    expect(html.match(/<script>/g)).toHaveLength(1);
    expect(html).not.toContain(client_secret);
    expect(policy(response)).toEqual([
      "default-src 'none'",
      expect.stringMatching(/^style-src 'sha256-[\w+/=]+'$/),
      "base-uri 'none'",
      "form-action 'self'",
      expect.stringMatching(/^script-src 'sha256-[\w+/=]+'$/),
      'sandbox allow-forms allow-scripts allow-same-origin',
    ]);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
    });
  });

  test('is not shown in a frame of another origin [E1]', async () => {
    const { url } = await waiting();
    for (const site of ['cross-site', 'same-site']) {
      const response = await visit(url, { 'sec-fetch-dest': 'iframe', 'sec-fetch-site': site });
      expect(response.status).toBe(403);
      expect(await response.text()).not.toContain('19.99');
    }
  });

  test('is nowhere else, and asks no more once the payment is canceled', async () => {
    expect((await visit(`${sandbox.url}/3ds/payatt_0`)).status).toBe(404);
    expect((await decide(`${sandbox.url}/3ds/payatt_0`, 'complete')).status).toBe(404);
    const { url, id } = await waiting();
    await api(`/v1/payment_intents/${id}/cancel`, {});
    expect((await visit(url)).status).toBe(410);
    expect((await decide(url, 'complete')).status).toBe(410);
    expect((await api(`/v1/payment_intents/${id}`)).status).toBe('canceled');
  });

  test('takes no answer but its own two', async () => {
    const { url, id } = await waiting();
    expect((await decide(url, 'maybe')).status).toBe(400);
    expect((await api(`/v1/payment_intents/${id}`)).status).toBe('requires_action');
  });
});

describe('the page of a method that redirects', () => {
  const ideal = (more: Record<string, string> = {}) =>
    waiting({
      'payment_method_types[]': 'ideal',
      'payment_method_data[type]': 'ideal',
      return_url: RETURN_URL,
      ...more,
    });

  test('says what is paid and by which method, and asks for one of two answers without a script', async () => {
    const { url, client_secret } = await ideal();
    expect(new URL(url).pathname).toMatch(/^\/3ds\/payatt_\w+$/);
    const response = await visit(url);
    const html = await response.text();
    const texts = ['Test shop', '€19.99', 'iDEAL | Wero', 'Authorise payment', 'Fail payment', 'Test mode'];
    for (const text of texts) expect(html).toContain(text);
    expect(html).not.toMatch(/<script|<img|<link| style=/);
    expect(html).not.toContain(client_secret);
    expect(policy(response)).toEqual([
      "default-src 'none'",
      expect.stringMatching(/^style-src 'sha256-[\w+/=]+'$/),
      "base-uri 'none'",
      "form-action 'self' https://shop.example",
    ]);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
    });
  });

  test('is not shown in a frame of another origin [E1]', async () => {
    const { url } = await ideal();
    const response = await visit(url, { 'sec-fetch-dest': 'iframe', 'sec-fetch-site': 'cross-site' });
    expect([response.status, await response.text()]).toEqual([403, expect.not.stringContaining('19.99')]);
  });

  test('asks what is saved, where nothing is paid', async () => {
    const intent = await api('/v1/setup_intents', {
      confirm: 'true',
      'payment_method_types[]': 'ideal',
      'payment_method_data[type]': 'ideal',
      'mandate_data[customer_acceptance][type]': 'offline',
      return_url: RETURN_URL,
    });
    const html = await (await visit(String(intent.next_action.redirect_to_url?.url))).text();
    expect(html).toContain('Do you want to save this bank account?');
    expect(html).not.toContain('Amount');
  });
});

describe('the way back', () => {
  test('from a frame is the host’s page', async () => {
    const { url, id } = await waiting();
    const response = await decide(url, 'complete', FRAMED);
    expect([response.status, response.headers.get('location')]).toEqual([
      303,
      '/frame/v1/authenticated.html',
    ]);
    expect((await api(`/v1/payment_intents/${id}`)).status).toBe('succeeded');
  });

  test.each([
    ['complete', 'succeeded', 'succeeded'],
    ['fail', 'failed', 'requires_payment_method'],
  ])(
    'after “%s” is the merchant’s, with how it went and without a secret [S15]',
    async (outcome, result, status) => {
      const { url, id } = await waiting({ return_url: RETURN_URL });
      expect(policy(await visit(url))).toContain("form-action 'self' https://shop.example");
      const back = `${RETURN_URL}&payment_intent=${id}&redirect_status=${result}`;
      expect((await decide(url, outcome)).headers.get('location')).toBe(back);
      expect((await api(`/v1/payment_intents/${id}`)).status).toBe(status);
      // Whoever answers again, or comes again, changes nothing.
      expect((await decide(url, 'complete')).headers.get('location')).toBe(back);
      expect((await visit(url)).headers.get('location')).toBe(back);
      expect((await api(`/v1/payment_intents/${id}`)).status).toBe(status);
    },
  );
});
