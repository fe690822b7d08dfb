/** Every type of payment method whose holder is sent to a page of their bank or wallet, by its definition. */
import type Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Sandbox } from '../../sandbox/src/index.js';
import type { HolderAnswer } from '../../sandbox/src/issuer/index.js';
import type { Method } from '../../sandbox/src/methods/method.js';
import { methods } from '../../sandbox/src/methods/registry.js';
import { countriesOf } from '../../src/contract/offered-methods.js';
import { shares } from '../thorough.js';
import { eventually, FORM, type Reply, send, start } from './harness.js';
import { eventsOf, officialClient, refusal } from './official.js';

let sandbox: Sandbox;
let stripe: Stripe;
let browser: Stripe;

beforeAll(async () => {
  sandbox = await start();
  stripe = officialClient(sandbox);
  browser = officialClient(sandbox, sandbox.publishableKey);
});
afterAll(() => sandbox.close());

const RETURN_URL = 'https://shop.example/done?order=7';
const CONSENT = { customer_acceptance: { type: 'offline' as const } };

const redirects = methods.all.filter(({ flow }) => flow === 'redirect');

interface Payment {
  amount: number;
  currency: string;
  allowed_payment_method_types: string[];
}

/** The first currency of a type, and a payment that fits its limits. */
function paymentBy(method: Method): Payment {
  const currency = method.currencies === 'all' ? 'usd' : String(method.currencies[0]);
  const { minimum = 0 } = method.amounts[currency] ?? {};
  return { amount: Math.max(1500, minimum), currency, allowed_payment_method_types: [method.type] };
}

/** Billing details of a holder who has all that any type requires, and can pay in its first currency. */
const holderOf = (method: Method, more: object = {}) => ({
  name: 'Ada Lovelace',
  email: 'ada@example.com',
  phone: '+31201234567',
  address: {
    country: countriesOf(method, paymentBy(method).currency)?.[0] ?? 'NL',
    line1: 'Damrak 1',
    city: 'Amsterdam',
    postal_code: '1012 LG',
    state: 'NH',
  },
  ...more,
});

/** Parameters of its own that a type does not do without. */
const OWN: Record<string, object> = { fpx: { bank: 'maybank2u' } };

const dataOf = (method: Method, holder: object = {}): Stripe.PaymentIntentConfirmParams.PaymentMethodData =>
  ({
    type: method.type,
    ...(OWN[method.type] && { [method.type]: OWN[method.type] }),
    billing_details: holderOf(method, holder),
  }) as never;

/** Parameters that name the type as older versions of the public API do, whether it can make the payment or not. */
const listed = (type: string): object => ({
  allowed_payment_method_types: undefined,
  payment_method_types: [type],
});

const SHIPPING = {
  name: 'Ada Lovelace',
  address: { line1: 'Damrak 1', city: 'Amsterdam', postal_code: '1012 LG', country: 'NL' },
};

/** A payment that waits for its holder, and the address that they are sent to. */
async function waiting(
  method: Method,
  params: Partial<Stripe.PaymentIntentCreateParams> = {},
  holder: object = {},
): Promise<Stripe.PaymentIntent & { url: string }> {
  const intent = await stripe.paymentIntents.create({
    ...paymentBy(method),
    shipping: SHIPPING,
    confirm: true,
    return_url: RETURN_URL,
    payment_method_data: dataOf(method, holder),
    ...params,
  });
  return { ...intent, url: urlOf(intent) };
}

const urlOf = ({ next_action: action }: Pick<Stripe.PaymentIntent, 'next_action'>) =>
  String(action?.redirect_to_url?.url);

const answer = (url: string, outcome: HolderAnswer): Promise<Reply> =>
  send(url, { method: 'POST', headers: FORM, body: `outcome=${outcome}` });

/** The address that the bank's page leads back to, and its parameters. */
function back({ headers }: Reply): Record<string, string> {
  const { origin, pathname, searchParams } = new URL(String(headers.location));
  return { page: origin + pathname, ...Object.fromEntries(searchParams) };
}

const retrieve = async (id: string) => {
  const intent = await stripe.paymentIntents.retrieve(id, { expand: ['latest_charge'] });
  return { ...intent, charge: intent.latest_charge as Stripe.Charge };
};

