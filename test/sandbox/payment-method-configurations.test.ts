import qs from 'qs';
import type Stripe from 'stripe';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import type { Sandbox } from '../../sandbox/src/index.js';
import { methods } from '../../sandbox/src/methods/registry.js';
import { FORM, post, send, start } from './harness.js';
import { officialClient, refusal } from './official.js';

const sandbox: Sandbox = await start();
afterAll(() => sandbox.close());

const platform = officialClient(sandbox);

/** Each test has an account of its own, because its default configuration is for all of its payments. */
let stripe: Stripe;
let publishableKey: string;
beforeEach(async () => {
  const { json } = await post(sandbox, '/v1/test_helpers/accounts', '', { key: sandbox.secretKey });
  stripe = officialClient(sandbox, json.keys.secret);
  publishableKey = json.keys.publishable;
});

const set = (preference: 'none' | 'off' | 'on') => ({ display_preference: { preference } });

const theDefault = async () => {
  const [only] = (await stripe.paymentMethodConfigurations.list()).data;
  if (!only) throw new Error('The account has no configuration.');
  return only;
};

const newIntent = (params: object = {}) =>
  stripe.paymentIntents.create({ amount: 1000, currency: 'eur', ...params });

/** Types that a page is offered. */
const offered = async (params: object) => {
  const { json } = await post(sandbox, '/v1/elements/sessions', qs.stringify(params), {
    key: publishableKey,
  });
  return json.error ?? json.payment_methods.map(({ type }: { type: string }) => type);
};

const LATER = { mode: 'payment', amount: 1000, currency: 'eur' };

describe('a payment method configuration', () => {
  test('is there by default, with every type of the platform switched on', async () => {
    const on = {
      available: true,
      display_preference: { overridable: null, preference: 'on', value: 'on' },
    };
    const configuration = await theDefault();
    expect(configuration).toEqual({
      id: expect.stringMatching(/^pmc_[0-9A-Za-z]+$/),
      object: 'payment_method_configuration',
      active: true,
      application: null,
      ...Object.fromEntries(methods.types.map((type) => [type, on])),
      is_default: true,
      livemode: false,
      name: 'Default',
      parent: null,
    });
    expect(await stripe.paymentMethodConfigurations.retrieve(configuration.id)).toMatchObject(configuration);
  });

  test('is made with what differs, renamed, listed and switched off', async () => {
    const made = await stripe.paymentMethodConfigurations.create({ name: 'Shop', sepa_debit: set('off') });
    expect(made).toMatchObject({
      name: 'Shop',
      active: true,
      is_default: false,
      card: { available: true },
      sepa_debit: { available: false, display_preference: { preference: 'off', value: 'off' } },
    });
    const renamed = await stripe.paymentMethodConfigurations.update(made.id, {
      name: 'Shop in Rome',
      card: set('off'),
      sepa_debit: set('none'),
    });
    expect(renamed).toMatchObject({
      name: 'Shop in Rome',
      card: { available: false },
      sepa_debit: { available: true },
    });
    const off = await stripe.paymentMethodConfigurations.update(made.id, { active: false });
    expect(off).toMatchObject({ active: false, sepa_debit: { available: false } });
    const { data } = await stripe.paymentMethodConfigurations.list();
    expect(data.map(({ id, is_default }) => ({ id, is_default }))).toEqual(
      expect.arrayContaining([
        { id: made.id, is_default: false },
        { id: expect.any(String), is_default: true },
      ]),
    );
    expect(data).toHaveLength(2);
  });

  test('belongs only to its account', async () => {
    const { id } = await platform.paymentMethodConfigurations.create({ name: 'Another' });
    const [foreign] = (await platform.paymentMethodConfigurations.list()).data;
    for (const one of [id, `${foreign?.id}`, 'pmc_nothing']) {
      for (const call of [
        () => stripe.paymentMethodConfigurations.retrieve(one),
        () => stripe.paymentMethodConfigurations.update(one, { name: 'Mine' }),
        () => newIntent({ payment_method_configuration: one }),
      ]) {
        expect(await refusal(call())).toMatchObject({ statusCode: 404, code: 'resource_missing' });
      }
      expect(
        await offered({ deferred_intent: { ...LATER, payment_method_configuration: one } }),
      ).toMatchObject({
        code: 'resource_missing',
        param: 'deferred_intent[payment_method_configuration]',
      });
    }
  });

  test('that is the default stays active, and unknown types are named', async () => {
    const { id } = await theDefault();
    expect(await refusal(stripe.paymentMethodConfigurations.update(id, { active: false }))).toMatchObject({
      statusCode: 400,
      param: 'active',
    });
    const unknown = { carrier_pigeon: set('on') } as object;
    expect(await refusal(stripe.paymentMethodConfigurations.create(unknown))).toMatchObject({
      code: 'parameter_unknown',
      param: 'carrier_pigeon',
    });
  });

  test('is changed once for two changes at the same time, before it was ever stored', async () => {
    const { json } = await post(sandbox, '/v1/payment_intents', 'amount=1000&currency=eur', {
      key: sandbox.secretKey,
    });
    const { id } = json.payment_method_configuration_details;
    await Promise.all([
      platform.paymentMethodConfigurations.update(id, { card: set('on') }),
      platform.paymentMethodConfigurations.update(id, { sepa_debit: set('on') }),
    ]);
    const { data } = await platform.paymentMethodConfigurations.list();
    expect(data.filter(({ is_default }) => is_default)).toHaveLength(1);
  });
});

