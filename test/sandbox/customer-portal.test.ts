/** The customer portal: its configurations, its sessions, and what a customer does in its pages. */
import type Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Sandbox } from '../../sandbox/src/index.js';
import { send, start } from './harness.js';
import { officialClient, refusal } from './official.js';

let sandbox: Sandbox;
let stripe: Stripe;
let monthly: Stripe.Price;

beforeAll(async () => {
  sandbox = await start();
  stripe = officialClient(sandbox);
  const { id: product } = await stripe.products.create({ name: 'Notes <Pro>' });
  const price = { product, currency: 'usd', unit_amount: 2000 };
  monthly = await stripe.prices.create({ ...price, recurring: { interval: 'month' } });
});
afterAll(() => sandbox.close());

/** A customer who pays for a plan. */
async function subscribed(more: Partial<Stripe.SubscriptionCreateParams> = {}) {
  const customer = await stripe.customers.create({
    name: 'Jenny Rosen',
    email: 'jenny@shop.example',
    payment_method: 'pm_card_visa',
    invoice_settings: { default_payment_method: 'pm_card_visa' },
  });
  const items = [{ price: monthly.id }];
  const subscription = await stripe.subscriptions.create({ customer: customer.id, items, ...more });
  return { customer: customer.id, subscription };
}

/** Opens the portal of a customer, as their browser does. */
async function enter(params: Stripe.BillingPortal.SessionCreateParams) {
  const { url } = await stripe.billingPortal.sessions.create(params);
  const { headers } = await send(url, { headers: { 'sec-fetch-dest': 'document' } });
  const page = `${sandbox.url}${headers.location}`;
  const cookie = headers['set-cookie']?.[0]?.split(';')[0] ?? '';
  const show = (path = '') => send(page + path, { headers: { cookie } });
  const submit = (path: string, body: Record<string, string>, origin = sandbox.url) =>
    send(page + path, {
      method: 'POST',
      headers: { cookie, origin, 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams(body).toString(),
    });
  return { page, cookie, show, submit };
}

const features = (change: Stripe.BillingPortal.ConfigurationCreateParams.Features) => ({ features: change });

const NONE = { invoice_history: { enabled: false } };

describe('a configuration of the portal', () => {
  test('has the features that it was created with, and no others', async () => {
    const made = await stripe.billingPortal.configurations.create({
      ...features({ subscription_cancel: { enabled: true, mode: 'immediately' } }),
      business_profile: { headline: 'Hello', privacy_policy_url: 'https://shop.example/privacy' },
      name: 'Basic',
    });
    expect(made.id).toMatch(/^bpc_/);
    expect(made).toMatchObject({
      object: 'billing_portal.configuration',
      active: true,
      business_profile: { headline: 'Hello', privacy_policy_url: 'https://shop.example/privacy' },
      is_default: false,
      login_page: { enabled: false, url: null },
      name: 'Basic',
    });
    expect(made.features).toMatchObject({
      customer_update: { allowed_updates: [], enabled: false },
      invoice_history: { enabled: false },
      payment_method_update: { enabled: false },
      subscription_cancel: { enabled: true, mode: 'immediately', proration_behavior: 'none' },
      subscription_update: { enabled: false, products: [] },
    });
    expect(await stripe.billingPortal.configurations.retrieve(made.id)).toMatchObject({ name: 'Basic' });
  });

  test('is changed, and keeps what the change does not name', async () => {
    const { id } = await stripe.billingPortal.configurations.create(
      features({ invoice_history: { enabled: true } }),
    );
    const after = await stripe.billingPortal.configurations.update(id, {
      ...features({ customer_update: { allowed_updates: ['email'], enabled: true } }),
      active: false,
      default_return_url: 'https://shop.example/account',
    });
    expect(after).toMatchObject({
      active: false,
      default_return_url: 'https://shop.example/account',
      features: { customer_update: { allowed_updates: ['email'] }, invoice_history: { enabled: true } },
    });
    const { data } = await stripe.billingPortal.configurations.list({ active: false });
    expect(data.map((one) => one.id)).toEqual([id]);
  });

  test('is created by itself for the first session, and stays active', async () => {
    const customer = (await stripe.customers.create()).id;
    await Promise.all([1, 2, 3].map(() => stripe.billingPortal.sessions.create({ customer })));
    const { data } = await stripe.billingPortal.configurations.list({ is_default: true });
    expect(data).toHaveLength(1);
    expect(data[0]?.features.subscription_cancel.enabled).toBe(true);
    const off = stripe.billingPortal.configurations.update(String(data[0]?.id), { active: false });
    expect(await refusal(off)).toMatchObject({ code: undefined, param: 'active' });
  });

  test.each<[string, object, string]>([
    ['pausing', { subscription_pause: { enabled: true } }, 'features[subscription_pause][enabled]'],
    [
      'tax ids',
      { customer_update: { allowed_updates: ['tax_id'] } },
      'features[customer_update][allowed_updates][0]',
    ],
    [
      'updates of nothing',
      { customer_update: { enabled: true } },
      'features[customer_update][allowed_updates]',
    ],
    [
      'credit for a period that is used up',
      { subscription_cancel: { enabled: true, proration_behavior: 'create_prorations' } },
      'features[subscription_cancel][proration_behavior]',
    ],
  ])('is refused with %s', async (_, change, param) => {
    const made = stripe.billingPortal.configurations.create({ features: change });
    expect(await refusal(made)).toMatchObject({ type: 'StripeInvalidRequestError', param });
  });

  test('is refused with a login page', async () => {
    const made = stripe.billingPortal.configurations.create({
      ...features(NONE),
      login_page: { enabled: true },
    });
    expect(await refusal(made)).toMatchObject({ param: 'login_page[enabled]' });
  });
});

describe('a session of the portal', () => {
  test('has an address, and a configuration that can be expanded', async () => {
    const { customer } = await subscribed();
    const session = await stripe.billingPortal.sessions.create({
      customer,
      expand: ['configuration'],
      locale: 'de',
      return_url: 'https://shop.example/account',
    });
    expect(session).toMatchObject({
      object: 'billing_portal.session',
      configuration: { is_default: true },
      customer,
      flow: null,
      locale: 'de',
      return_url: 'https://shop.example/account',
    });
    expect(session.url).toContain(`${sandbox.url}/portal/open/`);
  });

  test('tells of itself without its address', async () => {
    const { customer } = await subscribed();
    const { id } = await stripe.billingPortal.sessions.create({ customer });
    const { data } = await stripe.events.list({ type: 'billing_portal.session.created' });
    expect(data[0]?.data.object).toMatchObject({ id, url: null });
  });

  test('is opened once, and shows nothing to another browser', async () => {
    const { customer } = await subscribed();
    const { url } = await stripe.billingPortal.sessions.create({
      customer,
      return_url: 'https://shop.example/',
    });
    const first = await send(url, { headers: { 'sec-fetch-dest': 'document' } });
    expect(first.status).toBe(303);
    const again = await send(url, { headers: { 'sec-fetch-dest': 'document' } });
    expect(again.headers.location).toBe('https://shop.example/');
    expect((await send(`${sandbox.url}${first.headers.location}`)).status).toBe(410);
  });

  test('is refused for an address that no browser can be led to', async () => {
    const { customer } = await subscribed();
    const made = stripe.billingPortal.sessions.create({ customer, return_url: 'javascript:alert(1)' });
    expect(await refusal(made)).toMatchObject({ code: 'url_invalid', param: 'return_url' });
  });

  test('is refused with a configuration that is switched off', async () => {
    const { customer } = await subscribed();
    const { id } = await stripe.billingPortal.configurations.create(features(NONE));
    await stripe.billingPortal.configurations.update(id, { active: false });
    const made = stripe.billingPortal.sessions.create({ customer, configuration: id });
    expect(await refusal(made)).toMatchObject({ param: 'configuration' });
  });

  test('is refused with the subscription of another customer', async () => {
    const [{ customer }, other] = [await subscribed(), await subscribed()];
    const made = stripe.billingPortal.sessions.create({
      customer,
      flow_data: {
        type: 'subscription_cancel',
        subscription_cancel: { subscription: other.subscription.id },
      },
    });
    expect(await refusal(made)).toMatchObject({
      code: 'resource_missing',
      param: 'flow_data[subscription_cancel][subscription]',
    });
  });
});

describe('the pages of the portal', () => {
  test('show what a customer has, and what someone typed is text', async () => {
    const { customer } = await subscribed();
    const { show } = await enter({ customer, return_url: 'https://shop.example/account' });
    const { status, text, headers } = await show();
    expect(status).toBe(200);
    for (const shown of ['Notes &lt;Pro&gt;', '$20.00 per month', 'Visa •••• 4242', 'jenny@shop.example'])
      expect(text).toContain(shown);
    expect(text).toContain('href="https://shop.example/account"');
    expect(headers['content-security-policy']).toContain("default-src 'none'");
  });

  test('cancel a subscription with its period, with the reason, and take that back', async () => {
    const { customer, subscription } = await subscribed();
    const { show, submit } = await enter({ customer });
    expect((await show(`/cancel/${subscription.id}`)).text).toContain('It goes on until');
    await submit(`/cancel/${subscription.id}`, { feedback: 'too_expensive', comment: 'Sorry' });
    const ending = await stripe.subscriptions.retrieve(subscription.id);
    expect(ending).toMatchObject({
      cancel_at_period_end: true,
      cancellation_details: { comment: 'Sorry', feedback: 'too_expensive', reason: 'cancellation_requested' },
    });
    expect((await show()).text).toContain('Ends on');
    await submit('', { action: 'go_on', subscription: subscription.id });
    expect(await stripe.subscriptions.retrieve(subscription.id)).toMatchObject({
      cancel_at: null,
      cancel_at_period_end: false,
    });
  });

  test('cancel at once, and give back what is unused', async () => {
    const { customer, subscription } = await subscribed();
    const { id: configuration } = await stripe.billingPortal.configurations.create(
      features({
        subscription_cancel: {
          enabled: true,
          mode: 'immediately',
          proration_behavior: 'create_prorations',
        },
      }),
    );
    const { show, submit } = await enter({ customer, configuration });
    await submit(`/cancel/${subscription.id}`, {});
    expect((await stripe.subscriptions.retrieve(subscription.id)).status).toBe('canceled');
    const { balance } = (await stripe.customers.retrieve(customer)) as Stripe.Customer;
    expect(balance).toBeLessThan(-1900);
    expect((await show()).text).toContain('You have none.');
  });

  test('choose and remove payment methods, but none that pays for a subscription', async () => {
    const { customer, subscription } = await subscribed({
      payment_settings: { save_default_payment_method: 'on_subscription' },
    });
    const { id: first } = (await stripe.paymentMethods.list({ customer })).data[0] as Stripe.PaymentMethod;
    const { id: second } = await stripe.paymentMethods.attach('pm_card_mastercard', { customer });
    const { submit, show } = await enter({ customer });
    const refused = await submit('', { action: 'remove', method: first });
    expect([refused.status, refused.text]).toEqual([
      400,
      expect.stringContaining('Choose another payment method'),
    ]);
    await submit('', { action: 'choose', method: second });
    const changed = (await stripe.customers.retrieve(customer)) as Stripe.Customer;
    expect(changed.invoice_settings.default_payment_method).toBe(second);
    const after = await stripe.subscriptions.retrieve(subscription.id);
    expect(after.default_payment_method).toBe(second);
    expect((await submit('', { action: 'remove', method: first })).status).toBe(303);
    expect((await stripe.paymentMethods.list({ customer })).data.map(({ id }) => id)).toEqual([second]);
    expect((await show()).text).toContain('Mastercard •••• 4444');
  });

  test('change the details that the account allows, and no others', async () => {
    const { customer } = await subscribed();
    const { id: configuration } = await stripe.billingPortal.configurations.create(
      features({ customer_update: { allowed_updates: ['email', 'address'], enabled: true } }),
    );
    const { submit } = await enter({ customer, configuration });
    const address = {
      line1: 'Am Eck 1',
      line2: '',
      city: 'Graz',
      postal_code: '8010',
      state: '',
      country: 'AT',
    };
    await submit('/details', { name: 'Someone', email: 'new@shop.example', ...address });
    expect(await stripe.customers.retrieve(customer)).toMatchObject({
      name: 'Jenny Rosen',
      email: 'new@shop.example',
      address: { line1: 'Am Eck 1', city: 'Graz', country: 'AT' },
    });
  });

  test('do nothing that the configuration does not have', async () => {
    const { customer, subscription } = await subscribed();
    const { id: configuration } = await stripe.billingPortal.configurations.create(features(NONE));
    const { show, submit } = await enter({ customer, configuration });
    expect((await show(`/cancel/${subscription.id}`)).status).toBe(404);
    expect((await show('/details')).status).toBe(404);
    await submit(`/cancel/${subscription.id}`, {});
    await submit('/details', { email: 'new@shop.example' });
    const { id: method } = (await stripe.paymentMethods.list({ customer })).data[0] as Stripe.PaymentMethod;
    await submit('', { action: 'remove', method });
    expect((await stripe.subscriptions.retrieve(subscription.id)).cancel_at).toBeNull();
    expect(await stripe.customers.retrieve(customer)).toMatchObject({ email: 'jenny@shop.example' });
    expect((await stripe.paymentMethods.list({ customer })).data).toHaveLength(1);
  });

  test('touch nothing of another customer', async () => {
    const [{ customer }, other] = [await subscribed(), await subscribed()];
    const { id: method } = await stripe.paymentMethods.attach('pm_card_amex', { customer: other.customer });
    const { submit } = await enter({ customer });
    const sent = [
      await submit(`/cancel/${other.subscription.id}`, {}),
      await submit('', { action: 'go_on', subscription: other.subscription.id }),
      await submit('', { action: 'choose', method }),
      await submit('', { action: 'remove', method }),
    ];
    expect(sent.map(({ status }) => status >= 400)).toEqual([true, true, true, true]);
    expect((await stripe.subscriptions.retrieve(other.subscription.id)).cancel_at).toBeNull();
    expect((await stripe.paymentMethods.retrieve(method)).customer).toBe(other.customer);
  });

  test('take no form of another site', async () => {
    const { customer, subscription } = await subscribed();
    const { submit } = await enter({ customer });
    expect((await submit(`/cancel/${subscription.id}`, {}, 'https://evil.example')).status).toBe(403);
    expect((await stripe.subscriptions.retrieve(subscription.id)).cancel_at).toBeNull();
  });

  test.each([
    [{ type: 'portal_homepage' }, 'Your subscriptions and bills'],
    [{ type: 'redirect', redirect: { return_url: 'https://shop.example/bye' } }, 'https://shop.example/bye'],
    [{ type: 'hosted_confirmation', hosted_confirmation: { custom_message: 'See you!' } }, 'See you!'],
  ] as const)('lead a customer through one flow, and then to %o', async (after_completion, shown) => {
    const { customer, subscription } = await subscribed();
    const { show, submit } = await enter({
      customer,
      flow_data: {
        after_completion,
        subscription_cancel: { subscription: subscription.id },
        type: 'subscription_cancel',
      },
    });
    expect((await show()).headers.location).toMatch(`/cancel/${subscription.id}`);
    await submit(`/cancel/${subscription.id}`, {});
    expect((await show()).text).toContain(shown);
  });
});
