import type Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Sandbox } from '../../sandbox/src/index.js';
import { start } from './harness.js';
import { ownAccount, refusal } from './official.js';

let sandbox: Sandbox;
let stripe: Stripe;
const ids: Record<string, string> = {};

beforeAll(async () => {
  sandbox = await start();
  stripe = await ownAccount(sandbox);
  const people = {
    amy: { email: 'amy@rocketrides.io', name: 'Amy', metadata: { tier: 'Gold', 'a "b"': 'c' } },
    bob: {
      email: 'Bob@rocketrides.io',
      name: 'Bob O’Neil',
      phone: '+15550100',
      metadata: { tier: 'silver' },
    },
    eve: { email: 'eve@example.com', metadata: { score: '7' } },
  };
  for (const [name, params] of Object.entries(people)) ids[name] = (await stripe.customers.create(params)).id;
});
afterAll(() => sandbox.close());

/** Whom a query finds, newest first. */
async function found(query: string): Promise<string[]> {
  const { data } = await stripe.customers.search({ query });
  return data.map(({ id }) => Object.keys(ids).find((name) => ids[name] === id) ?? id);
}

describe('customers are found by', () => {
  test.each([
    ['email:"amy@rocketrides.io"', ['amy']],
    ["email:'BOB@rocketrides.io'", ['bob']],
    ['email~"rocketrides"', ['bob', 'amy']],
    ['-email~"rocketrides"', ['eve']],
    ['name:"bob o’neil"', ['bob']],
    ['name:null', ['eve']],
    ['-name:null', ['bob', 'amy']],
    ['phone:"+15550100"', ['bob']],
    ['metadata["tier"]:"gold"', ['amy']],
    ["metadata['tier']:'gold'", ['amy']],
    ['-metadata["tier"]:"gold"', ['eve', 'bob']],
    ['metadata["tier"]:null', ['eve']],
    ['-metadata["tier"]:null', ['bob', 'amy']],
    ['metadata["a \\"b\\""]:"c"', ['amy']],
    ['email~"rocketrides" AND metadata["tier"]:"silver"', ['bob']],
    ['email~"rocketrides" metadata["tier"]:"silver"', ['bob']],
    ['metadata["tier"]:"gold" or metadata["score"]:7', ['eve', 'amy']],
    ['created>0', ['eve', 'bob', 'amy']],
    ['created>=1 AND created<=1', []],
    ['created<99999999999 -created:5', ['eve', 'bob', 'amy']],
    ['email:"%"', []],
    ['name~"_my"', []],
  ])('%s', async (query, names) => {
    expect(await found(query)).toEqual(names);
  });

  test('nobody who was deleted, and nobody of another account', async () => {
    const other = await ownAccount(sandbox);
    expect((await other.customers.search({ query: 'created>0' })).data).toEqual([]);
    const { id } = await other.customers.create({ name: 'Gone' });
    await other.customers.del(id);
    expect((await other.customers.search({ query: 'name:"gone"' })).data).toEqual([]);
  });
});

describe('a query is refused that', () => {
  test.each([
    ['is no query', '!!', 'unable to parse'],
    ['has no value', 'email:', 'unable to parse'],
    ['has an open quote', 'email:"amy', 'unable to parse'],
    ['ends with a word', 'email:"amy" AND ', 'unable to parse'],
    ['has parentheses', '(email:"amy")', 'unable to parse'],
    [
      'has an unknown field',
      'address:"x"',
      '`address` is an unsupported search field for resource `customers`',
    ],
    ['reaches for a prototype', 'constructor:"x"', 'unsupported search field'],
    ['compares a text', 'email>"a"', 'operator `>` is not for the field `email`'],
    ['looks into a number', 'created~"123"', 'operator `~` is not for the field `created`'],
    ['takes a text for a number', 'created:"soon"', 'is a number'],
    ['is too short a part', 'email~"am"', 'at least 3 characters'],
    ['mixes AND and OR', 'name:"a" AND name:"b" OR name:"c"', 'AND and OR cannot be'],
    ['has eleven clauses', Array(11).fill('name:"a"').join(' '), 'at most 10 clauses'],
  ])('%s', async (_, query, message) => {
    expect(await refusal(stripe.customers.search({ query }))).toMatchObject({
      statusCode: 400,
      type: 'StripeInvalidRequestError',
      param: 'query',
      message: expect.stringContaining(message),
    });
  });
});

describe('results', () => {
  test('come in pages, each object once, with their number where it is asked for', async () => {
    const shop = await ownAccount(sandbox);
    const made: string[] = [];
    for (let count = 0; count < 7; count++) made.unshift((await shop.customers.create({ name: 'Many' })).id);
    const first = await shop.customers.search({ query: 'name:"many"', limit: 3, expand: ['total_count'] });
    expect(first).toMatchObject({
      object: 'search_result',
      has_more: true,
      total_count: 7,
      url: '/v1/customers/search',
    });
    const all: string[] = [];
    for await (const { id } of shop.customers.search({ query: 'name:"many"', limit: 3 })) all.push(id);
    expect(all).toEqual(made);
    const last = await shop.customers.search({ query: 'name:"many"', limit: 7 });
    expect(last).toMatchObject({ has_more: false, next_page: null });
    expect(last).not.toHaveProperty('total_count');
    for (const page of ['x', String(made[0])]) {
      expect(await refusal(shop.customers.search({ query: 'name:"many"', page }))).toMatchObject({
        param: 'page',
      });
    }
  });

  test('have charges and intents, by amount, card and what became of them', async () => {
    const shop = await ownAccount(sandbox);
    const pay = (amount: number, payment_method: string) =>
      shop.paymentIntents.create({
        amount,
        currency: 'usd',
        confirm: true,
        payment_method,
        metadata: { order: `${amount}` },
      });
    const small = await pay(1000, 'pm_card_visa');
    const large = await pay(9000, 'pm_card_mastercard');
    await refusal(pay(5000, 'pm_card_chargeDeclined'));
    await shop.refunds.create({ payment_intent: small.id });
    const intents = async (query: string) =>
      (await shop.paymentIntents.search({ query })).data.map(({ id }) => id);
    const charges = async (query: string) => (await shop.charges.search({ query })).data.map(({ id }) => id);
    expect(await intents('amount>1000 AND status:"succeeded"')).toEqual([large.id]);
    expect(await intents('metadata["order"]:"1000"')).toEqual([small.id]);
    expect(await intents('currency:"USD" -status:"succeeded"')).toHaveLength(1);
    expect(await charges('payment_method_details.card.brand:"mastercard"')).toEqual([large.latest_charge]);
    expect(await charges('refunded:"true"')).toEqual([small.latest_charge]);
    expect(await charges('status:"failed" OR amount>=9000')).toHaveLength(2);
    const expanded = await shop.charges.search({ query: 'amount:9000', expand: ['data.payment_intent'] });
    expect(expanded.data[0]?.payment_intent).toMatchObject({ id: large.id });
  });
});
