import type Stripe from 'stripe';
import * as v from 'valibot';
import { invalidRequest } from '../../kernel/errors.js';

type Session = Stripe.Checkout.Session;

/** Reads who may change the delivery address: the customer by the page, or only the shop's server. */
export const permissionsParam = v.strictObject({
  update_shipping_details: v.optional(v.picklist(['client_only', 'server_only']), 'client_only'),
});

/** Tells whether only the shop's server changes the delivery address. */
export const isShippedByServer = ({ permissions }: Pick<Session, 'permissions'>): boolean =>
  permissions?.update_shipping_details === 'server_only';

/** @throws ApiError 400 for a page that changes the delivery address where only the shop's server may. */
export function checkShipper(session: Pick<Session, 'permissions'>): void {
  if (!isShippedByServer(session)) return;
  throw invalidRequest(
    'Invalid shipping_details: with permissions[update_shipping_details]=server_only, your server updates them, by ' +
      'collected_information[shipping_details].',
    { param: 'shipping_details' },
  );
}
