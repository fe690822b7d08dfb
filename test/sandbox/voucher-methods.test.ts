/** Every type of payment method whose holder pays a voucher, by its definition. */
import { readFileSync } from 'node:fs';
import type Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Sandbox } from '../../sandbox/src/index.js';
import type { Method } from '../../sandbox/src/methods/method.js';
import { methods } from '../../sandbox/src/methods/registry.js';
import { endOfDay } from '../../sandbox/src/methods/voucher.js';
import { voucherEnds } from '../../src/contract/test-vouchers.js';
import { eventually, FORM, send, start } from './harness.js';
import { eventsOf, officialClient, refusal } from './official.js';

let sandbox: Sandbox;
let stripe: Stripe;
beforeAll(async () => {
  sandbox = await start();
  stripe = officialClient(sandbox);
});
afterAll(() => sandbox.close());

const vouchers = methods.all.filter(({ flow }) => flow === 'voucher');

const paymentBy = ({ type, currencies }: Method) => ({
  amount: 2500,
  currency: String(currencies[0]),
  allowed_payment_method_types: [type],
});

const dataOf = (
  { type, countries }: Method,
  email: string,
): Stripe.PaymentIntentConfirmParams.PaymentMethodData =>
  ({
    type,
    ...(type === 'boleto' && { boleto: { tax_id: '000.000.000-00' } }),
    billing_details: {
      name: 'Ada Lovelace',
      email,
      address: {
        country: (countries as readonly string[])[0],
        line1: 'Rua 1',
        city: 'Lisboa',
        postal_code: '1000-001',
        state: 'SP',
      },
    },
  }) as never;

/** A payment that waits for its voucher to be paid. Left alone, it waits until the voucher expires. */
const waiting = (
  method: Method,
  {
    email = 'adafill_never@example.com',
    ...params
  }: { email?: string; payment_method_options?: object; customer?: string } = {},
) =>
  stripe.paymentIntents.create({
    ...paymentBy(method),
    confirm: true,
    payment_method_data: dataOf(method, email),
    ...params,
  });

/** What an intent shows of its voucher. */
function voucherOf({ next_action: action }: Pick<Stripe.PaymentIntent, 'next_action'>): Voucher {
  const details = action as unknown as Record<string, Voucher>;
  const voucher = details[String(action?.type)] as Voucher;
  return { ...voucher, url: String(voucher.hosted_voucher_url) };
}

interface Voucher extends Record<string, unknown> {
  url: string;
}

const answer = (url: string, outcome: string, headers: Record<string, string> = {}) =>
  send(url, { method: 'POST', headers: { ...FORM, ...headers }, body: `outcome=${outcome}` });

const retrieve = async (id: string) => {
  const intent = await stripe.paymentIntents.retrieve(id, { expand: ['latest_charge'] });
  return { ...intent, charge: intent.latest_charge as Stripe.Charge };
};

const settled = (id: string) =>
  eventually(
    () => retrieve(id),
    ({ status }) => status !== 'requires_action',
  );

