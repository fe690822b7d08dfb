import type Stripe from 'stripe';
import * as v from 'valibot';
import { invalidRequest } from '../../kernel/errors.js';
import { flag } from '../../kernel/http/params.js';
import type { Work } from '../../kernel/scope.js';
import { checkTaxId, createTaxId, taxIdsOn } from '../tax-ids/index.js';

type Session = Stripe.Checkout.Session;
type TaxIds = NonNullable<Stripe.Checkout.Session.CustomerDetails['tax_ids']>;

/** Reads whether the page asks for a tax id, and whether it has to be there. */
export const taxIdCollectionParam = v.strictObject({
  enabled: flag,
  required: v.optional(v.picklist(['if_supported', 'never']), 'never'),
});

/** Name of the value of the tax id in what the page sends. */
const PARAM = 'tax_id[value]';

/**
 * Returns the tax ids that a customer has told.
 *
 * @param missing Refuses what is not there.
 * @throws ApiError 400 for one that is not written as its type is.
 */
export function toldTaxIds(
  session: Session,
  given: { type: string; value: string } | undefined,
  missing: (param: string) => never,
): TaxIds {
  if (!session.tax_id_collection?.enabled) return [];
  if (!given) return needsTaxId(session) ? missing(PARAM) : [];
  checkTaxId(given, PARAM);
  return [given as TaxIds[number]];
}

/** Tells whether a session is not complete without a tax id. */
export const needsTaxId = ({ tax_id_collection: asked }: Session): boolean =>
  Boolean(asked?.enabled) && asked?.required === 'if_supported';

/** @throws ApiError 400 for one that is not written as its type is, and where the shop asks for none. */
export function checkToldTaxId(
  { tax_id_collection: asked }: Session,
  given: { type: string; value: string },
): void {
  if (!asked?.enabled)
    throw invalidRequest(
      'Invalid tax_id: the shop asks for no tax id here. Create the session with tax_id_collection[enabled]=true.',
      { param: 'tax_id' },
    );
  checkTaxId(given, PARAM);
}

/** Saves the tax ids that a customer has told, where they do not have them yet. */
export async function saveTaxIds(
  work: Work,
  customer: string,
  { customer_details: details }: Session,
): Promise<void> {
  const told = details?.tax_ids ?? [];
  if (told.length === 0) return;
  const before = await taxIdsOn(work, customer);
  for (const { type, value } of told)
    if (value && !before.some((one) => one.type === type && one.value === value))
      await createTaxId(work, customer, { type, value }, PARAM);
}
