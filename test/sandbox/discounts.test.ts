/** What is taken off invoices, and what they are taxed, as the official client says it. */
import fc from 'fast-check';
import type Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Sandbox } from '../../sandbox/src/index.js';
import { eventually, start } from './harness.js';
import { eventsOf, officialClient, refusal } from './official.js';

let sandbox: Sandbox;
let stripe: Stripe;
beforeAll(async () => {
  sandbox = await start();
  stripe = officialClient(sandbox);
});
afterAll(() => sandbox.close());

/** A version in which a customer has a discount by a request, and an invoice one discount. */
const OLDER = { apiVersion: '2023-10-16' };

const customer = (more: Stripe.CustomerCreateParams = {}) =>
  stripe.customers.create({ email: 'jenny@shop.example', ...more });

const withCoupon = (coupon: string, more: object = {}) =>
  stripe.customers.create({ email: 'jenny@shop.example', coupon, ...more } as object, OLDER);

const coupon = (more: Stripe.CouponCreateParams = {}) => stripe.coupons.create({ percent_off: 20, ...more });

const rate = (percentage: number, inclusive = false) =>
  stripe.taxRates.create({ display_name: 'VAT', inclusive, percentage });

/** A draft with a line for each amount, the first amount first. */
async function draftOf(
  amounts: number[],
  more: Omit<Stripe.InvoiceCreateParams, 'customer'> & { customer?: string } = {},
): Promise<Stripe.Invoice> {
  const id = more.customer ?? (await customer()).id;
  const { id: invoice } = await stripe.invoices.create({ currency: 'usd', ...more, customer: id });
  for (const amount of amounts) await stripe.invoiceItems.create({ customer: id, invoice, amount });
  return stripe.invoices.retrieve(invoice);
}

async function advance(clock: string, frozen_time: number): Promise<void> {
  await stripe.testHelpers.testClocks.advance(clock, { frozen_time });
  await eventually(
    () => stripe.testHelpers.testClocks.retrieve(clock),
    ({ status }) => status === 'ready',
  );
}

