import type Stripe from 'stripe';
import { invalidRequest } from '../../kernel/errors.js';
import { newId } from '../../kernel/ids.js';
import type { Work } from '../../kernel/scope.js';
import { seconds } from '../../kernel/seconds.js';
import { type Documents, documents } from '../../kernel/store/documents.js';
import type { Options, ShippingRateStart } from './params.js';
import { shippingRates as table } from './table.js';

export const shippingRates: Documents<typeof table> = documents(table, 'shipping_rate');

/**
 * Returns what a delivery at a rate costs in a currency.
 *
 * @throws ApiError 404 for a rate that does not exist; 400 for one that is not active, or has no amount in the currency.
 */
export async function shippingAmount(
  work: Work,
  id: string,
  currency: string,
  param: string,
): Promise<number> {
  const { body } = await shippingRates.find(work, id, param);
  if (!body.active) throw invalidRequest(`Shipping rate ${id} is not active. Send one that is.`, { param });
  const { currency_options: options = {} } = body.fixed_amount ?? {};
  const amount = Object.hasOwn(options, currency) ? options[currency]?.amount : undefined;
  if (amount !== undefined) return amount;
  throw invalidRequest(`Shipping rate ${id} has no amount in ${currency}.`, { param });
}

/** Creates a rate. */
export async function createShippingRate(work: Work, start: ShippingRateStart): Promise<Stripe.ShippingRate> {
  const { delivery_estimate: estimate, fixed_amount: fixed, ...params } = start;
  const own: Options = { [fixed.currency]: { amount: fixed.amount, tax_behavior: params.tax_behavior } };
  const body: Stripe.ShippingRate = {
    id: newId('shr'),
    object: 'shipping_rate',
    active: true,
    created: seconds(work.now),
    delivery_estimate: estimate
      ? { maximum: estimate.maximum ?? null, minimum: estimate.minimum ?? null }
      : null,
    display_name: params.display_name,
    fixed_amount: { ...fixed, currency_options: { ...own, ...fixed.currency_options } },
    livemode: work.livemode,
    metadata: params.metadata,
    tax_behavior: params.tax_behavior,
    tax_code: params.tax_code ?? null,
    type: params.type,
  };
  await shippingRates.insert(work, { id: body.id, body, active: true, currency: fixed.currency });
  return body;
}
