/** Payments by other methods than cards, each by the same requests to the sandbox and to the double. */
import qs from 'qs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Sandbox } from '../../sandbox/src/index.js';
import type { TestAccounts } from '../../src/contract/test-accounts.js';
import { bacsAccounts } from '../../src/contract/test-bacs-accounts.js';
import { becsAccounts } from '../../src/contract/test-becs-accounts.js';
import { blikCodes } from '../../src/contract/test-blik-codes.js';
import { findNamedIban } from '../../src/contract/test-ibans.js';
import { nzAccounts } from '../../src/contract/test-nz-accounts.js';
import { usAccounts } from '../../src/contract/test-us-accounts.js';
import type { Answer } from '../../src/frame/api/answer.js';
import { shaped } from '../../src/frame/api/answer-shape.js';
import { readError } from '../../src/frame/api/api.js';
import { recordOf } from '../../src/frame/api/intent-requests.js';
import { createApi } from '../../src/testing/double/api.js';
import type { JsonObject } from '../../src/wire/index.js';
import { eventually, get, post, start } from './harness.js';
import { officialClient } from './official.js';

let sandbox: Sandbox;

beforeAll(async () => {
  sandbox = await start();
});
afterAll(() => sandbox.close());

/** The host of a frame: its answers are those that a page may have. */
interface Host {
  post(path: string, params: object): Promise<Answer>;
  retrieve(): Promise<Answer>;
}

interface Case {
  /** The intent, as the shop's server creates it. */
  intent: { currency: string; payment_method_types: [string]; payment_method_options?: object };
  /** Own data of the payment method. */
  data?: object;
  /** The test account that its holder chooses at the test bank, in place of numbers. */
  connect?: string;
  options?: object;
  email?: string;
  /** What its holder reads in the statement. */
  statement?: object;
  /** Whether the bank sends microdeposits back. */
  bounces?: true;
}

const billing_details = {
  name: 'Jenny Rosen',
  email: 'jenny@example.com',
  address: { line1: '10 Downing Street', city: 'London', postal_code: 'SW1A 2AA', country: 'GB' },
};
/** Email of a holder whose bank shows two amounts in place of a code. */
const AMOUNTS = 'jenny+amounts@example.com';
const mandate_data = { customer_acceptance: { type: 'online', online: { infer_from_client: true } } };

/** Sends what a frame sends, and returns what comes of it, to the last answer of the bank. */
async function pay(host: Host, path: string, client_secret: string, given: Case) {
  const { connect, options, statement, bounces, email = billing_details.email } = given;
  const [type] = given.intent.payment_method_types;
  let data = given.data;
  if (connect) {
    const made = await host.post('/v1/tokens', { financial_connections_account: { test_account: connect } });
    if ('error' in made) return [outcome(made)];
    data = { financial_connections_account: made.value.id };
  }
  const confirmed = await host.post(`${path}/confirm`, {
    client_secret,
    payment_method_data: { type, [type]: data ?? {}, billing_details: { ...billing_details, email } },
    ...(type !== 'blik' && { mandate_data }),
    ...(options && { payment_method_options: { [type]: options } }),
    use_stripe_sdk: true,
  });
  const outcomes = [outcome(confirmed)];
  if (statement)
    outcomes.push(outcome(await host.post(`${path}/verify_microdeposits`, { client_secret, ...statement })));
  const isOver = (answer: Answer) =>
    bounces ? 'value' in answer && answer.value.next_action === null : !isWaiting(answer);
  const last = await eventually(host.retrieve, isOver);
  return [...outcomes, outcome(last)];
}

const VARYING = /^(?:pm|fca)_\w+$/;

/** Tells whether a bank decides about it by itself. */
const isWaiting = (answer: Answer) =>
  'value' in answer &&
  (answer.value.status === 'processing' || recordOf(answer.value.next_action).type === 'blik_authorize');

