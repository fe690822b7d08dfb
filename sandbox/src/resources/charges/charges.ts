import { and, eq, sql } from 'drizzle-orm';
import type Stripe from 'stripe';
import { tenantOf } from '../../kernel/http/account.js';
import { NO_ADDRESS } from '../../kernel/http/params.js';
import type { Reader } from '../../kernel/http/route.js';
import type { Work } from '../../kernel/scope.js';
import { seconds } from '../../kernel/seconds.js';
import { documents } from '../../kernel/store/documents.js';
import type { List } from '../../kernel/store/list.js';
import { ownedBy } from '../../kernel/store/owner.js';
import type { AttemptError, BillingDetails } from '../../methods/index.js';
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
  money?: ChargeMoney;
  failure?: AttemptError;
  outcome: Stripe.Charge.Outcome | null;
  /** The property of its type in `payment_method_details`. */
  details: object;
}

/** The properties of a charge that say where its money went. */
export type ChargeMoney = Pick<Stripe.Charge, 'application_fee' | 'balance_transaction' | 'transfer'>;

/** Lists the charges of an intent, as versions before `latest_charge` show them in the intent. */
export const chargesOfIntent = (reader: Reader, intent: string): Promise<List<Stripe.Charge>> =>
  charges.list(
    { ...reader, path: `/v1/charges?payment_intent=${intent}`, params: { limit: 10 } },
    eq(table.paymentIntentId, intent),
  );

/** Tells whether a customer has ever paid. */
export const hasPaid = async (work: Work, customer: string): Promise<boolean> =>
  (await work.db.$count(
    table,
    and(ownedBy(work, table), eq(table.customerId, customer), sql`${table.body} ->> 'status' = 'succeeded'`),
  )) > 0;

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
    | 'transfer_data'
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
  const descriptor = await descriptorOf(work, terms);
  const body = {
    ...chargeObject(work, terms, method, start),
    calculated_statement_descriptor: statementDescriptor(terms, descriptor),
  };
  await charges.insert(work, {
    id: body.id,
    body,
    paymentIntentId: terms.paymentIntent,
    customerId: customerOf(terms),
    type: method.type,
    details: method.details,
    expiredAt: null,
  });
  return body;
}

/** A payment that a transfer is at its destination. */
export interface Received {
  id: string;
  amount: number;
  currency: string;
  description: string | null;
  /** The fee that the platform keeps of it. */
  feeAmount: number | null;
  group: string | null;
  money: ChargeMoney;
  transfer: string;
}

/** The details of nobody: a transfer is not paid by a person. */
const NO_DETAILS: BillingDetails = {
  address: NO_ADDRESS,
  email: null,
  name: null,
  phone: null,
  tax_id: null,
};

/** The type of the payment that a transfer is: nobody paid with a payment method. */
const RECEIVED = 'stripe_account';

/** Creates the payment that a transfer is at its destination. */
export async function insertReceived(work: Work, received: Received): Promise<Stripe.Charge> {
  const { feeAmount, group, transfer, ...given } = received;
  const terms: ChargeTerms = {
    ...given,
    application_fee_amount: feeAmount,
    customer: null,
    metadata: {},
    on_behalf_of: null,
    paymentIntent: null,
    receipt_email: null,
    shipping: null,
    source: null,
    statement_descriptor: null,
    statement_descriptor_suffix: null,
    transfer_data: null,
    transfer_group: group,
  };
  const payer = { id: null, type: RECEIVED, billingDetails: NO_DETAILS };
  const charge = chargeObject(work, terms, payer, {
    ...received,
    status: 'succeeded',
    captured: true,
    outcome: null,
    details: {},
  });
  const body = { ...charge, source_transfer: transfer };
  await charges.insert(work, {
    id: body.id,
    body,
    paymentIntentId: null,
    customerId: null,
    type: RECEIVED,
    details: {},
    expiredAt: null,
  });
  return body;
}

/** The part of a payment method that its charge shows. */
type Payer = Pick<PaymentMethodRow, 'billingDetails'> & { id: string | null; type: string };

function chargeObject(
  work: Work,
  terms: ChargeTerms,
  method: Payer,
  { id, status, captured, money, failure, outcome, details }: ChargeStart,
): Stripe.Charge {
  const { transfer_data: data } = terms;
  return {
    id,
    object: 'charge',
    amount: terms.amount,
    amount_captured: captured && status !== 'failed' ? terms.amount : 0,
    amount_refunded: 0,
    application: null,
    application_fee: money?.application_fee ?? null,
    application_fee_amount: terms.application_fee_amount,
    balance_transaction: money?.balance_transaction ?? null,
    billing_details: method.billingDetails,
    calculated_statement_descriptor: null,
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
    ...(money?.transfer && { transfer: money.transfer }),
    transfer_data: data ? { amount: data.amount ?? null, destination: data.destination } : null,
    transfer_group: groupOf(terms, id),
  };
}

/** Returns the group of a charge's transfers: one of its own, where none was given. */
export const groupOf = (
  { paymentIntent, transfer_data: data, transfer_group: group }: ChargeTerms,
  id: string,
): string | null => group ?? (data ? `group_${paymentIntent ?? id}` : null);

/** The name of a business on the statements of its payers. */
interface Descriptor {
  whole: string;
  /** The part before a suffix. */
  prefix: string;
}

const DESCRIPTOR = 'PAYFRAME';
const DESCRIPTOR_MAX_LENGTH = 22;

/** Reads the name of the account that a charge is settled for: that of `on_behalf_of`, or the one that makes it. */
async function descriptorOf(
  { accountId, db }: Work,
  { on_behalf_of: merchant }: ChargeTerms,
): Promise<Descriptor> {
  const account = await tenantOf(db, merchant ? idOf(merchant) : accountId);
  const whole = account?.settings?.payments.statement_descriptor ?? DESCRIPTOR;
  return { whole, prefix: account?.settings?.card_payments?.statement_descriptor_prefix ?? whole };
}

const idOf = (account: string | Stripe.Account): string =>
  typeof account === 'string' ? account : account.id;

/** Returns the text that the cardholder reads on the statement. */
const statementDescriptor = (
  { statement_descriptor: whole, statement_descriptor_suffix: suffix }: ChargeTerms,
  account: Descriptor,
) => (whole ?? (suffix ? `${account.prefix}* ${suffix}` : account.whole)).slice(0, DESCRIPTOR_MAX_LENGTH);

/** The type and the details of a charged payment method. */
export interface Charged {
  type: string;
  details: object;
}
