import type { Token as BrowserToken } from '@stripe/stripe-js';
import type Stripe from 'stripe';
import * as v from 'valibot';
import type { Viewer } from '../../kernel/http/caller.js';
import { common } from '../../kernel/http/params.js';
import { type Call, type RouteDefinition, route } from '../../kernel/http/route.js';
import { newId } from '../../kernel/ids.js';
import { seconds } from '../../kernel/seconds.js';
import { methods, type TokenKind } from '../../methods/index.js';
import { accountToken, personToken, piiToken } from '../accounts/index.js';
import { findToken, insertToken, type TokenRow } from '../tokens/index.js';
import { applePayIsLive, applePayParams } from './apple-pay.js';
import { type SavedCardParams, savedCard, savedCardParams } from './saved-card.js';

/** Every kind of token. Parameters that name none mean the first one. */
const kinds: readonly TokenKind[] = [
  ...methods.tokenKinds,
  accountToken,
  personToken,
  piiToken,
] as TokenKind[];

/** Returns the kind of token that is asked for. Parameters that name none mean the first kind. */
function kindIn(sent: object): TokenKind {
  const [first, ...others] = kinds;
  const kind = others.find(({ type }) => type in sent) ?? first;
  if (!kind) throw new Error('No type of payment method has tokens.');
  return kind;
}

const kindOf = (row: TokenRow) => kinds.find(({ type }) => type === row.type);

const createParams = v.lazy((params) => {
  const sent = params as object;
  if ('customer' in sent) return savedCardParams;
  if ('pk_token' in sent) return applePayParams;
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
  if ('pk_token' in call.params) throw applePayIsLive();
  const kind = kindIn(call.params);
  const { type, prefix, read } = kind;
  const details =
    'customer' in call.params
      ? await savedCard(call, call.params as SavedCardParams, kind)
      : read((call.params as Record<string, unknown>)[type], call);
  const row: TokenRow = {
    id: newId(prefix),
    accountId: call.accountId,
    livemode: call.livemode,
    createdAt: call.now,
    type,
    details,
    clientIp: call.clientIp,
    used: false,
  };
  await insertToken(call.db, row);
  return tokenObject(row, call.key);
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
