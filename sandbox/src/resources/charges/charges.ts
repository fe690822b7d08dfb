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

/** Creates the charge of an attempt to pay an intent. */
export async function insertCharge(
  work: Work,
  intent: Stripe.PaymentIntent,
  method: PaymentMethodRow,
  start: ChargeStart,
): Promise<Stripe.Charge> {
  const body = chargeObject(work, intent, method, start);
  await charges.insert(work, {
    id: body.id,
    body,
    paymentIntentId: intent.id,
    customerId: customerOf(intent),
    type: method.type,
    details: method.details,
  });
  return body;
}

function chargeObject(
  work: Work,
  intent: Stripe.PaymentIntent,
  method: PaymentMethodRow,
  { id, status, captured, balanceTransaction, failure, outcome, details }: ChargeStart,
): Stripe.Charge {
  return {
    id,
    object: 'charge',
    amount: intent.amount,
    amount_captured: captured && status !== 'failed' ? intent.amount : 0,
    amount_refunded: 0,
    application: null,
    application_fee: null,
    application_fee_amount: intent.application_fee_amount,
    balance_transaction: balanceTransaction ?? null,
    billing_details: method.billingDetails,
    calculated_statement_descriptor: statementDescriptor(intent),
    captured,
    created: seconds(work.now),
    currency: intent.currency,
    customer: intent.customer,
    description: intent.description,
    disputed: false,
    failure_balance_transaction: null,
    failure_code: failure?.code ?? null,
    failure_message: failure?.message ?? null,
    fraud_details: {},
    livemode: work.livemode,
    metadata: intent.metadata,
    on_behalf_of: intent.on_behalf_of,
    outcome,
    paid: status === 'succeeded',
    payment_intent: intent.id,
    payment_method: method.id,
    payment_method_details: { [method.type]: details, type: method.type },
    radar_options: {},
    receipt_email: intent.receipt_email,
    receipt_number: null,
    receipt_url: null,
    refunded: false,
    review: null,
    shipping: intent.shipping,
    source: null,
    source_transfer: null,
    statement_descriptor: intent.statement_descriptor,
    statement_descriptor_suffix: intent.statement_descriptor_suffix,
    status,
    transfer_data: null,
    transfer_group: intent.transfer_group,
  };
}

const DESCRIPTOR = 'PAYFRAME';
const DESCRIPTOR_MAX_LENGTH = 22;

/** Returns the text that the cardholder reads on the statement. */
const statementDescriptor = ({
  statement_descriptor: whole,
  statement_descriptor_suffix: suffix,
}: Stripe.PaymentIntent) =>
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
