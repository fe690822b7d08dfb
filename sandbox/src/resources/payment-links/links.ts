import { and, eq } from 'drizzle-orm';
import type Stripe from 'stripe';
import type { Database } from '../../kernel/db/database.js';
import { invalidRequest } from '../../kernel/errors.js';
import { merged, sent } from '../../kernel/http/params.js';
import type { Call } from '../../kernel/http/route.js';
import { webAddress } from '../../kernel/http/web-address.js';
import { newId, randomBase62 } from '../../kernel/ids.js';
import { previousAttributes } from '../../kernel/previous-attributes.js';
import type { ScopedDatabase, Work } from '../../kernel/scope.js';
import { type Documents, documents } from '../../kernel/store/documents.js';
import {
  checkSharing,
  completedOf,
  draftSession,
  type OfLink,
  readLines,
  type Session,
  type SessionLine,
  type SessionParams,
} from '../checkout-sessions/index.js';
import { prices } from '../prices/index.js';
import type { CreateParams, UpdateParams } from './params.js';
import { paymentLinks as table } from './table.js';

type PaymentLink = Stripe.PaymentLink;
type Row = typeof table.$inferSelect;

export const paymentLinks: Documents<typeof table> = documents(table, 'payment_link');

/** The path that links are under. */
export const LINK_PATH = '/buy';

/** Characters of the address of a link. It is public, but nobody guesses the links of others. */
const SECRET_LENGTH = 20;

/** Creates a link. */
export async function createLink(call: Call<CreateParams>): Promise<PaymentLink> {
  const { after_completion: after, expand: _, inactive_message, restrictions, ...rest } = call.params;
  const { application_fee_amount: fee, on_behalf_of: merchant, transfer_data, ...given } = rest;
  const mode = await modeOf(call, given);
  const shared = sharedBy({ application_fee_amount: fee, on_behalf_of: merchant, transfer_data });
  const { currency, lines } = await readLines(call, { ...given, mode });
  const payment = (shared || given.payment_intent_data) && {
    metadata: {},
    ...given.payment_intent_data,
    ...shared,
  };
  const session = sessionParams({ ...given, mode, ...(payment && { payment_intent_data: payment }) }, after);
  const id = newId('plink');
  const link = { email: null, id, limit: null, sold: { currency, lines } };
  const draft = await draftSession(call, session, link);
  await checkSharing(call, draft.body, session);
  const secret = `test_${randomBase62(SECRET_LENGTH)}`;
  const body: PaymentLink = {
    id,
    object: 'payment_link',
    active: true,
    after_completion: afterOf(after),
    ...collectedBy(draft.body, session),
    application: null,
    application_fee_amount: fee ?? null,
    application_fee_percent: null,
    currency: String(currency),
    inactive_message: inactive_message ?? null,
    livemode: call.livemode,
    metadata: given.metadata,
    on_behalf_of: merchant ?? null,
    payment_intent_data: (given.payment_intent_data ?? null) as PaymentLink['payment_intent_data'],
    payment_method_options: null,
    payment_method_types: (given.payment_method_types ?? null) as PaymentLink['payment_method_types'],
    restrictions: restrictions
      ? { completed_sessions: { count: 0, ...restrictions.completed_sessions } }
      : null,
    subscription_data: (given.subscription_data ?? null) as PaymentLink['subscription_data'],
    transfer_data: transfer_data ? { amount: null, ...transfer_data } : null,
    url: `${call.origin}${LINK_PATH}/${secret}`,
  };
  await paymentLinks.insert(call, { id, active: true, body, lines, secret, session });
  call.outbox.emit('payment_link.created', body);
  return body;
}

/** Returns what is given of how payments are shared; `undefined` where nothing is. */
function sharedBy(given: Pick<CreateParams, 'application_fee_amount' | 'on_behalf_of' | 'transfer_data'>) {
  const shared = Object.entries(given).filter(([, value]) => value !== undefined);
  return shared.length > 0 ? (Object.fromEntries(shared) as typeof given) : undefined;
}

/** A link sells a subscription where one of its prices is recurring. */
async function modeOf(
  work: Work,
  given: Pick<CreateParams, 'line_items'>,
): Promise<'payment' | 'subscription'> {
  for (const { price, price_data: data } of given.line_items) {
    if (data?.recurring) return 'subscription';
    if (price && (await isRecurring(work, price))) return 'subscription';
  }
  return 'payment';
}

const isRecurring = async (work: Work, id: string) => Boolean((await prices.load(work, id))?.recurring);

/** Returns the parameters of the session that a visit makes. */
const sessionParams = (
  given: Omit<SessionParams, 'expand' | 'ui_mode'>,
  after: CreateParams['after_completion'],
): SessionParams => ({
  ...given,
  ...(after?.redirect && {
    success_url: webAddress(after.redirect.url, 'after_completion[redirect][url]') && after.redirect.url,
  }),
  ui_mode: 'hosted_page',
});

