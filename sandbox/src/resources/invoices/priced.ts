import type Stripe from 'stripe';
import * as v from 'valibot';
import { amountOf } from '../../billing/amount.js';
import { Decimal, rounded } from '../../billing/decimal.js';
import { invalidRequest } from '../../kernel/errors.js';
import { clearable, flag, integer, text, timestamp } from '../../kernel/http/params.js';
import type { Work } from '../../kernel/scope.js';
import { createPrice, findPrice, prices, termsIn } from '../prices/index.js';
import { createProduct, imagesParam, products, shortProductParams } from '../products/index.js';

const MOST = 99_999_999;

const wholeAmount = integer({ minimum: -MOST, maximum: MOST });

/** Reads an amount for one unit, with at most twelve digits after the point; negative for a credit. */
const decimal = v.pipe(v.string(), v.regex(/^-?\d{1,12}(\.\d{1,12})?$/, 'decimal'));

/** Parameters that say what is billed, and how much it is. */
export const pricedParams = {
  amount: v.optional(wholeAmount),
  description: v.optional(text()),
  discountable: v.optional(flag),
  period: v.optional(v.strictObject({ end: timestamp, start: timestamp })),
  pricing: v.optional(v.strictObject({ price: v.optional(text()) })),
  quantity: v.optional(integer({ minimum: 0, maximum: MOST })),
  unit_amount_decimal: v.optional(decimal),
};

/** Parameters of a price that only this line has. */
const ownPrice = {
  currency: v.pipe(text(3), v.toLowerCase()),
  tax_behavior: v.optional(v.picklist(['exclusive', 'inclusive', 'unspecified'])),
  unit_amount: v.optional(wholeAmount),
  unit_amount_decimal: v.optional(decimal),
};

export const itemPriceData = v.optional(v.strictObject({ ...ownPrice, product: text() }));

export const linePriceData = v.optional(
  v.strictObject({
    ...ownPrice,
    product: v.optional(text()),
    product_data: v.optional(
      v.strictObject({
        ...shortProductParams,
        description: v.optional(text(40_000)),
        images: v.optional(imagesParam, []),
        unit_label: v.optional(clearable(text(12))),
      }),
    ),
  }),
);

const schema = v.object({ ...pricedParams, price_data: linePriceData });
export type PricedParams = v.InferOutput<typeof schema>;

/** What is billed, and how much it is. */
export interface Priced {
  amount: number;
  currency: string;
  /** Name of the product; `null` where there is none. */
  name: string | null;
  pricing: Stripe.InvoiceItem.Pricing;
  quantity: number;
}

/**
 * Reads what is billed: an amount, or a quantity of a price.
 *
 * @param currency Currency of the invoice.
 * @param at Place of the parameters, for errors: `lines[0]`.
 * @throws ApiError 400 where nothing, or more than one thing, says how much it is; 404 for a price that does not exist.
 */
export async function readPriced(
  work: Work,
  given: PricedParams,
  currency: string,
  at = '',
): Promise<Priced> {
  const param = (name: string) => (at ? `${at}[${name}]` : name);
  const ways = (['amount', 'pricing', 'price_data', 'unit_amount_decimal'] as const).filter(
    (name) => given[name] !== undefined,
  );
  const [way, other] = ways;
  if (way === undefined) {
    throw invalidRequest(
      `Missing required param: ${param('amount')}. Send ${param('amount')}, ${param('pricing')} or ${param('price_data')}.`,
      { code: 'parameter_missing', param: param('amount') },
    );
  }
  if (other || (way === 'amount' && given.quantity !== undefined)) {
    const second = other ?? 'quantity';
    throw invalidRequest(`You may only specify one of these parameters: ${param(way)}, ${param(second)}.`, {
      code: 'parameters_exclusive',
      param: param(second),
    });
  }
  const { quantity = 1 } = given;
  if (given.amount !== undefined) return ofUnit(String(given.amount), 1, currency);
  if (given.unit_amount_decimal !== undefined) return ofUnit(given.unit_amount_decimal, quantity, currency);
  if (given.price_data) return ofOwnPrice(work, given.price_data, { quantity, currency, param });
  return ofPrice(work, given.pricing?.price ?? '', { quantity, currency, param });
}

