import qs from 'qs';
import type Stripe from 'stripe';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Sandbox } from '../../sandbox/src/index.js';
import { FORM, get, post, send, start } from './harness.js';
import { officialClient, refusal } from './official.js';

let sandbox: Sandbox;
let stripe: Stripe;

beforeAll(async () => {
  sandbox = await start();
  stripe = officialClient(sandbox);
});
afterAll(() => sandbox.close());
afterEach(() => {
  vi.useRealTimers();
});

type Features = Stripe.CustomerSessionCreateParams.Components.PaymentElement.Features & {
  payment_method_set_as_default?: 'disabled' | 'enabled';
};

const componentsOf = (features: Features): Stripe.CustomerSessionCreateParams.Components => ({
  payment_element: { enabled: true, features },
});

const SHOWN: Features = { payment_method_redisplay: 'enabled' };

/** All that a page can be allowed to do. */
const ALL: Features = {
  payment_method_redisplay: 'enabled',
  payment_method_allow_redisplay_filters: ['always', 'limited', 'unspecified'],
  payment_method_redisplay_limit: 10,
  payment_method_remove: 'enabled',
  payment_method_save: 'enabled',
  payment_method_save_usage: 'off_session',
  payment_method_set_as_default: 'enabled',
};

const newSession = (customer: string, features: Features = SHOWN, client = stripe) =>
  client.customerSessions.create({ customer, components: componentsOf(features) });

/** A customer with saved cards, the newest first. */
async function withCards(count: number, allow_redisplay: 'always' | 'limited' | 'unspecified' = 'always') {
  const { id: customer } = await stripe.customers.create({ name: 'Jenny Rosen' });
  const cards: string[] = [];
  for (let made = 0; made < count; made += 1) {
    const { id } = await stripe.paymentMethods.attach('pm_card_visa', { customer });
    await stripe.paymentMethods.update(id, { allow_redisplay });
    cards.unshift(id);
  }
  return { customer, cards };
}

/** What a page is told with a customer session, for a payment in euro. */
const shownWith = (customer_session_client_secret: string, form: object = {}, options = {}) =>
  post(
    sandbox,
    '/v1/elements/sessions',
    qs.stringify({
      deferred_intent: { mode: 'payment', amount: 1000, currency: 'eur' },
      customer_session_client_secret,
      ...form,
    }),
    options,
  );

const idsIn = ({ json }: { json: { customer: { payment_methods: { id: string }[] } } }) =>
  json.customer.payment_methods.map(({ id }) => id);

/** Changes a saved payment method, as a page does. */
const change = (
  path: string,
  customer_session_client_secret: string,
  form: Record<string, string> = {},
  options = {},
) =>
  post(sandbox, `/v1/elements/payment_methods/${path}`, { customer_session_client_secret, ...form }, options);