for (const [rows, options] of shares(redirects, 4))
  describe.each(rows.map((method) => [method.type, method] as const))('%s', options, (type, method) => {
    test('sends its holder away, is paid when they agree, and is refunded', async () => {
      const intent = await waiting(method);
      expect(intent).toMatchObject({
        status: 'requires_action',
        latest_charge: null,
        next_action: { type: 'redirect_to_url', redirect_to_url: { return_url: RETURN_URL } },
      });
      const page = await send(intent.url);
      expect(page.text).toContain(method.name.replace(/&/g, '&amp;'));
      const reply = await answer(intent.url, 'complete');
      expect(back(reply)).toEqual({
        page: 'https://shop.example/done',
        order: '7',
        payment_intent: intent.id,
        redirect_status: 'succeeded',
      });
      const { status, charge } = await retrieve(intent.id);
      expect(status).toBe('succeeded');
      expect(charge).toMatchObject({ paid: true, captured: true, payment_method_details: { type } });
      expect(charge.payment_method_details).toHaveProperty(type);
      expect(await eventsOf(stripe, intent.id)).toEqual([
        'payment_intent.created',
        'payment_intent.requires_action',
        'payment_intent.succeeded',
      ]);
      const refund = await stripe.refunds.create({ payment_intent: intent.id, amount: 100 });
      expect(refund).toMatchObject({ amount: 100, status: 'succeeded' });
      await stripe.refunds.create({ payment_intent: intent.id });
      expect((await retrieve(intent.id)).charge.refunded).toBe(true);
    });

    test('is not paid when its holder does not agree, and can be tried again', async () => {
      const intent = await waiting(method);
      expect(back(await answer(intent.url, 'fail')).redirect_status).toBe('failed');
      const failed = await retrieve(intent.id);
      expect(failed).toMatchObject({
        status: 'requires_payment_method',
        next_action: null,
        latest_charge: null,
        last_payment_error: {
          code: 'payment_intent_authentication_failure',
          payment_method: { type, id: intent.payment_method },
        },
      });
      const again = await stripe.paymentIntents.confirm(intent.id, {
        payment_method_data: dataOf(method),
        return_url: RETURN_URL,
      });
      await answer(urlOf(again), 'complete');
      expect(await retrieve(intent.id)).toMatchObject({ status: 'succeeded', last_payment_error: null });
    });

    test('waits for a holder who has left, and a new visit replaces the old one', async () => {
      const first = await waiting(method);
      const second = await stripe.paymentIntents.confirm(first.id, { return_url: RETURN_URL });
      expect(second.status).toBe('requires_action');
      expect(urlOf(second)).not.toBe(first.url);
      expect((await send(first.url)).status).toBe(410);
      expect((await answer(first.url, 'complete')).status).toBe(410);
      expect((await retrieve(first.id)).status).toBe('requires_action');
      await answer(urlOf(second), 'complete');
      expect((await retrieve(first.id)).status).toBe('succeeded');
    });

    test('says by name which billing details are missing', async () => {
      for (const path of method.required) {
        const [first = '', second] = path.split('.');
        const holder = holderOf(method);
        const lacking = second
          ? { ...holder, address: { ...holder.address, [second]: undefined } }
          : { ...holder, [first]: undefined };
        const error = await refusal(
          stripe.paymentMethods.create({ ...dataOf(method), billing_details: lacking } as never),
        );
        expect(error).toMatchObject({
          statusCode: 400,
          code: 'parameter_missing',
          param: `billing_details[${first}]${second ? `[${second}]` : ''}`,
        });
      }
    });

    test('is captured later where it can be, and refused for it where it cannot', async () => {
      if (!method.capturesLater) {
        expect(await refusal(waiting(method, { capture_method: 'manual', ...listed(type) }))).toMatchObject({
          statusCode: 400,
          param: 'payment_method',
        });
        return;
      }
      const intent = await waiting(method, { capture_method: 'manual' });
      await answer(intent.url, 'complete');
      expect(await retrieve(intent.id)).toMatchObject({ status: 'requires_capture' });
      const captured = await stripe.paymentIntents.capture(intent.id, {
        amount_to_capture: intent.amount - 50,
      });
      expect(captured).toMatchObject({ status: 'succeeded', amount_received: intent.amount - 50 });
      const option = await waiting(method, {
        payment_method_options: { [type]: { capture_method: 'manual' } },
      });
      await answer(option.url, 'complete');
      expect((await stripe.paymentIntents.cancel(option.id)).status).toBe('canceled');
    });

    test('is saved as its definition says', async () => {
      const { id: customer } = await stripe.customers.create();
      const saving = { customer, setup_future_usage: 'off_session' as const, mandate_data: CONSENT };
      if (method.savedAs === null) {
        expect(await refusal(waiting(method, { ...saving, ...listed(type) }))).toMatchObject({
          statusCode: 400,
          param: 'payment_method',
        });
        return;
      }
      const intent = await waiting(method, saving);
      await answer(intent.url, 'complete');
      expect((await retrieve(intent.id)).status).toBe('succeeded');
      const { data } = await stripe.customers.listPaymentMethods(customer);
      const [saved] = data;
      expect(saved?.type).toBe(method.savedAs === 'itself' ? type : method.savedAs);
      const later = await stripe.paymentIntents.create({
        ...paymentBy(method),
        allowed_payment_method_types: [String(saved?.type)],
        customer,
        payment_method: String(saved?.id),
        off_session: true,
        confirm: true,
      });
      expect(['processing', 'succeeded']).toContain(later.status);
    });

    test('is disputed where its holders can', async () => {
      const intent = await waiting(method, {}, { email: 'ada+disputed@example.com' });
      await answer(intent.url, 'complete');
      const { data } = await stripe.disputes.list({ payment_intent: intent.id });
      expect(data).toHaveLength(method.dispute ? 1 : 0);
      if (!method.dispute) return;
      expect(data[0]).toMatchObject({ amount: intent.amount, status: 'needs_response' });
      expect((await retrieve(intent.id)).charge.disputed).toBe(true);
    });

    test('is set up where it can be saved', async () => {
      const { id: customer } = await stripe.customers.create();
      const create = () =>
        stripe.setupIntents.create({
          customer,
          allowed_payment_method_types: [type],
          confirm: true,
          return_url: RETURN_URL,
          mandate_data: CONSENT,
          payment_method_data: dataOf(method),
        });
      if (method.savedAs === null) {
        expect((await stripe.setupIntents.create()).payment_method_types).not.toContain(type);
        expect(await refusal(create())).toMatchObject({
          statusCode: 400,
          param: 'allowed_payment_method_types',
        });
        return;
      }
      const intent = await create();
      expect(intent).toMatchObject({ status: 'requires_action' });
      const url = String(intent.next_action?.redirect_to_url?.url);
      expect(back(await answer(url, 'complete'))).toMatchObject({
        setup_intent: intent.id,
        redirect_status: 'succeeded',
      });
      const done = await stripe.setupIntents.retrieve(intent.id, { expand: ['latest_attempt'] });
      expect(done.status).toBe('succeeded');
      expect((await stripe.customers.listPaymentMethods(customer)).data).toHaveLength(1);
    });
  });

