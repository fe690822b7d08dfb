import type Stripe from 'stripe';
import { type Every, periodAt } from '../../billing/periods.js';
import { onClock } from '../../kernel/clocks/clock.js';
import { invalidRequest } from '../../kernel/errors.js';
import { webAddress } from '../../kernel/http/web-address.js';
import type { Work } from '../../kernel/scope.js';
import { seconds } from '../../kernel/seconds.js';
import { findCustomer } from '../customers/index.js';
import { taxRatesOf } from '../tax-rates/index.js';
import { readDiscount } from './discounts.js';
import type { Hidden } from './hidden.js';
import { EXPIRY } from './job-names.js';
import { readLines, type SessionLine } from './lines.js';
import { newSession } from './object.js';
import type { CreateParams, ShippingParams } from './params.js';
import { recounted, sessionTotals } from './priced.js';
import { costOf, readShipping } from './shipping.js';
import { type Session, type SessionRow, sessions } from './store.js';

/** The Payment Link that a session comes from. */
export interface OfLink {
  id: string;
  /** What it sells, which was read when it was created. */
  sold: { lines: SessionLine[]; currency: string | null };
  /** Most sessions of the link that can be completed. */
  limit: number | null;
  /** The email that the address of the link brings. The customer may change it. */
  email: string | null;
}

/** Creates a session, by itself or for a visit of a Payment Link. */
export async function createSession(
  request: Work,
  params: CreateParams,
  link: OfLink | null = null,
): Promise<Session> {
  const { body, customer, hidden, lines, work } = await draftSession(request, params, link);
  await sessions.insert(work, {
    id: body.id,
    body,
    ...{ hidden, lines, redeemed: false },
    customerId: customer,
    email: body.customer_details?.email ?? null,
    ...{
      paymentIntentId: null,
      paymentLinkId: link?.id ?? null,
      setupIntentId: null,
      subscriptionId: null,
    },
    status: 'open',
    testClock: work.clock,
  });
  work.outbox.later(EXPIRY, body.id, new Date(body.expires_at * 1000));
  return body;
}

/** Returns a new session. Nothing of it is stored yet but its prices and shipping rates. */
export async function draftSession(
  request: Work,
  params: CreateParams,
  link: OfLink | null,
): Promise<Pick<SessionRow, 'body' | 'hidden' | 'lines'> & { customer: string | null; work: Work }> {
  checkParams(params, link !== null);
  const customer = params.customer ? await findCustomer(request, params.customer) : null;
  const work = await onClock(request, customer?.test_clock ?? null);
  const { currency, lines } = link ? link.sold : await readLines(work, params);
  if (params.mode === 'setup' && !params.currency && !params.payment_method_types) throw noCurrency();
  const expiresAt = expiryOf(params, seconds(work.now));
  const email = customer?.email ?? params.customer_email ?? link?.email ?? null;
  const options = currency ? await readShipping(work, params.shipping_options, currency) : [];
  const hidden = await hiddenOf(work, params);
  checkTrial(hidden, seconds(work.now));
  checkAnchor(hidden, lines, { expiresAt, now: seconds(work.now) });
  const draft: Session = {
    ...newSession(work, params, { currency, customer, email, expiresAt }),
    payment_link: link?.id ?? null,
    shipping_cost: costOf(options),
    shipping_options: options,
  };
  const sold = { body: draft, hidden: { ...hidden, limit: link?.limit ?? null }, lines };
  const discount = currency
    ? await readDiscount(work, params.discounts, {
        customer: customer?.id ?? null,
        currency,
        subtotal: sessionTotals(sold)?.amount_subtotal ?? 0,
      })
    : null;
  const priced = {
    hidden: { ...sold.hidden, discount },
    lines,
    body: { ...draft, discounts: discountsOf(discount) },
  };
  return { ...priced, body: await recounted(work, priced), customer: customer?.id ?? null, work };
}

