/** What a page of the shop's own learns of its Checkout Session, and what it can change, with a publishable key. */
import type Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Sandbox } from '../../sandbox/src/index.js';
import { post, start } from './harness.js';
import { officialClient, typed } from './official.js';

let sandbox: Sandbox;
let stripe: Stripe;
beforeAll(async () => {
  sandbox = await start();
  stripe = officialClient(sandbox);
});
afterAll(() => sandbox.close());

type Params = Stripe.Checkout.SessionCreateParams;

const shirt: NonNullable<Params['line_items']>[number] = {
  adjustable_quantity: { enabled: true, maximum: 5, minimum: 1 },
  price_data: { currency: 'eur', product_data: { name: 'T-shirt' }, unit_amount: 1500 },
  quantity: 2,
};

const create = (more: Partial<Params> = {}) =>
  stripe.checkout.sessions.create({
    line_items: [shirt],
    mode: 'payment',
    return_url: 'https://shop.example/thanks?session={CHECKOUT_SESSION_ID}',
    ui_mode: 'elements',
    ...more,
  });

type Known = Pick<Stripe.Checkout.Session, 'client_secret' | 'id'>;

/** Sends a request of the session's page, as a frame of the host does. */
async function ask(
  { client_secret: secret, id }: Known,
  path = '/init',
  params: Record<string, string> = {},
) {
  const body = new URLSearchParams({ client_secret: String(secret), ...params }).toString();
  const { json } = await post(sandbox, `/v1/payment_pages/${id}${path}`, body, {
    key: sandbox.publishableKey,
  });
  return json;
}

const pay = async (session: Known, number: string, params: Record<string, string> = {}) => {
  const body = new URLSearchParams({
    'payment_method_data[type]': 'card',
    'payment_method_data[card][number]': number,
    'payment_method_data[card][exp_month]': '12',
    'payment_method_data[card][exp_year]': '2034',
    'payment_method_data[card][cvc]': '123',
  }).toString();
  const { json } = await post(sandbox, '/v1/confirmation_tokens', body, { key: sandbox.publishableKey });
  return ask(session, '/confirm', { confirmation_token: json.id, ...params });
};

