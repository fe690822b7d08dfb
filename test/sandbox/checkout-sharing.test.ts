/** Checkout for marketplaces: fees, transfers and accounts that are charged for. */
import type Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Sandbox } from '../../sandbox/src/index.js';
import { send, start } from './harness.js';
import { connectedAccount, officialClient, refusal } from './official.js';

let sandbox: Sandbox;
let stripe: Stripe;
let seller: Awaited<ReturnType<typeof connectedAccount>>;
beforeAll(async () => {
  sandbox = await start();
  stripe = officialClient(sandbox);
  seller = await connectedAccount(sandbox);
});
afterAll(() => sandbox.close());

type Data = Stripe.Checkout.SessionCreateParams.PaymentIntentData;

const line_items = [
  { price_data: { currency: 'usd', product_data: { name: 'Lamp' }, unit_amount: 5000 }, quantity: 1 },
];

const create = (payment_intent_data: Data, client = stripe) =>
  client.checkout.sessions.create({
    line_items,
    mode: 'payment',
    payment_intent_data,
    success_url: 'https://shop.example/thanks',
  });

const pay = async (id: string, client = stripe): Promise<Stripe.Charge> => {
  await client.rawRequest('POST', `/v1/test_helpers/checkout/sessions/${id}/complete`);
  const { payment_intent: intent } = await client.checkout.sessions.retrieve(id);
  return (await client.charges.list({ payment_intent: String(intent) })).data[0] as Stripe.Charge;
};

describe('a session of a platform', () => {
  test('passes the money on without the fee, and charges for the seller', async () => {
    const { id } = await create({
      application_fee_amount: 500,
      on_behalf_of: seller.id,
      transfer_data: { destination: seller.id },
    });
    const charge = await pay(id);
    expect(charge).toMatchObject({ application_fee_amount: 500, on_behalf_of: seller.id });
    expect(await stripe.transfers.retrieve(String(charge.transfer))).toMatchObject({
      amount: 5000,
      destination: seller.id,
    });
  });

  test('of a seller gives the platform its fee', async () => {
    const { id } = await create({ application_fee_amount: 700 }, seller.client);
    expect(await pay(id, seller.client)).toMatchObject({ amount: 5000, application_fee_amount: 700 });
    expect((await stripe.applicationFees.list()).data[0]).toMatchObject({ account: seller.id, amount: 700 });
  });

  test.each<[string, Data]>([
    ['application_fee_amount', { application_fee_amount: 500 }],
    ['application_fee_amount', { application_fee_amount: 5001, transfer_data: { destination: 'seller' } }],
    ['on_behalf_of', { on_behalf_of: 'acct_none' }],
    ['transfer_data[destination]', { transfer_data: { destination: 'acct_none' } }],
  ])('is refused where it can’t be shared: %s', async (param, { transfer_data: to, ...data }) => {
    const destination = to?.destination === 'seller' ? seller.id : to?.destination;
    const refused = await refusal(
      create({ ...data, ...(destination && { transfer_data: { destination } }) }),
    );
    expect(refused).toMatchObject({ param, statusCode: 400 });
  });
});

describe('a Payment Link of a platform', () => {
  test('shares each of its payments', async () => {
    const shares = { application_fee_amount: 500, transfer_data: { destination: seller.id } };
    const link = await stripe.paymentLinks.create({ line_items, ...shares });
    expect(link).toMatchObject({ application_fee_amount: 500, transfer_data: { destination: seller.id } });
    const { headers } = await send(link.url, { headers: { 'sec-fetch-dest': 'document' } });
    const charge = await pay(String(headers.location?.split('/').at(-1)));
    expect(charge).toMatchObject({ application_fee_amount: 500 });
    expect(charge.transfer).toMatch(/^tr_/);
  });

  test('is refused for an account that is not connected', async () => {
    const params = { line_items, transfer_data: { destination: 'acct_none' } };
    expect(await refusal(stripe.paymentLinks.create(params))).toMatchObject({
      param: 'transfer_data[destination]',
    });
  });
});
