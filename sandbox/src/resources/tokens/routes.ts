import type { Token as BrowserToken } from '@stripe/stripe-js';
import { and, eq } from 'drizzle-orm';
import type Stripe from 'stripe';
import * as v from 'valibot';
import { insertion } from '../../kernel/db/statement.js';
import { invalidRequest } from '../../kernel/errors.js';
import type { Viewer } from '../../kernel/http/caller.js';
import { common } from '../../kernel/http/params.js';
import { type Call, type RouteDefinition, route } from '../../kernel/http/route.js';
import { newId } from '../../kernel/ids.js';
import type { Work } from '../../kernel/scope.js';
import { seconds } from '../../kernel/seconds.js';
import { found, ownRow } from '../../kernel/store/owner.js';
import { methods, type TokenKind } from '../../methods/index.js';
import { tokens } from './table.js';

type TokenRow = typeof tokens.$inferSelect;

const insertToken = insertion(tokens);

/** Returns the kind of token that is asked for. Parameters that name none mean the first kind. */
function kindIn(sent: object): TokenKind {
  const [first, ...others] = methods.tokenKinds;
  const kind = others.find(({ type }) => type in sent) ?? first;
  if (!kind) throw new Error('No type of payment method has tokens.');
  return kind;
}

const kindOf = (row: TokenRow) => methods.tokenKinds.find(({ type }) => type === row.type);

const createParams = v.lazy((params) => {
  const sent = params as object;
  const unsupported = ['account', 'person', 'pii'].find((type) => type in sent);
  if (unsupported) {
    const names = methods.tokenKinds.map(({ type }) => type);
    throw invalidRequest(
      `Tokens of the type '${unsupported}' are not made here: send ${names.slice(0, -1).join(', ')} or ${names.at(-1)}.`,
      { param: unsupported },
    );
  }
  const kind = kindIn(sent);
  return v.strictObject({ ...common, [kind.type]: kind.params });
});

export const routes: RouteDefinition[] = [
  route({
    method: 'POST',
    path: '/v1/tokens',
    keys: ['publishable', 'secret'],
    params: createParams,
    handle: createToken,
  }),
  route({
    method: 'GET',
    path: '/v1/tokens/:id',
    keys: ['secret'],
    params: v.strictObject({ expand: common.expand }),
    handle: async (call) => tokenObject(await findToken(call, call.id), call.key),
  }),
];

async function createToken(call: Call<v.InferOutput<typeof createParams>>): Promise<object> {
  const { type, prefix, read } = kindIn(call.params);
  const row: TokenRow = {
    id: newId(prefix),
    accountId: call.accountId,
    livemode: call.livemode,
    createdAt: call.now,
    type,
    details: read((call.params as Record<string, unknown>)[type], call),
    clientIp: call.clientIp,
    used: false,
  };
  await insertToken(call.db, row);
  return tokenObject(row, call.key);
}

/**
 * Uses up a token for good.
 *
 * @throws ApiError 404 `resource_missing`, 400 `token_already_used`
 */
export async function spendToken(work: Work, id: string): Promise<TokenRow> {
  const [used] = await work.db
    .update(tokens)
    .set({ used: true })
    .where(and(ownRow(work, tokens, id), eq(tokens.used, false)))
    .returning();
  if (used) return used;
  await findToken(work, id);
  throw invalidRequest(`You cannot use a token more than once: ${id}.`, { code: 'token_already_used' });
}

export async function findToken(work: Work, id: string): Promise<TokenRow> {
  const [row] = await work.db
    .select()
    .from(tokens)
    .where(ownRow(work, tokens, id));
  return found(row, { kind: 'token', id, param: 'token' });
}

function tokenObject(row: TokenRow, viewer: Viewer): BrowserToken & Stripe.Token {
  const { id, type, details, clientIp, createdAt, livemode, used } = row;
  const shown = kindOf(row)?.object?.(details, viewer);
  return {
    id,
    object: 'token',
    ...(shown && { [type]: shown }),
    client_ip: clientIp,
    created: seconds(createdAt),
    livemode,
    type,
    used,
  };
}