describe.each(vouchers.map((method) => [method.type, method] as const))('%s', (type, method) => {
  test('shows its holder a voucher, is paid with it, and is refunded where it can be', async () => {
    const intent = await waiting(method);
    expect(intent).toMatchObject({
      status: 'requires_action',
      latest_charge: null,
      next_action: { type: `${type}_display_details` },
    });
    const { url, ...voucher } = voucherOf(intent);
    const expiry = Number(voucher.expires_at ?? voucher.expires_after);
    expect(expiry).toBeGreaterThan(intent.created + 24 * 3600);
    const page = await send(url);
    expect(page.text).toContain(method.name);
    const numbers = ['number', 'entity', 'reference'].flatMap(
      (name) => (voucher[name as never] as string) ?? [],
    );
    for (const number of numbers) expect(page.text).toContain(number);
    const paid = await answer(url, 'complete');
    expect([paid.status, paid.text]).toEqual([200, expect.stringContaining('The voucher is paid')]);
    expect((await send(url)).text).toContain('The voucher is paid');
    const { status, charge, next_action } = await retrieve(intent.id);
    expect({ status, next_action }).toEqual({ status: 'succeeded', next_action: null });
    expect(charge).toMatchObject({ paid: true, payment_method_details: { type } });
    const { entity, number, reference } = voucher;
    const shown = new Map<string, object>([
      ['oxxo', { number }],
      ['multibanco', { entity, reference }],
    ]).get(type);
    if (shown) expect(charge.payment_method_details).toMatchObject({ [type]: shown });
    expect(await eventsOf(stripe, intent.id)).toEqual([
      'payment_intent.created',
      'payment_intent.requires_action',
      'payment_intent.succeeded',
    ]);
    const refund = stripe.refunds.create({ payment_intent: intent.id, amount: 1000 });
    if (method.refundable) expect(await refund).toMatchObject({ amount: 1000, status: 'succeeded' });
    else expect(await refusal(refund)).toMatchObject({ statusCode: 400, code: 'charge_not_refundable' });
  });

  test.each(['adasucceed_immediately@example.com', 'adaexpire_immediately@example.com'])(
    'ends by itself for %s',
    async (email) => {
      const intent = await waiting(method, { email });
      const pays = email.includes('succeed');
      expect(await settled(intent.id)).toMatchObject(
        pays
          ? { status: 'succeeded', last_payment_error: null }
          : {
              status: 'requires_payment_method',
              latest_charge: null,
              last_payment_error: {
                code: 'payment_intent_payment_attempt_expired',
                payment_method: { type },
              },
            },
      );
    },
  );

  test('that has expired can be paid with a new voucher, and the old one no more', async () => {
    const intent = await waiting(method);
    const { url } = voucherOf(intent);
    expect((await answer(url, 'expire')).text).toContain('The voucher has expired');
    expect((await retrieve(intent.id)).last_payment_error?.code).toBe(
      'payment_intent_payment_attempt_expired',
    );
    const again = await stripe.paymentIntents.confirm(intent.id, {
      payment_method_data: dataOf(method, 'adafill_never@example.com'),
    });
    expect((await answer(url, 'complete')).text).toContain('The voucher has expired');
    expect((await retrieve(intent.id)).status).toBe('requires_action');
    await answer(voucherOf(again).url, 'complete');
    expect((await retrieve(intent.id)).status).toBe('succeeded');
  });

  test('is withdrawn with its payment', async () => {
    const intent = await waiting(method);
    await stripe.paymentIntents.cancel(intent.id);
    expect((await send(voucherOf(intent).url)).status).toBe(410);
    expect((await answer(voucherOf(intent).url, 'complete')).status).toBe(410);
    expect((await retrieve(intent.id)).status).toBe('canceled');
  });

  test('says by name which billing details are missing', async () => {
    for (const path of method.required) {
      const { billing_details: holder, ...data } = dataOf(method, 'ada@example.com');
      const [first = '', second] = path.split('.');
      const lacking = second
        ? { ...holder, address: { ...(holder?.address as object), [second]: undefined } }
        : { ...holder, [first]: undefined };
      const error = await refusal(
        stripe.paymentMethods.create({ ...data, billing_details: lacking } as never),
      );
      expect(error).toMatchObject({
        code: 'parameter_missing',
        param: `billing_details[${first}]${second ? `[${second}]` : ''}`,
      });
    }
  });

  test('is not captured later, nor paid without a holder who has not agreed to that', async () => {
    const listed = {
      ...paymentBy(method),
      allowed_payment_method_types: undefined,
      payment_method_types: [type],
    };
    const payment = {
      ...listed,
      confirm: true,
      payment_method_data: dataOf(method, 'ada@example.com'),
    } as never;
    const saving = method.savedAs ? [] : [{ setup_future_usage: 'off_session' }];
    for (const more of [...saving, { capture_method: 'manual' }]) {
      expect(
        await refusal(stripe.paymentIntents.create({ ...(payment as object), ...more } as never)),
      ).toMatchObject({
        statusCode: 400,
        param: 'payment_method',
      });
    }
    const away = stripe.paymentIntents.create({ ...(payment as object), off_session: true } as never);
    expect(await refusal(away)).toMatchObject({ code: 'authentication_required' });
    expect((await stripe.setupIntents.create()).payment_method_types.includes(type)).toBe(
      method.savedAs === 'itself',
    );
  });
});

test('the emails that decide about vouchers are in the guide to test data', () => {
  const document = readFileSync(new URL('../../docs/test-cards.md', import.meta.url), 'utf8');
  for (const { email } of voucherEnds) expect(document).toContain(`| \`…${email}…\` |`);
});