describe('a customer session', () => {
  test('has every property of the public reference, with the features’ defaults', async () => {
    const { id: customer } = await stripe.customers.create();
    const { lastResponse: _, ...session } = await stripe.customerSessions.create({
      customer,
      components: { payment_element: { enabled: true } },
    });
    const off = { enabled: false };
    expect(session).toEqual({
      object: 'customer_session',
      client_secret: expect.stringMatching(/^cuss_[0-9A-Za-z]+_secret_[0-9A-Za-z]+$/),
      components: {
        active_entitlements: off,
        buy_button: off,
        customer_portal: off,
        customer_sheet: { ...off, features: null },
        mobile_payment_element: { ...off, features: null },
        payment_element: {
          enabled: true,
          features: {
            payment_method_allow_redisplay_filters: ['always'],
            payment_method_redisplay: 'disabled',
            payment_method_redisplay_limit: 3,
            payment_method_remove: 'disabled',
            payment_method_save: 'disabled',
            payment_method_save_usage: null,
            payment_method_set_as_default: 'disabled',
          },
        },
        pricing_table: off,
      },
      created: expect.any(Number),
      customer,
      customer_account: null,
      expires_at: session.created + 30 * 60,
      livemode: false,
    });
  });

  test('keeps the features that were chosen, and shows its customer where that is asked', async () => {
    const { customer } = await withCards(0);
    const session = await stripe.customerSessions.create({
      customer,
      components: componentsOf(ALL),
      expand: ['customer'],
    });
    expect(session.components?.payment_element.features).toEqual(ALL);
    expect(session.customer).toMatchObject({ id: customer, name: 'Jenny Rosen' });
  });

  test.each<[string, object, string]>([
    ['no component', {}, 'components'],
    ['no enabled component', { payment_element: { enabled: false } }, 'components'],
    [
      'a component that the platform lacks',
      { payment_element: { enabled: true }, pricing_table: { enabled: true } },
      'components[pricing_table][enabled]',
    ],
    [
      'more than ten methods',
      componentsOf({ payment_method_redisplay_limit: 11 }),
      'components[payment_element][features][payment_method_redisplay_limit]',
    ],
    [
      'no method',
      componentsOf({ payment_method_redisplay_limit: 0 }),
      'components[payment_element][features][payment_method_redisplay_limit]',
    ],
    [
      'an unknown filter',
      componentsOf({ payment_method_allow_redisplay_filters: ['never' as never] }),
      'components[payment_element][features][payment_method_allow_redisplay_filters][0]',
    ],
    [
      'an unknown feature',
      componentsOf({ payment_method_eat: 'enabled' } as never),
      'components[payment_element][features][payment_method_eat]',
    ],
  ])('is refused with %s', async (_, components, param) => {
    const { customer } = await withCards(0);
    const error = await refusal(stripe.customerSessions.create({ customer, components } as never));
    expect(error).toMatchObject({ statusCode: 400, param });
  });

  test('is refused for a customer that does not exist or was deleted', async () => {
    const { customer } = await withCards(0);
    await stripe.customers.del(customer);
    for (const id of ['cus_nobody', customer]) {
      const error = await refusal(newSession(id));
      expect(error).toMatchObject({ statusCode: 404, code: 'resource_missing', param: 'customer' });
    }
  });
});

