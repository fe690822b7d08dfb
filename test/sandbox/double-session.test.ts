import qs from 'qs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Sandbox } from '../../sandbox/src/index.js';
import { methodFacts } from '../../scripts/method-facts.js';
import type { ElementsSessionParams } from '../../src/contract/elements-session.js';
import { METHOD_FACTS } from '../../src/contract/method-facts-data.js';
import { createApi } from '../../src/testing/double/api.js';
import type { JsonObject } from '../../src/wire/index.js';
import { post, start } from './harness.js';

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
