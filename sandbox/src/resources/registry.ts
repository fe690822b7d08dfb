import { createRegistry } from '../kernel/registry.js';
import { resource as accountLinks } from './account-links/resource.js';
import { resource as accountSessions } from './account-sessions/resource.js';
import { resource as accounts } from './accounts/resource.js';
import { resource as addressSuggestions } from './address-suggestions/resource.js';
import { resource as applePaySessions } from './apple-pay-sessions/resource.js';
import { resource as applicationFees } from './application-fees/resource.js';
import { resource as balance } from './balance/resource.js';
import { resource as balanceSettings } from './balance-settings/resource.js';
import { resource as billingPortal } from './billing-portal/resource.js';
import { resource as capabilities } from './capabilities/resource.js';
import { resource as charges } from './charges/resource.js';
import { resource as charging } from './charging/resource.js';
import { resource as checkoutSessions } from './checkout-sessions/resource.js';
import { resource as confirmationTokens } from './confirmation-tokens/resource.js';
import { resource as countrySpecs } from './country-specs/resource.js';
import { resource as coupons } from './coupons/resource.js';
import { resource as creditNotes } from './credit-notes/resource.js';
import { resource as customerSessions } from './customer-sessions/resource.js';
import { resource as customers } from './customers/resource.js';
import { resource as discounts } from './discounts/resource.js';
import { resource as disputes } from './disputes/resource.js';
import { resource as elementsSessions } from './elements-sessions/resource.js';
import { resource as events } from './events/resource.js';
import { resource as externalAccounts } from './external-accounts/resource.js';
import { resource as fileLinks } from './file-links/resource.js';
import { resource as files } from './files/resource.js';
import { resource as identity, sensitiveResults as identitySensitiveResults } from './identity/resource.js';
import { resource as invoicePreviews } from './invoice-previews/resource.js';
import { resource as invoices } from './invoices/resource.js';
import { resource as loginLinks } from './login-links/resource.js';
import { resource as mandates } from './mandates/resource.js';
import { resource as meters } from './meters/resource.js';
import { resource as paymentIntents } from './payment-intents/resource.js';
import { resource as paymentLinks } from './payment-links/resource.js';
import { resource as paymentMethodConfigurations } from './payment-method-configurations/resource.js';
import { resource as paymentMethods } from './payment-methods/resource.js';
import { resource as payouts } from './payouts/resource.js';
import { resource as persons } from './persons/resource.js';
import { resource as plans } from './plans/resource.js';
import { resource as prices } from './prices/resource.js';
import { resource as products } from './products/resource.js';
import { resource as promotionCodes } from './promotion-codes/resource.js';
import { resource as refunding } from './refunding/resource.js';
import { resource as refunds } from './refunds/resource.js';
import { resource as setupAttempts } from './setup-attempts/resource.js';
import { resource as setupIntents } from './setup-intents/resource.js';
import { resource as shippingRates } from './shipping-rates/resource.js';
import { resource as subscriptionSchedules } from './subscription-schedules/resource.js';
import { resource as subscriptions } from './subscriptions/resource.js';
import { resource as taxIds } from './tax-ids/resource.js';
import { resource as taxRates } from './tax-rates/resource.js';
import { resource as testClocks } from './test-clocks/resource.js';
import { resource as testHelpers } from './test-helpers/resource.js';
import { resource as tokens } from './tokenizing/resource.js';
import { resource as topups } from './topups/resource.js';
import { resource as transfers } from './transfers/resource.js';
import { resource as webhookEndpoints } from './webhook-endpoints/resource.js';

/** Every resource of the API, in the order in which the dashboard shows those that have a page. */
const resources = [
  paymentIntents,
  checkoutSessions,
  paymentLinks,
  setupIntents,
  customers,
  discounts,
  paymentMethods,
  paymentMethodConfigurations,
  tokens,
  confirmationTokens,
  elementsSessions,
  customerSessions,
  mandates,
  setupAttempts,
  charges,
  charging,
  refunds,
  refunding,
  disputes,
  products,
  prices,
  plans,
  coupons,
  promotionCodes,
  taxRates,
  taxIds,
  shippingRates,
  invoicePreviews,
  invoices,
  subscriptions,
  subscriptionSchedules,
  creditNotes,
  meters,
  accounts,
  transfers,
  addressSuggestions,
  applePaySessions,
  applicationFees,
  balance,
  balanceSettings,
  payouts,
  topups,
  events,
  webhookEndpoints,
  accountLinks,
  accountSessions,
  loginLinks,
  billingPortal,
  identity,
  identitySensitiveResults,
  capabilities,
  externalAccounts,
  persons,
  countrySpecs,
  fileLinks,
  files,
  testClocks,
  testHelpers,
] as const;

export const registry = createRegistry(resources);