const method = methods.of('ideal');

describe('a redirect', () => {
  test('needs an address to come back to', async () => {
    const error = await refusal(waiting(method, { return_url: undefined as never }));
    expect(error).toMatchObject({ statusCode: 400, code: 'parameter_missing', param: 'return_url' });
    expect(error.message).toContain('return_url');
  });

  test('is the page’s own navigation where a frame confirms too, and has no secret in it', async () => {
    const created = await stripe.paymentIntents.create(paymentBy(method));
    const secret = String(created.client_secret);
    const confirmed = await browser.paymentIntents.confirm(created.id, {
      client_secret: secret,
      payment_method_data: dataOf(method),
      return_url: RETURN_URL,
      use_stripe_sdk: true,
    } as never);
    expect(confirmed.next_action?.type).toBe('redirect_to_url');
    const page = await send(urlOf(confirmed));
    const reply = await answer(urlOf(confirmed), 'complete');
    for (const text of [JSON.stringify(confirmed.next_action), page.text, String(reply.headers.location)])
      expect(text).not.toContain(secret.split('_secret_')[1]);
  });

  test('whose time passes fails, and says so', async () => {
    const intent = await waiting(method);
    expect(back(await answer(intent.url, 'expire')).redirect_status).toBe('failed');
    expect(await retrieve(intent.id)).toMatchObject({
      status: 'requires_payment_method',
      last_payment_error: { code: 'payment_intent_payment_attempt_expired' },
      latest_charge: null,
    });
    expect(await eventsOf(stripe, intent.id)).toContain('payment_intent.payment_failed');
  });

  test.each([
    ['succeed_later', 'succeeded', 'succeeded'],
    ['fail_later', 'requires_payment_method', 'failed'],
  ] as const)(
    'about which the bank decides late is pending, then: %s',
    async (chosen, status, redirected) => {
      const intent = await waiting(method);
      expect(back(await answer(intent.url, chosen)).redirect_status).toBe('pending');
      expect(await retrieve(intent.id)).toMatchObject({
        status: 'processing',
        charge: { status: 'pending', paid: false },
      });
      const decided = await eventually(
        () => retrieve(intent.id),
        (now) => now.status !== 'processing',
      );
      expect(decided).toMatchObject({ status, charge: { paid: status === 'succeeded' } });
      if (status === 'requires_payment_method') {
        expect(decided.last_payment_error).toMatchObject({
          code: 'payment_intent_payment_attempt_failed',
          charge: decided.charge.id,
        });
        expect(decided.charge.failure_code).toBe('payment_intent_payment_attempt_failed');
      }
      // Whoever comes again is told how it ended.
      expect(back(await send(intent.url)).redirect_status).toBe(redirected);
      const types = await eventsOf(stripe, intent.id);
      expect(types.slice(2)).toEqual([
        'payment_intent.processing',
        status === 'succeeded' ? 'payment_intent.succeeded' : 'payment_intent.payment_failed',
      ]);
    },
  );

  test('that is captured later, or sets up, is decided at once', async () => {
    const reserved = await waiting(methods.of('klarna'), { capture_method: 'manual' });
    const setUp = await stripe.setupIntents.create({
      allowed_payment_method_types: ['paypal'],
      confirm: true,
      return_url: RETURN_URL,
      payment_method_data: dataOf(methods.of('paypal')) as never,
    });
    for (const url of [reserved.url, urlOf(setUp as never)]) {
      const page = await send(url);
      expect(page.text).not.toContain('later');
      expect((await answer(url, 'succeed_later')).status).toBe(400);
    }
    expect((await retrieve(reserved.id)).status).toBe('requires_action');
  });

  test('is not offered where redirects are not allowed', async () => {
    const never = { automatic_payment_methods: { enabled: true, allow_redirects: 'never' as const } };
    const payment = await stripe.paymentIntents.create({ amount: 1500, currency: 'eur', ...never });
    const setup = await stripe.setupIntents.create(never);
    const offered = [...payment.payment_method_types, ...setup.payment_method_types];
    expect(offered.filter((type) => methods.of(type).flow === 'redirect')).toEqual([]);
    expect(offered).toContain('card');
  });

  test('of a holder who is away fails, and says why', async () => {
    const error = await refusal(waiting(method, { off_session: true }));
    expect(error).toMatchObject({ statusCode: 402, code: 'authentication_required' });
    expect(await refusal(waiting(method, { error_on_requires_action: true }))).toMatchObject({
      code: 'authentication_required',
    });
  });

  test('ends with the payment that it was for: a canceled one says so', async () => {
    const intent = await waiting(method);
    await stripe.paymentIntents.cancel(intent.id);
    expect((await send(intent.url)).status).toBe(410);
    const paidOtherwise = await waiting(method, { allowed_payment_method_types: ['ideal', 'card'] });
    await stripe.paymentIntents.confirm(paidOtherwise.id, { payment_method: 'pm_card_visa' });
    expect((await send(paidOtherwise.url)).status).toBe(410);
    expect((await retrieve(paidOtherwise.id)).status).toBe('succeeded');
  });
});

