/** Payment Links, and the sessions that their visits make. */
import type Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Sandbox } from '../../sandbox/src/index.js';
import { start } from './harness.js';
import { eventsOf, officialClient, refusal } from './official.js';

let sandbox: Sandbox;
let stripe: Stripe;
beforeAll(async () => {
  sandbox = await start();
  stripe = officialClient(sandbox);
});
afterAll(() => sandbox.close());

const shirt = {
  price_data: { currency: 'eur', product_data: { name: 'T-shirt' }, unit_amount: 1500 },
  quantity: 1,
};

const create = (more: Partial<Stripe.PaymentLinkCreateParams> = {}) =>
  stripe.paymentLinks.create({ line_items: [shirt], ...more });

const visit = async (url: string, headers: Record<string, string> = {}) => {
  const answer = await fetch(url, { headers, redirect: 'manual' });
  return { status: answer.status, location: answer.headers.get('location'), html: await answer.text() };
};

/** Opens a link, as a person does, and returns the session that it leads to. */
const open = async ({ url }: Stripe.PaymentLink, query = ''): Promise<Stripe.Checkout.Session> => {
  const { location, status } = await visit(`${url}${query}`);
  expect(status).toBe(303);
  return stripe.checkout.sessions.retrieve(String(location?.split('/').at(-1)));
};

const complete = (id: string) =>
  stripe.rawRequest('POST', `/v1/test_helpers/checkout/sessions/${id}/complete`);

describe('a link', () => {
  test('is created, changed, listed, and shows its lines', async () => {
    const link = await create({ metadata: { a: 'b' }, phone_number_collection: { enabled: true } });
    expect(link).toMatchObject({
      ...{ object: 'payment_link', active: true, currency: 'eur', metadata: { a: 'b' } },
      after_completion: { type: 'hosted_confirmation', hosted_confirmation: { custom_message: null } },
      phone_number_collection: { enabled: true },
      restrictions: null,
    });
    expect(link.url).toMatch(new RegExp(`^${sandbox.url}/buy/test_\\w{20}$`));
    expect(await stripe.paymentLinks.retrieve(link.id)).toEqual(link);
    const { data } = await stripe.paymentLinks.listLineItems(link.id);
    expect(data).toMatchObject([{ amount_total: 1500, description: 'T-shirt', quantity: 1 }]);
    const changed = await stripe.paymentLinks.update(link.id, { active: false, metadata: { c: 'd' } });
    expect(changed).toMatchObject({ active: false, metadata: { a: 'b', c: 'd' } });
    const active = (await stripe.paymentLinks.list({ active: true })).data.map(({ id }) => id);
    expect(active).not.toContain(link.id);
    expect(await eventsOf(stripe, link.id)).toEqual(['payment_link.created', 'payment_link.updated']);
  });

  test.each<[string, Partial<Stripe.PaymentLinkCreateParams>]>([
    ['line_items', { line_items: [] }],
    ['line_items[0][price]', { line_items: [{ price: 'price_none', quantity: 1 }] }],
    [
      'after_completion[redirect][url]',
      { after_completion: { type: 'redirect', redirect: { url: 'javascript:1' } } },
    ],
    ['after_completion[redirect]', { after_completion: { type: 'redirect' } }],
    [
      'invoice_creation[invoice_data][issuer]',
      { invoice_creation: { enabled: true, invoice_data: { issuer: { type: 'self' } } } },
    ],
  ])('is refused by name for %s', async (param, params) => {
    expect(await refusal(create(params))).toMatchObject({ param });
  });
});

