import type { CheckoutView, PaymentPage, ViewedLineItem } from '../../contract/checkout-view.js';
import { exponentOf } from '../../contract/money.js';
import { recordOf } from '../../frame/api/intent-requests.js';
import { checkoutRequest, NO_SESSION } from '../../frame/checkout-session/checkout-request.js';
import type { Json, JsonObject, WireError } from '../../wire/index.js';
import type { Intents } from './intents.js';
import { invalidRequest } from './refusals.js';

/** A Checkout Session of your server. */
export interface DoubleCheckoutSession {
  /** ISO 4217, in lower case. Default `usd`. */
  currency?: string;
  /** What is bought; by default one order of 1000. Amounts are in the currency's smallest unit. */
  lineItems?: { name: string; unitAmount: number; quantity?: number }[];
  /** The email of the customer, where your server has given one. */
  email?: string;
  /** How many percent each promotion code takes off. */
  promotionCodes?: Record<string, number>;
}

/** A session for as long as the double lives. */
interface State extends Required<Omit<DoubleCheckoutSession, 'email' | 'lineItems'>> {
  id: string;
  lines: { id: string; name: string; unitAmount: number; quantity: number }[];
  code: string | null;
  /** What the page has told of its customer. */
  told: JsonObject;
  /** The client secret of its payment. */
  payment: string;
}

/** The sessions of a double, which are created when their client secrets are first used. */
export interface Checkouts {
  /** Answers a call of the frame of a session. */
  answer(params: JsonObject): { value: JsonObject } | { error: WireError };
  /** Describes what a session takes by a Payment Element; `undefined` for the client secret of an intent. */
  paymentOf(clientSecret: unknown): JsonObject | undefined;
}

export function createCheckouts(
  known: Record<string, DoubleCheckoutSession>,
  intents: Intents,
  confirm: (params: JsonObject) => JsonObject,
): Checkouts {
  const states = new Map<string, State>();

  function stateOf(id: string): State {
    const found = states.get(id) ?? newState(id, known[id] ?? {});
    states.set(id, found);
    return found;
  }

  const intentOf = ({ payment }: State) => intents.of(payment);
  const isPaid = (state: State) => intentOf(state).status === 'succeeded';

  function change(state: State, told: JsonObject): void {
    if (isPaid(state))
      throw invalidRequest('This Checkout Session is complete, and can no longer be changed or paid.', {
        code: 'status_transition_invalid',
      });
    const { line_item: line, optional_item, promotion_code: code, shipping_rate, ...customer } = told;
    if (line) choose(state, recordOf(line));
    if (typeof code === 'string') takeCode(state, code);
    for (const name of ['optional_item', 'shipping_rate']) if (told[name] !== undefined) throw missing(name);
    if (customer.email) checkEmail(`${customer.email}`);
    state.told = { ...state.told, ...customer };
  }

  function pay(state: State, { expected_amount: expected, ...params }: JsonObject): JsonObject | undefined {
    if (isPaid(state)) return undefined;
    const { confirmation_token = null, payment_method = null, return_url = null, ...customer } = params;
    change(state, customer);
    const amount = totalOf(state);
    if (expected !== undefined && expected !== amount)
      throw invalidRequest('The total has changed in the meantime. Look at it again before you pay.', {
        param: 'expected_amount',
      });
    if (!state.told.email)
      throw invalidRequest('Missing required param: email.', { code: 'parameter_missing', param: 'email' });
    intents.save({ ...intentOf(state), amount, currency: state.currency });
    return confirm({ client_secret: state.payment, confirmation_token, payment_method, return_url });
  }

  return {
    answer(params) {
      const id = checkoutRequest(params)?.path.split('/')[3];
      if (!id) return NO_SESSION as { error: WireError };
      const state = stateOf(id);
      const told = recordOf(params.told);
      if (params.step === 'change') change(state, told);
      const intent = params.step === 'confirm' ? pay(state, told) : undefined;
      return { value: pageOf(state, intentOf(state), intent?.status === 'requires_action') };
    },
    paymentOf(secret) {
      const [id = '', random] = `${secret}`.split('_secret_');
      if (!id.startsWith('cs_') || !random) return undefined;
      const state = stateOf(id);
      return {
        mode: 'payment',
        amount: totalOf(state),
        currency: state.currency,
        payment_method_types: ['card'],
      };
    },
  };
}

function newState(
  id: string,
  {
    currency = 'usd',
    email,
    lineItems = [{ name: 'Order', unitAmount: 1000 }],
    promotionCodes = {},
  }: DoubleCheckoutSession,
): State {
  return {
    ...{ id, currency, promotionCodes },
    lines: lineItems.map((line, index) => ({ quantity: 1, ...line, id: `li_${index + 1}` })),
    code: null,
    told: email ? { email } : {},
    payment: `pi_of_${id}_secret_double`,
  };
}

function choose({ lines }: State, { id, quantity }: JsonObject): void {
  const line = lines.find((one) => one.id === id);
  if (!line) throw missing('line_item');
  line.quantity = Number(quantity);
}

