import type Stripe from 'stripe';
import { ApiError } from '../../kernel/errors.js';
import type { Platform } from '../../kernel/http/pipeline.js';
import type { ScopedDatabase, Work } from '../../kernel/scope.js';
import { inTransaction } from '../../kernel/transaction.js';
import { methods } from '../../methods/index.js';
import { businessNameOf } from '../../resources/accounts/index.js';
import {
  type Configuration,
  configurations,
  type PortalVisit,
} from '../../resources/billing-portal/index.js';
import { customers } from '../../resources/customers/index.js';
import { preview } from '../../resources/invoice-previews/index.js';
import { invoices, issuedTo } from '../../resources/invoices/index.js';
import { paymentIntents } from '../../resources/payment-intents/index.js';
import { type PaymentMethodRow, shownPaymentMethods } from '../../resources/payment-methods/index.js';
import { products } from '../../resources/products/index.js';
import { ongoingOf } from '../../resources/subscriptions/index.js';
import { wantedLanguages } from '../language.js';
import { type PortalLanguage, speak } from './texts.js';

export type Services = Pick<Platform, 'db' | 'jobs' | 'secrets'>;

/** A subscription, with what its customer sees of it. */
export interface ShownSubscription {
  subscription: Stripe.Subscription;
  /** Names of the products, by their ids. */
  names: ReadonlyMap<string, string>;
  /** The invoice that comes next; `null` where none does. */
  next: Stripe.Invoice | null;
  /** What it waits for: an invoice that is not paid. */
  unpaid: Unpaid | null;
  /** Whether it can be ended, and whether its end can be taken back. */
  canEnd: boolean;
  canGoOn: boolean;
  canChange: boolean;
}

/** An open invoice that is overdue, or that a change waits for. */
export interface Unpaid {
  invoice: Stripe.Invoice;
  intent: Stripe.PaymentIntent;
}

/** What a customer sees in the portal. */
export interface Portal {
  language: PortalLanguage;
  visit: PortalVisit;
  /** Name of the business. */
  business: string | null;
  customer: Stripe.Customer;
  configuration: Configuration;
  subscriptions: ShownSubscription[];
  methods: PaymentMethodRow[];
  invoices: Stripe.Invoice[];
}

const MOST_METHODS = 50;

/** Reads all that the customer of a visit may see. */
export const readPortal = (services: Services, visit: PortalVisit, request: Request): Promise<Portal> =>
  // Previews are made in a transaction, and undone.
  inTransaction(services, visit, async (work) => {
    const { accountId, configurationId, customerId } = visit;
    const { body: configuration } = await configurations.find(work, configurationId);
    const { body: customer } = await customers.find(work, customerId);
    const { features } = configuration;
    return {
      visit,
      language: speak(wantedLanguages(request, visit.locale, customer.preferred_locales)),
      business: await businessNameOf(work.db, accountId),
      customer,
      configuration,
      subscriptions: await subscriptionsOf(work, customer, features),
      methods: await methodsOf(work, customer),
      invoices: features.invoice_history.enabled ? await issuedTo(work, customerId) : [],
    };
  });

/** Statuses of subscriptions that go on. */
export const GOING_ON: readonly string[] = ['active', 'past_due', 'trialing', 'unpaid'];

async function subscriptionsOf(
  work: Work,
  customer: Stripe.Customer,
  { subscription_cancel: cancel, subscription_update: update }: Configuration['features'],
): Promise<ShownSubscription[]> {
  const shown: ShownSubscription[] = [];
  for (const subscription of await ongoingOf(work, customer.id)) {
    const goesOn = GOING_ON.includes(subscription.status);
    const ends = subscription.cancel_at !== null;
    shown.push({
      subscription,
      names: await namesOf(
        work,
        subscription.items.data.map(({ price }) => price),
      ),
      next: goesOn ? await nextInvoice(work, subscription.id) : null,
      unpaid: await unpaidOf(work, subscription),
      canEnd: cancel.enabled && goesOn && !ends,
      canGoOn: cancel.enabled && goesOn && subscription.cancel_at_period_end,
      canChange: update.enabled && goesOn && !ends && subscription.items.data.length === 1,
    });
  }
  return shown;
}

/** Statuses that ask for something. */
export const LATE: readonly string[] = ['incomplete', 'past_due', 'unpaid'];

async function unpaidOf(
  owner: ScopedDatabase,
  { latest_invoice: latest, pending_update: pending, status }: Stripe.Subscription,
): Promise<Unpaid | null> {
  if (!latest || !(pending || LATE.includes(status))) return null;
  const { body: invoice, paymentIntentId } = await invoices.find(owner, String(latest));
  if (invoice.status !== 'open' || !paymentIntentId) return null;
  return { invoice, intent: (await paymentIntents.find(owner, paymentIntentId)).body };
}

/** Returns the names of the products of prices, by the products' ids. */
export async function namesOf(
  owner: ScopedDatabase,
  prices: readonly Pick<Stripe.Price, 'product'>[],
): Promise<Map<string, string>> {
  const names = new Map<string, string>();
  for (const { product } of prices) {
    const id = String(product);
    names.set(id, (await products.load(owner, id))?.name ?? id);
  }
  return names;
}

async function nextInvoice(work: Work, subscription: string): Promise<Stripe.Invoice | null> {
  try {
    return await preview(work, { invoice_items: [], subscription });
  } catch (error) {
    // Nothing more is billed, or the subscription’s test clock is being advanced.
    if (error instanceof ApiError && error.status < 500) return null;
    throw error;
  }
}

/** Returns the saved payment methods of a customer, the default one first. */
const methodsOf = (work: Work, customer: Stripe.Customer): Promise<PaymentMethodRow[]> =>
  shownPaymentMethods(work, {
    customerId: customer.id,
    types: methods.types,
    allowRedisplay: ['always', 'limited', 'unspecified'],
    first: defaultOf(customer),
    limit: MOST_METHODS,
  });

/** Returns the id of what a customer pays with by default; `null` for a customer who has chosen nothing. */
export const defaultOf = ({ default_source: source, invoice_settings: settings }: Stripe.Customer) =>
  (settings.default_payment_method ?? source) as string | null;

/** Returns what a subscription is paid with. */
export const payerOf = (subscription: Stripe.Subscription, customer: Stripe.Customer): string | null =>
  (subscription.default_payment_method ?? subscription.default_source ?? defaultOf(customer)) as
    | string
    | null;