/** The parts of an answer that do not differ from intent to intent. */
function outcome(answer: Answer) {
  if ('error' in answer) return { error: reason(answer.error as unknown as JsonObject) };
  const { status, next_action, last_payment_error } = answer.value;
  const { type, verify_with_microdeposits: deposits } = recordOf(next_action);
  return {
    status,
    next_action: {
      type,
      ...(deposits && { deposits: { ...recordOf(deposits), arrival_date: 0, hosted_verification_url: 0 } }),
    },
    reason: reason(recordOf(last_payment_error)),
  };
}

function reason({ type, code, decline_code, param, message, payment_intent, payment_method }: JsonObject) {
  const method = JSON.stringify(recordOf(payment_method), (name, value) =>
    name === 'created' || VARYING.test(`${value}`) ? null : value,
  );
  return {
    type,
    code,
    decline_code,
    param,
    message,
    status: recordOf(payment_intent).status,
    method: JSON.parse(method),
  };
}

async function bothPay(given: Case): Promise<{ real?: unknown; double?: unknown }> {
  const made = await officialClient(sandbox).paymentIntents.create({
    amount: 2000,
    ...given.intent,
  } as never);
  const { id } = made;
  const client_secret = `${made.client_secret}`;
  const path = `/v1/payment_intents/${id}`;
  const api = createApi({
    host: 'https://payframe.test',
    intents: { [id]: { amount: 2000, ...given.intent } as unknown as JsonObject },
    paymentMethods: {},
  });
  const texts = new Set(Object.values(billing_details.address).concat(billing_details.name));
  const read = ({ json }: { json: JsonObject }): Answer =>
    json.error ? { error: readError(recordOf(json.error)) } : { value: shaped(json, texts) };
  const real: Host = {
    post: async (to, params) => read(await post(sandbox, to, qs.stringify(params))),
    retrieve: async () =>
      read(await get(sandbox, `${path}?client_secret=${client_secret}`, sandbox.publishableKey)),
  };
  const double: Host = {
    post: (to, params) => api.send({ path: to, params: params as JsonObject }),
    retrieve: () => api.retrieve(client_secret),
  };
  const [one, other] = await Promise.all([
    pay(real, path, client_secret, given),
    pay(double, path, client_secret, given),
  ]);
  return { real: one, double: other };
}

const usd = { currency: 'usd', payment_method_types: ['us_bank_account'] } satisfies Case['intent'];
const gbp = { currency: 'gbp', payment_method_types: ['bacs_debit'] } satisfies Case['intent'];
const aud = { currency: 'aud', payment_method_types: ['au_becs_debit'] } satisfies Case['intent'];
const nzd = { currency: 'nzd', payment_method_types: ['nz_bank_account'] } satisfies Case['intent'];
const eur = { currency: 'eur', payment_method_types: ['sepa_debit'] } satisfies Case['intent'];
const pln = { currency: 'pln', payment_method_types: ['blik'] } satisfies Case['intent'];

const usNumbers = (account_number: string, more: object = {}) => ({
  routing_number: '110000000',
  account_number,
  account_holder_type: 'individual',
  ...more,
});

const nzNumbers = (account_number: string, suffix?: string, more: object = {}) => ({
  bank_code: '11',
  branch_code: '0000',
  account_number,
  suffix,
  ...more,
});

/** Accounts whose end a test can wait for. */
const soon = <B extends { delayed?: true; endless?: true }>({ all }: TestAccounts<B>) =>
  all.filter(({ behaviour: { delayed, endless } }) => !delayed && !endless);

const [account = ''] = usAccounts.all.map(({ number }) => number);
const bouncing = usAccounts.all.find(({ behaviour }) => behaviour.bouncesDeposits)?.number ?? '';