describe('a session with ui_mode elements', () => {
  test('is shown with all that the customer buys, in the smallest unit of its currency', async () => {
    const rate = await stripe.taxRates.create({ display_name: 'VAT', inclusive: false, percentage: 10 });
    const { session } = await ask(
      await create({
        line_items: [{ ...shirt, tax_rates: [rate.id] }],
        shipping_options: [
          {
            shipping_rate_data: {
              display_name: 'Post',
              fixed_amount: { amount: 500, currency: 'eur' },
              type: 'fixed_amount',
            },
          },
        ],
      }),
    );
    const units = (minor_units_amount: number) => ({ minor_units_amount });
    expect(session).toMatchObject({
      can_confirm: false,
      currency: 'eur',
      email: null,
      minor_units_amount_divisor: 100,
      shipping: { shipping_option: { display_name: 'Post', ...units(500) } },
      status: { type: 'open' },
      tax_amounts: [{ display_name: 'VAT', inclusive: false, percentage: 10, ...units(300) }],
      total: {
        subtotal: units(3000),
        shipping_rate: units(500),
        tax_exclusive: units(300),
        total: units(3800),
      },
    });
    expect(session.line_items).toMatchObject([
      {
        adjustable_quantity: { maximum: 5, minimum: 1 },
        name: 'T-shirt',
        quantity: 2,
        unit_amount: units(1500),
        subtotal: units(3000),
        total: units(3300),
      },
    ]);
  });

  test('is shown, changed and paid only with its client secret', async () => {
    const session = await create();
    const wrong = { ...session, client_secret: `${session.id}_secret_${'a'.repeat(25)}` };
    for (const path of ['/init', '', '/confirm']) {
      const { error } = await ask(wrong, path);
      expect(error, path).toMatchObject({ param: 'client_secret' });
      const bare = await post(sandbox, `/v1/payment_pages/${session.id}${path}`, '', {
        key: sandbox.publishableKey,
      });
      expect(bare.json.error, path).toMatchObject({ code: 'parameter_missing', param: 'client_secret' });
    }
  });

  test('can be confirmed once all is there that the shop asks for', async () => {
    const session = await create({
      phone_number_collection: { enabled: true },
      shipping_address_collection: { allowed_countries: ['DE', 'FR'] },
    });
    const steps: Record<string, string>[] = [
      { email: 'ada@shop.example' },
      { phone: '+49 30 1234567' },
      {
        'shipping_details[name]': 'Ada',
        'shipping_details[address][country]': 'DE',
        'shipping_details[address][line1]': 'Hauptstr. 1',
      },
    ];
    const able: boolean[] = [];
    for (const params of steps) able.push((await ask(session, '', params)).session.can_confirm);
    expect(able).toEqual([false, false, true]);
    const { session: known } = await ask(session);
    expect(known).toMatchObject({
      email: 'ada@shop.example',
      phone_number: '+49 30 1234567',
      shipping_address: { address: { country: 'DE', line1: 'Hauptstr. 1' }, name: 'Ada' },
    });
    expect((await ask(session, '', { phone: '' })).session).toMatchObject({
      can_confirm: false,
      phone_number: null,
    });
  });

  test.each([
    [{ email: 'ada' }, 'email'],
    [{ email: 'other@shop.example' }, 'email'],
    [
      { 'shipping_details[name]': 'Ada', 'shipping_details[address][country]': 'US' },
      'shipping_details[address][country]',
    ],
    [{ 'shipping_details[address][country]': 'DE' }, 'shipping_details[name]'],
    [{ promotion_code: 'NOTHING' }, 'promotion_code'],
    [{ 'optional_item[price]': 'price_none', 'optional_item[quantity]': '1' }, 'optional_item[price]'],
  ])('refuses %j, and stays as it was', async (params, param) => {
    const session = await create({
      allow_promotion_codes: true,
      customer_email: 'ada@shop.example',
      shipping_address_collection: { allowed_countries: ['DE'] },
    });
    const before = await ask(session);
    expect((await ask(session, '', params as never)).error.param).toBe(param);
    expect(await ask(session)).toEqual(before);
  });

  test('takes an optional item, leaves it, and counts it', async () => {
    const { id: product } = await stripe.products.create({ name: 'Socks' });
    const socks = await stripe.prices.create({ currency: 'eur', product, unit_amount: 400 });
    const session = await create({ optional_items: [{ price: socks.id, quantity: 1 }] });
    const take = (quantity: string) =>
      ask(session, '', { 'optional_item[price]': socks.id, 'optional_item[quantity]': quantity });
    const taken = await take('1');
    expect(taken.session.total.total.minor_units_amount).toBe(3400);
    expect(taken.session.optional_items).toMatchObject([{ is_selected: true, price_id: socks.id }]);
    const left = await take('0');
    expect(left.session.total.total.minor_units_amount).toBe(3000);
    expect(left.session.optional_items).toMatchObject([{ is_selected: false }]);
  });

  test('shows a promotion code that is typed, and says which purchases a code is for', async () => {
    const { id: coupon } = await stripe.coupons.create({ name: 'Spring', percent_off: 20 });
    const promotion = { coupon, type: 'coupon' as const };
    await stripe.promotionCodes.create({ code: 'SPRING', promotion });
    await stripe.promotionCodes.create({
      code: 'LARGE',
      promotion,
      restrictions: { minimum_amount: 9000, minimum_amount_currency: 'eur' },
    });
    const session = await create({ allow_promotion_codes: true });
    expect((await ask(session, '', { promotion_code: 'LARGE' })).error).toMatchObject({
      code: 'promotion_code_amount_insufficient',
      param: 'promotion_code',
    });
    const { session: cheaper } = await ask(session, '', { promotion_code: 'spring' });
    expect(cheaper.discount_amounts).toEqual([
      {
        display_name: 'Spring',
        minor_units_amount: 600,
        percent_off: 20,
        promotion_code: 'SPRING',
        recurring: null,
      },
    ]);
    expect((await ask(session, '', { promotion_code: '' })).session.discount_amounts).toBeNull();
  });

  test('says what a subscription costs next, after its trial', async () => {
    const { session } = await ask(
      await create({
        line_items: [
          {
            price_data: {
              currency: 'eur',
              product_data: { name: 'Gold' },
              recurring: { interval: 'month' },
              unit_amount: 1000,
            },
            quantity: 1,
          },
        ],
        mode: 'subscription',
        subscription_data: { trial_period_days: 14 },
      }),
    );
    expect(session.total.total.minor_units_amount).toBe(0);
    expect(session.recurring).toMatchObject({
      due_next: { total: { minor_units_amount: 1000 } },
      interval: 'month',
      interval_count: 1,
      trial: { trial_period_days: 14 },
    });
  });

  test('is paid with what its page has told before, and leads to return_url', async () => {
    const session = await create();
    await ask(session, '', { email: 'ada@shop.example' });
    const paid = await pay(session, '4242424242424242', { expected_amount: '3000' });
    expect(paid).toMatchObject({
      return_url: `https://shop.example/thanks?session=${session.id}`,
      session: { can_confirm: false, status: { payment_status: 'paid', type: 'complete' } },
    });
    const { customer_details: details, payment_intent: id } = await stripe.checkout.sessions.retrieve(
      session.id,
    );
    expect(details?.email).toBe('ada@shop.example');
    expect(await stripe.paymentIntents.retrieve(String(id))).toMatchObject({
      amount: 3000,
      status: 'succeeded',
    });
  });

  test('stays open after a card is refused, says why, and is paid once by two tabs', async () => {
    const session = await create({ customer_email: 'ada@shop.example' });
    const { error } = await pay(session, '4000000000009995');
    expect(error).toMatchObject({ code: 'card_declined', decline_code: 'insufficient_funds' });
    expect((await ask(session)).session).toMatchObject({
      last_payment_error: { message: 'Your card has insufficient funds.' },
      status: { type: 'open' },
    });
    const tabs = await Promise.all([pay(session, '4242424242424242'), pay(session, '4242424242424242')]);
    const statuses = tabs.map((tab) => tab.session?.status.type ?? tab.error.code);
    expect(statuses).toContain('complete');
    const charges = (await stripe.charges.list()).data.filter(({ amount, paid }) => paid && amount === 3000);
    const { payment_intent: intent } = await stripe.checkout.sessions.retrieve(session.id);
    expect(charges.filter((charge) => charge.payment_intent === intent)).toHaveLength(1);
  });

  test('shows its customer’s saved cards, and is paid by one of them only', async () => {
    const customer = await stripe.customers.create({ email: 'ada@shop.example' });
    const own = await stripe.paymentMethods.create({
      ...(typed('4242424242424242') as Stripe.PaymentMethodCreateParams),
      allow_redisplay: 'always',
    });
    await stripe.paymentMethods.attach(own.id, { customer: customer.id });
    const other = await stripe.customers.create();
    const foreign = await stripe.paymentMethods.attach('pm_card_visa', { customer: other.id });
    const session = await create({ customer: customer.id });
    expect((await ask(session)).session).toMatchObject({
      can_confirm: true,
      email: 'ada@shop.example',
      saved_payment_methods: [{ card: { brand: 'visa', last4: '4242' }, id: own.id, type: 'card' }],
    });
    const refused = await ask(session, '/confirm', { payment_method: foreign.id });
    expect(refused.error).toMatchObject({ code: 'resource_missing', param: 'payment_method' });
    const paid = await ask(session, '/confirm', { payment_method: own.id });
    expect(paid.session.status).toEqual({ payment_status: 'paid', type: 'complete' });
  });

  test('has a secret by which a Payment Element shows what its customer has saved, as the session and the page want it', async () => {
    const customer = await stripe.customers.create({ email: 'ada@shop.example' });
    const own = await stripe.paymentMethods.attach('pm_card_visa', { customer: customer.id });
    await stripe.paymentMethods.update(own.id, { allow_redisplay: 'always' });
    const session = await create({
      customer: customer.id,
      saved_payment_method_options: { payment_method_save: 'enabled' },
    });
    const customerOf = async (redisplay: string, save: string) => {
      const { customer_session_client_secret: secret } = await ask(session, '', {
        'saved_payment_methods[redisplay]': redisplay,
        'saved_payment_methods[save]': save,
      });
      const body = new URLSearchParams({
        client_secret: String(session.client_secret),
        customer_session_client_secret: secret,
      }).toString();
      const { json } = await post(sandbox, '/v1/elements/sessions', body, { key: sandbox.publishableKey });
      return json.customer;
    };
    expect(await customerOf('auto', 'auto')).toMatchObject({ payment_methods: [{ id: own.id }] });
    const hidden = await customerOf('never', 'auto');
    expect(hidden.payment_methods).toEqual([]);
    expect(JSON.stringify(await customerOf('auto', 'never'))).not.toBe(
      JSON.stringify(await customerOf('auto', 'auto')),
    );
    const anybody = await ask(await create(), '', { 'saved_payment_methods[save]': 'auto' });
    expect(anybody.customer_session_client_secret).toBeNull();
  });

  test('takes the tax id of a business with its name, shows them, and has them when it is paid', async () => {
    const session = await create({ tax_id_collection: { enabled: true, required: 'if_supported' } });
    const { session: before } = await ask(session, '', { email: 'ada@shop.example' });
    expect(before).toMatchObject({ can_confirm: false, tax_id_info: null });
    const wrong = { 'tax_id[type]': 'eu_vat', 'tax_id[value]': 'nothing' };
    expect((await ask(session, '', wrong)).error).toMatchObject({
      code: 'tax_id_invalid',
      param: 'tax_id[value]',
    });
    const tax_id = { type: 'eu_vat', value: 'DE123456789' };
    const told = { 'tax_id[type]': tax_id.type, 'tax_id[value]': tax_id.value, business_name: 'Hats & more' };
    expect((await ask(session, '', told)).session).toMatchObject({
      can_confirm: true,
      tax_id_info: { business_name: 'Hats & more', tax_id },
    });
    const { session: without } = await ask(session, '', { business_name: '', tax_id: '' });
    expect(without).toMatchObject({ can_confirm: false, tax_id_info: null });
    await ask(session, '', told);
    await pay(session, '4242424242424242');
    const { customer_details: details } = await stripe.checkout.sessions.retrieve(session.id);
    expect(details).toMatchObject({ business_name: 'Hats & more', tax_ids: [tax_id] });
    const other = await create();
    expect((await ask(other, '', told)).error).toMatchObject({ param: 'tax_id' });
  });

  describe('with permissions[update_shipping_details]=server_only', () => {
    const createShipped = () =>
      create({
        customer_email: 'ada@shop.example',
        permissions: { update_shipping_details: 'server_only' },
        shipping_address_collection: { allowed_countries: ['DE'] },
      });
    const address = { city: 'Berlin', country: 'DE', line1: 'Hauptstr. 1', postal_code: '10115' };
    const byPage = {
      'shipping_details[name]': 'Bob',
      'shipping_details[address][country]': 'DE',
      'shipping_details[address][line1]': 'Elsewhere 9',
    };

    test('takes the delivery address only from the shop’s server', async () => {
      const session = await createShipped();
      expect(session.permissions).toEqual({ update_shipping_details: 'server_only' });
      expect((await ask(session, '', byPage)).error).toMatchObject({ param: 'shipping_details' });
      expect((await pay(session, '4242424242424242', byPage)).error).toMatchObject({
        param: 'shipping_details[address][country]',
      });
      await stripe.checkout.sessions.update(session.id, {
        collected_information: { shipping_details: { address, name: 'Ada' } },
      });
      expect((await ask(session)).session).toMatchObject({
        can_confirm: true,
        shipping_address: { address: { line1: 'Hauptstr. 1' }, name: 'Ada' },
      });
      await pay(session, '4242424242424242', byPage);
      const { collected_information: collected } = await stripe.checkout.sessions.retrieve(session.id);
      expect(collected?.shipping_details).toMatchObject({ address, name: 'Ada' });
    });

    test('is refused for a hosted page, and by name for what the public API does not have', async () => {
      const hosted = create({
        permissions: { update_shipping_details: 'server_only' },
        return_url: undefined as never,
        success_url: 'https://shop.example/thanks',
        ui_mode: 'hosted_page',
      });
      await expect(hosted).rejects.toMatchObject({ param: 'permissions' });
      const unknown = create({ permissions: { update_line_items: 'server_only' } as never });
      await expect(unknown).rejects.toMatchObject({ param: 'permissions[update_line_items]' });
    });
  });

  test('says that it has expired, and takes no more input', async () => {
    const session = await create();
    await stripe.checkout.sessions.expire(session.id);
    expect((await ask(session)).session).toMatchObject({ can_confirm: false, status: { type: 'expired' } });
    expect((await ask(session, '', { email: 'ada@shop.example' })).error.code).toBe(
      'status_transition_invalid',
    );
  });

  test('tells a Payment Element what is paid', async () => {
    const { client_secret: secret } = await create();
    const offer = (clientSecret: string) =>
      post(
        sandbox,
        '/v1/elements/sessions',
        new URLSearchParams({ client_secret: clientSecret }).toString(),
        {
          key: sandbox.publishableKey,
        },
      );
    const { json } = await offer(String(secret));
    expect(json).toMatchObject({ amount: 3000, currency: 'eur', intent: null, mode: 'payment' });
    expect(json.payment_methods.map(({ type }: { type: string }) => type)).toContain('card');
    const { json: refused } = await offer(`${secret}x`);
    expect(refused.error).toMatchObject({ code: 'resource_missing', param: 'client_secret' });
  });
});
