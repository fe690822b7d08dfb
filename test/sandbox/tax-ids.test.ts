/** The numbers by which customers are known to their tax office, as the official client says them. */
import type Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Sandbox } from '../../sandbox/src/index.js';
import { eventually, start } from './harness.js';
import { eventsOf, officialClient, refusal } from './official.js';
import { readPdf } from './read-pdf.js';

let sandbox: Sandbox;
let stripe: Stripe;
beforeAll(async () => {
  sandbox = await start();
  stripe = officialClient(sandbox);
});
afterAll(() => sandbox.close());

const GERMAN = { type: 'eu_vat', value: 'DE123456789' } as const;
const AMERICAN = { type: 'us_ein', value: '12-3456789' } as const;

const customer = async (more: Stripe.CustomerCreateParams = {}) =>
  (await stripe.customers.create({ name: 'Ada', ...more })).id;

describe('the tax id of a customer', () => {
  test('is created, retrieved, listed and deleted by both of its addresses', async () => {
    const id = await customer();
    const one = await stripe.customers.createTaxId(id, AMERICAN);
    expect(one).toMatchObject({
      object: 'tax_id',
      country: 'US',
      customer: id,
      owner: { customer: id, type: 'customer' },
      ...AMERICAN,
      verification: { status: 'unavailable' },
    });
    const other = await stripe.taxIds.create({ ...GERMAN, owner: { type: 'customer', customer: id } });
    expect(other.country).toBe('DE');
    expect(await stripe.customers.retrieveTaxId(id, one.id)).toEqual(one);
    expect(await stripe.taxIds.retrieve(one.id)).toEqual(one);
    const ids = [other.id, one.id];
    expect((await stripe.customers.listTaxIds(id)).data.map((each) => each.id)).toEqual(ids);
    const byOwner = await stripe.taxIds.list({ owner: { type: 'customer', customer: id } });
    expect(byOwner.data.map((each) => each.id)).toEqual(ids);
    expect(await stripe.customers.deleteTaxId(id, one.id)).toEqual({
      id: one.id,
      object: 'tax_id',
      deleted: true,
    });
    await stripe.taxIds.del(other.id);
    expect((await stripe.customers.listTaxIds(id)).data).toEqual([]);
    expect(await eventsOf(stripe, one.id)).toEqual(['customer.tax_id.created', 'customer.tax_id.deleted']);
  });

  test('is none of another customer', async () => {
    const [mine, other] = [await customer(), await customer()];
    const { id } = await stripe.customers.createTaxId(mine, AMERICAN);
    for (const call of [stripe.customers.retrieveTaxId(other, id), stripe.customers.deleteTaxId(other, id)])
      expect(await refusal(call)).toMatchObject({ statusCode: 404, code: 'resource_missing' });
  });

  test.each([
    ['eu_vat', '000000000', 'verified'],
    ['eu_vat', '111111111', 'unverified'],
    ['au_abn', '000000000', 'verified'],
    ['gb_vat', 'GB123456789', 'verified'],
  ] as const)('of %s %s is pending, and then %s', async (type, value, status) => {
    const { id, verification } = await stripe.customers.createTaxId(await customer(), { type, value });
    expect(verification?.status).toBe('pending');
    await eventually(
      () => stripe.taxIds.retrieve(id),
      (now) => now.verification?.status === status,
    );
    expect(await eventsOf(stripe, id)).toEqual(['customer.tax_id.created', 'customer.tax_id.updated']);
  });

  test('that nobody answers for stays pending', async () => {
    const id = await customer();
    const [pending, answered] = [
      await stripe.customers.createTaxId(id, { type: 'eu_vat', value: '222222222' }),
      await stripe.customers.createTaxId(id, GERMAN),
    ];
    await eventually(
      () => stripe.taxIds.retrieve(answered.id),
      (now) => now.verification?.status === 'verified',
    );
    expect((await stripe.taxIds.retrieve(pending.id)).verification?.status).toBe('pending');
  });

  test('is refused where its value is not one of its type, and where there is no such type', async () => {
    const id = await customer();
    const wrong = stripe.customers.createTaxId(id, { type: 'eu_vat', value: 'US12' });
    expect(await refusal(wrong)).toMatchObject({ statusCode: 400, code: 'tax_id_invalid', param: 'value' });
    const unknown = stripe.customers.createTaxId(id, { type: 'xx_vat' as 'eu_vat', value: '1' });
    expect(await refusal(unknown)).toMatchObject({ statusCode: 400, param: 'type' });
    const nobody = stripe.taxIds.create({ ...GERMAN, owner: { type: 'customer' } });
    expect(await refusal(nobody)).toMatchObject({ code: 'parameter_missing', param: 'owner[customer]' });
  });

  test('comes with the customer, who shows it where that is asked for', async () => {
    const created = await stripe.customers.create({
      tax_id_data: [GERMAN, AMERICAN],
      expand: ['tax_ids'],
    });
    expect(created.tax_ids?.data).toMatchObject([AMERICAN, GERMAN]);
    expect(await stripe.customers.retrieve(created.id)).not.toHaveProperty('tax_ids');
    const wrong = stripe.customers.create({ tax_id_data: [GERMAN, { ...AMERICAN, value: 'x' }] });
    expect(await refusal(wrong)).toMatchObject({ param: 'tax_id_data[1][value]' });
  });
});

describe('a tax id of the account', () => {
  test('belongs to no customer', async () => {
    const { id } = await stripe.taxIds.create({ type: 'gb_vat', value: '123456789' });
    await stripe.customers.createTaxId(await customer(), GERMAN);
    expect((await stripe.taxIds.list()).data).toMatchObject([
      { id, country: 'GB', customer: null, owner: { type: 'self' }, verification: null },
    ]);
    await stripe.taxIds.del(id);
    expect((await stripe.taxIds.list()).data).toEqual([]);
  });
});

describe('an invoice', () => {
  test('shows the tax ids that its customer had when it was finalized, also as PDF', async () => {
    const id = await customer();
    const { id: german } = await stripe.customers.createTaxId(id, GERMAN);
    await stripe.invoiceItems.create({ amount: 500, currency: 'eur', customer: id });
    const draft = await stripe.invoices.create({ customer: id, pending_invoice_items_behavior: 'include' });
    expect(draft.customer_tax_ids).toEqual([GERMAN]);
    await stripe.customers.createTaxId(id, AMERICAN);
    const open = await stripe.invoices.finalizeInvoice(draft.id);
    expect(open.customer_tax_ids).toEqual([GERMAN, AMERICAN]);
    await stripe.customers.deleteTaxId(id, german);
    expect((await stripe.invoices.retrieve(draft.id)).customer_tax_ids).toEqual([GERMAN, AMERICAN]);
    const pdf = Buffer.from(await (await fetch(String(open.invoice_pdf))).arrayBuffer());
    expect(readPdf(pdf).join('')).toContain('EU VAT DE123456789');
    expect(await (await fetch(String(open.hosted_invoice_url))).text()).toContain('US EIN 12-3456789');
  });
});