describe('a discount of an invoice', () => {
  test('takes a part off each line, and the sums and its page say how much', async () => {
    const { id } = await coupon();
    const invoice = await draftOf([1000, 2333], { discounts: [{ coupon: id }] });
    const [discount] = invoice.discounts;
    expect(invoice).toMatchObject({
      subtotal: 3333,
      total: 2666,
      amount_due: 2666,
      total_discount_amounts: [{ amount: 667, discount }],
      total_excluding_tax: 2666,
      total_pretax_credit_amounts: [{ amount: 667, discount, type: 'discount' }],
    });
    expect(invoice.lines.data.map((line) => [line.amount, line.discount_amounts])).toEqual([
      [2333, [{ amount: 467, discount }]],
      [1000, [{ amount: 200, discount }]],
    ]);
    const shown = await stripe.invoices.retrieve(invoice.id, { expand: ['discounts.source.coupon'] });
    expect(shown.discounts).toMatchObject([
      {
        id: discount,
        object: 'discount',
        customer: invoice.customer,
        end: null,
        invoice: invoice.id,
        source: { type: 'coupon', coupon: { id, times_redeemed: 1 } },
        subscription: null,
      },
    ]);
  });

  test('as an amount is spread over the lines, and is never more than they are', async () => {
    const { id } = await coupon({ amount_off: 1000, currency: 'usd', percent_off: undefined });
    const invoice = await draftOf([1000, 1000, 1000], { discounts: [{ coupon: id }] });
    expect(invoice.total).toBe(2000);
    expect(invoice.lines.data.map((line) => line.discount_amounts?.[0]?.amount)).toEqual([334, 333, 333]);
    const small = await draftOf([700], { discounts: [{ coupon: id }] });
    expect(small).toMatchObject({ total: 0, total_discount_amounts: [{ amount: 700 }] });
    expect(await stripe.invoices.finalizeInvoice(small.id)).toMatchObject({ status: 'paid', amount_paid: 0 });
  });

  test('comes after those of its lines, in order, and only for the products of its coupon', async () => {
    const { id: product } = await stripe.products.create({ name: 'Gold' });
    const [own, gold, all] = [
      await coupon({ percent_off: 50 }),
      await coupon({ percent_off: 10, applies_to: { products: [product] } }),
      await coupon({ percent_off: 25 }),
    ];
    const { id } = await customer();
    const discounts = [{ coupon: gold.id }, { coupon: all.id }];
    const draft = await stripe.invoices.create({ customer: id, currency: 'usd', discounts });
    await stripe.invoiceItems.create({
      customer: id,
      invoice: draft.id,
      price_data: { currency: 'usd', product, unit_amount: 1000 },
    });
    const item = await stripe.invoiceItems.create({
      customer: id,
      invoice: draft.id,
      amount: 2000,
      discounts: [{ coupon: own.id }],
    });
    expect(item.discounts).toHaveLength(1);
    const invoice = await stripe.invoices.retrieve(draft.id);
    const [ofGold, ofAll] = invoice.discounts;
    expect(invoice.lines.data.map((line) => line.discount_amounts)).toEqual([
      [
        { amount: 1000, discount: item.discounts?.[0] },
        { amount: 250, discount: ofAll },
      ],
      [
        { amount: 100, discount: ofGold },
        { amount: 225, discount: ofAll },
      ],
    ]);
    expect(invoice).toMatchObject({ subtotal: 2000, total: 1425 });
    const bare = await stripe.invoiceItems.update(item.id, { discounts: '' });
    expect(bare.discounts).toEqual([]);
    expect(await stripe.invoices.retrieve(draft.id)).toMatchObject({ subtotal: 3000, total: 2175 });
  });

  test('spares what is not discountable, such as a credit', async () => {
    const { id } = await coupon({ percent_off: 50 });
    const invoice = await draftOf([1000, -200], { discounts: [{ coupon: id }] });
    expect(invoice.total).toBe(300);
    const [credit] = invoice.lines.data;
    expect(credit).toMatchObject({ discountable: false, discount_amounts: [] });
  });

  test('is changed and taken away while the invoice is a draft, and a discount that is there can stay', async () => {
    const [one, two] = [await coupon(), await coupon({ percent_off: 10 })];
    const invoice = await draftOf([1000], { discounts: [{ coupon: one.id }] });
    const [first] = invoice.discounts;
    const both = await stripe.invoices.update(invoice.id, {
      discounts: [{ discount: String(first) }, { coupon: two.id }],
    });
    expect(both).toMatchObject({ total: 720 });
    expect(both.discounts[0]).toBe(first);
    const none = await stripe.invoices.update(invoice.id, { discounts: '' });
    expect(none).toMatchObject({ discounts: [], total: 1000, total_discount_amounts: [] });
    await stripe.invoices.finalizeInvoice(invoice.id);
    const late = await refusal(stripe.invoices.update(invoice.id, { discounts: [{ coupon: one.id }] }));
    expect(late.code).toBe('invoice_not_editable');
  });

  test('is refused where its coupon does not exist, is over, is in another currency, or is named in two ways', async () => {
    const { id } = await customer();
    const create = (discount: Stripe.InvoiceCreateParams.Discount, currency = 'usd') =>
      refusal(stripe.invoices.create({ customer: id, currency, discounts: [discount] }));
    expect(await create({ coupon: 'none' })).toMatchObject({
      code: 'resource_missing',
      param: 'discounts[0][coupon]',
    });
    const once = await coupon({ max_redemptions: 1 });
    await draftOf([1000], { discounts: [{ coupon: once.id }] });
    expect(await create({ coupon: once.id })).toMatchObject({ code: 'coupon_expired', statusCode: 400 });
    expect(await stripe.coupons.retrieve(once.id)).toMatchObject({ times_redeemed: 1, valid: false });
    const dollars = await coupon({ amount_off: 100, currency: 'usd', percent_off: undefined });
    expect(await create({ coupon: dollars.id }, 'eur')).toMatchObject({ param: 'discounts[0][coupon]' });
    expect(await create({ coupon: dollars.id, promotion_code: 'promo_x' })).toMatchObject({
      code: 'parameters_exclusive',
    });
    const other = await draftOf([1000], { discounts: [{ coupon: dollars.id }] });
    expect(await create({ discount: String(other.discounts[0]) })).toMatchObject({
      code: 'resource_missing',
      param: 'discounts[0][discount]',
    });
    // None of them left anything behind.
    expect((await stripe.invoices.list({ customer: id })).data).toEqual([]);
    expect((await stripe.coupons.retrieve(dollars.id)).times_redeemed).toBe(1);
  });

  test('ends with the coupon’s last day, by the clock of its customer', async () => {
    const start = Date.UTC(2031, 0, 1) / 1000;
    const clock = await stripe.testHelpers.testClocks.create({ frozen_time: start });
    const { id } = await customer({ test_clock: clock.id });
    const ending = await coupon({ redeem_by: start + 3600 });
    const use = () => stripe.invoices.create({ customer: id, discounts: [{ coupon: ending.id }] });
    expect((await use()).discounts).toHaveLength(1);
    await advance(clock.id, start + 3600);
    expect(await refusal(use())).toMatchObject({ code: 'coupon_expired' });
  });
});

