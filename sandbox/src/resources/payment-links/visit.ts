import * as v from 'valibot';
import { ApiError } from '../../kernel/errors.js';
import type { Work } from '../../kernel/scope.js';
import {
  completedOf,
  createSession,
  draftSession,
  LOCALES,
  type Session,
} from '../checkout-sessions/index.js';
import { usableCode } from '../promotion-codes/index.js';
import { type linkOfAddress, visitOf } from './links.js';

export type LinkRow = NonNullable<Awaited<ReturnType<typeof linkOfAddress>>>;

const email = v.pipe(v.string(), v.trim(), v.maxLength(512), v.email());
const reference = v.pipe(v.string(), v.regex(/^[\w-]{1,200}$/));

/** What the address of a visit may bring. What does not fit is left out: whoever opens the link has not written it. */
const QUERY = {
  client_reference_id: reference,
  locale: v.picklist(LOCALES),
  locked_prefilled_email: email,
  prefilled_email: email,
  prefilled_promo_code: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(500)),
};

type Query = { [Name in keyof typeof QUERY]?: v.InferOutput<(typeof QUERY)[Name]> };

function readQuery(sent: URLSearchParams): Query {
  const query: Query = {};
  for (const [name, schema] of Object.entries(QUERY)) {
    const read = v.safeParse(schema, sent.get(name) ?? '');
    if (read.success) Object.assign(query, { [name]: read.output });
  }
  return query;
}

/** Tells whether a link sells anything at the moment. */
export const isOpen = async (owner: Pick<Work, 'db'>, row: LinkRow): Promise<boolean> => {
  const limit = row.body.restrictions?.completed_sessions.limit;
  if (!row.active || limit === undefined) return row.active;
  const { accountId, livemode } = row;
  return (await completedOf({ db: owner.db, accountId, livemode }, row.id)) < limit;
};

/** Makes the session of a visit. */
export async function visitLink(work: Work, row: LinkRow, sent: URLSearchParams): Promise<Session> {
  const query = readQuery(sent);
  const { client_reference_id, locale, locked_prefilled_email: fixed, prefilled_email: typed } = query;
  const params = {
    ...row.session,
    ...(fixed && { customer_email: fixed }),
    ...(client_reference_id && { client_reference_id }),
    ...(locale && { locale }),
  };
  const code = row.session.allow_promotion_codes ? await codeIn(work, row, query.prefilled_promo_code) : null;
  const { allow_promotion_codes: _, ...rest } = params;
  const discounted = code && { ...rest, discounts: [{ promotion_code: code }] };
  return createSession(work, discounted || params, visitOf(row, typed ?? null));
}

/** Returns the id of the promotion code of an address, where it can be used for what the link sells. */
async function codeIn(work: Work, row: LinkRow, code: string | undefined): Promise<string | null> {
  if (!code) return null;
  const draft = await draftSession(work, row.session, visitOf(row));
  const purchase = { currency: row.body.currency, subtotal: draft.body.amount_subtotal ?? 0 };
  const use = { customer: null, param: 'prefilled_promo_code', purchase };
  const found = await usableCode(work, { code }, use).catch((error: unknown) => {
    if (error instanceof ApiError) return null;
    throw error;
  });
  return found?.id ?? null;
}
