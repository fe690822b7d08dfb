import qs from 'qs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Sandbox } from '../../sandbox/src/index.js';
import { methodFacts } from '../../scripts/method-facts.js';
import type { ElementsSessionParams } from '../../src/contract/elements-session.js';
import { METHOD_FACTS } from '../../src/contract/method-facts-data.js';
import { createApi } from '../../src/testing/double/api.js';
import type { JsonObject } from '../../src/wire/index.js';
import { post, start } from './harness.js';
import { officialClient } from './official.js';

let sandbox: Sandbox;

beforeAll(async () => {
  sandbox = await start();
});
afterAll(() => sandbox.close());

const double = createApi({ host: 'https://payframe.test', intents: {}, paymentMethods: {} });

const OCCASIONS: [name: string, params: ElementsSessionParams][] = [
  ...['eur', 'gbp', 'usd', 'pln', 'aud', 'chf', 'sek', 'jpy'].map(
    (currency): [string, ElementsSessionParams] => [
      `a payment in ${currency}`,
      { deferred_intent: { mode: 'payment', amount: 2000, currency } },
    ],
  ),
  [
    'a small payment from the Netherlands',
    { deferred_intent: { mode: 'payment', amount: 100, currency: 'eur' }, country: 'NL' },
  ],
  [
    'a payment that is captured later',
    { deferred_intent: { mode: 'payment', amount: 2000, currency: 'eur', capture_method: 'manual' } },
  ],
  [
    'a payment whose method is kept',
    {
      deferred_intent: { mode: 'payment', amount: 2000, currency: 'eur', setup_future_usage: 'off_session' },
    },
  ],
  ['a set-up', { deferred_intent: { mode: 'setup' } }],
  ['a subscription', { deferred_intent: { mode: 'subscription', amount: 2000, currency: 'eur' } }],
  [
    'types that are allowed and left out',
    {
      deferred_intent: {
        mode: 'payment',
        amount: 2000,
        currency: 'eur',
        excluded_payment_method_types: ['card'],
      },
    },
  ],
  [
    'a type that cannot pay in the currency',
    {
      deferred_intent: {
        mode: 'payment',
        amount: 2000,
        currency: 'usd',
        allowed_payment_method_types: ['sepa_debit'],
      },
    },
  ],
];

test.each(OCCASIONS)('the double offers for %s what the sandbox offers', async (_, params) => {
  const { json } = await post(sandbox, '/v1/elements/sessions', qs.stringify(params));
  const answer = await double.session(params as JsonObject);
  if ('error' in answer)
    expect(answer.error).toMatchObject({ code: json.error.code, message: json.error.message });
  else expect(answer.session).toEqual(json);
});

test('the facts of the double are those of the definitions', () => {
  expect(METHOD_FACTS).toEqual(methodFacts());
});

test('the double shows, changes, prefers and removes saved methods as the sandbox does', async () => {
  const stripe = officialClient(sandbox);
  const customer = await stripe.customers.create();
  const names = ['pm_card_visa', 'pm_card_mastercard', 'pm_success_de'];
  const ids: string[] = [];
  for (const name of names) {
    const { id } = await stripe.paymentMethods.attach(name, { customer: customer.id });
    await stripe.paymentMethods.update(id, { allow_redisplay: 'always' });
    ids.unshift(id);
  }
  const features = {
    payment_method_redisplay: 'enabled',
    payment_method_remove: 'enabled',
    payment_method_save: 'enabled',
    payment_method_save_usage: 'off_session',
    payment_method_set_as_default: 'enabled',
  };
  const { client_secret } = await stripe.customerSessions.create({
    customer: customer.id,
    components: { payment_element: { enabled: true, features } },
  } as never);
  const saved = Object.fromEntries(ids.map((id, index) => [id, `${names.at(-1 - index)}`]));
  const api = createApi({ host: 'https://payframe.test', intents: {}, paymentMethods: saved });
  const session = { customer_session_client_secret: client_secret };

  const isSame = (one: unknown, other: unknown) => expect(plain(other)).toEqual(plain(one));
  const plain = (object: unknown) =>
    JSON.parse(JSON.stringify(object), (name, value) => {
      if (name === 'created') return 0;
      if (name === 'request_id' || name === 'doc_url') return undefined;
      return value === customer.id ? 'cus_double1' : value;
    });
  async function compareShown() {
    const params = { deferred_intent: { mode: 'payment', amount: 2000, currency: 'eur' }, ...session };
    const { json } = await post(sandbox, '/v1/elements/sessions', qs.stringify(params));
    const answer = await api.session(params as JsonObject);
    isSame(json.customer, 'session' in answer && answer.session.customer);
    return json.customer;
  }
  async function change(path: string, params: object = {}) {
    const { json } = await post(
      sandbox,
      `/v1/elements/payment_methods/${path}`,
      qs.stringify({ ...session, ...params }),
    );
    const answer = await api.send({
      path: `/v1/elements/payment_methods/${path}`,
      params: { ...session, ...params },
    });
    if (json.error) isSame(json.error.message, 'error' in answer && answer.error.message);
    else expect('value' in answer && answer.value.id).toBe(json.id);
  }

  const [account, mastercard, visa] = ids;
  expect((await compareShown()).payment_methods).toHaveLength(3);
  await change(`${visa}`, { card: { exp_month: 11, exp_year: 2039 } });
  await change(`${visa}/set_as_default`);
  const { payment_methods, default_payment_method } = await compareShown();
  expect(payment_methods[0]).toMatchObject({ id: visa, card: { exp_month: 11, exp_year: 2039 } });
  expect(default_payment_method).toBe(visa);
  await change(`${mastercard}/detach`);
  await change(`${mastercard}/detach`);
  expect((await compareShown()).payment_methods.map(({ id }: { id: string }) => id)).toEqual([visa, account]);
});