describe('a promotion code', () => {
  const code = async (more: Omit<Stripe.PromotionCodeCreateParams, 'promotion'> = {}) =>
    stripe.promotionCodes.create({
      promotion: { type: 'coupon', coupon: (await coupon({ percent_off: 50 })).id },
      ...more,
    });
  const use = (promotion: Stripe.PromotionCode, to: string, amount = 1000) =>
    stripe.invoiceItems.create({
      customer: to,
      amount,
      currency: 'usd',
      discounts: [{ promotion_code: promotion.id }],
    });

  test('is used as often as it may be, and each use is counted', async () => {
    const promotion = await code({ max_redemptions: 1 });
    const { id } = await customer();
    await use(promotion, id);
    const used = await stripe.promotionCodes.retrieve(promotion.id);
    expect(used).toMatchObject({ active: false, times_redeemed: 1 });
    expect(await eventsOf(stripe, promotion.id)).toEqual([
      'promotion_code.created',
      'promotion_code.updated',
    ]);
    expect(await stripe.coupons.retrieve(String(promotion.promotion.coupon))).toMatchObject({
      times_redeemed: 1,
    });
    const again = await refusal(use(promotion, id));
    expect(again).toMatchObject({ statusCode: 400, param: 'discounts[0][promotion_code]' });
    const invoice = await stripe.invoices.create({
      customer: id,
      currency: 'usd',
      pending_invoice_items_behavior: 'include',
    });
    expect(invoice).toMatchObject({ total: 500, subtotal: 500 });
    const [shown] = (
      await stripe.invoices.retrieve(invoice.id, { expand: ['total_discount_amounts.discount'] })
    ).total_discount_amounts as Stripe.Invoice.TotalDiscountAmount[];
    expect(shown?.discount).toMatchObject({ promotion_code: promotion.id });
  });

  test('is only for its customer', async () => {
    const [owner, other] = [await customer(), await customer()];
    const promotion = await code({ customer: owner.id });
    expect((await refusal(use(promotion, other.id))).message).toContain('another customer');
    expect((await use(promotion, owner.id)).discounts).toHaveLength(1);
  });

  test('may be only for the first thing that a customer pays', async () => {
    const promotion = await code({ restrictions: { first_time_transaction: true } });
    const { id } = await customer();
    expect((await use(promotion, id)).discounts).toHaveLength(1);
    await stripe.paymentIntents.create({
      ...{ amount: 500, currency: 'usd', confirm: true, customer: id },
      ...{ payment_method: 'pm_card_visa', payment_method_types: ['card'] },
    });
    expect((await refusal(use(promotion, id))).message).toContain('has prior transactions');
  });

  test('may need a minimum amount, in each of its currencies', async () => {
    const promotion = await code({
      restrictions: {
        currency_options: { eur: { minimum_amount: 900 } },
        minimum_amount: 1000,
        minimum_amount_currency: 'usd',
      },
    });
    const { id } = await customer();
    expect((await refusal(use(promotion, id, 999))).message).toContain('at least $10.00');
    expect((await use(promotion, id, 1000)).discounts).toHaveLength(1);
    const euros = await draftOf([900], { currency: 'eur', customer: id });
    const discounts = [{ promotion_code: promotion.id }];
    expect(await stripe.invoices.update(euros.id, { discounts })).toMatchObject({ total: 450 });
    const pounds = await draftOf([5000], { currency: 'gbp', customer: id });
    expect((await refusal(stripe.invoices.update(pounds.id, { discounts }))).message).toContain(
      'none in gbp',
    );
  });
});

