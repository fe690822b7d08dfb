import type Stripe from 'stripe';
import { invalidRequest } from '../../kernel/errors.js';
import type { Work } from '../../kernel/scope.js';
import { type Documents, documents } from '../../kernel/store/documents.js';
import { taxRates as table } from './table.js';

export const taxRates: Documents<typeof table> = documents(table, 'tax_rate');

/**
 * Finds the rates that a request names for what is billed, in its order.
 *
 * @param at Place of the parameter, for errors: `default_tax_rates`.
 * @throws ApiError 404 for one that does not exist; 400 for one that is not active any more, or is there twice.
 */
export async function taxRatesOf(work: Work, ids: readonly string[], at: string): Promise<Stripe.TaxRate[]> {
  const rates: Stripe.TaxRate[] = [];
  for (const [index, id] of ids.entries()) {
    const param = `${at}[${index}]`;
    const { body } = await taxRates.find(work, id, param);
    if (!body.active) throw invalidRequest(`Tax rate ${id} is archived. Send one that is active.`, { param });
    if (ids.indexOf(id) < index) throw invalidRequest(`Tax rate ${id} is there twice.`, { param });
    rates.push(body);
  }
  return rates;
}
