import * as v from 'valibot';
import { common, text } from '../kernel/http/params.js';
import { type Call, type RouteDefinition, route } from '../kernel/http/route.js';
import { cancelAuthentication, type Waits } from './authentication.js';
import type { Intent, IntentKind } from './kind.js';
import { secretParams } from './params.js';
import { verificationParams, verifyMicrodeposits } from './verification.js';

/** Refuses a page without the client secret before any error tells something about its parameters. */
export const ownerCheck =
  <One extends Intent>(kind: IntentKind<One>) =>
  async (call: Call<{ client_secret?: unknown }>): Promise<void> =>
    kind.checkSecret(call, (await kind.store.find(call, call.id, 'intent')).body);

/**
 * Returns the routes that both kinds share: they read an intent, cancel an authentication whose bank page its
 * holder has closed, and verify the account of its payment method.
 */
export function sharedRoutes<One extends Intent>(waits: Waits<One>): RouteDefinition[] {
  const { kind } = waits;
  const [path, checkOwner] = [`/v1/${kind.object}s/:id`, ownerCheck(kind)];
  return [
    route({
      method: 'GET',
      path,
      keys: ['publishable', 'secret'],
      params: v.strictObject(secretParams),
      checkOwner,
      handle: async (call) => {
        const { body } = await kind.store.find(call, call.id, 'intent');
        kind.checkSecret(call, body);
        return kind.viewOf(body, call.key);
      },
    }),
    route({
      method: 'POST',
      path: `${path}/source_cancel`,
      keys: ['publishable', 'secret'],
      params: v.strictObject({ ...secretParams, source: text() }),
      checkOwner,
      handle: async (call) => {
        const { body } = await kind.store.lock(call, call.id, 'intent');
        kind.checkSecret(call, body);
        return kind.viewOf(await cancelAuthentication(call, waits, body, call.params.source), call.key);
      },
    }),
    route({
      method: 'POST',
      path: `${path}/verify_microdeposits`,
      keys: ['publishable', 'secret'],
      params: verificationParams,
      checkOwner,
      handle: (call) => verifyMicrodeposits(call, waits),
    }),
  ];
}

/**
 * Locks the intent to cancel.
 *
 * @param stop Stops what is under way for an intent of another status. Tells whether that was possible.
 * @throws ApiError 400 where its status is none of these, and nothing can be stopped.
 */
export async function lockToCancel<One extends Intent>(
  call: Call,
  kind: IntentKind<One>,
  cancelable: string[],
  stop: (call: Call, intent: One) => Promise<boolean> = async () => false,
): Promise<One> {
  const { body } = await kind.store.lock(call, call.id, 'intent');
  if (cancelable.includes(body.status) || (await stop(call, body))) return body;
  throw kind.unexpectedState(
    `You cannot cancel this ${kind.name} because it has a status of ${body.status}. Only a ${kind.name} with one of the ` +
      `following statuses may be canceled: ${cancelable.join(', ')}.`,
    body,
  );
}

export const cancelParams = <const Reason extends string>(reasons: readonly Reason[]) =>
  v.strictObject({ expand: common.expand, cancellation_reason: v.optional(v.picklist(reasons)) });