describe('the discount of a customer', () => {
  test('is for each of their invoices that has none of its own', async () => {
    const { id } = await coupon({ duration: 'forever' });
    const { id: buyer, discount } = await withCoupon(id);
    expect(discount).toMatchObject({ customer: buyer, coupon: { id, percent_off: 20 }, end: null });
    expect(discount).not.toHaveProperty('source');
    const now = (await stripe.customers.retrieve(buyer)) as Stripe.Customer;
    expect(now.discount).toMatchObject({ id: discount?.id, source: { type: 'coupon', coupon: id } });
    expect(await draftOf([1000], { customer: buyer })).toMatchObject({
      discounts: [discount?.id],
      total: 800,
    });
    expect(await draftOf([1000], { customer: buyer, discounts: '' })).toMatchObject({
      discounts: [],
      total: 1000,
    });
    const own = await coupon({ percent_off: 50 });
    const ownOnly = await draftOf([1000], { customer: buyer, discounts: [{ coupon: own.id }] });
    expect(ownOnly.total).toBe(500);
  });

  test('for once ends with the first invoice that has it, whatever other drafts have', async () => {
    const { id: buyer, discount } = await withCoupon((await coupon({ duration: 'once' })).id);
    const [first, second] = [
      await draftOf([1000], { customer: buyer }),
      await draftOf([1000], { customer: buyer }),
    ];
    expect([first.total, second.total]).toEqual([800, 800]);
    expect(await stripe.invoices.finalizeInvoice(first.id)).toMatchObject({ total: 800 });
    expect(((await stripe.customers.retrieve(buyer)) as Stripe.Customer).discount).toBeNull();
    expect(await stripe.invoices.finalizeInvoice(second.id)).toMatchObject({ discounts: [], total: 1000 });
    expect(await draftOf([1000], { customer: buyer })).toMatchObject({ total: 1000 });
    const [gone] = (await stripe.invoices.retrieve(first.id, { expand: ['discounts'] })).discounts;
    expect(gone).toMatchObject({ id: discount?.id, deleted: true });
    expect(await eventsOf(stripe, String(discount?.id))).toEqual([
      'customer.discount.created',
      'customer.discount.deleted',
    ]);
  });

  test('for months ends after them', async () => {
    const start = Date.UTC(2031, 0, 31) / 1000;
    const clock = await stripe.testHelpers.testClocks.create({ frozen_time: start });
    const twice = await coupon({ duration: 'repeating', duration_in_months: 1 });
    const { id: buyer, discount } = await withCoupon(twice.id, { test_clock: clock.id });
    const end = Date.UTC(2031, 1, 28) / 1000;
    expect(discount?.end).toBe(end);
    await advance(clock.id, end - 1);
    expect((await draftOf([1000], { customer: buyer })).total).toBe(800);
    await advance(clock.id, end);
    expect((await draftOf([1000], { customer: buyer })).total).toBe(1000);
    expect(((await stripe.customers.retrieve(buyer)) as Stripe.Customer).discount).toBeNull();
    expect(await eventsOf(stripe, String(discount?.id))).toEqual([
      'customer.discount.created',
      'customer.discount.deleted',
    ]);
  });

  test('is changed by older versions, and deleted by all', async () => {
    const [one, two] = [await coupon(), await coupon({ percent_off: 50 })];
    const { id: buyer } = await withCoupon(one.id);
    const update = (change: object) => stripe.customers.update(buyer, change, OLDER);
    const changed = await update({ coupon: two.id });
    expect(changed.discount).toMatchObject({ coupon: { id: two.id } });
    expect(await eventsOf(stripe, String(changed.discount?.id))).toEqual(['customer.discount.updated']);
    const promotion = await stripe.promotionCodes.create({ promotion: { type: 'coupon', coupon: one.id } });
    expect((await update({ promotion_code: promotion.id })).discount).toMatchObject({
      promotion_code: promotion.id,
    });
    expect((await update({ coupon: '' })).discount).toBeNull();
    await update({ coupon: one.id });
    expect(await stripe.customers.deleteDiscount(buyer)).toMatchObject({ object: 'discount', deleted: true });
    expect(((await stripe.customers.retrieve(buyer)) as Stripe.Customer).discount).toBeNull();
    expect(await refusal(stripe.customers.deleteDiscount(buyer))).toMatchObject({
      statusCode: 404,
      code: 'resource_missing',
    });
    const newest = await refusal(stripe.customers.update(buyer, { coupon: one.id } as object));
    expect(newest).toMatchObject({ code: 'parameter_unknown', param: 'coupon' });
    const both = await refusal(update({ coupon: one.id, promotion_code: promotion.id }));
    expect(both.code).toBe('parameters_exclusive');
  });

  test('outlives its coupon', async () => {
    const { id } = await coupon({ duration: 'forever', name: 'Spring' });
    const { id: buyer } = await withCoupon(id);
    await stripe.coupons.del(id);
    expect((await draftOf([1000], { customer: buyer })).total).toBe(800);
    const former = (await stripe.customers.retrieve(buyer, {}, OLDER)) as Stripe.Customer;
    expect(former.discount).toMatchObject({ coupon: { id, name: 'Spring', percent_off: 20 } });
  });
});

