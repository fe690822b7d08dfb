import * as v from 'valibot';
import { invalidRequest, missing } from '../../kernel/errors.js';
import { common, text } from '../../kernel/http/params.js';
import type { Call } from '../../kernel/http/route.js';
import type { TokenKind } from '../../methods/index.js';
import { findCustomer } from '../customers/index.js';
import { findPaymentMethod, platformOf } from '../payment-methods/index.js';

/** Reads a token of a saved card of the platform's customer: by default the customer's default source. */
export const savedCardParams = v.strictObject({
  ...common,
  card: v.optional(text()),
  customer: text(),
});
export type SavedCardParams = v.InferOutput<typeof savedCardParams>;

/**
 * Returns the details of a token for the account that the header names.
 *
 * @throws ApiError 401 for a page, 400 without the header, or for a customer without a source; 404 for a card that the
 * customer has not got.
 */
export async function savedCard(
  call: Call,
  { card, customer }: SavedCardParams,
  { saved, type }: TokenKind,
): Promise<object> {
  const platform = platformOf(call, 'customer');
  const { default_source: source } = await findCustomer(platform, customer);
  const id = card ?? source;
  if (!id) {
    throw invalidRequest(`The customer ${customer} has no default source: send the id of a card in card.`, {
      param: 'card',
    });
  }
  const row = await findPaymentMethod(platform, String(id), 'card');
  if (!saved || row.type !== type || row.customerId !== customer) throw missing('card', String(id), 'card');
  return saved(row.details, row.billingDetails);
}
