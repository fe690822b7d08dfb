import type Stripe from 'stripe';
import { randomBase62 } from '../../kernel/ids.js';
import type { Work } from '../../kernel/scope.js';
import { seconds } from '../../kernel/seconds.js';
import { brandingOf } from './branding.js';
import { newFields } from './custom-fields.js';
import { invoiceCreationOf } from './invoice-creation.js';
import type { CreateParams } from './params.js';
import { savedMethodsOf } from './saved-methods.js';
import type { Session } from './store.js';

/** Characters of the part of an id that nobody can guess, because it is in the address of the page: 345 bits. */
const SECRET_LENGTH = 58;

/** The path that the pages of sessions are under. */
export const CHECKOUT_PATH = '/pay';

/** Returns a new session that sells nothing yet. */
export function newSession(
  work: Pick<Work, 'livemode' | 'now' | 'origin'>,
  params: CreateParams,
  {
    currency,
    customer,
    email,
    expiresAt,
  }: { currency: string | null; customer: Stripe.Customer | null; email: string | null; expiresAt: number },
): Session {
  const id = `cs_test_${randomBase62(SECRET_LENGTH)}`;
  const isHosted = params.ui_mode === 'hosted_page';
  const { custom_text: texts } = params;
  return {
    id,
    object: 'checkout.session',
    adaptive_pricing: { enabled: false },
    ...(params.branding_settings && { branding_settings: brandingOf(params.branding_settings) }),
    after_expiration: null,
    allow_promotion_codes: params.allow_promotion_codes ?? null,
    allowed_payment_method_types: params.allowed_payment_method_types ?? null,
    amount_subtotal: null,
    amount_total: null,
    automatic_tax: {
      enabled: params.automatic_tax.enabled,
      liability: params.automatic_tax.enabled ? { type: 'self' } : null,
      provider: params.automatic_tax.enabled ? 'payframe' : null,
      status: params.automatic_tax.enabled ? 'requires_location_inputs' : null,
    },
    billing_address_collection: params.billing_address_collection ?? null,
    cancel_url: params.cancel_url ?? null,
    client_reference_id: params.client_reference_id ?? null,
    client_secret: isHosted ? null : `${id}_secret_${randomBase62(25)}`,
    collected_information: { business_name: null, individual_name: null, shipping_details: null },
    consent: null,
    consent_collection: consentOf(params),
    created: seconds(work.now),
    currency,
    currency_conversion: null,
    custom_fields: newFields(params.custom_fields ?? []),
    custom_text: {
      after_submit: texts.after_submit ?? null,
      shipping_address: texts.shipping_address ?? null,
      submit: texts.submit ?? null,
      terms_of_service_acceptance: texts.terms_of_service_acceptance ?? null,
    },
    customer: customer?.id ?? null,
    customer_account: null,
    customer_creation:
      params.mode === 'payment' && !customer ? (params.customer_creation ?? 'if_required') : null,
    customer_details: detailsOf(customer, email),
    customer_email: params.customer_email ?? null,
    discounts: [],
    excluded_payment_method_types: params.excluded_payment_method_types ?? [],
    expires_at: expiresAt,
    integration_identifier: null,
    invoice: null,
    invoice_creation: params.mode === 'payment' ? invoiceCreationOf(params.invoice_creation) : null,
    livemode: work.livemode,
    locale: (params.locale ?? null) as Session['locale'],
    managed_payments: null,
    metadata: params.metadata,
    mode: params.mode,
    ...(params.name_collection && { name_collection: namesOf(params.name_collection) }),
    origin_context: params.origin_context ?? null,
    payment_intent: null,
    payment_link: null,
    payment_method_collection:
      params.mode === 'setup' ? 'always' : (params.payment_method_collection ?? collectionIn(params)),
    payment_method_configuration_details: params.payment_method_configuration
      ? { id: params.payment_method_configuration, parent: null }
      : null,
    payment_method_options: (params.payment_method_options ?? {}) as Session['payment_method_options'],
    payment_method_types: [],
    payment_status: params.mode === 'setup' ? 'no_payment_required' : 'unpaid',
    permissions: params.permissions ?? null,
    phone_number_collection: { enabled: params.phone_number_collection?.enabled ?? false },
    recovered_from: null,
    ...(!isHosted && { redirect_on_completion: params.redirect_on_completion ?? 'always' }),
    ...(params.return_url && { return_url: params.return_url }),
    saved_payment_method_options: savedMethodsOf(customer?.id ?? null, params.saved_payment_method_options),
    setup_intent: null,
    shipping_address_collection: params.shipping_address_collection
      ? ({ ...params.shipping_address_collection } as Session['shipping_address_collection'])
      : null,
    shipping_cost: null,
    shipping_options: [],
    status: 'open',
    submit_type: params.submit_type ?? null,
    subscription: null,
    success_url: params.success_url ?? null,
    tax_id_collection: params.tax_id_collection ?? { enabled: false, required: 'never' },
    total_details: null,
    ui_mode: params.ui_mode as Session['ui_mode'],
    url: isHosted && work.origin !== null ? `${work.origin}${CHECKOUT_PATH}/${id}` : null,
    wallet_options: null,
  };
}

/** A subscription needs a payment method even where nothing is paid at once; a payment only where something is. */
const collectionIn = ({ mode }: CreateParams) => (mode === 'subscription' ? 'always' : 'if_required');

/** A known customer has a status in taxes, which the totals depend on. */
const detailsOf = (customer: Stripe.Customer | null, email: string | null): Session['customer_details'] =>
  customer || email !== null ? { ...NOBODY, email, tax_exempt: customer?.tax_exempt ?? 'none' } : null;

const NOBODY: Stripe.Checkout.Session.CustomerDetails = {
  address: null,
  business_name: null,
  email: null,
  individual_name: null,
  name: null,
  phone: null,
  tax_exempt: 'none',
  tax_ids: [],
};

function consentOf({ consent_collection: asked }: CreateParams): Session['consent_collection'] {
  if (!asked) return null;
  return {
    payment_method_reuse_agreement: asked.payment_method_reuse_agreement ?? null,
    promotions: asked.promotions ?? null,
    terms_of_service: asked.terms_of_service ?? null,
  };
}

const namesOf = ({ business, individual }: NonNullable<CreateParams['name_collection']>) => ({
  ...(business && { business }),
  ...(individual && { individual }),
});

/** Returns what is known of the customer, with what is known now. */
export const withDetails = (
  before: Session['customer_details'],
  now: Partial<Stripe.Checkout.Session.CustomerDetails>,
): Stripe.Checkout.Session.CustomerDetails => ({ ...NOBODY, ...before, ...now });