describe('taxes', () => {
  test('are added to the lines after discounts, each rounded, and summed by rate', async () => {
    const { id: coupon20 } = await coupon();
    const [vat, city] = [await rate(19), await rate(0.5)];
    const invoice = await draftOf([1000, 333], {
      default_tax_rates: [vat.id, city.id],
      discounts: [{ coupon: coupon20 }],
    });
    // 800 and 266: VAT of 152 and 50.54, the city's of 4 and 1.33.
    const tax = (amount: number, { id }: Stripe.TaxRate, taxable_amount: number) => ({
      amount,
      tax_behavior: 'exclusive',
      tax_rate_details: { tax_rate: id },
      taxability_reason: 'not_available',
      taxable_amount,
      type: 'tax_rate_details',
    });
    expect(invoice.lines.data.map(({ taxes }) => taxes)).toEqual([
      [tax(51, vat, 266), tax(1, city, 266)],
      [tax(152, vat, 800), tax(4, city, 800)],
    ]);
    expect(invoice).toMatchObject({
      default_tax_rates: [{ id: vat.id, percentage: 19 }, { id: city.id }],
      subtotal: 1333,
      subtotal_excluding_tax: 1333,
      total: 1274,
      total_excluding_tax: 1066,
      total_taxes: [tax(203, vat, 1066), tax(5, city, 1066)],
    });
  });

  test('that are included add nothing to what is paid', async () => {
    const { id } = await rate(20, true);
    const { id: half } = await coupon({ percent_off: 50 });
    const invoice = await draftOf([1200], { default_tax_rates: [id], discounts: [{ coupon: half }] });
    expect(invoice).toMatchObject({
      subtotal: 1200,
      subtotal_excluding_tax: 1000,
      total: 600,
      total_excluding_tax: 500,
      total_taxes: [{ amount: 100, tax_behavior: 'inclusive', taxable_amount: 500 }],
    });
  });

  test('of an item come instead of those of its invoice', async () => {
    const [usual, own] = [await rate(19), await rate(7)];
    const { id } = await customer();
    const draft = await stripe.invoices.create({
      customer: id,
      currency: 'usd',
      default_tax_rates: [usual.id],
    });
    const item = await stripe.invoiceItems.create({
      ...{ amount: 1000, customer: id, invoice: draft.id },
      tax_rates: [own.id],
    });
    expect(item.tax_rates).toMatchObject([{ id: own.id, object: 'tax_rate', percentage: 7 }]);
    await stripe.invoices.addLines(draft.id, { lines: [{ amount: 1000, tax_rates: [own.id] }] });
    expect((await stripe.invoices.retrieve(draft.id)).total).toBe(2140);
    await stripe.invoiceItems.update(item.id, { tax_rates: '' });
    expect((await stripe.invoices.retrieve(draft.id)).total).toBe(2260);
    expect((await stripe.invoices.update(draft.id, { default_tax_rates: '' })).total).toBe(2070);
  });

  test.each([
    ['exempt', 'customer_exempt'],
    ['reverse', 'reverse_charge'],
  ] as const)('are none for a customer who is %s', async (tax_exempt, taxability_reason) => {
    const { id } = await customer({ tax_exempt });
    const invoice = await draftOf([1000], { customer: id, default_tax_rates: [(await rate(19)).id] });
    expect(invoice).toMatchObject({ total: 1000, total_taxes: [{ amount: 0, taxability_reason }] });
  });

  test('are refused for a rate that does not exist or is archived', async () => {
    const { id } = await customer();
    const create = (tax: string) =>
      refusal(stripe.invoices.create({ customer: id, currency: 'usd', default_tax_rates: [tax] }));
    expect(await create('txr_none')).toMatchObject({
      code: 'resource_missing',
      param: 'default_tax_rates[0]',
    });
    const { id: old } = await rate(16);
    await stripe.taxRates.update(old, { active: false });
    expect((await create(old)).message).toContain('archived');
  });
});

