/** What a shop decides of the page of a Checkout Session: saved payment methods, tax ids and its look. */
import type Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Sandbox } from '../../sandbox/src/index.js';
import { send, start } from './harness.js';
import { officialClient, refusal } from './official.js';

let sandbox: Sandbox;
let stripe: Stripe;
beforeAll(async () => {
  sandbox = await start();
  stripe = officialClient(sandbox);
});
afterAll(() => sandbox.close());

type Params = Stripe.Checkout.SessionCreateParams;

const create = (more: Partial<Params> = {}) =>
  stripe.checkout.sessions.create({
    line_items: [
      { price_data: { currency: 'eur', product_data: { name: 'Hat' }, unit_amount: 1500 }, quantity: 1 },
    ],
    mode: 'payment',
    success_url: 'https://shop.example/thanks',
    ...more,
  });

const complete = async (id: string, params: object = {}): Promise<Stripe.Checkout.Session> =>
  (await stripe.rawRequest('POST', `/v1/test_helpers/checkout/sessions/${id}/complete`, params)) as never;

/** Returns what the script of a page is told. */
async function purchaseIn(url: string | null): Promise<{ saved: string | null; look: object | null }> {
  const { text } = await send(String(url));
  const [, json = ''] = /data-purchase="([^"]*)"/.exec(text) ?? [];
  return JSON.parse(json.replaceAll('&quot;', '"'));
}

describe('saved payment methods', () => {
  test('are shown to a known customer only, as far as the shop wants', async () => {
    const { id: customer } = await stripe.customers.create({ email: 'ada@shop.example' });
    const known = await create({ customer });
    expect(known.saved_payment_method_options).toEqual({
      allow_redisplay_filters: ['always'],
      payment_method_remove: 'disabled',
      payment_method_save: null,
    });
    expect((await purchaseIn(known.url)).saved).toMatch(/^cuss_\w+_secret_/);
    const guest = await create();
    expect(guest.saved_payment_method_options).toBeNull();
    expect((await purchaseIn(guest.url)).saved).toBeNull();
  });

  test('without a customer are refused by name', async () => {
    const saved_payment_method_options = { payment_method_save: 'enabled' as const };
    expect(await refusal(create({ saved_payment_method_options }))).toMatchObject({
      param: 'saved_payment_method_options',
    });
  });
});

describe('a tax id', () => {
  const tax_id_collection = { enabled: true };

  test('is checked, told to the shop, and saved with the customer once', async () => {
    const { id } = await create({ customer_creation: 'always', tax_id_collection });
    const wrong = complete(id, { tax_id: { type: 'eu_vat', value: 'nothing' } });
    expect(await refusal(wrong)).toMatchObject({ code: 'tax_id_invalid', param: 'tax_id[value]' });
    const tax_id = { type: 'eu_vat', value: 'DE123456789' };
    expect(await refusal(complete(id, { payment_method: 'pm_card_chargeDeclined', tax_id }))).toMatchObject({
      code: 'card_declined',
    });
    const { customer, customer_details } = await complete(id, { tax_id });
    expect(customer_details?.tax_ids).toEqual([tax_id]);
    expect((await stripe.customers.listTaxIds(String(customer))).data).toMatchObject([tax_id]);
  });

  test('may be missing, unless the shop requires it', async () => {
    const free = await create({ tax_id_collection });
    expect(free.tax_id_collection).toEqual({ enabled: true, required: 'never' });
    expect((await complete(free.id)).customer_details?.tax_ids).toEqual([]);
    const { id } = await create({ tax_id_collection: { enabled: true, required: 'if_supported' } });
    expect(await refusal(complete(id))).toMatchObject({ param: 'tax_id[value]' });
  });
});

describe('the look', () => {
  test('is the shop’s, by a policy that allows its style sheet only', async () => {
    const { branding_settings, url } = await create({
      branding_settings: {
        background_color: '#102030',
        border_style: 'pill',
        button_color: '#FFD400',
        display_name: 'Hats & more',
        font_family: 'lora',
      },
    });
    expect(branding_settings).toMatchObject({ button_color: '#ffd400', icon: null, logo: null });
    const { headers, text } = await send(String(url));
    expect(text).toContain('<bdi>Hats &amp; more</bdi>');
    expect(text).toContain('background: #ffd400; border-color: #ffd400; color: #000');
    const [, plain] = String(
      (await send(String((await create()).url))).headers['content-security-policy'],
    ).split('style-src');
    expect(String(headers['content-security-policy'])).not.toContain(plain);
    expect((await purchaseIn(url)).look).toMatchObject({ theme: 'night' });
  });

  test.each<[string, object]>([
    ['background_color', { background_color: 'red; } body { display: none' }],
    ['button_color', { button_color: '#12345' }],
    ['border_style', { border_style: 'round' }],
    ['font_family', { font_family: 'x, serif; } *' }],
    ['logo', { logo: { type: 'url', url: 'https://evil.example/a.png' } }],
    ['icon', { icon: { type: 'url', url: 'https://evil.example/a.png' } }],
  ])('takes no %s that is none [S24]', async (name, branding_settings) => {
    expect(await refusal(create({ branding_settings }))).toMatchObject({
      param: `branding_settings[${name}]`,
    });
  });
});