const decimalText = (exact: Decimal) => exact.toFixed() as unknown as Stripe.Decimal;

function ofUnit(unit: string, quantity: number, currency: string): Priced {
  const exact = new Decimal(unit);
  const pricing: Stripe.InvoiceItem.Pricing = {
    type: 'price_details',
    unit_amount_decimal: decimalText(exact),
  };
  return { amount: rounded(exact.times(quantity)), currency, name: null, pricing, quantity };
}

interface Wanted {
  quantity: number;
  currency: string;
  param(name: string): string;
}

async function ofOwnPrice(
  work: Work,
  data: NonNullable<PricedParams['price_data']>,
  { quantity, currency, param }: Wanted,
): Promise<Priced> {
  if (data.currency !== currency) throw otherCurrency(data.currency, currency, param('price_data[currency]'));
  if ((data.product === undefined) === (data.product_data === undefined)) {
    throw invalidRequest(
      'Send either product, the id of a product, or product_data, which creates one with the price.',
      { code: 'parameter_missing', param: param('price_data[product]') },
    );
  }
  const product = data.product_data
    ? await createProduct(work, {
        ...data.product_data,
        unit_label: data.product_data.unit_label ?? undefined,
      })
    : (await products.find(work, data.product ?? '', param('price_data[product]'))).body;
  const unit = data.unit_amount === undefined ? data.unit_amount_decimal : String(data.unit_amount);
  // A price is never negative, but a line may be a credit.
  if (unit?.startsWith('-')) return { ...ofUnit(unit, quantity, currency), name: product.name };
  const price = await createPrice(work, product.id, {
    active: false,
    currency,
    currency_options: {},
    metadata: {},
    tax_behavior: data.tax_behavior,
    unit_amount: data.unit_amount,
    unit_amount_decimal: data.unit_amount_decimal,
  });
  return { ...ofUnit(String(price.unit_amount_decimal), quantity, currency), ...of(price, product) };
}

async function ofPrice(work: Work, id: string, { quantity, currency, param }: Wanted): Promise<Priced> {
  const row = await findPrice(work, id, param('pricing[price]'));
  const { body: price } = row;
  const refuse = (reason: string) => invalidRequest(reason, { param: param('pricing[price]') });
  if (!price.active) throw refuse('The price specified is inactive. This field only accepts active prices.');
  if (price.type !== 'one_time') {
    throw refuse(
      'The price specified is set to `type=recurring` but this field only accepts prices with `type=one_time`.',
    );
  }
  const terms = termsIn(row, currency);
  if (!terms) throw otherCurrency(price.currency, currency, param('pricing[price]'));
  const unit = terms.billing_scheme === 'per_unit' ? new Decimal(terms.unit_amount_decimal) : new Decimal(0);
  const { body: product } = await products.find(work, String(price.product));
  return {
    ...ofUnit(unit.toFixed(), quantity, currency),
    ...of(price, product),
    pricing: { ...pricingOf(price), unit_amount_decimal: decimalText(unit) },
    amount: amountOf(terms, quantity),
  };
}

/** Returns what another quantity of an item costs, although its price may be inactive by now. */
export async function ofOtherQuantity(
  work: Work,
  { currency, pricing }: Stripe.InvoiceItem,
  quantity: number,
): Promise<Priced> {
  const { price_details: details, unit_amount_decimal: unit } = pricing ?? {};
  const plain = ofUnit(String(unit ?? 0), quantity, currency);
  if (!pricing || !details) return plain;
  const terms = termsIn(await prices.find(work, String(details.price)), currency);
  return { ...plain, ...(terms && { amount: amountOf(terms, quantity) }), pricing };
}

const of = (price: Stripe.Price, { name }: Stripe.Product) => ({ name, pricing: pricingOf(price) });

const pricingOf = (price: Stripe.Price): Stripe.InvoiceItem.Pricing => ({
  price_details: { price: price.id, product: String(price.product) },
  type: 'price_details',
  unit_amount_decimal: price.unit_amount_decimal,
});

const otherCurrency = (one: string, other: string, param: string) =>
  invalidRequest(
    `The price is in ${one}, and the invoice in ${other}. All lines of an invoice have one currency.`,
    {
      param,
    },
  );
