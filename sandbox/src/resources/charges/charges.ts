import { eq } from 'drizzle-orm';
import type Stripe from 'stripe';
import type { Reader } from '../../kernel/http/route.js';
import type { Work } from '../../kernel/scope.js';
import { seconds } from '../../kernel/seconds.js';
import { documents } from '../../kernel/store/documents.js';
import type { List } from '../../kernel/store/list.js';
import { type AttemptError, methods } from '../../methods/index.js';
import { feeOf, payableOn, record } from '../balance/index.js';
import { customerOf } from '../customers/index.js';
import type { PaymentMethodRow } from '../payment-methods/index.js';
import { charges as table } from './table.js';

export const charges = documents(table, 'charge');

export type ChargeRow = typeof table.$inferSelect;

/** The properties of a new charge that come from neither the intent nor the payment method. */
export interface ChargeStart {
  id: string;
  status: 'failed' | 'pending' | 'succeeded';
  captured: boolean;
  balanceTransaction?: string;
  failure?: AttemptError;
  outcome: Stripe.Charge.Outcome;
  /** The property of its type in `payment_method_details`. */
  details: object;
}

/** Lists the charges of an intent, as versions before `latest_charge` show them in the intent. */
export const chargesOfIntent = (reader: Reader, intent: string): Promise<List<Stripe.Charge>> =>
  charges.list(
    { ...reader, path: `/v1/charges?payment_intent=${intent}`, params: { limit: 10 } },
    eq(table.paymentIntentId, intent),
  );

/** The properties of a new charge that come from its intent, or from the request that creates it without one. */
export interface ChargeTerms
  extends Pick<
    Stripe.PaymentIntent,
    | 'amount'
    | 'application_fee_amount'
    | 'currency'
    | 'customer'
    | 'description'
    | 'metadata'
    | 'on_behalf_of'
    | 'receipt_email'
    | 'shipping'
    | 'statement_descriptor'
    | 'statement_descriptor_suffix'
    | 'transfer_group'
  > {
  /** Id of the intent; `null` where there is none. */
  paymentIntent: string | null;
  /** The source that it is made from, without an intent. */
  source: Stripe.CustomerSource | null;
}

/** Creates the charge of an attempt to pay. */
export async function insertCharge(
  work: Work,
  terms: ChargeTerms,
  method: PaymentMethodRow,
  start: ChargeStart,
): Promise<Stripe.Charge> {
  const body = chargeObject(work, terms, method, start);
  await charges.insert(work, {
    id: body.id,
    body,
    paymentIntentId: terms.paymentIntent,
    customerId: customerOf(terms),
    type: method.type,
    details: method.details,
  });
  return body;
}

function chargeObject(
  work: Work,
  terms: ChargeTerms,
  method: PaymentMethodRow,
  { id, status, captured, balanceTransaction, failure, outcome, details }: ChargeStart,
): Stripe.Charge {
  return {
    id,
    object: 'charge',
    amount: terms.amount,
    amount_captured: captured && status !== 'failed' ? terms.amount : 0,
    amount_refunded: 0,
    application: null,
    application_fee: null,
    application_fee_amount: terms.application_fee_amount,
    balance_transaction: balanceTransaction ?? null,
    billing_details: method.billingDetails,
    calculated_statement_descriptor: statementDescriptor(terms),
    captured,
    created: seconds(work.now),
    currency: terms.currency,
    customer: terms.customer,
    description: terms.description,
    disputed: false,
    failure_balance_transaction: null,
    failure_code: failure?.code ?? null,
    failure_message: failure?.message ?? null,
    fraud_details: {},
    livemode: work.livemode,
    metadata: terms.metadata,
    on_behalf_of: terms.on_behalf_of,
    outcome,
    paid: status === 'succeeded',
    payment_intent: terms.paymentIntent,
    payment_method: method.id,
    payment_method_details: { [method.type]: details, type: method.type },
    radar_options: {},
    receipt_email: terms.receipt_email,
    receipt_number: null,
    receipt_url: null,
    refunded: false,
    review: null,
    shipping: terms.shipping,
    source: terms.source,
    source_transfer: null,
    statement_descriptor: terms.statement_descriptor,
    statement_descriptor_suffix: terms.statement_descriptor_suffix,
    status,
    transfer_data: null,
    transfer_group: terms.transfer_group,
  };
}

const DESCRIPTOR = 'PAYFRAME';
const DESCRIPTOR_MAX_LENGTH = 22;

/** Returns the text that the cardholder reads on the statement. */
const statementDescriptor = ({
  statement_descriptor: whole,
  statement_descriptor_suffix: suffix,
}: ChargeTerms) =>
  (whole ?? (suffix ? `${DESCRIPTOR}* ${suffix}` : DESCRIPTOR)).slice(0, DESCRIPTOR_MAX_LENGTH);

/** The type and the details of a charged payment method. */
export interface Charged {
  type: string;
  details: object;
}

/** Adds a payment to the balance. Returns the id of the new row. */
export async function earn(
  work: Work,
  chargeId: string,
  { amount, currency, description }: Pick<Stripe.PaymentIntent, 'amount' | 'currency' | 'description'>,
  { type, details }: Charged,
): Promise<string> {
  const method = methods.of(type);
  const { id } = await record(work, {
    type: method.balanceType,
    category: 'charge',
    source: chargeId,
    amount,
    fee: feeOf(amount, currency),
    currency,
    description,
    availableOn: method.availableAtOnce?.(details) ? work.now : payableOn(work.now),
  });
  return id;
}