describe('saved payment methods are shown', () => {
  test('newest first, at most as many as the session allows, the default first', async () => {
    const { customer, cards } = await withCards(4);
    const { client_secret } = await newSession(customer);
    expect(idsIn(await shownWith(client_secret))).toEqual(cards.slice(0, 3));
    const [, , , oldest = ''] = cards;
    await stripe.customers.update(customer, { invoice_settings: { default_payment_method: oldest } });
    const { json } = await shownWith(client_secret);
    expect(idsIn({ json })).toEqual([oldest, ...cards.slice(0, 2)]);
    expect(json.customer.default_payment_method).toBe(oldest);
  });

  test('only where the session says so, and only those that may be shown again', async () => {
    const { customer, cards } = await withCards(1, 'limited');
    const unshown = await newSession(customer, {});
    expect((await shownWith(unshown.client_secret)).json.customer).toEqual({
      id: customer,
      payment_methods: [],
      default_payment_method: null,
      payment_method_save: 'disabled',
      payment_method_save_usage: null,
      payment_method_remove: 'disabled',
      payment_method_set_as_default: 'disabled',
      require_cvc_recollection: false,
    });
    const always = await newSession(customer);
    expect(idsIn(await shownWith(always.client_secret))).toEqual([]);
    const limited = await newSession(customer, {
      ...SHOWN,
      payment_method_allow_redisplay_filters: ['limited'],
    });
    expect(idsIn(await shownWith(limited.client_secret))).toEqual(cards);
  });

  test('only of the types that the payment can have', async () => {
    const { customer, cards } = await withCards(1);
    const { id: debit } = await stripe.paymentMethods.attach('pm_success_de', { customer });
    await stripe.paymentMethods.update(debit, { allow_redisplay: 'always' });
    const { client_secret } = await newSession(customer);
    expect(idsIn(await shownWith(client_secret))).toEqual([debit, ...cards]);
    const inDollars = { deferred_intent: { mode: 'payment', amount: 1000, currency: 'usd' } };
    expect(idsIn(await shownWith(client_secret, inDollars))).toEqual(cards);
  });

  test('without what identifies the card elsewhere, and without the shop’s notes', async () => {
    const { customer, cards } = await withCards(1);
    await stripe.paymentMethods.update(`${cards[0]}`, { metadata: { note: 'pays late' } });
    const { json, text } = await shownWith((await newSession(customer)).client_secret);
    const [method] = json.customer.payment_methods;
    expect(method).toMatchObject({ id: cards[0], type: 'card', card: { last4: '4242' } });
    for (const name of ['customer', 'metadata']) expect(method).not.toHaveProperty(name);
    expect(method.card.fingerprint).toBeUndefined();
    expect(text).not.toContain('pays late');
  });

  test('says whether their security code is asked for again', async () => {
    const { customer } = await withCards(1);
    const { client_secret } = await newSession(customer);
    const options = { card: { require_cvc_recollection: true } };
    const intent = await stripe.paymentIntents.create({
      amount: 1000,
      currency: 'eur',
      customer,
      payment_method_options: options,
    });
    const asked = async (form: object) =>
      (await shownWith(client_secret, form)).json.customer.require_cvc_recollection;
    expect(await asked({ deferred_intent: undefined, client_secret: intent.client_secret })).toBe(true);
    const later = { mode: 'payment', amount: 1000, currency: 'eur' };
    expect(await asked({ deferred_intent: { ...later, payment_method_options: options } })).toBe(true);
    expect(await asked({ deferred_intent: later })).toBe(false);
  });

  test('only for the customer of the intent', async () => {
    const { customer } = await withCards(1);
    const { client_secret } = await newSession(customer);
    const ofOther = await stripe.customers.create();
    for (const owner of [{ customer: ofOther.id }, {}]) {
      const intent = await stripe.paymentIntents.create({ amount: 1000, currency: 'eur', ...owner });
      const { status, json } = await shownWith(client_secret, {
        deferred_intent: undefined,
        client_secret: intent.client_secret,
      });
      expect(status).toBe(400);
      expect(json.error).toMatchObject({
        code: 'customer_session_mismatch',
        param: 'customer_session_client_secret',
      });
    }
  });
});

