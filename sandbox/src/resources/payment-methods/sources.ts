import { and, eq, like, or, type SQL, sql } from 'drizzle-orm';
import type Stripe from 'stripe';
import { selection } from '../../kernel/db/statement.js';
import { invalidRequest } from '../../kernel/errors.js';
import type { ScopedDatabase, Work } from '../../kernel/scope.js';
import { type List, type ListCall, list } from '../../kernel/store/list.js';
import { type MethodType, methods } from '../../methods/index.js';
import { addPaymentMethod, contextOf, NOBODY } from './create.js';
import type { PaymentMethodRow } from './object.js';
import { paymentMethods } from './table.js';

/** The types that have the older form, with it. */
const forms = methods.all.flatMap(({ type, source, tokens }) => (source ? [{ type, source, tokens }] : []));

/** The names of the objects of sources, which are the prefixes of their ids. */
export const SOURCES: readonly string[] = forms.map(({ source }) => source.object);

/** Parameters of the older form by which the details of a source are changed. */
export const sourceChangeParams = Object.assign({}, ...forms.map(({ source }) => source.changeParams));

const formOf = (type: MethodType) => forms.find((form) => form.type === type)?.source;

/** Tells whether a payment method was created as a source. */
export const isSource = ({ id, type }: PaymentMethodRow): boolean =>
  id.startsWith(`${formOf(type)?.object ?? ''}_`);

/**
 * Creates a source from a token, such as `tok_visa`, which is used up.
 *
 * @throws ApiError 400 for a text that is no such token, 404 or 400 for a token that can't be used.
 */
export async function addSource(
  work: Work,
  token: string,
  { paysNow = false, metadata = {} }: { paysNow?: boolean; metadata?: Record<string, string> } = {},
): Promise<PaymentMethodRow> {
  const form = forms.find(({ tokens }) => tokens.some(({ prefix }) => token.startsWith(`${prefix}_`)));
  if (!form) {
    throw invalidRequest(`Invalid source: ${token}. Send the token of a card, such as tok_visa.`, {
      param: 'source',
    });
  }
  const { id, details, holder } = await form.source.read(token, contextOf(work));
  const source = {
    type: form.type,
    details,
    billingDetails: { ...NOBODY, ...holder },
    metadata,
    allowRedisplay: 'unspecified' as const,
  };
  return addPaymentMethod(work, source, { id, paysNow });
}

/** Returns a source as a server sees it. */
export function sourceObject(row: PaymentMethodRow): Stripe.CustomerSource {
  const form = formOf(row.type);
  const { id, customerId: customer, metadata } = row;
  return { id, object: form?.object, ...form?.show(row), customer, metadata } as Stripe.CustomerSource;
}

const find = selection(paymentMethods);
const lock = selection(paymentMethods, { lock: 'update' });

/** Finds a source; `undefined` where the account has none with this id. */
export const findSource = async (owner: ScopedDatabase, id: string): Promise<PaymentMethodRow | undefined> =>
  sourceIn(await find(owner, id));

/** Finds a source of a customer and locks it until the transaction ends; `undefined` where there is none. */
export async function lockSource(
  owner: ScopedDatabase,
  customerId: string,
  id: string,
): Promise<PaymentMethodRow | undefined> {
  const row = sourceIn(await lock(owner, id));
  return row?.customerId === customerId ? row : undefined;
}

const sourceIn = (row: PaymentMethodRow | undefined) => (row && isSource(row) ? row : undefined);

/** Lists the sources of a customer, newest first: of all kinds, or of one. */
export const listSources = (
  call: ListCall,
  customerId: string,
  object = '',
): Promise<List<Stripe.CustomerSource>> =>
  list(call, paymentMethods, 'source', [isSourceOf(customerId, object)], sourceObject);

// The ids of other payment methods begin with `pm_`.
const isSourceOf = (customerId: string, object: string): SQL | undefined => {
  const kinds = SOURCES.filter((known) => object === '' || known === object);
  const ofKind = or(...kinds.map((known) => like(paymentMethods.id, `${known}\\_%`)));
  return and(eq(paymentMethods.customerId, customerId), ofKind ?? sql`false`);
};