/** Returns a discount as a session shows it. */
export const discountsOf = (discount: Hidden['discount']): Session['discounts'] =>
  discount
    ? [
        discount.promotionCode
          ? { coupon: null, promotion_code: discount.promotionCode }
          : { coupon: discount.coupon.id, promotion_code: null },
      ]
    : [];

const noCurrency = () =>
  invalidRequest('Missing required param: currency. In setup mode, send currency or payment_method_types.', {
    code: 'parameter_missing',
    param: 'currency',
  });

async function hiddenOf(work: Work, params: CreateParams): Promise<Hidden> {
  const rates = params.subscription_data?.default_tax_rates ?? [];
  return {
    customer_update: params.customer_update,
    payment_intent_data: params.payment_intent_data,
    payment_method_configuration: params.payment_method_configuration,
    payment_method_options: params.payment_method_options,
    setup_intent_data: params.setup_intent_data,
    types: params.payment_method_types ?? null,
    subscription: params.subscription_data ?? null,
    taxRates: await taxRatesOf(work, rates, 'subscription_data[default_tax_rates]'),
    discount: null,
    limit: null,
  };
}

/** Shortest trial that ends at a given time, in seconds: 48 hours, as in the public API. */
const SHORTEST_TRIAL = 48 * 3600;

function checkTrial({ subscription }: Hidden, now: number): void {
  const { trial_end: end, trial_period_days: days } = subscription ?? {};
  if (end !== undefined && days !== undefined)
    throw exclusive('subscription_data[trial_end]', 'subscription_data[trial_period_days]');
  if (end === undefined || end >= now + SHORTEST_TRIAL) return;
  throw invalidRequest(
    'Invalid subscription_data[trial_end]: it has to be at least 48 hours in the future.',
    {
      param: 'subscription_data[trial_end]',
    },
  );
}

/**
 * Checks when the first whole period begins. The time before it has to be free, because the price of a part of a period is another one
 * at each second: it would not be the one that the page shows.
 */
function checkAnchor(
  { subscription }: Hidden,
  lines: readonly SessionLine[],
  { expiresAt, now }: { expiresAt: number; now: number },
): void {
  const { billing_cycle_anchor: anchor, proration_behavior: behavior, trial_end: end } = subscription ?? {};
  const refuse = (rule: string, name = 'billing_cycle_anchor') =>
    invalidRequest(`Invalid subscription_data[${name}]: ${rule}.`, { param: `subscription_data[${name}]` });
  if (anchor === undefined) {
    if (behavior !== undefined) throw refuse('it is only for a billing_cycle_anchor', 'proration_behavior');
    return;
  }
  if (end !== undefined || subscription?.trial_period_days !== undefined)
    throw refuse('a session has either an anchor or a trial');
  if (behavior !== 'none')
    throw refuse('the time before billing_cycle_anchor has to be free here: send none', 'proration_behavior');
  if (anchor <= expiresAt) throw refuse('it has to lie after the end of the session, expires_at');
  const next = Math.min(
    ...lines.flatMap(({ price }) =>
      price.recurring ? [periodAt(now, price.recurring as Every, now).end] : [],
    ),
  );
  if (anchor > next) throw refuse('it cannot be later than the next natural billing date');
}

const MINUTE = 60;
const SHORTEST = 30 * MINUTE;
const LONGEST = 24 * 60 * MINUTE;

/** @throws ApiError 400 for a time that is too early or too late. */
function expiryOf({ expires_at: given }: CreateParams, now: number): number {
  if (given === undefined) return now + LONGEST;
  // A shop's clock may be some seconds off, and a request takes a moment.
  if (given >= now + SHORTEST - MINUTE && given <= now + LONGEST + MINUTE) return given;
  throw invalidRequest('Invalid expires_at: it has to lie between 30 minutes and 24 hours from now.', {
    param: 'expires_at',
  });
}

/** Parameters that only some of the modes take. */
const OF_MODE: Partial<Record<keyof CreateParams, readonly CreateParams['mode'][]>> = {
  allow_promotion_codes: ['payment', 'subscription'],
  customer_creation: ['payment', 'setup'],
  discounts: ['payment', 'subscription'],
  invoice_creation: ['payment'],
  payment_intent_data: ['payment'],
  payment_method_collection: ['subscription'],
  payment_method_options: ['payment'],
  saved_payment_method_options: ['payment', 'subscription'],
  setup_intent_data: ['setup'],
  subscription_data: ['subscription'],
};