test('what a delivery costs is part of an invoice', async () => {
  const shipping = await stripe.shippingRates.create({
    display_name: 'Parcel',
    fixed_amount: { amount: 500, currency: 'usd', currency_options: { eur: { amount: 450 } } },
  });
  const invoice = await draftOf([1000], {
    default_tax_rates: [(await rate(10)).id],
    shipping_cost: { shipping_rate: shipping.id },
    shipping_details: { address: { city: 'Graz', country: 'AT' }, name: 'Jenny' },
  });
  expect(invoice).toMatchObject({
    amount_shipping: 500,
    shipping_cost: { amount_subtotal: 500, amount_tax: 0, amount_total: 500, shipping_rate: shipping.id },
    shipping_details: { address: { city: 'Graz', country: 'AT' }, name: 'Jenny' },
    subtotal: 1000,
    total: 1600,
  });
  expect(await stripe.invoices.update(invoice.id, { shipping_cost: '' })).toMatchObject({
    amount_shipping: 0,
    shipping_cost: null,
    total: 1100,
  });
  const pounds = await refusal(
    stripe.invoices.create({
      customer: String(invoice.customer),
      currency: 'gbp',
      shipping_cost: { shipping_rate: shipping.id },
    }),
  );
  expect(pounds.param).toBe('shipping_cost[shipping_rate]');
});

test('older versions show the discount, the tax and the rates of an invoice as they were', async () => {
  const vat = await rate(20);
  const { id } = await coupon({ percent_off: 50 });
  const { id: invoice } = await draftOf([1000], { default_tax_rates: [vat.id], discounts: [{ coupon: id }] });
  await stripe.invoices.addLines(invoice, { lines: [{ amount: 500, tax_rates: [vat.id] }] });
  const former = (await stripe.invoices.retrieve(invoice, {}, OLDER)) as unknown as Record<string, unknown>;
  const { data } = former.lines as Stripe.ApiList<object>;
  expect(former).toMatchObject({
    discount: { object: 'discount', coupon: { id, percent_off: 50 } },
    tax: 150,
    total: 900,
    total_tax_amounts: [
      { amount: 150, inclusive: false, tax_rate: vat.id, taxability_reason: null, taxable_amount: 750 },
    ],
  });
  expect(former).not.toHaveProperty('total_taxes');
  expect(data).toMatchObject([
    { tax_amounts: [{ amount: 50, tax_rate: vat.id }], tax_rates: [{ id: vat.id, percentage: 20 }] },
    { tax_amounts: [{ amount: 100 }], tax_rates: [] },
  ]);
});

test('the sums of an invoice are those of its lines, whatever is taken off and added', async () => {
  const percent = fc.integer({ min: 1, max: 100 });
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.integer({ min: 1, max: 100_000 }), { minLength: 1, maxLength: 4 }),
      fc.array(percent, { maxLength: 2 }),
      fc.option(fc.integer({ min: 1, max: 50_000 })),
      fc.array(fc.tuple(percent, fc.boolean()), { maxLength: 2 }),
      async (amounts, percents, off, rates) => {
        const discounts = [];
        for (const percent_off of percents) discounts.push({ coupon: (await coupon({ percent_off })).id });
        if (off) {
          const fixed = await stripe.coupons.create({ amount_off: off, currency: 'usd' });
          discounts.push({ coupon: fixed.id });
        }
        const taxes = [];
        for (const [percentage, inclusive] of rates) taxes.push((await rate(percentage, inclusive)).id);
        const invoice = await draftOf(amounts, { default_tax_rates: taxes, discounts });
        const sum = (all: { amount: number }[]) => all.reduce((whole, { amount }) => whole + amount, 0);
        const lines = invoice.lines.data;
        const added = (all: { amount: number; tax_behavior: string }[]) =>
          sum(all.filter(({ tax_behavior }) => tax_behavior === 'exclusive'));
        expect(sum(invoice.total_discount_amounts ?? [])).toBe(
          sum(lines.flatMap((one) => one.discount_amounts ?? [])),
        );
        expect(sum(invoice.total_taxes ?? [])).toBe(sum(lines.flatMap(({ taxes: of }) => of ?? [])));
        expect(invoice.subtotal).toBe(sum(lines));
        expect(invoice.total).toBe(
          invoice.subtotal - sum(invoice.total_discount_amounts ?? []) + added(invoice.total_taxes ?? []),
        );
        expect(invoice.total_excluding_tax).toBe(invoice.total - sum(invoice.total_taxes ?? []));
      },
    ),
    { numRuns: 12 },
  );
});
