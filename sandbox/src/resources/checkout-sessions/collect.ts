import type Stripe from 'stripe';
import type { Address } from '../../kernel/address.js';
import { invalidRequest } from '../../kernel/errors.js';
import { sent } from '../../kernel/http/params.js';
import { filledFields } from './custom-fields.js';
import type { Hidden } from './hidden.js';
import { withDetails } from './object.js';
import type { ContactChange, Told } from './params.js';
import { checkShipper } from './permissions.js';
import type { Session } from './store.js';
import { checkToldTaxId, needsTaxId, toldTaxIds } from './tax-id.js';

type BillingDetails = Stripe.PaymentMethod.BillingDetails;

/**
 * Returns a session with what its customer has told.
 *
 * @param holder What the form of the payment method has collected.
 * @throws ApiError 400 that names what is missing, or does not fit.
 */
export function collected(session: Session, told: Told, holder: BillingDetails | undefined): Session {
  const shipping = shippingOf(session, told);
  const billing = billingOf(session, told, holder);
  const individual = nameIn(session, told, 'individual');
  // A tax id is that of a business, whose name is told with it.
  const business = nameIn(session, told, 'business') ?? (told.tax_id && told.business_name) ?? null;
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
      email: emailOf(session, told, holder),
      individual_name: individual,
      name: billing?.name ?? holder?.name ?? individual ?? shipping?.name ?? null,
      phone: phoneOf(session, told, holder),
      tax_ids: toldTaxIds(session, told.tax_id, missing),
    }),
  };
}

/**
 * Returns what the customer has told a page of the shop's own, with a part that they change.
 *
 * @throws ApiError 400 for an email that is fixed, for a country to which the shop does not deliver, and for a tax id that is not written
 * as its type is.
 */
export function toldAfter(
  session: Session,
  before: NonNullable<Hidden['told']>,
  change: ContactChange,
): NonNullable<Hidden['told']> {
  if (change.email) checkEmail(session, change.email);
  if (change.shipping_details !== undefined) checkShipper(session);
  const country = change.shipping_details?.address.country;
  if (country) checkDelivery(session, country);
  if (change.tax_id) checkToldTaxId(session, change.tax_id);
  const after = { ...before, ...sent(change) };
  return Object.fromEntries(Object.entries(after).filter(([, value]) => value !== null));
}

/** Tells whether all is there that the shop asks of its customer in a page of its own, but for a payment method. */
export function isTold(session: Session, told: NonNullable<Hidden['told']>): boolean {
  const { name_collection: names } = session;
  const isNamed = (['business', 'individual'] as const).every(
    (whose) => !names?.[whose]?.enabled || names[whose].optional || told[`${whose}_name`],
  );
  const shipping = told.shipping_details ?? session.collected_information?.shipping_details;
  return (
    isNamed &&
    (told.email ?? session.customer_details?.email ?? null) !== null &&
    (!session.phone_number_collection?.enabled || told.phone !== undefined) &&
    (!needsTaxId(session) || told.tax_id !== undefined) &&
    (!session.shipping_address_collection || Boolean(shipping?.address.country && shipping.address.line1))
  );
}

/** The email of a customer, or that the shop has given, is fixed. */
export const fixedEmail = ({
  customer,
  customer_details: details,
  customer_email: given,
}: Session): string | null => given ?? (customer ? (details?.email ?? null) : null);

function emailOf(session: Session, { email }: Told, holder: BillingDetails | undefined): string {
  if (email !== undefined) checkEmail(session, email);
  return fixedEmail(session) ?? email ?? holder?.email ?? missing('email');
}

function checkEmail(session: Session, email: string): void {
  const fixed = fixedEmail(session);
  if (fixed === null || email === fixed) return;
  throw refuse('email', 'the shop has given the email of this checkout, which can’t be changed');
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

function billingOf(
  { billing_address_collection: collection }: Session,
  { billing_details: told }: Told,
  holder: BillingDetails | undefined,
) {
  if (collection === 'required')
    requireAddress(told?.address ?? holder?.address ?? undefined, 'billing_details[address]');
  return told;
}

function checkDelivery({ shipping_address_collection: collection }: Session, country: string): void {
  const countries: readonly string[] | undefined = collection?.allowed_countries;
  if (!countries || countries.includes(country)) return;
  throw refuse('shipping_details[address][country]', `the shop delivers to ${countries.join(', ')}`);
}

function shippingOf(
  session: Session,
  { shipping_details: told }: Told,
): Stripe.Checkout.Session.CollectedInformation.ShippingDetails | null {
  const { collected_information: before, shipping_address_collection: collection } = session;
  const given = told ?? before?.shipping_details ?? undefined;
  if (!collection) return (given as Stripe.Checkout.Session.CollectedInformation.ShippingDetails) ?? null;
  requireAddress(given?.address, 'shipping_details[address]');
  checkDelivery(session, String(given?.address.country));
  return given as Stripe.Checkout.Session.CollectedInformation.ShippingDetails;
}

function requireAddress(
  address: Partial<Pick<Address, 'country' | 'line1'>> | undefined,
  param: string,
): void {
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