describe('the page of a customer session', () => {
  test('removes a saved method, and the customer forgets it as the default', async () => {
    const { customer, cards } = await withCards(2);
    const [card = ''] = cards;
    await stripe.customers.update(customer, { invoice_settings: { default_payment_method: card } });
    const { client_secret } = await newSession(customer, ALL);
    const { status, json } = await change(`${card}/detach`, client_secret);
    expect(status).toBe(200);
    expect(json).toMatchObject({ id: card, object: 'payment_method' });
    expect((await stripe.paymentMethods.retrieve(card)).customer).toBeNull();
    const { invoice_settings } = (await stripe.customers.retrieve(customer)) as Stripe.Customer;
    expect(invoice_settings.default_payment_method).toBeNull();
    expect(idsIn(await shownWith(client_secret))).toEqual(cards.slice(1));
    expect((await change(`${card}/detach`, client_secret)).status).toBe(404);
  });

  test('corrects the address and the expiry of a saved card, and nothing else', async () => {
    const { customer, cards } = await withCards(1);
    const { client_secret } = await newSession(customer);
    const { json } = await change(`${cards[0]}`, client_secret, {
      'billing_details[address][postal_code]': '10115',
      'card[exp_month]': '3',
      'card[exp_year]': '2039',
    });
    expect(json).toMatchObject({
      billing_details: { address: { postal_code: '10115' } },
      card: { exp_month: 3, exp_year: 2039, last4: '4242' },
    });
    expect(await stripe.paymentMethods.retrieve(`${cards[0]}`)).toMatchObject({
      billing_details: { address: { postal_code: '10115' } },
      card: { exp_month: 3, exp_year: 2039 },
      allow_redisplay: 'always',
    });
    for (const name of ['allow_redisplay', 'metadata[a]', 'card[number]']) {
      const refused = await change(`${cards[0]}`, client_secret, { [name]: 'limited' });
      expect(refused.json.error.code).toBe('parameter_unknown');
    }
    const past = await change(`${cards[0]}`, client_secret, { 'card[exp_year]': '2001' });
    expect(past.json.error.code).toBe('invalid_expiry_year');
  });

  test('sets the default method', async () => {
    const { customer, cards } = await withCards(2);
    const { client_secret } = await newSession(customer, ALL);
    expect((await change(`${cards[1]}/set_as_default`, client_secret)).status).toBe(200);
    const { invoice_settings } = (await stripe.customers.retrieve(customer)) as Stripe.Customer;
    expect(invoice_settings.default_payment_method).toBe(cards[1]);
    const { json } = await shownWith(client_secret);
    expect(json.customer.default_payment_method).toBe(cards[1]);
  });

  describe('makes a new method the default', () => {
    const asked = (secret: string) => ({
      customer_session_client_secret: secret,
      set_as_default_payment_method: 'true',
    });
    const defaultOf = async (customer: string) =>
      ((await stripe.customers.retrieve(customer)) as Stripe.Customer).invoice_settings
        .default_payment_method;
    const card = { payment_method_data: { type: 'card', card: { token: 'tok_visa' } } };
    const confirm = ({ id, client_secret }: { id: string; client_secret: string | null }, form: object) => {
      const kind = id.startsWith('pi_') ? 'payment_intents' : 'setup_intents';
      return post(sandbox, `/v1/${kind}/${id}/confirm`, qs.stringify({ client_secret, ...form }));
    };
    const newPayment = (customer: string, more: object = {}) =>
      stripe.paymentIntents.create({ amount: 1000, currency: 'eur', customer, ...more } as never);

    test.for([
      ['a payment', 'payment'],
      ['a set-up', 'setup'],
    ] as const)('once %s has saved it', async ([, kind]) => {
      const { customer } = await withCards(1);
      const { client_secret: secret } = await newSession(customer, ALL);
      const intent =
        kind === 'payment'
          ? await newPayment(customer, { setup_future_usage: 'off_session' })
          : await stripe.setupIntents.create({ customer });
      const { json } = await confirm(intent, { ...card, ...asked(secret) });
      expect(json.status).toBe('succeeded');
      await expect.poll(() => defaultOf(customer), { timeout: 20_000 }).toBe(json.payment_method);
    });

    test('that a confirmation token collected, and the debit that a redirect is saved as', async () => {
      const { customer } = await withCards(0);
      const { client_secret: secret } = await newSession(customer, ALL);
      const { json: token } = await post(
        sandbox,
        '/v1/confirmation_tokens',
        qs.stringify({
          payment_method_data: { type: 'ideal', billing_details: { name: 'Jenny', email: 'j@example.com' } },
          mandate_data: { customer_acceptance: { type: 'offline' } },
          setup_future_usage: 'off_session',
          return_url: 'https://shop.example/done',
          ...asked(secret),
        }),
      );
      const { next_action } = await newPayment(customer, { confirm: true, confirmation_token: token.id });
      const url = `${next_action?.redirect_to_url?.url}`;
      await send(url, { method: 'POST', headers: FORM, body: 'outcome=complete' });
      const saved = async () =>
        (await stripe.customers.listPaymentMethods(customer, { type: 'sepa_debit' })).data[0]?.id;
      await expect.poll(saved, { timeout: 20_000 }).toBeTruthy();
      await expect.poll(() => defaultOf(customer), { timeout: 20_000 }).toBe(await saved());
    });

    test('only where it is saved, and with a session of the same customer that allows it [S16]', async () => {
      const { customer } = await withCards(0);
      const other = await withCards(0);
      const refusal = async (form: object) => {
        const intent = await newPayment(customer, { setup_future_usage: 'off_session' });
        return (await confirm(intent, { ...card, ...form })).json.error;
      };
      expect(await refusal({ set_as_default_payment_method: 'true' })).toMatchObject({
        code: 'parameter_missing',
        param: 'customer_session_client_secret',
      });
      expect(await refusal(asked((await newSession(customer)).client_secret))).toMatchObject({
        code: 'customer_session_feature_disabled',
      });
      const foreign = (await newSession(other.customer, ALL)).client_secret;
      const own = (await newSession(customer, ALL)).client_secret;
      const kept = await newPayment(customer, { setup_future_usage: 'off_session' });
      const passing = await newPayment(customer);
      for (const [intent, secret] of [
        [kept, foreign],
        [passing, own],
      ] as const)
        expect((await confirm(intent, { ...card, ...asked(secret) })).json.status).toBe('succeeded');
      // A later job has run: one of these would have run before.
      const last = await newPayment(other.customer, { setup_future_usage: 'off_session' });
      const { json } = await confirm(last, { ...card, ...asked(foreign) });
      await expect.poll(() => defaultOf(other.customer), { timeout: 20_000 }).toBe(json.payment_method);
      expect(await defaultOf(customer)).toBeNull();
    });
  });

  test('does only what the session allows [S16]', async () => {
    const { customer, cards } = await withCards(1);
    const { client_secret } = await newSession(customer);
    for (const [path, feature] of [
      ['detach', 'payment_method_remove'],
      ['set_as_default', 'payment_method_set_as_default'],
    ]) {
      const { status, json } = await change(`${cards[0]}/${path}`, client_secret);
      expect(status).toBe(403);
      expect(json.error.code).toBe('customer_session_feature_disabled');
      expect(json.error.message).toContain(feature);
    }
    expect((await stripe.paymentMethods.retrieve(`${cards[0]}`)).customer).toBe(customer);
  });

  test('reaches no method that it is not shown [S16]', async () => {
    const mine = await withCards(1, 'limited');
    const other = await withCards(1);
    const loose = await stripe.paymentMethods.create({
      type: 'card',
      card: { token: 'tok_visa' },
      allow_redisplay: 'always',
    });
    const shownOnly = await newSession(mine.customer, {
      ...ALL,
      payment_method_allow_redisplay_filters: ['always'],
    });
    const unshown = await newSession(other.customer, { ...ALL, payment_method_redisplay: 'disabled' });
    for (const [id, { client_secret }] of [
      [other.cards[0], shownOnly],
      [mine.cards[0], shownOnly],
      [loose.id, shownOnly],
      ['pm_nothing', shownOnly],
      ['pm_card_visa', shownOnly],
      [other.cards[0], unshown],
    ] as const) {
      for (const path of [`${id}`, `${id}/detach`, `${id}/set_as_default`]) {
        const { status, json } = await change(path, client_secret);
        expect(status).toBe(404);
        expect(json.error).toMatchObject({
          code: 'resource_missing',
          param: 'payment_method',
          message: `No such PaymentMethod: '${id}'`,
        });
      }
    }
    expect((await stripe.paymentMethods.retrieve(`${other.cards[0]}`)).customer).toBe(other.customer);
    expect((await stripe.paymentMethods.retrieve(`${mine.cards[0]}`)).customer).toBe(mine.customer);
  });

  test('reaches nothing with a wrong secret, or with one of another account [S16]', async () => {
    const { customer, cards } = await withCards(1);
    const { client_secret } = await newSession(customer, ALL);
    const { json: account } = await post(sandbox, '/v1/test_helpers/accounts', '', {
      key: sandbox.secretKey,
    });
    const elsewhere = { key: account.keys.publishable };
    for (const [secret, options] of [
      [client_secret.replace(/_secret_.*/, '_secret_guess'), {}],
      ['cuss_nothing_secret_guess', {}],
      [client_secret, elsewhere],
    ] as const) {
      const answers = [
        await shownWith(secret, {}, options),
        await change(`${cards[0]}`, secret, {}, options),
        await change(`${cards[0]}/detach`, secret, {}, options),
        await change(`${cards[0]}/set_as_default`, secret, {}, options),
      ];
      for (const { status, json } of answers) {
        expect(status).toBe(404);
        expect(json.error).toMatchObject({
          code: 'resource_missing',
          param: 'customer_session_client_secret',
        });
      }
    }
    const form = await shownWith('pi_1_secret_2');
    expect(form).toMatchObject({ status: 400, json: { error: { param: 'customer_session_client_secret' } } });
  });

  test('reaches nothing once the session has expired [S16]', async () => {
    const { customer, cards } = await withCards(1);
    const { client_secret, expires_at } = await newSession(customer, ALL);
    vi.useFakeTimers({ toFake: ['Date'], now: (expires_at - 2) * 1000 });
    expect((await shownWith(client_secret)).status).toBe(200);
    vi.setSystemTime(expires_at * 1000);
    for (const answer of [
      await shownWith(client_secret),
      await change(`${cards[0]}/detach`, client_secret),
    ]) {
      expect(answer.status).toBe(400);
      expect(answer.json.error.code).toBe('customer_session_expired');
    }
  });

  test('reaches nothing once the customer was deleted', async () => {
    const { customer } = await withCards(1);
    const { client_secret } = await newSession(customer, ALL);
    await stripe.customers.del(customer);
    expect((await shownWith(client_secret)).json.error.code).toBe('resource_missing');
  });

  test('has a publishable key: a secret key is refused, above all in a browser [S3]', async () => {
    const { customer, cards } = await withCards(1);
    const { client_secret } = await newSession(customer, ALL);
    const server = await change(`${cards[0]}/detach`, client_secret, {}, { key: sandbox.secretKey });
    expect(server.json.error.code).toBe('publishable_key_required');
    const headers = { 'Sec-Fetch-Site': 'same-origin' };
    const browser = await change(
      `${cards[0]}/detach`,
      client_secret,
      {},
      { key: sandbox.secretKey, headers },
    );
    expect(browser.status).toBe(403);
    expect(browser.json.error.message).toContain('secret key');
    const page = await change(`${cards[0]}/detach`, client_secret, {}, { headers });
    expect(page.status).toBe(200);
  });

  test('gets no further with its secret: the servers’ own routes want a secret key [S16]', async () => {
    const { customer, cards } = await withCards(1);
    const { client_secret } = await newSession(customer, ALL);
    for (const path of [`/v1/payment_methods/${cards[0]}/detach`, `/v1/customers/${customer}`]) {
      const { status } = await post(sandbox, path, { customer_session_client_secret: client_secret });
      expect(status).toBe(401);
    }
    const list = await get(sandbox, `/v1/customers/${customer}/payment_methods`, sandbox.publishableKey);
    expect(list.status).toBe(401);
    const created = await send(`${sandbox.url}/v1/customer_sessions`, { method: 'POST' });
    expect(created.status).toBe(401);
  });
});

