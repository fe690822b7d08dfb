import * as v from 'valibot';
import type { BillingPath } from '../../../../src/contract/elements-session.js';
import { insertion } from '../../kernel/db/statement.js';
import { addressFields, common, metadata, NO_ADDRESS, optionalText, text } from '../../kernel/http/params.js';
import { newId } from '../../kernel/ids.js';
import type { Work } from '../../kernel/scope.js';
import {
  type BillingDetails,
  type Method,
  type MethodType,
  methods,
  type ReadContext,
} from '../../methods/index.js';
import { findToken, spendToken } from '../tokens/index.js';
import type { PaymentMethodRow } from './object.js';
import { paymentMethods } from './table.js';

const insertPaymentMethod = insertion(paymentMethods);

const billingDetails = {
  address: v.optional(addressFields, {}),
  email: optionalText(512),
  name: optionalText(),
  phone: optionalText(),
  tax_id: optionalText(),
};

/** Reads the billing details of which these have to be there. */
function billingSchema(required: readonly BillingPath[]) {
  const top = required.filter((path) => !path.startsWith('address.'));
  const inAddress = required.filter((path) => path.startsWith('address.'));
  const present = (paths: string[]) =>
    Object.fromEntries(paths.map((path) => [path, path === 'email' ? text(512) : text()]));
  const address = present(inAddress.map((path) => path.slice('address.'.length)));
  return v.strictObject({
    ...billingDetails,
    ...present(top),
    ...(inAddress.length > 0 && {
      address: v.optional(v.strictObject({ ...addressFields.entries, ...address }), {} as never),
    }),
  });
}

export const allowRedisplay = v.picklist(['always', 'limited', 'unspecified']);

/** Later payments that a payment method is kept for. */
export const futureUsage = v.picklist(['off_session', 'on_session']);

const ofEveryType = {
  ...common,
  type: v.picklist(methods.types),
  metadata,
  allow_redisplay: v.optional(allowRedisplay, 'unspecified'),
};

/** The parameters of a new payment method of any type. The type's own parameters are under its name. */
export interface PaymentMethodParams {
  type: MethodType;
  billing_details: BillingDetails;
  metadata: Record<string, string>;
  allow_redisplay: v.InferOutput<typeof allowRedisplay>;
}

const schemaOf = ({ type, params, required }: Method) =>
  v.strictObject({
    ...ofEveryType,
    [type]: params,
    billing_details: v.optional(billingSchema(required), {} as never),
  });

const schemas = new Map<unknown, ReturnType<typeof schemaOf>>(
  methods.all.map((method) => [method.type, schemaOf(method)]),
);
const defaultSchema = schemaOf(methods.of(methods.defaultType));

/** Reads a new payment method: the parameters of its own endpoint, and `payment_method_data` of others. */
export const paymentMethodParams = v.lazy(
  (params) => schemas.get((params as { type?: unknown }).type) ?? defaultSchema,
) as v.GenericSchema<unknown, PaymentMethodParams>;

/** Use of a new payment method. */
interface Use {
  /** Whether it is created for one payment, which is made now and uses it up. */
  paysNow?: boolean;
  /** Its id, where that is known before. */
  id?: string;
  /** Whether its holder has agreed to later payments before. */
  setUp?: boolean;
}

/** Creates a payment method from the parameters, or from a token. */
export const makePaymentMethod = async (
  work: Work,
  params: PaymentMethodParams,
  use?: Use,
): Promise<PaymentMethodRow> => addPaymentMethod(work, await sourceOf(work, params), use);

export async function addPaymentMethod(
  work: Work,
  source: PaymentMethodSource,
  { paysNow = false, id = newId('pm'), setUp = false }: Use = {},
): Promise<PaymentMethodRow> {
  const row: PaymentMethodRow = {
    ...source,
    details: paysNow ? askedOf(source) : source.details,
    consumed: paysNow,
    id,
    accountId: work.accountId,
    livemode: work.livemode,
    createdAt: work.now,
    customerId: null,
    setUp,
    defaultFor: source.defaultFor ?? null,
  };
  await insertPaymentMethod(work.db, row);
  return row;
}

/** Returns the details of a payment method after its issuer was asked. */
export const askedOf = ({ type, details }: Pick<PaymentMethodSource, 'type' | 'details'>): object =>
  methods.of(type).asked?.(details) ?? details;

/** Reads the data from which a payment method is created. A token is used up. */
export async function sourceOf(work: Work, params: PaymentMethodParams): Promise<PaymentMethodSource> {
  const { type, billing_details: given } = params;
  const sent = (params as unknown as Record<string, unknown>)[type];
  const { details, holder } = await methods.of(type).read(sent, contextOf(work));
  return {
    type,
    details,
    billingDetails: holder ? filledIn(given, holder) : given,
    metadata: params.metadata,
    allowRedisplay: params.allow_redisplay,
  };
}

/** Returns the account that a payment method is read for, with its tokens. */
export const contextOf = (work: Work): ReadContext => ({
  ...work,
  spendToken: (id) => spendToken(work, id),
  findToken: (id) => findToken(work, id),
});

export const NOBODY: BillingDetails = {
  address: NO_ADDRESS,
  email: null,
  name: null,
  phone: null,
  tax_id: null,
};

/** Returns billing details, with the known details of the holder where they have gaps. */
function filledIn(given: BillingDetails, holder: Partial<BillingDetails>): BillingDetails {
  const known = { ...NOBODY, ...holder };
  return {
    address: withKnown(given.address, known.address),
    email: given.email ?? known.email,
    name: given.name ?? known.name,
    phone: given.phone ?? known.phone,
    tax_id: given.tax_id ?? known.tax_id,
  };
}

const withKnown = (given: BillingDetails['address'], known: BillingDetails['address']) => ({
  city: given.city ?? known.city,
  country: given.country ?? known.country,
  line1: given.line1 ?? known.line1,
  line2: given.line2 ?? known.line2,
  postal_code: given.postal_code ?? known.postal_code,
  state: given.state ?? known.state,
});

/**
 * Creates the payment method that a constant of test mode stands for, such as `pm_card_visa` or
 * `pm_success_de`: a new one each time. Returns `undefined` where the id is no such constant.
 */
export async function makeTestPaymentMethod(work: Work, id: string): Promise<PaymentMethodRow | undefined> {
  if (work.livemode) return undefined;
  for (const { type, named } of methods.all) {
    const made = named(id, work);
    if (!made) continue;
    return addPaymentMethod(work, {
      type,
      details: made.details,
      billingDetails: { ...NOBODY, ...made.holder },
      metadata: {},
      allowRedisplay: 'unspecified',
    });
  }
  return undefined;
}

/** A payment method before it is stored: as it was sent, or as a confirmation token keeps it. */
export interface PaymentMethodSource {
  type: MethodType;
  details: object;
  billingDetails: BillingDetails;
  metadata: Record<string, string>;
  allowRedisplay: 'always' | 'limited' | 'unspecified';
  /** The customer whose default it becomes once it is saved with them. */
  defaultFor?: string | null | undefined;
}