describe('a visit', () => {
  test('makes a session of its own, which is paid, and then leads to the shop', async () => {
    const link = await create({
      after_completion: {
        type: 'redirect',
        redirect: { url: 'https://shop.example/thanks/{CHECKOUT_SESSION_ID}' },
      },
    });
    const [one, other] = [await open(link), await open(link)];
    expect(one.id).not.toBe(other.id);
    expect(one).toMatchObject({ amount_total: 1500, payment_link: link.id, status: 'open' });
    await complete(one.id);
    const { location } = await visit(`${sandbox.url}/pay/${one.id}`);
    expect(location).toBe(`https://shop.example/thanks/${one.id}`);
    const listed = await stripe.checkout.sessions.list({ payment_link: link.id });
    expect(listed.data.map(({ id, status }) => [id, status])).toEqual([
      [other.id, 'open'],
      [one.id, 'complete'],
    ]);
  });

  test('of a recurring price makes a subscription', async () => {
    const { id: price } = await stripe.prices.create({
      ...{ currency: 'eur', product_data: { name: 'Gold' }, unit_amount: 1000 },
      recurring: { interval: 'month' },
    });
    const session = await open(await create({ line_items: [{ price, quantity: 1 }] }));
    await complete(session.id);
    const { subscription } = await stripe.checkout.sessions.retrieve(session.id);
    expect((await stripe.subscriptions.retrieve(String(subscription))).status).toBe('active');
  });

  test('of a link with invoices gives what is paid its invoice', async () => {
    const session = await open(await create({ invoice_creation: { enabled: true } }));
    await complete(session.id);
    const { invoice } = await stripe.checkout.sessions.retrieve(session.id);
    expect(await stripe.invoices.retrieve(String(invoice))).toMatchObject({
      amount_paid: 1500,
      status: 'paid',
    });
  });

  test('takes what its address brings, and leaves out what does not fit [S24]', async () => {
    const link = await create({ allow_promotion_codes: true });
    const { id: coupon } = await stripe.coupons.create({ percent_off: 20 });
    const { code, id } = await stripe.promotionCodes.create({ promotion: { coupon, type: 'coupon' } });
    const session = await open(
      link,
      `?locked_prefilled_email=ada%40shop.example&client_reference_id=cart_7&prefilled_promo_code=${code}&utm_source=mail`,
    );
    expect(session).toMatchObject({
      ...{ amount_total: 1200, client_reference_id: 'cart_7', customer_email: 'ada@shop.example' },
      discounts: [{ promotion_code: id }],
    });
    const typed = await open(link, '?prefilled_email=ada%40shop.example');
    expect(typed).toMatchObject({ customer_details: { email: 'ada@shop.example' }, customer_email: null });
    const plain = await open(
      link,
      '?prefilled_email=%3Cscript%3E&client_reference_id=a%20b&prefilled_promo_code=nothing&amount=1',
    );
    expect(plain).toMatchObject({ amount_total: 1500, client_reference_id: null, customer_details: null });
  });

  test('of a program that only looks makes none', async () => {
    const link = await create();
    for (const headers of [{ 'Sec-Fetch-Dest': 'image' }, { 'Sec-Purpose': 'prefetch' }] as Record<
      string,
      string
    >[])
      expect((await visit(link.url, headers)).status).toBe(200);
    expect((await stripe.checkout.sessions.list({ payment_link: link.id })).data).toEqual([]);
  });

  test('of a link that is not active says what the shop wants to say, as text', async () => {
    const link = await create({ inactive_message: 'Sold <b>out</b>' });
    await stripe.paymentLinks.update(link.id, { active: false });
    const { html, status } = await visit(link.url);
    expect(status).toBe(200);
    expect(html).toContain('Sold &lt;b&gt;out&lt;/b&gt;');
    expect((await visit(`${sandbox.url}/buy/test_nothing`)).status).toBe(404);
  });

  test('is paid as often as the link allows, no matter who pays at the same time [S25]', async () => {
    const link = await create({ restrictions: { completed_sessions: { limit: 2 } } });
    const sessions = [await open(link), await open(link), await open(link)];
    const ends = await Promise.allSettled(sessions.map(({ id }) => complete(id)));
    expect(ends.filter(({ status }) => status === 'fulfilled')).toHaveLength(2);
    expect((await visit(link.url)).status).toBe(200);
    expect((await stripe.paymentLinks.retrieve(link.id)).restrictions).toEqual({
      completed_sessions: { count: 2, limit: 2 },
    });
  });
});