describe('a payment by a saved card', () => {
  const confirmed = async (intent: Stripe.PaymentIntent, form: Record<string, string>) =>
    post(sandbox, `/v1/payment_intents/${intent.id}/confirm`, {
      client_secret: `${intent.client_secret}`,
      ...form,
    });

  test('of another customer is refused to a page [S16]', async () => {
    const mine = await withCards(1);
    const other = await withCards(1);
    const intent = await stripe.paymentIntents.create({
      amount: 1000,
      currency: 'eur',
      customer: mine.customer,
    });
    const refused = await confirmed(intent, { payment_method: `${other.cards[0]}` });
    expect(refused.status).toBe(400);
    expect(refused.json.error.param).toBe('payment_method');
    const paid = await confirmed(intent, { payment_method: `${mine.cards[0]}` });
    expect(paid.json.status).toBe('succeeded');
  });

  test('needs its security code again where the intent says so', async () => {
    const { customer, cards } = await withCards(1);
    const params = {
      amount: 1000,
      currency: 'eur',
      customer,
      payment_method_options: { card: { require_cvc_recollection: true } },
    };
    const intent = await stripe.paymentIntents.create(params);
    const payment_method = `${cards[0]}`;
    const refused = await confirmed(intent, { payment_method });
    expect(refused.status).toBe(400);
    expect(refused.json.error).toMatchObject({
      code: 'parameter_missing',
      param: 'payment_method_options[card][cvc_token]',
      payment_intent: { id: intent.id, status: 'requires_payment_method' },
    });
    const { json: token } = await post(sandbox, '/v1/tokens', { 'cvc_update[cvc]': '123' });
    const paid = await confirmed(intent, {
      payment_method,
      'payment_method_options[card][cvc_token]': token.id,
    });
    expect(paid.json.status).toBe('succeeded');

    // A card that is typed brings its code. A server that confirms by itself has nobody to ask.
    const typed = await stripe.paymentIntents.create(params);
    const byNewCard = await confirmed(typed, {
      'payment_method_data[type]': 'card',
      'payment_method_data[card][token]': 'tok_visa',
    });
    expect(byNewCard.json.status).toBe('succeeded');
    const byServer = await stripe.paymentIntents.create({ ...params, payment_method, confirm: true });
    expect(byServer.status).toBe('succeeded');
  });

  test('needs its security code in a confirmation token too', async () => {
    const { customer, cards } = await withCards(1);
    const intent = () =>
      stripe.paymentIntents.create({
        amount: 1000,
        currency: 'eur',
        customer,
        payment_method_options: { card: { require_cvc_recollection: true } },
      });
    const collected = async (form: Record<string, string> = {}) =>
      (await post(sandbox, '/v1/confirmation_tokens', { payment_method: `${cards[0]}`, ...form })).json.id;
    const without = await collected();
    const error = await refusal(
      stripe.paymentIntents.confirm((await intent()).id, { confirmation_token: without }),
    );
    expect(error).toMatchObject({ code: 'parameter_missing' });
    const { json: token } = await post(sandbox, '/v1/tokens', { 'cvc_update[cvc]': '123' });
    const confirmation_token = await collected({ 'payment_method_options[card][cvc_token]': token.id });
    const paid = await stripe.paymentIntents.confirm((await intent()).id, { confirmation_token });
    expect(paid.status).toBe('succeeded');
  });

  test('that its holder ticked to save is shown the next time', async () => {
    const { customer } = await withCards(0);
    const intent = await stripe.paymentIntents.create({ amount: 1000, currency: 'eur', customer });
    const paid = await confirmed(intent, {
      setup_future_usage: 'off_session',
      'payment_method_data[type]': 'card',
      'payment_method_data[allow_redisplay]': 'always',
      'payment_method_data[card][token]': 'tok_visa',
    });
    expect(paid.json.status).toBe('succeeded');
    const { client_secret } = await newSession(customer);
    expect(idsIn(await shownWith(client_secret))).toEqual([paid.json.payment_method]);
  });

  test('that was collected in a confirmation token is shown the next time', async () => {
    const { customer } = await withCards(0);
    const { json: token } = await post(sandbox, '/v1/confirmation_tokens', {
      setup_future_usage: 'off_session',
      'payment_method_data[type]': 'card',
      'payment_method_data[allow_redisplay]': 'always',
      'payment_method_data[card][token]': 'tok_visa',
    });
    expect(token.payment_method_preview.allow_redisplay).toBe('always');
    const paid = await stripe.paymentIntents.create({
      amount: 1000,
      currency: 'eur',
      customer,
      confirm: true,
      confirmation_token: token.id,
    });
    const { client_secret } = await newSession(customer);
    expect(idsIn(await shownWith(client_secret))).toEqual([paid.payment_method]);
  });
});

describe('allow_redisplay of a payment method', () => {
  test('is set, changed and listed by', async () => {
    const { customer, cards } = await withCards(2, 'limited');
    const [one = ''] = cards;
    expect((await stripe.paymentMethods.update(one, { allow_redisplay: 'always' })).allow_redisplay).toBe(
      'always',
    );
    const listed = async (allow_redisplay: 'always' | 'limited' | 'unspecified') =>
      (await stripe.customers.listPaymentMethods(customer, { allow_redisplay })).data.map(({ id }) => id);
    expect(await listed('always')).toEqual([one]);
    expect(await listed('limited')).toEqual(cards.slice(1));
    expect(await listed('unspecified')).toEqual([]);
  });
});
