/** The page of a Checkout Session as the server draws it: what a shop has typed is text, and nothing else. */
import type Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Sandbox } from '../../sandbox/src/index.js';
import { post, start } from './harness.js';
import { officialClient, ownAccount, refusal } from './official.js';

let sandbox: Sandbox;
let stripe: Stripe;
beforeAll(async () => {
  sandbox = await start();
  stripe = officialClient(sandbox);
});
afterAll(() => sandbox.close());

const create = (more: Partial<Stripe.Checkout.SessionCreateParams> = {}, client = stripe) =>
  client.checkout.sessions.create({
    line_items: [
      { price_data: { currency: 'eur', product_data: { name: 'T-shirt' }, unit_amount: 1500 }, quantity: 2 },
    ],
    mode: 'payment',
    success_url: 'https://shop.example/thanks/{CHECKOUT_SESSION_ID}?session={CHECKOUT_SESSION_ID}',
    ...more,
  });

const page = async (url: string | null) => {
  const answer = await fetch(String(url), { redirect: 'manual' });
  return { status: answer.status, headers: answer.headers, html: await answer.text() };
};

const HOSTILE = '<img src=x onerror=alert(1)>\u202e"\'';
const SHOWN = '&lt;img src=x onerror=alert(1)&gt;\\u202e&quot;&#39;';

describe('the page', () => {
  test('shows names, fields and texts of the shop as text [S24]', async () => {
    const { url } = await create({
      cancel_url: 'https://shop.example/cart?"><script>alert(1)</script>',
      custom_fields: [{ key: 'a', label: { custom: HOSTILE, type: 'custom' }, type: 'text' }],
      custom_text: { submit: { message: HOSTILE } },
      line_items: [
        {
          price_data: {
            currency: 'eur',
            product_data: { description: HOSTILE, images: ['https://shop.example/a.png'], name: HOSTILE },
            unit_amount: 1500,
          },
          quantity: 1,
        },
      ],
    });
    const { html } = await page(url);
    expect(html.split(SHOWN).length - 1).toBe(4);
    expect(html).not.toContain('<img');
    expect(html).not.toContain('<script>');
  });

  test('makes links of custom text only where they lead to a page of the web [S24]', async () => {
    const message =
      '[good](https://shop.example/terms) [bad](javascript:alert(1)) [worse](data:text/html,x) [quoted](https://a.example/"onclick="x)';
    const { html } = await page((await create({ custom_text: { submit: { message } } })).url);
    const [, custom = ''] = /<p class="custom" dir="auto">(.*?)<\/p>/.exec(html) ?? [];
    expect(custom.match(/<a [^>]*>/g)).toEqual([
      '<a href="https://shop.example/terms" target="_blank" rel="noopener noreferrer">',
    ]);
    expect(custom).toContain('[bad](javascript:alert(1))');
  });

  test('is not cached, tells nobody its address, loads nothing from elsewhere, and may be in the frame of a test runner', async () => {
    const { headers } = await page((await create()).url);
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    const policy = String(headers.get('content-security-policy'));
    expect(policy).toContain("default-src 'none'; script-src 'self'; connect-src 'self'");
    expect(policy).not.toContain('frame-ancestors');
    expect(headers.get('x-frame-options')).toBeNull();
  });

  test('leads on to success_url with the id in it, once the session is complete', async () => {
    const { id, url } = await create();
    await stripe.rawRequest('POST', `/v1/test_helpers/checkout/sessions/${id}/complete`);
    const { headers, status } = await page(url ?? `${sandbox.url}/pay/${id}`);
    expect([status, headers.get('location')]).toEqual([
      303,
      `https://shop.example/thanks/${id}?session=${id}`,
    ]);
  });

  test('says the same for an expired session and for one that never existed', async () => {
    const { id, url } = await create();
    await stripe.checkout.sessions.expire(id);
    const title = (html: string) => /<h1>(.*?)<\/h1>/.exec(html)?.[1];
    const [expired, unknown] = [await page(url), await page(`${sandbox.url}/pay/cs_test_nothing`)];
    expect([title(expired.html), title(unknown.html)]).toEqual(Array(2).fill('This checkout has expired'));
    expect([expired.status, unknown.status]).toEqual([200, 404]);
  });
});

describe('the endpoints of the page', () => {
  test('take the key of the session’s own account only, and never change what the shop has fixed [S25]', async () => {
    const { id } = await create();
    const other = await ownAccount(sandbox);
    const key = sandbox.publishableKey;
    const change = (params: string) => post(sandbox, `/v1/payment_pages/${id}`, params, { key });
    const [line] = (await stripe.checkout.sessions.listLineItems(id)).data;
    for (const [params, param] of [
      [`line_item[id]=${line?.id}&line_item[quantity]=1`, 'line_item[quantity]'],
      ['line_item[id]=li_none&line_item[quantity]=1', 'line_item[id]'],
      ['promotion_code=SPRING', 'promotion_code'],
      ['shipping_rate=shr_none', 'shipping_rate'],
      ['amount=1', 'amount'],
    ] as const) {
      const { json } = await change(params);
      expect(json.error.param, params).toBe(param);
    }
    const { id: foreign } = await create({}, other);
    const { status } = await post(sandbox, `/v1/payment_pages/${foreign}`, 'promotion_code=', { key });
    expect(status).toBe(404);
    const update = stripe.rawRequest('POST', `/v1/payment_pages/${id}`, {});
    expect(await refusal(update)).toMatchObject({ code: 'publishable_key_required' });
  });

  test('answer with nothing of the customer’s, or of the shop’s, that the page does not need', async () => {
    const customer = await stripe.customers.create({ email: 'ada@shop.example' });
    const { id } = await create({ customer: customer.id, metadata: { secret: 'plan' } });
    const { json } = await post(sandbox, `/v1/payment_pages/${id}`, '', { key: sandbox.publishableKey });
    expect(Object.keys(json).sort()).toEqual([
      ...['amount_total', 'currency', 'id', 'livemode', 'next_action_client_secret', 'object'],
      ...['payment_method_types', 'payment_status', 'return_url', 'session', 'status'],
    ]);
    expect(json.session).toBeNull();
  });
});

