import type Stripe from 'stripe';
import type { Address } from '../../kernel/address.js';
import { invalidRequest } from '../../kernel/errors.js';
import { filledFields } from './custom-fields.js';
import { withDetails } from './object.js';
import type { Told } from './params.js';
import type { Session } from './store.js';

type BillingDetails = Stripe.PaymentMethod.BillingDetails;

/**
 * Returns a session with what its customer has told.
 *
 * @param holder What the form of the payment method has collected.
 * @throws ApiError 400 that names what is missing, or does not fit.
 */
export function collected(session: Session, told: Told, holder: BillingDetails | undefined): Session {
  const shipping = shippingOf(session, told);
  const billing = billingOf(session, told);
  const individual = nameIn(session, told, 'individual');
  const business = nameIn(session, told, 'business');
  const address = billing?.address ?? holder?.address ?? null;
  return {
    ...session,
    automatic_tax: session.automatic_tax.enabled
      ? { ...session.automatic_tax, status: 'complete' }
      : session.automatic_tax,
    collected_information: {
      business_name: business,
      individual_name: individual,
      shipping_details: shipping,
    },
    consent: consentOf(session, told),
    custom_fields: filledFields(session.custom_fields, told.custom_fields),
    customer_details: withDetails(session.customer_details, {
      address: address?.country ? (address as Stripe.Address) : null,
      business_name: business,
      email: emailOf(session, told),
      individual_name: individual,
      name: billing?.name ?? holder?.name ?? individual ?? shipping?.name ?? null,
      phone: phoneOf(session, told, holder),
    }),
  };
}

/** The email of a customer, or that the shop has given, is fixed. */
export const fixedEmail = ({
  customer,
  customer_details: details,
  customer_email: given,
}: Session): string | null => given ?? (customer ? (details?.email ?? null) : null);

function emailOf(session: Session, { email }: Told): string {
  const fixed = fixedEmail(session);
  if (fixed !== null && email !== undefined && email !== fixed)
    throw refuse('email', 'the shop has given the email of this checkout, which can’t be changed');
  return fixed ?? email ?? missing('email');
}

function phoneOf(
  { phone_number_collection: collection }: Session,
  { phone }: Told,
  holder: BillingDetails | undefined,
): string | null {
  if (collection?.enabled && phone === undefined) missing('phone');
  return phone ?? holder?.phone ?? null;
}

function nameIn(
  { name_collection: collection }: Session,
  told: Told,
  whose: 'business' | 'individual',
): string | null {
  const asked = collection?.[whose];
  if (!asked?.enabled) return null;
  return told[`${whose}_name`] ?? (asked.optional ? null : missing(`${whose}_name`));
}

function billingOf({ billing_address_collection: collection }: Session, { billing_details: told }: Told) {
  if (collection === 'required') requireAddress(told?.address, 'billing_details[address]');
  return told;
}

function shippingOf(
  { collected_information: before, shipping_address_collection: collection }: Session,
  { shipping_details: told }: Told,
): Stripe.Checkout.Session.CollectedInformation.ShippingDetails | null {
  const given = told ?? before?.shipping_details ?? undefined;
  if (!collection) return (given as Stripe.Checkout.Session.CollectedInformation.ShippingDetails) ?? null;
  const param = 'shipping_details[address]';
  requireAddress(given?.address, param);
  if (!collection.allowed_countries.includes(String(given?.address.country)))
    throw refuse(`${param}[country]`, `the shop delivers to ${collection.allowed_countries.join(', ')}`);
  return given as Stripe.Checkout.Session.CollectedInformation.ShippingDetails;
}

function requireAddress(address: Pick<Address, 'country' | 'line1'> | undefined, param: string): void {
  for (const part of ['country', 'line1'] as const) if (!address?.[part]) missing(`${param}[${part}]`);
}

function consentOf({ consent_collection: asked }: Session, { consent }: Told): Session['consent'] {
  if (!asked) return null;
  const needsTerms = asked.terms_of_service === 'required';
  if (needsTerms && consent.terms_of_service !== 'accepted') missing('consent[terms_of_service]');
  return {
    promotions: asked.promotions === 'auto' ? (consent.promotions ?? 'opt_out') : null,
    terms_of_service: needsTerms ? 'accepted' : null,
  };
}

const refuse = (param: string, rule: string) => invalidRequest(`Invalid ${param}: ${rule}.`, { param });

const missing = (param: string): never => {
  throw invalidRequest(`Missing required param: ${param}.`, { code: 'parameter_missing', param });
};