const CASES: [name: string, given: Case][] = [
  ...soon(bacsAccounts).map(({ name, number }): [string, Case] => [
    `the UK account ${name}`,
    { intent: gbp, data: { sort_code: '10-88-00', account_number: number } },
  ]),
  ...soon(becsAccounts).map(({ name, number }): [string, Case] => [
    `the Australian account ${name}`,
    { intent: aud, data: { bsb_number: '000000', account_number: number } },
  ]),
  ...soon(nzAccounts).map(({ name, number }): [string, Case] => [
    `the New Zealand account ${name}`,
    { intent: nzd, data: nzNumbers(number.slice(0, 7), number.slice(7)) },
  ]),
  ['a New Zealand account with a suffix of two digits', { intent: nzd, data: nzNumbers('0000000', '10') }],
  [
    'a New Zealand account at another bank',
    { intent: nzd, data: nzNumbers('0000000', '010', { bank_code: '12' }) },
  ],
  ...soon(usAccounts).map(({ name }): [string, Case] => [
    `the US account ${name}, chosen at its bank`,
    { intent: usd, connect: name },
  ]),
  ...['success', 'failed', 'disputed', 'insufficientFunds', 'exceedsWeeklyTransactionLimit'].map(
    (name): [string, Case] => [
      `the IBAN ${name}`,
      { intent: eur, data: { iban: findNamedIban(`pm_${name}_de`)?.iban } },
    ],
  ),
  ['an unknown account at the bank', { intent: usd, connect: 'none' }],
  ['a US account by its numbers', { intent: usd, data: usNumbers(account) }],
  ['a US account whose statement shows amounts', { intent: usd, data: usNumbers(account), email: AMOUNTS }],
  ['a US account that takes no microdeposits', { intent: usd, data: usNumbers(bouncing), bounces: true }],
  [
    'a US account without its holder’s kind',
    { intent: usd, data: { ...usNumbers(account), account_holder_type: undefined } },
  ],
  ['a wrong routing number', { intent: usd, data: usNumbers(account, { routing_number: '110000001' }) }],
  ['another bank', { intent: usd, data: usNumbers(account, { routing_number: '021000021' }) }],
  [
    'a sort code that is too short',
    { intent: gbp, data: { sort_code: '10880', account_number: '00012345' } },
  ],
  [
    'an account that is no test account',
    { intent: aud, data: { bsb_number: '000000', account_number: '123456789' } },
  ],
  [
    'an account that is verified by the server',
    {
      intent: { ...usd, payment_method_options: { us_bank_account: { verification_method: 'skip' } } },
      data: usNumbers(account),
    },
  ],
  [
    'an account that has to be verified at once',
    {
      intent: { ...usd, payment_method_options: { us_bank_account: { verification_method: 'instant' } } },
      data: usNumbers(account),
    },
  ],
  ...(
    [
      { amounts: [45, 32] },
      { amounts: [1, 2] },
      { amounts: [10, 11] },
      { amounts: [40, 41] },
      { descriptor_code: 'sm11aa' },
      { descriptor_code: 'SM99ZZ' },
      { descriptor_code: 'SM33CC' },
    ] as const
  ).map((statement): [string, Case] => [
    `microdeposits, answered by ${JSON.stringify(statement)}`,
    { intent: usd, data: usNumbers(account), statement },
  ]),
  ...blikCodes
    .filter(({ answer }) => answer !== 'no_answer')
    .map(({ code, answer }): [string, Case] => [
      `the BLIK code of ${answer}`,
      { intent: pln, options: { code } },
    ]),
  ['another BLIK code', { intent: pln, options: { code: '777123' } }],
  ['a BLIK code that is too short', { intent: pln, options: { code: '77712' } }],
  ['no BLIK code', { intent: pln }],
];

describe('a payment in the double comes to the same as in the sandbox', () => {
  let payments: Map<string, ReturnType<typeof bothPay>>;

  // All at once, because a bank takes its time for each.
  beforeAll(async () => {
    payments = new Map(CASES.map(([name, given]) => [name, bothPay(given)]));
    await Promise.allSettled(payments.values());
  });

  test.each(CASES)('%s', async (name) => {
    const { real, double } = (await payments.get(name)) ?? {};
    expect(real).toBeDefined();
    expect(double).toEqual(real);
  });
});