describe('a voucher', () => {
  const oxxo = methods.of('oxxo');

  test('in the dialog of a page is paid without leaving it', async () => {
    const { url } = voucherOf(await waiting(oxxo));
    const framed = { 'sec-fetch-dest': 'iframe', 'sec-fetch-site': 'same-origin' };
    expect((await send(url, { headers: framed })).status).toBe(200);
    const paid = await answer(url, 'complete', framed);
    expect([paid.status, paid.headers.location]).toEqual([303, '/frame/v1/authenticated.html']);
    const other = { ...framed, 'sec-fetch-site': 'cross-site' };
    expect((await send(url, { headers: other })).status).toBe(403);
  });

  test('expires on the day that the options name, at midnight of its country', async () => {
    const option = (options: object) => ({ payment_method_options: options });
    const lasting = async (method: Method, options: object) => {
      const intent = await waiting(method, option(options));
      const { expires_at, expires_after } = voucherOf(intent);
      return { created: new Date(intent.created * 1000), expiry: Number(expires_at ?? expires_after) };
    };
    for (const [method, options, days, hours] of [
      [oxxo, {}, 3, -6],
      [oxxo, { oxxo: { expires_after_days: 5 } }, 5, -6],
      [methods.of('boleto'), { boleto: { expires_after_days: 0 } }, 0, -3],
      [methods.of('konbini'), { konbini: { expires_after_days: 7 } }, 7, 9],
      [methods.of('multibanco'), {}, 7, 0],
    ] as const) {
      const { created, expiry } = await lasting(method, options);
      expect(expiry).toBe(Math.floor(endOfDay(created, days, hours).getTime() / 1000));
    }
    expect(endOfDay(new Date('2026-03-01T03:00:00Z'), 3, -6).toISOString()).toBe('2026-03-04T05:59:59.000Z');
    const wrong = waiting(oxxo, option({ oxxo: { expires_after_days: 8 } }));
    expect(await refusal(wrong)).toMatchObject({ param: 'payment_method_options[oxxo][expires_after_days]' });
  });

  test('of Konbini has two numbers for the machine of each store, the customer’s own if there is one', async () => {
    const intent = await waiting(methods.of('konbini'), {
      payment_method_options: { konbini: { confirmation_number: '09012345678' } },
    });
    const code = { confirmation_number: '09012345678', payment_code: expect.stringMatching(/^\d{6}$/) };
    expect(intent.next_action?.konbini_display_details?.stores).toEqual({
      familymart: code,
      lawson: code,
      ministop: code,
      seicomart: code,
    });
  });

  test.each<[string, (customer: string) => Promise<string | null | Stripe.PaymentMethod>]>([
    [
      'a set-up',
      async (customer) =>
        (
          await stripe.setupIntents.create({
            customer,
            confirm: true,
            allowed_payment_method_types: ['boleto'],
            payment_method_data: dataOf(methods.of('boleto'), 'adafill_never@example.com') as never,
          })
        ).payment_method,
    ],
    [
      'a payment',
      async (customer) => {
        const intent = await waiting(methods.of('boleto'), {
          payment_method_options: { boleto: { setup_future_usage: 'off_session' } },
          customer,
        });
        await answer(voucherOf(intent).url, 'complete');
        return (await retrieve(intent.id)).payment_method;
      },
    ],
  ])('of Boleto is saved by %s, and its holder gets a new one for each later payment', async (_, save) => {
    const { id: customer } = await stripe.customers.create();
    const saved = String(await save(customer));
    expect((await stripe.paymentMethods.retrieve(saved)).customer).toBe(customer);
    const later = await stripe.paymentIntents.create({
      amount: 2500,
      currency: 'brl',
      customer,
      payment_method: saved,
      allowed_payment_method_types: ['boleto'],
      off_session: true,
      confirm: true,
    });
    expect(later).toMatchObject({
      status: 'requires_action',
      next_action: { type: 'boleto_display_details' },
    });
    await answer(voucherOf(later).url, 'complete');
    expect((await retrieve(later.id)).status).toBe('succeeded');
  });

  test('of Boleto needs the tax id of a person or a company', async () => {
    const boleto = methods.of('boleto');
    const data = dataOf(boleto, 'ada@example.com') as Stripe.PaymentMethodCreateParams;
    expect((await stripe.paymentMethods.create(data)).boleto).toEqual({ tax_id: '000.000.000-00' });
    for (const [own, code] of [
      [{ tax_id: '123' }, 'tax_id_invalid'],
      [undefined, 'parameter_missing'],
    ] as const) {
      const error = await refusal(stripe.paymentMethods.create({ ...data, boleto: own } as never));
      expect(error).toMatchObject({ statusCode: 400, code, param: 'boleto[tax_id]' });
    }
  });
});
