import type Stripe from 'stripe';
import * as v from 'valibot';
import { type ApiError, cardError, invalidRequest } from '../../kernel/errors.js';
import { requireChargeable } from '../../kernel/http/account.js';
import {
  common,
  currency,
  flag,
  integer,
  metadata,
  sent,
  shippingParams,
  text,
} from '../../kernel/http/params.js';
import { type Call, type RouteDefinition, route } from '../../kernel/http/route.js';
import { type AttemptError, methods } from '../../methods/index.js';
import { type ChargeTerms, checkAmount } from '../charges/index.js';
import { findCustomer, holdCustomer } from '../customers/index.js';
import {
  addSource,
  lockSource,
  notePayment,
  type PaymentMethodRow,
  sourceObject,
} from '../payment-methods/index.js';
import { chargeFailed, chargePaid } from './record.js';
import { checkShares, sharingParams } from './shares.js';

const createParams = v.strictObject({
  ...sharingParams,
  expand: common.expand,
  amount: integer({ minimum: 1 }),
  /** `application_fee_amount` of older versions. */
  application_fee: sharingParams.application_fee_amount,
  capture: v.optional(flag, 'true'),
  currency,
  customer: v.optional(text()),
  description: v.optional(text(1000)),
  /** `transfer_data` of older versions. */
  destination: v.optional(v.strictObject({ account: text(), amount: v.optional(integer({ minimum: 1 })) })),
  metadata,
  radar_options: v.optional(v.strictObject({ session: v.optional(text()) })),
  receipt_email: v.optional(text(800)),
  shipping: v.optional(shippingParams),
  source: v.optional(text()),
  statement_descriptor: v.optional(text(22)),
  statement_descriptor_suffix: v.optional(text(22)),
});

type CreateCall = Call<v.InferOutput<typeof createParams>>;

export const routes: RouteDefinition[] = [
  route({
    method: 'POST',
    path: '/v1/charges',
    keys: ['secret'],
    params: createParams,
    handle: createCharge,
  }),
];

/** Charges a source without an intent. Nobody can be asked: a bank that wants to ask its cardholder refuses. */
async function createCharge(call: CreateCall): Promise<Stripe.Charge | ApiError> {
  const { amount, capture, currency: code } = call.params;
  checkAmount(amount, code);
  await requireChargeable(call);
  const shares = sharesIn(call.params);
  await checkShares(call, { amount, currency: code, ...shares });
  const method = await payerOf(call);
  const result = methods.of(method.type).pay(method, {
    amount,
    now: call.now,
    authenticated: false,
    capturesLater: !capture,
    errorOnAction: false,
    mandate: null,
    offSession: true,
    options: {},
  });
  if (result.end !== 'paid' && result.end !== 'failed')
    throw new Error(`A charge of ${method.id} has no end.`);
  const payer = await notePayment(call, method, result.end === 'paid');
  const terms = { ...termsOf(call, payer), ...shares };
  if (result.end === 'paid') return chargePaid(call, terms, method, result);
  return declined(await chargeFailed(call, terms, method, result), result.error);
}

type Shares = Pick<
  ChargeTerms,
  'application_fee_amount' | 'on_behalf_of' | 'transfer_data' | 'transfer_group'
>;

/** Returns how the payment is shared, which older versions say by other names. */
const sharesIn = (params: CreateCall['params']): Shares => ({
  application_fee_amount: params.application_fee_amount ?? params.application_fee ?? null,
  on_behalf_of: params.on_behalf_of ?? null,
  transfer_data: params.transfer_data ?? transferTo(params.destination),
  transfer_group: params.transfer_group ?? null,
});

const transferTo = (destination: CreateCall['params']['destination']): Shares['transfer_data'] =>
  destination ? { destination: destination.account, ...sent({ amount: destination.amount }) } : null;

function termsOf({ params }: CreateCall, method: PaymentMethodRow): Omit<ChargeTerms, keyof Shares> {
  const { customer, description, receipt_email, shipping, ...rest } = params;
  return {
    amount: rest.amount,
    currency: rest.currency,
    customer: customer ?? null,
    description: description ?? null,
    metadata: rest.metadata,
    paymentIntent: null,
    receipt_email: receipt_email ?? null,
    shipping: (shipping as Stripe.Charge.Shipping | undefined) ?? null,
    source: sourceObject(method),
    statement_descriptor: rest.statement_descriptor ?? null,
    statement_descriptor_suffix: rest.statement_descriptor_suffix ?? null,
  };
}

const declined = ({ id }: Stripe.Charge, { code, decline_code, message, param }: AttemptError): ApiError =>
  cardError(message, {
    code,
    ...(decline_code && { declineCode: decline_code }),
    ...(param && { param }),
    about: { charge: id },
  });

/**
 * Returns the source that pays: of a token, which is used up, or one that the customer has.
 *
 * @throws ApiError 400 where none is named, or the customer does not have it; 402 for a customer without any.
 */
function payerOf(call: CreateCall): Promise<PaymentMethodRow> {
  const { customer, source } = call.params;
  if (customer !== undefined) return sourceOfCustomer(call, customer, source);
  if (source !== undefined) return addSource(call, source, { paysNow: true });
  throw invalidRequest('Must provide source or customer.', { code: 'parameter_missing', param: 'source' });
}

async function sourceOfCustomer(
  call: CreateCall,
  customer: string,
  named: string | undefined,
): Promise<PaymentMethodRow> {
  await holdCustomer(call, customer);
  const id = named ?? (await findCustomer(call, customer)).default_source;
  if (!id) {
    throw cardError('Cannot charge a customer that has no active card', {
      code: 'missing',
      param: 'customer',
    });
  }
  const row = await lockSource(call, customer, String(id));
  if (row) return row;
  throw invalidRequest(
    `Customer ${customer} does not have a linked source with ID ${id}. Save it with POST /v1/customers/${customer}/sources, ` +
      'or leave out customer to charge a token.',
    { code: 'missing', param: 'source' },
  );
}
