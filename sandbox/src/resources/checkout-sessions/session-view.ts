import type Stripe from 'stripe';
import type { CheckoutView, ViewedSavedMethod } from '../../../../src/contract/checkout-view.js';
import { exponentOf } from '../../../../src/contract/money.js';
import type { Address } from '../../kernel/address.js';
import type { Work } from '../../kernel/scope.js';
import { seconds } from '../../kernel/seconds.js';
import { businessNameOf } from '../accounts/index.js';
import { paymentIntents } from '../payment-intents/index.js';
import { savedMethodObject, shownPaymentMethods } from '../payment-methods/index.js';
import { isTold } from './collect.js';
import { discountIn, lineView, optionalView, rhythmOf, taxesIn, taxesOf, worth } from './line-view.js';
import { boughtOf } from './lines.js';
import { trialEndOf } from './next-billing.js';
import { takesMethod } from './offered.js';
import { nextTotals, sessionTotals } from './priced.js';
import { deliveriesOf } from './shipping.js';
import type { SessionRow } from './store.js';
import type { SessionTotals } from './totals.js';

/** Returns a session as a page of the shop's own sees it. */
export async function sessionView(work: Work, row: SessionRow): Promise<CheckoutView> {
  const { body, hidden, lines } = row;
  const { told = {} } = hidden;
  const totals = sessionTotals(row);
  const discount = await discountIn(work, row);
  const currency = body.currency ?? '';
  const status = statusOf(row, work.now);
  const { billing_details: billing } = told;
  const shipping = told.shipping_details ?? body.collected_information?.shipping_details;
  const optional = lines.filter(({ isOptional }) => isOptional);
  return {
    id: row.id,
    status,
    can_confirm: status.type === 'open' && isTold(body, told),
    livemode: row.livemode,
    currency,
    minor_units_amount_divisor: 10 ** exponentOf(currency),
    business_name: await businessNameOf(work.db, row.accountId),
    name_collection: body.name_collection
      ? { individual_name: told.individual_name ?? null, business_name: told.business_name ?? null }
      : null,
    email: told.email ?? body.customer_details?.email ?? null,
    phone_number: told.phone ?? body.customer_details?.phone ?? null,
    billing_address: contactOf(billing?.name, billing?.address ?? body.customer_details?.address),
    shipping_address: contactOf(shipping?.name, shipping?.address),
    line_items: boughtOf(lines).flatMap((line) => {
      const item = totals?.items.find(({ id }) => id === line.id);
      return item ? [lineView(line, item, discount)] : [];
    }),
    optional_items: optional.length > 0 ? optional.map(optionalView) : null,
    total: {
      ...sumsOf(totals),
      shipping_rate: worth(body.shipping_cost?.amount_total ?? 0),
      applied_balance: worth(0),
      balance_applied_to_next_invoice: false,
      surcharge: worth(0),
      total: worth(body.amount_total ?? 0),
    },
    discount_amounts: discount
      ? [{ ...discount, minor_units_amount: totals?.details.amount_discount ?? 0 }]
      : null,
    tax_amounts: totals ? taxesIn(totals.details.breakdown.taxes) : null,
    ...(await shippingIn(work, row)),
    recurring: recurringOf(row),
    saved_payment_methods: await savedMethods(work, row),
    last_payment_error: await lastErrorOf(work, row),
    tax: { status: taxStatusOf(body, told) },
    tax_id_info: told.tax_id ? { tax_id: told.tax_id, business_name: told.business_name ?? '' } : null,
    surcharge: null,
    currency_options: null,
  };
}

function statusOf({ body, status, testClock }: SessionRow, now: Date): CheckoutView['status'] {
  if (status === 'complete')
    return { type: 'complete', payment_status: body.payment_status as 'no_payment_required' };
  // A test clock has its own time: its job ends the session.
  const isOver = testClock === null && body.expires_at <= seconds(now);
  return { type: status === 'expired' || isOver ? 'expired' : 'open' };
}

const contactOf = (
  name: string | null | undefined,
  address: Partial<Stripe.Address> | Address | null | undefined,
): CheckoutView['billing_address'] =>
  address?.country ? { name: name ?? null, address: { ...address, country: address.country } } : null;

/** Returns what all lines come to. */
function sumsOf(totals: SessionTotals | undefined) {
  const taxes = totals?.details.breakdown.taxes ?? [];
  return {
    subtotal: worth(totals?.amount_subtotal ?? 0),
    discount: worth(totals?.details.amount_discount ?? 0),
    tax_exclusive: worth(taxesOf(taxes, false)),
    tax_inclusive: worth(taxesOf(taxes, true)),
  };
}

async function shippingIn(work: Work, { body }: SessionRow) {
  const currency = String(body.currency);
  const options = (await deliveriesOf(work, body)).map(({ amount, estimate, id, name }) => ({
    id,
    currency,
    display_name: name,
    delivery_estimate: estimate as CheckoutView['shipping_options'][number]['delivery_estimate'],
    ...worth(amount),
  }));
  const chosen = options.find(({ id }) => id === body.shipping_cost?.shipping_rate);
  return {
    shipping: chosen ? { shipping_option: chosen, tax_amounts: null } : null,
    shipping_options: options,
  };
}

function recurringOf(row: SessionRow): CheckoutView['recurring'] {
  const next = nextTotals(row);
  const rhythm = boughtOf(row.lines).find(({ price }) => price.recurring)?.price.recurring;
  if (!next || !rhythm) return null;
  const end = trialEndOf(row);
  return {
    ...rhythmOf(rhythm),
    is_prorated: false,
    due_next: {
      ...sumsOf(next),
      total: worth(next.amount_total ?? 0),
      billing_cycle_anchor: row.hidden.subscription?.billing_cycle_anchor ?? null,
    },
    trial:
      end === null ? null : { trial_end: end, trial_period_days: Math.ceil((end - row.body.created) / DAY) },
  };
}

const DAY = 24 * 3600;

/** Most saved cards that are shown. */
const MOST_SAVED = 10;

async function savedMethods(work: Work, row: SessionRow): Promise<ViewedSavedMethod[] | null> {
  const { body, customerId } = row;
  if (!body.customer || !customerId || !takesMethod(row)) return null;
  const shown = await shownPaymentMethods(work, {
    customerId,
    types: ['card'],
    allowRedisplay: (body.saved_payment_method_options?.allow_redisplay_filters ?? ['always']) as ['always'],
    first: null,
    limit: MOST_SAVED,
  });
  return shown.map((method) => {
    const {
      billing_details: details,
      card,
      id,
    } = savedMethodObject(method) as unknown as Stripe.PaymentMethod;
    const { brand, exp_month, exp_year, last4 } = card as Stripe.PaymentMethod.Card;
    return { id, type: 'card', card: { brand, exp_month, exp_year, last4 }, billing_details: details };
  });
}

async function lastErrorOf(work: Work, { paymentIntentId }: SessionRow) {
  const intent = paymentIntentId ? await paymentIntents.load(work, paymentIntentId) : undefined;
  const message = intent?.status === 'requires_payment_method' && intent.last_payment_error?.message;
  return message ? { message } : null;
}

type Told = NonNullable<SessionRow['hidden']['told']>;

function taxStatusOf(body: SessionRow['body'], told: Told): CheckoutView['tax']['status'] {
  if (!body.automatic_tax.enabled) return 'ready';
  if (body.shipping_address_collection) return told.shipping_details ? 'ready' : 'requires_shipping_address';
  return told.billing_details ? 'ready' : 'requires_billing_address';
}