function afterOf(given: CreateParams['after_completion']): Stripe.PaymentLink.AfterCompletion {
  if (given?.type !== 'redirect') {
    const custom_message = given?.hosted_confirmation?.custom_message ?? null;
    return { hosted_confirmation: { custom_message }, type: 'hosted_confirmation' };
  }
  if (given.redirect) return { redirect: given.redirect, type: 'redirect' };
  throw invalidRequest('Missing required param: after_completion[redirect].', {
    code: 'parameter_missing',
    param: 'after_completion[redirect]',
  });
}

/** Returns the parts of a link that say what its sessions collect. */
const collectedBy = (session: Session, params: SessionParams) =>
  ({
    allow_promotion_codes: params.allow_promotion_codes ?? false,
    automatic_tax: { enabled: session.automatic_tax.enabled, liability: session.automatic_tax.liability },
    billing_address_collection: params.billing_address_collection ?? 'auto',
    consent_collection: session.consent_collection,
    custom_fields: session.custom_fields,
    custom_text: session.custom_text,
    customer_creation: params.customer_creation ?? 'if_required',
    invoice_creation: session.invoice_creation,
    managed_payments: null,
    ...(session.name_collection && { name_collection: session.name_collection }),
    payment_method_collection: session.payment_method_collection ?? 'always',
    phone_number_collection: session.phone_number_collection ?? { enabled: false },
    shipping_address_collection: session.shipping_address_collection,
    shipping_options: session.shipping_options,
    submit_type: params.submit_type ?? 'auto',
    tax_id_collection: session.tax_id_collection ?? { enabled: false, required: 'never' },
  }) as Pick<
    PaymentLink,
    | 'allow_promotion_codes'
    | 'automatic_tax'
    | 'billing_address_collection'
    | 'consent_collection'
    | 'custom_fields'
    | 'custom_text'
    | 'customer_creation'
    | 'invoice_creation'
    | 'managed_payments'
    | 'name_collection'
    | 'payment_method_collection'
    | 'phone_number_collection'
    | 'shipping_address_collection'
    | 'shipping_options'
    | 'submit_type'
    | 'tax_id_collection'
  >;

/** Changes a link. Sessions of earlier visits stay as they are. */
export async function updateLink(call: Call<UpdateParams>): Promise<PaymentLink> {
  const {
    active,
    after_completion: after,
    expand: _,
    inactive_message,
    metadata,
    restrictions,
    ...change
  } = call.params;
  const row = await paymentLinks.lock(call, call.id);
  const { body: before } = row;
  const kept = { ...row.session, ...sent(change) } as SessionParams;
  const { success_url: address, ...others } = kept;
  const session = after
    ? sessionParams(others, after)
    : { ...others, ...(address && { success_url: address }) };
  const draft = await draftSession(call, session, visitOf(row));
  const limited =
    restrictions === undefined
      ? before.restrictions
      : restrictions && {
          completed_sessions: {
            count: await completedOf(call, before.id),
            ...restrictions.completed_sessions,
          },
        };
  const body: PaymentLink = {
    ...before,
    ...collectedBy(draft.body, session),
    ...sent({ active, inactive_message }),
    ...(after && { after_completion: afterOf(after) }),
    metadata: merged(before.metadata, metadata),
    restrictions: limited,
  };
  await paymentLinks.replace(call, body.id, { active: body.active, body, session });
  call.outbox.emit('payment_link.updated', body, previousAttributes(before, body));
  return body;
}

/** Returns a link with the number of its sessions that are complete. */
export async function withCount(owner: ScopedDatabase, body: PaymentLink): Promise<PaymentLink> {
  const { restrictions } = body;
  if (!restrictions) return body;
  const count = await completedOf(owner, body.id);
  return { ...body, restrictions: { completed_sessions: { ...restrictions.completed_sessions, count } } };
}

/** Returns what a visit of a link brings to its session. */
export const visitOf = (
  { body, lines }: Pick<Row, 'body' | 'lines'>,
  email: string | null = null,
): OfLink => ({
  email,
  id: body.id,
  limit: body.restrictions?.completed_sessions.limit ?? null,
  sold: { currency: body.currency, lines: lines.map(ofVisit) },
});

const ofVisit = (line: SessionLine): SessionLine => ({ ...line, id: newId('li') });

/** Finds the link of an address. */
export async function linkOfAddress(db: Database, secret: string): Promise<Row | undefined> {
  const [row] = await db
    .select()
    .from(table)
    .where(and(eq(table.secret, secret), eq(table.livemode, false)));
  return row;
}