describe('a payment from a bank account that is saved', () => {
  test('creates the debit of the account, with its mandate, for the customer', async () => {
    const { id: customer } = await stripe.customers.create();
    const saving = { customer, setup_future_usage: 'off_session' as const };
    expect(await refusal(waiting(method, saving))).toMatchObject({ param: 'mandate_data' });
    const intent = await waiting(method, { ...saving, mandate_data: CONSENT });
    await answer(intent.url, 'complete');
    const { charge } = await retrieve(intent.id);
    const details = charge.payment_method_details?.ideal;
    const debit = await stripe.paymentMethods.retrieve(String(details?.generated_sepa_debit));
    expect(debit).toMatchObject({
      type: 'sepa_debit',
      customer,
      billing_details: { name: 'Ada Lovelace', email: 'ada@example.com' },
      sepa_debit: { last4: details?.iban_last4, country: 'NL' },
    });
    const mandate = await stripe.mandates.retrieve(String(details?.generated_sepa_debit_mandate));
    expect(mandate).toMatchObject({ payment_method: debit.id, status: 'active' });
    expect((await stripe.paymentMethods.retrieve(String(intent.payment_method))).customer).toBeNull();
  });

  test('keeps whether its holder wants to see it again', async () => {
    const { id: customer } = await stripe.customers.create();
    const intent = await waiting(method, {
      customer,
      setup_future_usage: 'off_session',
      mandate_data: CONSENT,
      payment_method_data: { ...dataOf(method), allow_redisplay: 'always' },
    });
    await answer(intent.url, 'complete');
    const { data } = await stripe.customers.listPaymentMethods(customer, { allow_redisplay: 'always' });
    expect(data).toMatchObject([{ type: 'sepa_debit', customer }]);
  });

  test('by a set-up names it in the attempt', async () => {
    const { id: customer } = await stripe.customers.create();
    const intent = await stripe.setupIntents.create({
      customer,
      allowed_payment_method_types: ['ideal'],
      confirm: true,
      return_url: RETURN_URL,
      mandate_data: CONSENT,
      payment_method_data: { type: 'ideal', ideal: { bank: 'ing' } },
    });
    await answer(String(intent.next_action?.redirect_to_url?.url), 'complete');
    const done = await stripe.setupIntents.retrieve(intent.id, { expand: ['latest_attempt'] });
    const { ideal } = (done.latest_attempt as Stripe.SetupAttempt).payment_method_details;
    expect(ideal).toMatchObject({ bank: 'ing', bic: 'INGBNL2A', generated_sepa_debit_mandate: done.mandate });
    const [saved] = (await stripe.customers.listPaymentMethods(customer)).data;
    expect(saved).toMatchObject({ id: ideal?.generated_sepa_debit, type: 'sepa_debit' });
  });
});