describe('a session that is embedded', () => {
  const embed = (more: Partial<Stripe.Checkout.SessionCreateParams> = {}, client = stripe) => {
    const { success_url: _, ...rest } = {
      return_url: 'https://shop.example/thanks?session={CHECKOUT_SESSION_ID}',
      ...more,
    };
    return create({ ...rest, success_url: undefined, ui_mode: 'embedded_page' }, client);
  };
  const key = () => sandbox.publishableKey;
  const init = (id: string, secret: string) =>
    post(sandbox, `/v1/payment_pages/${id}/init`, `client_secret=${secret}`, { key: key() });
  const framed = (secret: string, headers: Record<string, string> = {}) =>
    fetch(`${sandbox.url}/pay/embedded`, {
      method: 'POST',
      headers,
      body: new URLSearchParams({ client_secret: secret }),
    });

  test('is opened only by its client secret, with the key of its account [C1]', async () => {
    const { client_secret: secret, id } = await embed();
    expect((await init(id, `${secret}`)).json).toMatchObject({ id, status: 'open', url: null });
    const wrong = `${secret?.slice(0, -1)}${secret?.endsWith('a') ? 'b' : 'a'}`;
    for (const given of [wrong, '', id, `${id}_secret_`])
      expect((await init(id, given)).json.error.param, given).toBe('client_secret');
    const hosted = await create();
    expect((await init(hosted.id, 'null')).json.error.param).toBe('client_secret');
    const foreign = await embed({}, await ownAccount(sandbox));
    expect((await init(foreign.id, `${foreign.client_secret}`)).status).toBe(404);
    for (const given of [wrong, 'null', `${hosted.id}_secret_null`])
      expect((await framed(given)).status).toBe(404);
  });

  test('has no page at an address, and its page is not for a form of another site [C1, C2]', async () => {
    const { client_secret: secret, id, url } = await embed();
    expect(url).toBeNull();
    const { html } = await page(`${sandbox.url}/pay/${id}`);
    expect(html).not.toContain('id="checkout"');
    expect(html).toContain(`https://shop.example/thanks?session=${id}`);
    const shown = await framed(`${secret}`);
    expect(await shown.text()).toContain('id="checkout"');
    expect(shown.headers.get('cache-control')).toBe('no-store');
    for (const site of ['cross-site', 'same-site', 'none'])
      expect((await framed(`${secret}`, { 'sec-fetch-site': site })).status, site).toBe(404);
  });

  test('says what has become of it, and leads on only where the shop wants that', async () => {
    for (const [redirect_on_completion, address] of [
      ['always', 'https://shop.example/thanks?session='],
      ['if_required', null],
      ['never', null],
    ] as const) {
      const { client_secret: secret, id } = await embed({
        redirect_on_completion,
        ...(redirect_on_completion === 'never' && { return_url: undefined }),
      });
      await stripe.rawRequest('POST', `/v1/test_helpers/checkout/sessions/${id}/complete`);
      const { json } = await init(id, `${secret}`);
      expect(json).toMatchObject({ status: 'complete', url: address && `${address}${id}` });
      expect(await (await framed(`${secret}`)).text()).toContain('You have paid');
    }
    const { client_secret: secret, id } = await embed();
    await stripe.checkout.sessions.expire(id);
    expect((await init(id, `${secret}`)).json.status).toBe('expired');
    expect(await (await framed(`${secret}`)).text()).toContain('This checkout has expired');
  });
});

describe('the address of a session, for redirectToCheckout', () => {
  const addressOf = (id: string) =>
    post(sandbox, `/v1/payment_pages/${id}/url`, '', { key: sandbox.publishableKey });

  test('is given for one that is open and has a page', async () => {
    const { id, url } = await create();
    expect((await addressOf(id)).json).toEqual({ id, object: 'payment_page', url });
    await stripe.checkout.sessions.expire(id);
    expect((await addressOf(id)).json.error).toMatchObject({ code: 'status_transition_invalid' });
    expect((await addressOf('cs_test_none')).json.error).toMatchObject({
      code: 'resource_missing',
      param: 'sessionId',
    });
    const embedded = await create({
      return_url: 'https://shop.example',
      success_url: undefined,
      ui_mode: 'embedded_page',
    });
    expect((await addressOf(embedded.id)).json.error).toMatchObject({
      message: expect.stringContaining('ui_mode=embedded_page'),
      param: 'sessionId',
    });
  });
});
