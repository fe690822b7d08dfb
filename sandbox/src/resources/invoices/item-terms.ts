import type Stripe from 'stripe';
import * as v from 'valibot';
import { clearable, text } from '../../kernel/http/params.js';
import type { Work } from '../../kernel/scope.js';
import { discountsParam, redeemAll } from '../discounts/index.js';
import { taxRatesOf } from '../tax-rates/index.js';
import { type PricedParams, pricedParams } from './priced.js';

/** Most rates of tax of one object, as in the public API. */
const MOST_RATES = 10;

/** Reads rates of tax. An empty value removes them. */
export const taxRatesParam: v.GenericSchema<unknown, string[] | null> = clearable(
  v.pipe(v.array(text()), v.maxLength(MOST_RATES)),
);

/** Parameters of an item, or of its line: what is billed, what is taken off, and how it is taxed. */
export const itemTerms = {
  ...pricedParams,
  discounts: v.optional(discountsParam),
  tax_rates: v.optional(taxRatesParam),
};

const own = v.object({ discounts: itemTerms.discounts, tax_rates: itemTerms.tax_rates });

export interface ItemTerms extends PricedParams, v.InferOutput<typeof own> {}

/** The item that terms are for. */
interface OfItem {
  id: string;
  customer: string;
  currency: string;
  amount: number;
}

/**
 * Reads what is taken off an item, and how it is taxed. What was not sent is left out.
 *
 * @param at Place of the parameters, for errors: `lines[0]`.
 * @throws ApiError 404 and 400 for discounts and rates that can't be used.
 */
export async function readReductions(
  work: Work,
  { discounts, tax_rates: rates }: ItemTerms,
  { id, customer, currency, amount }: OfItem,
  at = '',
): Promise<{ discounts?: string[]; tax_rates?: Stripe.TaxRate[] }> {
  const param = (name: string) => (at ? `${at}[${name}]` : name);
  const redemption = { customer, place: { invoice_item: id }, purchase: { currency, subtotal: amount } };
  return {
    ...(discounts !== undefined && {
      discounts: await redeemAll(work, discounts ?? [], redemption, param('discounts')),
    }),
    ...(rates !== undefined && { tax_rates: await taxRatesOf(work, rates ?? [], param('tax_rates')) }),
  };
}
