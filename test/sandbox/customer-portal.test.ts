/** The customer portal: its configurations, its sessions, and what a customer does in its pages. */
import type Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Sandbox } from '../../sandbox/src/index.js';
import { send, start } from './harness.js';
import { officialClient, refusal } from './official.js';

let sandbox: Sandbox;
let stripe: Stripe;
let monthly: Stripe.Price;
let yearly: Stripe.Price;
let team: Stripe.Price;

beforeAll(async () => {
  sandbox = await start();
  stripe = officialClient(sandbox);
  const { id: product } = await stripe.products.create({ name: 'Notes <Pro>' });
  const price = { product, currency: 'usd', unit_amount: 2000 };
  const recurring = { interval: 'month' } as const;
  monthly = await stripe.prices.create({ ...price, recurring });
  yearly = await stripe.prices.create({ ...price, unit_amount: 20_000, recurring: { interval: 'year' } });
  team = await stripe.prices.create({ ...price, unit_amount: 5000, recurring });
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

  test('is created automatically for the first session, and stays active', async () => {
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

describe('the pages on which a customer changes the plan', () => {
  /** A configuration that offers the plans of the tests. */
  const offering = async (
    more: Partial<Stripe.BillingPortal.ConfigurationCreateParams.Features.SubscriptionUpdate> = {},
  ) => {
    const { id } = await stripe.billingPortal.configurations.create(
      features({
        subscription_update: {
          default_allowed_updates: ['price', 'quantity'],
          enabled: true,
          products: [
            {
              adjustable_quantity: { enabled: true, maximum: 5 },
              prices: [monthly.id, yearly.id, team.id],
              product: String(monthly.product),
            },
          ],
          proration_behavior: 'always_invoice',
          ...more,
        },
      }),
    );
    return id;
  };

  const hidden = (html: string, name: string) =>
    new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1] ?? '';

  /** Chooses a plan, and returns the page that says what it costs with what it sends. */
  async function choose(
    portal: Awaited<ReturnType<typeof enter>>,
    subscription: string,
    price: string,
    quantity = '1',
  ) {
    const path = `/change/${subscription}/confirm`;
    const { status, text } = await portal.show(`${path}?price=${price}&quantity=${quantity}`);
    const form = { price, quantity, date: hidden(text, 'date') };
    return { status, text, confirm: (more = {}) => portal.submit(path, { ...form, ...more }) };
  }

  test('show what it costs, and change it for exactly that', async () => {
    const { customer, subscription } = await subscribed();
    const portal = await enter({ customer, configuration: await offering() });
    const page = await portal.show(`/change/${subscription.id}`);
    for (const text of ['$20.00 per month', '(your plan)', '$200.00 per year', '$50.00 per month'])
      expect(page.text).toContain(text);
    const { confirm, text } = await choose(portal, subscription.id, yearly.id);
    const due = /To pay now<\/dt><dd>\$([\d.]+)</.exec(text)?.[1];
    expect((await confirm()).status).toBe(303);
    const after = await stripe.subscriptions.retrieve(subscription.id, { expand: ['latest_invoice'] });
    expect(after.items.data[0]?.price.id).toBe(yearly.id);
    const invoice = after.latest_invoice as Stripe.Invoice;
    expect([invoice.status, (invoice.amount_paid / 100).toFixed(2)]).toEqual(['paid', due]);
  });

  test('let a change wait for the next bill', async () => {
    const { customer, subscription } = await subscribed();
    const configuration = await offering({ proration_behavior: 'create_prorations' });
    const portal = await enter({ customer, configuration });
    const { confirm, text } = await choose(portal, subscription.id, team.id, '3');
    expect(text).toContain('There is nothing to pay now.');
    await confirm();
    const { items, latest_invoice: latest } = await stripe.subscriptions.retrieve(subscription.id);
    expect(items.data[0]).toMatchObject({ price: { id: team.id }, quantity: 3 });
    expect(latest).toBe(subscription.latest_invoice);
  });

  test('keep the old plan until the new one is paid', async () => {
    const { customer, subscription } = await subscribed();
    const { id: declined } = await stripe.paymentMethods.attach('pm_card_chargeCustomerFail', { customer });
    const settings = { invoice_settings: { default_payment_method: declined } };
    await stripe.customers.update(customer, settings);
    const portal = await enter({ customer, configuration: await offering() });
    await (await choose(portal, subscription.id, yearly.id)).confirm();
    const after = await stripe.subscriptions.retrieve(subscription.id);
    expect(after.items.data[0]?.price.id).toBe(monthly.id);
    expect(after.pending_update).not.toBeNull();
    await stripe.invoices.pay(String(after.latest_invoice), { payment_method: 'pm_card_visa' });
    const paid = await stripe.subscriptions.retrieve(subscription.id);
    expect(paid.items.data[0]?.price.id).toBe(yearly.id);
  });

  test.each([
    ['a plan that is not offered', { price: 'price_other' }],
    ['a quantity that is not offered', { quantity: '6' }],
    ['a cost of long ago', { date: '1' }],
    ['a time to come', { date: '99999999999' }],
    ['no time', { date: 'x' }],
  ])('take no %s', async (_, more) => {
    const { customer, subscription } = await subscribed();
    const portal = await enter({ customer, configuration: await offering() });
    const { confirm } = await choose(portal, subscription.id, yearly.id);
    expect((await confirm(more)).status).toBe(400);
    const { items } = await stripe.subscriptions.retrieve(subscription.id);
    expect(items.data[0]).toMatchObject({ price: { id: monthly.id }, quantity: 1 });
  });

  test('end a trial, or go on with it, as the account has chosen', async () => {
    const statuses = [];
    for (const trial_update_behavior of ['end_trial', 'continue_trial'] as const) {
      const { customer, subscription } = await subscribed({ trial_period_days: 7 });
      const configuration = await offering({ trial_update_behavior });
      const portal = await enter({ customer, configuration });
      await (await choose(portal, subscription.id, team.id)).confirm();
      const { items, status } = await stripe.subscriptions.retrieve(subscription.id);
      statuses.push([items.data[0]?.price.id, status]);
    }
    expect(statuses).toEqual([
      [team.id, 'active'],
      [team.id, 'trialing'],
    ]);
  });

  test('lead straight to a plan that the server has chosen, and then back', async () => {
    const { customer, subscription } = await subscribed();
    const [item] = subscription.items.data;
    const portal = await enter({
      customer,
      configuration: await offering(),
      flow_data: {
        after_completion: { type: 'redirect', redirect: { return_url: 'https://shop.example/changed' } },
        subscription_update_confirm: {
          items: [{ id: String(item?.id), price: team.id, quantity: 2 }],
          subscription: subscription.id,
        },
        type: 'subscription_update_confirm',
      },
    });
    const { headers } = await portal.show();
    expect(headers.location).toContain(`/confirm?price=${team.id}&quantity=2`);
    await (await choose(portal, subscription.id, team.id, '2')).confirm();
    expect((await portal.show()).text).toContain('https://shop.example/changed');
  });

  test('are refused to a session for a plan that is not offered', async () => {
    const { customer, subscription } = await subscribed();
    const configuration = await offering({
      products: [{ prices: [monthly.id], product: String(monthly.product) }],
    });
    const [item] = subscription.items.data;
    const made = stripe.billingPortal.sessions.create({
      customer,
      configuration,
      flow_data: {
        subscription_update_confirm: {
          items: [{ id: String(item?.id), price: team.id }],
          subscription: subscription.id,
        },
        type: 'subscription_update_confirm',
      },
    });
    const param = 'flow_data[subscription_update_confirm][items][0][price]';
    expect(await refusal(made)).toMatchObject({ param });
  });
});