describe('Klarna', () => {
  const klarna = methods.of('klarna');
  const by = (country: string, currency: string) => waiting(klarna, { currency }, { address: { country } });

  test('is paid in the currency of the payer’s country only', async () => {
    for (const [country, currency] of [
      ['DE', 'eur'],
      ['US', 'usd'],
      ['SE', 'sek'],
    ] as const) {
      expect((await by(country, currency)).status).toBe('requires_action');
    }
    expect(await refusal(by('US', 'eur'))).toMatchObject({
      code: 'payment_intent_incompatible_payment_method',
      message: expect.stringContaining('takes eur only from customers in AT, BE, DE'),
    });
  });

  test('shows the payer’s country and options in the charge, and the date of birth in the payment method', async () => {
    const intent = await waiting(klarna, {
      payment_method_options: { klarna: { preferred_locale: 'de-AT' } },
      payment_method_data: {
        type: 'klarna',
        klarna: { dob: { day: 10, month: 12, year: 1985 } },
        billing_details: { address: { country: 'AT' } },
      },
    });
    await answer(intent.url, 'complete');
    expect((await retrieve(intent.id)).charge.payment_method_details?.klarna).toEqual({
      payer_details: { address: { country: 'AT' } },
      payment_method_category: 'pay_later',
      preferred_locale: 'de-AT',
    });
    const payer = await stripe.paymentMethods.retrieve(String(intent.payment_method));
    expect(payer.klarna).toEqual({ dob: { day: 10, month: 12, year: 1985 } });
  });
});

test('a payment outside of the limits of its method is refused, with the limit', async () => {
  const alma = methods.of('alma');
  for (const [amount, limit] of [
    [4999, 'cannot pay less than €50.00'],
    [500_001, 'cannot pay more than €5,000.00'],
  ] as const) {
    const error = await refusal(waiting(alma, { amount, ...listed('alma') }));
    expect(error).toMatchObject({ statusCode: 400, message: expect.stringContaining(limit) });
  }
});

test('a bank that its holder has to choose is asked for by name', async () => {
  const { billing_details } = dataOf(methods.of('fpx'));
  expect(
    await refusal(stripe.paymentMethods.create({ type: 'fpx', billing_details } as never)),
  ).toMatchObject({
    code: 'parameter_missing',
    param: 'fpx[bank]',
  });
});

test('the bank that was chosen is in the payment method and in the charge', async () => {
  for (const [type, bank] of [
    ['ideal', 'ing'],
    ['eps', 'oberbank_ag'],
    ['p24', 'mbank_mtransfer'],
    ['fpx', 'cimb'],
  ] as const) {
    const chosen = methods.of(type);
    const intent = await waiting(chosen, {
      payment_method_data: { ...dataOf(chosen), [type]: { bank } } as never,
    });
    await answer(intent.url, 'complete');
    const { charge } = await retrieve(intent.id);
    expect(charge.payment_method_details?.[type]).toMatchObject({ bank });
    const wrong = { ...dataOf(chosen), [type]: { bank: 'gringotts' } } as never;
    expect(await refusal(stripe.paymentMethods.create(wrong))).toMatchObject({ param: `${type}[bank]` });
  }
});