function takeCode(state: State, typed: string): void {
  const code = typed.trim().toUpperCase();
  if (typed !== '' && !Object.hasOwn(state.promotionCodes, code)) throw missing('promotion_code');
  state.code = typed === '' ? null : code;
}

function checkEmail(email: string): void {
  if (/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email)) return;
  throw invalidRequest(`Invalid email: ${email}.`, { param: 'email' });
}

const missing = (param: string) =>
  invalidRequest(`The session has no such ${param}.`, { code: 'resource_missing', param });

type Priced = Pick<State, 'code' | 'promotionCodes'>;

const percentOf = ({ code, promotionCodes }: Priced): number =>
  code === null ? 0 : (promotionCodes[code] ?? 0);

/** Returns what is taken off an amount, rounded separately as each line is. */
const offOf = (state: Priced, amount: number): number => Math.round((amount * percentOf(state)) / 100);

const sum = (amounts: number[]): number => amounts.reduce((whole, amount) => whole + amount, 0);

const subtotals = ({ lines }: State): number[] =>
  lines.map(({ quantity, unitAmount }) => quantity * unitAmount);

const totalOf = (state: State): number =>
  sum(subtotals(state).map((subtotal) => subtotal - offOf(state, subtotal)));

const worth = (minor_units_amount: number) => ({ minor_units_amount });

function pageOf(state: State, intent: JsonObject, isAsking: boolean): JsonObject {
  const isComplete = intent.status === 'succeeded';
  const page: PaymentPage = {
    id: state.id,
    object: 'payment_page',
    amount_total: totalOf(state),
    currency: state.currency,
    livemode: false,
    payment_method_types: ['card'],
    payment_status: isComplete ? 'paid' : 'unpaid',
    status: isComplete ? 'complete' : 'open',
    next_action_client_secret: isAsking ? state.payment : null,
    // A test’s page can’t leave.
    return_url: null,
    session: viewOf(state, intent, isComplete),
  };
  return page as unknown as JsonObject;
}

function viewOf(state: State, intent: JsonObject, isComplete: boolean): CheckoutView {
  const { currency, lines, told } = state;
  const text = (name: string) => (told[name] ? `${told[name]}` : null);
  const contact = (name: string) => (told[name] ? (told[name] as Json as never) : null);
  const off = sum(subtotals(state).map((subtotal) => offOf(state, subtotal)));
  const error = recordOf(intent.last_payment_error);
  return {
    id: state.id,
    status: isComplete ? { type: 'complete', payment_status: 'paid' } : { type: 'open' },
    can_confirm: !isComplete && told.email !== undefined,
    livemode: false,
    currency,
    minor_units_amount_divisor: 10 ** exponentOf(currency),
    business_name: null,
    name_collection: null,
    email: text('email'),
    phone_number: text('phone'),
    billing_address: contact('billing_details'),
    shipping_address: contact('shipping_details'),
    line_items: lines.map((line) => lineOf(line, state)),
    optional_items: null,
    total: {
      subtotal: worth(sum(subtotals(state))),
      discount: worth(off),
      shipping_rate: worth(0),
      tax_exclusive: worth(0),
      tax_inclusive: worth(0),
      applied_balance: worth(0),
      balance_applied_to_next_invoice: false,
      surcharge: worth(0),
      total: worth(totalOf(state)),
    },
    discount_amounts: discountsOf(state, off),
    tax_amounts: null,
    shipping: null,
    shipping_options: [],
    recurring: null,
    saved_payment_methods: null,
    last_payment_error: error.message ? { message: `${error.message}` } : null,
    tax: { status: 'ready' },
    tax_id_info: told.tax_id
      ? { tax_id: told.tax_id as never, business_name: text('business_name') ?? '' }
      : null,
    surcharge: null,
    currency_options: null,
  };
}

const discountsOf = (state: Priced, amount: number): CheckoutView['discount_amounts'] =>
  state.code === null
    ? null
    : [
        {
          ...worth(amount),
          display_name: state.code,
          percent_off: percentOf(state),
          promotion_code: state.code,
          recurring: null,
        },
      ];

function lineOf({ id, name, quantity, unitAmount }: State['lines'][number], state: State): ViewedLineItem {
  const subtotal = quantity * unitAmount;
  const off = offOf(state, subtotal);
  return {
    ...{ id, name, quantity },
    description: null,
    images: [],
    price_id: id.replace('li', 'price'),
    unit_amount: worth(unitAmount),
    unit_amount_decimal: null,
    unit_label: null,
    subtotal: worth(subtotal),
    discount: worth(off),
    tax_exclusive: worth(0),
    tax_inclusive: worth(0),
    total: worth(subtotal - off),
    discount_amounts: discountsOf(state, off),
    tax_amounts: null,
    recurring: null,
    adjustable_quantity: { maximum: 99, minimum: 0 },
    is_removable: false,
    pricing: null,
    transform_quantity: null,
  };
}
