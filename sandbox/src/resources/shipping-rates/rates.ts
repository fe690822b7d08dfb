import { invalidRequest } from '../../kernel/errors.js';
import type { Work } from '../../kernel/scope.js';
import { type Documents, documents } from '../../kernel/store/documents.js';
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