/** @throws ApiError 400 for parameters that contradict each other, or that another mode takes. */
function checkParams(params: CreateParams, isOfLink: boolean): void {
  for (const [name, modes] of Object.entries(OF_MODE)) {
    const isGiven = params[name as keyof CreateParams] !== undefined;
    if (!isGiven || modes.includes(params.mode)) continue;
    throw invalidRequest(
      `You can not pass \`${name}\` in \`${params.mode}\` mode, but in ${modes.join(' and ')} mode.`,
      {
        param: name,
      },
    );
  }
  checkDelivers(params.mode, params.shipping_options);
  refuseTwo(params, 'customer', 'customer_email');
  refuseTwo(params, 'customer', 'customer_creation');
  if (params.allow_promotion_codes) refuseTwo(params, 'allow_promotion_codes', 'discounts');
  for (const other of ['allowed_payment_method_types', 'excluded_payment_method_types'] as const)
    refuseTwo(params, 'payment_method_types', other);
  for (const name of ['saved_payment_method_options', 'customer_update'] as const)
    if (params[name] && !params.customer)
      throw invalidRequest(`${name} needs customer, whose data and payment methods they are.`, {
        param: name,
      });
  if (params.permissions && params.ui_mode === 'hosted_page')
    throw invalidRequest(
      'You can not pass `permissions` with ui_mode=hosted_page, but with ui_mode=embedded_page or ui_mode=elements.',
      { param: 'permissions' },
    );
  checkAddresses(params, isOfLink);
}

/** @throws ApiError 400 for deliveries of a session that sells none: no invoice of a subscription has them. */
export function checkDelivers(mode: string, options: ShippingParams): void {
  if (mode === 'payment' || options.length === 0) return;
  throw invalidRequest(`You can not pass \`shipping_options\` in \`${mode}\` mode, but in payment mode.`, {
    param: 'shipping_options',
  });
}

function refuseTwo(params: CreateParams, one: keyof CreateParams, other: keyof CreateParams): void {
  if (params[one] !== undefined && params[other] !== undefined) throw exclusive(one, other);
}

const exclusive = (one: string, other: string) =>
  invalidRequest(`You may only specify one of these parameters: ${one}, ${other}.`, {
    code: 'parameters_exclusive',
    param: other,
  });

/** @throws ApiError 400 for an address that a browser can't be led to, or that belongs to another kind of page. */
function checkAddresses(params: CreateParams, isOfLink: boolean): void {
  for (const name of ['cancel_url', 'return_url', 'success_url'] as const) {
    const address = params[name];
    if (address !== undefined) webAddress(address, name);
  }
  const isHosted = params.ui_mode === 'hosted_page';
  const [needed, refused] = isHosted
    ? (['success_url', ['return_url', 'redirect_on_completion']] as const)
    : (['return_url', ['success_url', 'cancel_url']] as const);
  const other = refused.find((name) => params[name] !== undefined);
  if (other) {
    throw invalidRequest(
      `You can not pass \`${other}\` with ui_mode=${params.ui_mode}. Send \`${needed}\`.`,
      { param: other },
    );
  }
  const isNeeded = isHosted ? !isOfLink : params.redirect_on_completion !== 'never';
  if (params[needed] !== undefined || !isNeeded) return;
  throw invalidRequest(`Missing required param: ${needed}.`, { code: 'parameter_missing', param: needed });
}

/** Returns the address that the customer is led to after a purchase, with the id of the session in it. */
export function addressAfter({
  id,
  return_url: returned,
  success_url: success,
}: Stripe.Checkout.Session): string | null {
  const address = success ?? returned ?? null;
  return address && webAddress(address.replaceAll('{CHECKOUT_SESSION_ID}', id), 'success_url');
}