describe('the types of a payment', () => {
  test('are those that the account has switched on', async () => {
    const { id } = await theDefault();
    const before = await newIntent();
    expect(before.payment_method_configuration_details).toEqual({ id, parent: null });
    expect(before.payment_method_types).toContain('sepa_debit');
    await stripe.paymentMethodConfigurations.update(id, { sepa_debit: set('off') });
    expect((await newIntent()).payment_method_types).not.toContain('sepa_debit');
    expect((await stripe.setupIntents.create({})).payment_method_types).not.toContain('sepa_debit');
    expect(await offered({ deferred_intent: LATER })).not.toContain('sepa_debit');
    // A page is offered it no more either, for a payment that was created before.
    expect(await offered({ client_secret: before.client_secret })).not.toContain('sepa_debit');
  });

  test('are those of the configuration that the payment names', async () => {
    const { id } = await stripe.paymentMethodConfigurations.create({ sepa_debit: set('off') });
    const named = { payment_method_configuration: id };
    const details = { id, parent: null };
    const intent = await newIntent(named);
    expect(intent.payment_method_types).not.toContain('sepa_debit');
    expect(intent.payment_method_configuration_details).toEqual(details);
    const setup = await stripe.setupIntents.create(named);
    expect(setup.payment_method_types).not.toContain('sepa_debit');
    expect(setup.payment_method_configuration_details).toEqual(details);
    expect(await offered({ deferred_intent: { ...LATER, ...named } })).not.toContain('sepa_debit');
    expect(await offered({ deferred_intent: LATER })).toContain('sepa_debit');

    // An update chooses by the same configuration, or by another one.
    const dearer = await stripe.paymentIntents.update(intent.id, { amount: 2000 });
    expect(dearer.payment_method_types).toEqual(intent.payment_method_types);
    const { id: all } = await theDefault();
    const widened = await stripe.paymentIntents.update(intent.id, { payment_method_configuration: all });
    expect(widened.payment_method_types).toContain('sepa_debit');
    expect(widened.payment_method_configuration_details).toEqual({ id: all, parent: null });
    const setUp = await stripe.setupIntents.update(setup.id, { payment_method_configuration: all });
    expect(setUp.payment_method_types).toContain('sepa_debit');
  });

  test('that the server lists are not changed by a configuration', async () => {
    const { id } = await theDefault();
    await stripe.paymentMethodConfigurations.update(id, { sepa_debit: set('off') });
    const listed = await newIntent({ payment_method_types: ['sepa_debit'] });
    expect(listed).toMatchObject({
      payment_method_types: ['sepa_debit'],
      payment_method_configuration_details: null,
    });
    expect(await offered({ client_secret: listed.client_secret })).toEqual(['sepa_debit']);
    const both = newIntent({ payment_method_types: ['card'], payment_method_configuration: id });
    expect(await refusal(both)).toMatchObject({ code: 'parameters_exclusive' });
  });

  test('are none where all are switched off, and the page is told why', async () => {
    const intent = await newIntent();
    const { id } = await theDefault();
    await stripe.paymentMethodConfigurations.update(
      id,
      Object.fromEntries(methods.types.map((type) => [type, set('off')])),
    );
    const error = await offered({ client_secret: intent.client_secret });
    expect(error.code).toBe('payment_method_types_empty');
    expect(error.message).toMatch(/card, .* cannot be used, by the account’s configuration/);
    expect(await refusal(newIntent())).toMatchObject({ code: 'payment_intent_invalid_parameter' });
    // What has nothing to do with the types can still be changed.
    const noted = await stripe.paymentIntents.update(intent.id, { metadata: { order: '7' } });
    expect(noted).toMatchObject({
      metadata: { order: '7' },
      payment_method_types: intent.payment_method_types,
    });
  });

  test('are no reason to refuse a payment whose configuration is no longer active', async () => {
    const { id } = await stripe.paymentMethodConfigurations.create({ name: 'Old' });
    const intent = await newIntent({ payment_method_configuration: id });
    await stripe.paymentMethodConfigurations.update(id, { active: false });
    expect(await offered({ client_secret: intent.client_secret })).toContain('card');
    const error = await refusal(newIntent({ payment_method_configuration: id }));
    expect(error).toMatchObject({ statusCode: 400, param: 'payment_method_configuration' });
  });
});

describe('the page of the dashboard', () => {
  const submit = (form: string) =>
    send(`${sandbox.url}/dashboard/payment-methods`, {
      method: 'POST',
      headers: { Origin: sandbox.url, Host: new URL(sandbox.url).host, ...FORM },
      body: form,
    });
  const isChecked = (text: string, type: string) =>
    /checked/.test(text.match(new RegExp(`<input[^>]*value="${type}"[^>]*>`))?.[0] ?? '');

  test('switches the methods of the account on and off', async () => {
    const page = await send(`${sandbox.url}/dashboard/payment-methods`);
    expect(page.status).toBe(200);
    for (const { name, type } of methods.all) {
      expect(page.text).toContain(name);
      expect(isChecked(page.text, type)).toBe(true);
    }
    const off = await submit('on[]=card');
    expect(off.text).toContain('Saved.');
    expect(isChecked(off.text, 'card')).toBe(true);
    expect(isChecked(off.text, 'sepa_debit')).toBe(false);
    const intent = await platform.paymentIntents.create({ amount: 1000, currency: 'eur' });
    expect(intent.payment_method_types).toEqual(['card']);
    await submit(methods.types.map((type) => `on[]=${type}`).join('&'));
    const after = await platform.paymentIntents.create({ amount: 1000, currency: 'eur' });
    expect(after.payment_method_types).toContain('sepa_debit');
  });

  test('leaves live mode to the upstream', async () => {
    const { text } = await send(`${sandbox.url}/dashboard/payment-methods?mode=live`);
    expect(text).toContain('the upstream');
    expect(text).not.toContain('checkbox');
  });
});
